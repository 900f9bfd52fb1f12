"""Reading one update: what it must have before anybody handles it, and why it cannot be read, without its text."""

import json
from collections.abc import Mapping
from typing import Any

from aiogram import Bot
from aiogram.types import Update, User
from pydantic import ValidationError

from bot.telegram.groups import FromGroup, group_of, is_nobodys, tells_of_adding
from bot.telegram.raw_updates import decoder
from bot.telegram.service_messages import is_service
from bot.telegram.without_nul import without_nul
from domain.people import PERSON_NUMBERS

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""What is asked for. The first that is there says who an update is from."""

MESSAGES = frozenset({"message", "edited_message"})
NOBODY = 0
"""Stands for whoever sent what cannot be read."""

MOST_REASONS = 3


class Unreadable(Exception):
    """The update cannot be read. `reason` names places and kinds of mistakes, and nothing that anybody wrote."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sender_of(content: Any) -> int | None:
    """Return who the decoded update is from: None when it is not for us, NOBODY when that cannot be read.

    A group or channel has a negative number.
    """
    if not isinstance(content, dict):
        return NOBODY
    group = group_of(content)
    if group is not None:
        return None if tells_of_adding(content) is False else group
    kind, event = next(
        ((kind, content[kind]) for kind in KINDS if content.get(kind) is not None),
        (None, None),
    )
    if kind is None:
        return None
    if not isinstance(event, Mapping):
        return NOBODY
    if is_nobodys(event) or (kind in MESSAGES and is_service(event)):
        return None
    sender = event.get("from")
    if sender is None:
        return None if kind in MESSAGES else NOBODY
    number = sender.get("id") if isinstance(sender, Mapping) else None
    return number if isinstance(number, int) and not isinstance(number, bool) and number in PERSON_NUMBERS else NOBODY


def read_update(body: bytes | None, bot: Bot) -> Update | None:
    """Return the update of a kept body, which is None where no key opens it; None when it is not for us.

    Raises Unreadable, and FromGroup. Nothing of the body is in the error: pydantic's own messages quote what was wrong.
    """
    if body is None:
        raise Unreadable("sealed with another key")
    content = _decoded(body)
    sender = sender_of(content)
    if sender is None:
        return None
    if sender < NOBODY:
        raise FromGroup(sender, added=tells_of_adding(content) is True)
    if sender == NOBODY:
        raise Unreadable("no usable number of its sender")
    try:
        # With the bot from the beginning: the dispatcher would otherwise dump the update and read it a second time.
        update = Update.model_validate(content, context={"bot": bot})
    except ValidationError as error:
        reason = _reason(error)
    except (ValueError, OverflowError, RecursionError) as error:
        reason = type(error).__name__
    else:
        if update.callback_query is None or update.callback_query.id:
            return update
        reason = "callback_query.id: empty"
    raise Unreadable(reason)


def person_of(update: Update) -> int:
    """Return who an update is from; NOBODY for one that is from nobody."""
    user = user_of(update)
    return NOBODY if user is None else user.id


def user_of(update: Update) -> User | None:
    """Return the Telegram user that an update is from."""
    event = update.message or update.edited_message or update.callback_query or update.my_chat_member
    return None if event is None else event.from_user


def _decoded(body: bytes) -> dict[str, Any]:
    content: Any = None
    reason = "not an object"
    try:
        content = decoder().decode(body.decode())
        json.dumps(content, ensure_ascii=False).encode()
        content = without_nul(content) if b"u0000" in body else content
    except UnicodeEncodeError:
        reason, content = "half a character", None
    except ValueError:
        reason = "not JSON"
    except RecursionError:
        reason, content = "too deep", None
    if not isinstance(content, dict):
        raise Unreadable(reason)
    return content


def _reason(error: ValidationError) -> str:
    found = error.errors(include_input=False, include_url=False, include_context=False)
    told = [f"{'.'.join(map(str, one['loc']))}: {one['type']}" for one in found[:MOST_REASONS]]
    return "; ".join(told) + (f" and {len(found) - MOST_REASONS} more" if len(found) > MOST_REASONS else "")
