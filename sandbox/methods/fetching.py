"""Methods by which the bot takes updates and answers presses."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox import utf16
from sandbox.errors import BadRequestError
from sandbox.messenger import Messenger
from sandbox.updates import Webhook

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

    async def set_webhook(self, call: JSON) -> bool:
        """Takes an address for updates: HTTPS, or this machine, as a local Bot API server does."""
        updates = self._messenger.updates
        address = urlsplit(call["url"])
        if call["url"] and address.scheme != "https" and address.hostname not in ("127.0.0.1", "localhost"):
            raise BadRequestError("bad webhook: An HTTPS URL must be provided for webhook")
        secret = call.get("secret_token")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise BadRequestError("secret token contains unallowed characters")
        if call.get("drop_pending_updates"):
            updates.forget()
        updates.allow(call.get("allowed_updates"))
        updates.webhook = Webhook(call["url"], secret) if call["url"] else None
        updates.arrived.fire()
        return True

    async def delete_webhook(self, call: JSON) -> bool:
        """Goes back to getUpdates, and forgets waiting updates when asked to."""
        self._messenger.updates.webhook = None
        if call.get("drop_pending_updates"):
            self._messenger.updates.forget()
        return True

    async def get_webhook_info(self, _: JSON) -> JSON:
        """Tells where updates go and how it went."""
        updates = self._messenger.updates
        hook = updates.webhook
        info = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(updates.pending),
        }
        if hook and hook.last_error:
            info |= {"last_error_message": hook.last_error, "last_error_date": hook.last_error_at}
        return info

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
