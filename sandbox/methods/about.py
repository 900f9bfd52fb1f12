"""Methods that tell about the bot, a chat or a file."""

from typing import Any

from sandbox.errors import BadRequestError
from sandbox.files import DOWNLOAD_LIMIT
from sandbox.messenger import Messenger

JSON = dict[str, Any]


class About:
    """Reads, changes nothing."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def get_me(self, _: JSON) -> JSON:
        """Tells who the bot is."""
        abilities = {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        return {**self._messenger.bot(), **abilities}

    async def get_chat(self, call: JSON) -> JSON:
        """Tells about a private chat."""
        chat = self._messenger.chats.get(call["chat_id"])
        if chat is None or not chat.started:
            raise BadRequestError("chat not found")
        gifts = dict.fromkeys(
            ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"], True
        )
        pinned = chat.messages.get(chat.pinned or 0)
        shown = {"pinned_message": pinned.body(self._messenger.bot())} if pinned else {}
        return {**chat.brief(), "accent_color_id": 1, "max_reaction_count": 1, "accepted_gift_types": gifts, **shown}

    async def get_file(self, call: JSON) -> JSON:
        """Tells where a file can be fetched from."""
        stored = self._messenger.files.get(call["file_id"])
        if len(stored.data) > DOWNLOAD_LIMIT:
            raise BadRequestError("file is too big")
        return {**stored.brief(), "file_path": stored.path}
