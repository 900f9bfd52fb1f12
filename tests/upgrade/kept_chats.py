"""What Telegram knew beside a kept database: chats with their buttons, files, and what was not fetched yet."""

from base64 import b64decode, b64encode
from collections import deque
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sandbox import Sandbox
from sandbox.chats import Stored
from sandbox.files import StoredFile

JSON = dict[str, Any]
PERSON = ("first_name", "last_name", "username", "language_code")
MESSAGE = ("id", "from_bot", "date", "text", "entities", "media", "markup", "reply_to", "edits", "edit_date")


def chats_of(sandbox: Sandbox) -> JSON:
    """Return everything, as JSON."""
    messenger = sandbox.messenger
    return {
        "last_message": messenger._last_message,
        "last_press": messenger._last_press,
        "last_update": messenger.updates._last_id,
        "at": datetime.now(UTC).isoformat(),
        "pending": list(messenger.updates.pending),
        "files": [asdict(file) | {"data": b64encode(file.data).decode()} for file in messenger.files._by_id.values()],
        "chats": [
            {
                "id": user.id,
                **{name: getattr(user.chat, name) for name in PERSON},
                "messages": [
                    {name: getattr(message, name) for name in MESSAGE} for message in user.chat.messages.values()
                ],
            }
            for user in sandbox.users
        ],
    }


def put_chats(sandbox: Sandbox, kept: JSON, now: datetime) -> None:
    """Fill a sandbox; messages are as old as they were then, since Telegram's clock is the machine's."""
    later = now - datetime.fromisoformat(kept["at"])
    messenger = sandbox.messenger
    messenger._last_message, messenger._last_press = kept["last_message"], kept["last_press"]
    messenger.updates._last_id, messenger.updates.pending = kept["last_update"], deque(kept["pending"])
    for file in kept["files"]:
        stored = StoredFile(**{**file, "data": b64decode(file["data"])})
        messenger.files._by_id[stored.file_id] = stored
    for person in kept["chats"]:
        chat = sandbox.user(person["id"], **{name: person[name] for name in PERSON}).chat
        chat.started = True
        for message in person["messages"]:
            stored_message = Stored(chat=chat, **message)
            stored_message.date += int(later.total_seconds())
            chat.messages[stored_message.id] = stored_message
