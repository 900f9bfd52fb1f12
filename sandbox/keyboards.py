"""What Telegram accepts on a message's keyboard."""

from typing import Any

from sandbox.errors import BadRequestError
from sandbox.links import usable_link

JSON = dict[str, Any]
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
STYLES = ("primary", "success", "danger")
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
DATA_BYTES = 64
COPY_LIMIT = 256


def check_inline_keyboard(markup: JSON | None) -> JSON | None:
    """Returns the keyboard to keep, nothing for an empty one; raises BadRequestError for a wrong one."""
    if not markup or "inline_keyboard" not in markup:
        return None
    rows: list[list[JSON]] = [row for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise BadRequestError("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        if len(row) > MOST_IN_A_ROW:
            raise BadRequestError(f"the sandbox shows at most {MOST_IN_A_ROW} buttons in a row, as clients do")
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: JSON) -> None:
    actions = [name for name in ACTIONS if name in button]
    if not button["text"].strip():
        raise _cannot("text of a button must be non-empty")
    if not actions:
        raise _cannot("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _cannot(f"exactly one action is allowed, not {' and '.join(actions)}")
    if button.get("style", STYLES[0]) not in STYLES:
        raise _cannot(f"invalid button style {button['style']!r} specified")
    if "callback_data" in button and not 0 < len(button["callback_data"].encode()) <= DATA_BYTES:
        raise BadRequestError("BUTTON_DATA_INVALID")
    if "url" in button and usable_link(button["url"]) is None:
        raise BadRequestError(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 0 < len(button["copy_text"]["text"]) <= COPY_LIMIT:
        raise BadRequestError("BUTTON_COPY_TEXT_INVALID")


def _cannot(detail: str) -> BadRequestError:
    return BadRequestError(f"can't parse inline keyboard button: {detail}")
