"""Leaving groups."""

from typing import Any

from sandbox.errors import BadRequestError
from sandbox.messenger import Messenger

JSON = dict[str, Any]


class Leaving:
    """Takes the bot out of a group, a supergroup or a channel."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def leave_chat(self, call: JSON) -> bool:
        """Leaves; a chat that the bot is not in cannot be left."""
        group = self._messenger.groups.get(call["chat_id"])
        if group is None:
            private = call["chat_id"] in self._messenger.chats
            raise BadRequestError("can't leave private chats" if private else "chat not found")
        group.leaves += 1
        self._messenger.set_standing(self._messenger.group_for_bot(group), "left", self._messenger.bot())
        return True
