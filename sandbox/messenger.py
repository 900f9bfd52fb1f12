"""What the messenger remembers: people, chats, presses, commands. The Bot API, the page and the tests act on it."""

import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.chats import Chat, GroupChat, Stored
from sandbox.description import Description
from sandbox.errors import BadRequestError, TelegramError
from sandbox.files import Files
from sandbox.signals import Signal
from sandbox.updates import Updates
from sandbox.written import caption_of, messages_of, one_text

JSON = dict[str, Any]
PRESS_LIVES = 15 * 60


@dataclass
class Press:
    """A press of an inline button that the bot has to answer."""

    id: str
    chat: Chat
    pressed_at: float
    answered: bool = False
    text: str = ""
    show_alert: bool = False
    url: str | None = None


@dataclass
class Messenger:
    """The state behind one bot."""

    token: str
    username: str = "gonets_sandbox_bot"
    name: str = "Гонец"
    chats: dict[int, Chat] = field(default_factory=dict)
    groups: dict[int, GroupChat] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    commands: dict[tuple[str, int | None, str], list[JSON]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_button: JSON = field(default_factory=lambda: {"type": "commands"})
    updates: Updates = field(default_factory=Updates)
    files: Files = field(default_factory=Files)
    violations: list[str] = field(default_factory=list)
    changed: Signal = field(default_factory=Signal)
    _last_message: int = 0
    _last_group: int = 13_900_000_000_000_000
    _last_press: int = 4_200_000_000_000

    def bot(self) -> JSON:
        """Makes the User that getMe returns and messages come from."""
        number = self.token.partition(":")[0]
        bot_id = int(number) if number.isdigit() else 42
        return {"id": bot_id, "is_bot": True, "first_name": self.name, "username": self.username}

    def now(self) -> int:
        """Returns the time that messages get."""
        return int(time.time())

    def chat_for_bot(self, chat_id: int | str) -> Chat:
        """Finds the chat that the bot writes to; raises what Telegram answers when it may not."""
        group = self.groups.get(chat_id) if isinstance(chat_id, int) else None
        if group is not None:
            return self.group_for_bot(group)
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not chat.started:
            raise BadRequestError("chat not found")
        if chat.blocked:
            raise TelegramError(403, "Forbidden: bot was blocked by the user")
        return chat

    def group_for_bot(self, group: GroupChat) -> GroupChat:
        """Returns a group that the bot is in; raises what Telegram answers when it is not."""
        if not group.has_bot:
            how = "bot was kicked from" if group.bot_status == "kicked" else "bot is not a member of"
            raise TelegramError(403, f"Forbidden: {how} the {group.type} chat")
        return group

    def touched(self, chat: Chat) -> None:
        """Tells those who watch the chat that it looks different now."""
        chat.changed.fire()
        self.changed.fire()

    def put(self, chat: Chat, *, from_bot: bool, **content: Any) -> Stored:
        """Adds a message to a chat."""
        self._last_message += 1
        message = Stored(self._last_message, chat, from_bot, self.now(), **content)
        chat.messages[message.id] = message
        if from_bot:
            chat.action = ""
        self.touched(chat)
        return message

    def new_group(self) -> str:
        """Makes the number that the messages of one album share."""
        self._last_group += 1
        return str(self._last_group)

    def person_writes(
        self, chat: Chat, text: str = "", entities: list[JSON] | None = None, media: JSON | None = None, **content: Any
    ) -> list[Stored]:
        """Sends what a person wrote; a long text goes in parts, as clients send it."""
        self._may_write(chat)
        given = entities or []
        parts = [caption_of(text, given, self.chats)] if media else messages_of(text, given, self.chats)
        chat.started = True
        sent = []
        for part, found in parts:
            message = self.put(chat, from_bot=False, text=part, entities=found, media=media or {}, **content)
            self.updates.add("message", message.body(self.bot()))
            sent.append(message)
        return sent

    def person_edits(self, message: Stored, text: str, entities: list[JSON] | None) -> None:
        """Changes a person's own text or caption; what is the same as before is no change."""
        self._may_write(message.chat)
        if not message.can_be_edited(self.now()):
            raise ValueError("Изменить можно только свой текст или подпись, двое суток и не пересланные.")
        changed = (caption_of if message.media else one_text)(text, entities or [], self.chats)
        if changed != (message.text, message.entities):
            message.text, message.entities = changed
            self.person_touches(message)

    def person_touches(self, message: Stored) -> None:
        """Tells the bot that a person's message was changed."""
        message.edits += 1
        message.edit_date = self.now()
        self.updates.add("edited_message", message.body(self.bot()))
        self.touched(message.chat)

    def person_presses(self, message: Stored, data: str) -> Press:
        """Presses an inline button, or pretends to."""
        self._may_write(message.chat)
        self._last_press += 1
        press = Press(str(self._last_press), message.chat, time.monotonic())
        self.presses[press.id] = press
        body: JSON = {
            "id": press.id,
            "from": message.chat.person(),
            "chat_instance": str(message.chat.id * 7919),
            "data": data,
        }
        if message.id in message.chat.messages:
            body["message"] = message.body(self.bot())
        else:
            body["message"] = {"chat": message.chat.brief(), "message_id": message.id, "date": 0}
        self.updates.add("callback_query", body)
        return press

    def person_presses_elsewhere(self, chat: Chat, data: str, **where: Any) -> Press:
        """Presses a button outside the private chat: below a message of a group, or one that was sent inline."""
        self._last_press += 1
        press = Press(str(self._last_press), chat, time.monotonic())
        self.presses[press.id] = press
        body = {"id": press.id, "from": chat.person(), "chat_instance": "1", "data": data, **where}
        self.updates.add("callback_query", body)
        return press

    def press_to_answer(self, press_id: str) -> Press:
        """Finds a press that still waits; raises BadRequestError when it is too late or was answered."""
        press = self.presses.get(press_id)
        if press is None or press.answered or time.monotonic() - press.pressed_at > PRESS_LIVES:
            raise BadRequestError("query is too old and response timeout expired or query ID is invalid")
        return press

    def set_blocked(self, chat: Chat, *, blocked: bool) -> None:
        """Blocks or unblocks the bot, which the bot is told about."""
        if chat.blocked == blocked:
            return
        before, after = self._membership(chat.blocked), self._membership(blocked)
        chat.blocked = blocked
        if chat.started:
            change = {
                "chat": chat.brief(),
                "from": chat.person(),
                "date": self.now(),
                "old_chat_member": before,
                "new_chat_member": after,
            }
            self.updates.add("my_chat_member", change)
        self.touched(chat)

    def remove(self, message: Stored) -> None:
        """Takes a message out of the chat for both sides."""
        message.chat.messages.pop(message.id, None)
        if message.chat.pinned == message.id:
            message.chat.pinned = None
        self.touched(message.chat)

    def commands_for(self, chat: Chat) -> list[JSON]:
        """Chooses the command menu of a private chat, the narrowest scope and the person's language first."""
        for scope, scope_chat in (("chat", chat.id), ("all_private_chats", None), ("default", None)):
            for language in (chat.language_code or "", ""):
                if found := self.commands.get((scope, scope_chat, language)):
                    return found
        return []

    def set_standing(self, group: GroupChat, status: str, by: JSON) -> None:
        """Changes what the bot is in a group, which it is told about."""
        change = {
            "chat": group.brief(),
            "from": by,
            "date": self.now(),
            "old_chat_member": self._standing(group.bot_status),
            "new_chat_member": self._standing(status),
        }
        group.bot_status = status
        self.updates.add("my_chat_member", change)
        self.touched(group)

    def _standing(self, status: str) -> JSON:
        kind = {"kicked": "Banned"}.get(status, status.capitalize())
        return Description().blank(f"ChatMember{kind}") | {"user": self.bot(), "status": status}

    def _membership(self, blocked: bool) -> JSON:
        if blocked:
            return {"user": self.bot(), "status": "kicked", "until_date": 0}
        return {"user": self.bot(), "status": "member"}

    def _may_write(self, chat: Chat) -> None:
        if chat.blocked:
            raise ValueError(f"{chat.title()} заблокировал(а) бота: сначала разблокируйте.")
