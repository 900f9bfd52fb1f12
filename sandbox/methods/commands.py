"""Methods for the command menu: which commands a chat shows depends on scope and language."""

import re
from typing import Any

from sandbox.errors import BadRequestError
from sandbox.messenger import Messenger

JSON = dict[str, Any]
SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
}  # fmt: skip
MOST_COMMANDS = 100


class Commands:
    """Keeps the command menus."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def set_my_commands(self, call: JSON) -> bool:
        """Keeps the commands of a scope and language."""
        place = self._place(call)
        if len(call["commands"]) > MOST_COMMANDS:
            raise BadRequestError("BOT_COMMANDS_TOO_MUCH")
        for command in call["commands"]:
            if not re.fullmatch(r"/?[a-z0-9_]{1,32}", command["command"]):
                raise BadRequestError("BOT_COMMAND_INVALID")
            if not 0 < len(command["description"].strip()) <= 256:
                raise BadRequestError("BOT_COMMAND_DESCRIPTION_INVALID")
        self._messenger.commands[place] = [
            {**command, "command": command["command"].removeprefix("/")} for command in call["commands"]
        ]
        self._seen()
        return True

    async def get_my_commands(self, call: JSON) -> list[JSON]:
        """Returns exactly what was set for a scope and language."""
        return self._messenger.commands.get(self._place(call), [])

    async def delete_my_commands(self, call: JSON) -> bool:
        """Forgets the commands of a scope and language."""
        self._messenger.commands.pop(self._place(call), None)
        self._seen()
        return True

    async def set_chat_menu_button(self, call: JSON) -> bool:
        """Sets the button beside the input, of one chat or of all."""
        button = call.get("menu_button") or {"type": "default"}
        if "chat_id" in call:
            self._messenger.chat_for_bot(call["chat_id"]).menu_button = button
        else:
            self._messenger.menu_button = button
        self._messenger.changed.fire()
        return True

    async def get_chat_menu_button(self, call: JSON) -> JSON:
        """Returns the button beside the input."""
        if "chat_id" in call:
            return self._messenger.chat_for_bot(call["chat_id"]).menu_button or self._messenger.menu_button
        return self._messenger.menu_button

    def _seen(self) -> None:
        for chat in self._messenger.chats.values():
            self._messenger.touched(chat)

    def _place(self, call: JSON) -> tuple[str, int | None, str]:
        scope = call.get("scope") or {"type": "default"}
        language = call.get("language_code") or ""
        if scope["type"] not in SCOPES:
            raise BadRequestError("can't parse BotCommandScope: unsupported type specified")
        if language and not re.fullmatch("[a-z]{2}", language):
            raise BadRequestError("LANG_CODE_INVALID")
        if "chat_id" not in scope:
            return scope["type"], None, language
        chat = self._messenger.chats.get(scope["chat_id"])
        if chat is None or not chat.started:
            raise BadRequestError("chat not found")
        return scope["type"], chat.id, language
