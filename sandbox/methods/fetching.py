"""Methods by which the bot takes updates and answers presses."""

from typing import Any

from sandbox import utf16
from sandbox.errors import BadRequestError
from sandbox.messenger import Messenger

JSON = dict[str, Any]
ANSWER_LIMIT = 200


class Fetching:
    """Hands updates over."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def get_updates(self, call: JSON) -> list[JSON]:
        """Long-polls for updates."""
        self._messenger.updates.allow(call.get("allowed_updates"))
        limit = min(max(call.get("limit", 100), 1), 100)
        return await self._messenger.updates.fetch(call.get("offset", 0), limit, max(call.get("timeout", 0), 0))

    async def delete_webhook(self, call: JSON) -> bool:
        """Has no webhook to delete, but forgets waiting updates when asked to."""
        if call.get("drop_pending_updates"):
            self._messenger.updates.forget()
        return True

    async def get_webhook_info(self, _: JSON) -> JSON:
        """Tells that there is no webhook."""
        waiting = len(self._messenger.updates.pending)
        return {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}

    async def answer_callback_query(self, call: JSON) -> bool:
        """Answers a press, once."""
        press = self._messenger.press_to_answer(call["callback_query_id"])
        text: str = call.get("text") or ""
        if utf16.length(text) > ANSWER_LIMIT:
            raise BadRequestError("MESSAGE_TOO_LONG")
        press.answered = True
        press.text, press.show_alert, press.url = text, bool(call.get("show_alert")), call.get("url")
        self._messenger.touched(press.chat)
        return True
