"""Groups and channels that people add the bot to, as far as a bot for private chats has to do with them."""

from typing import Any

from sandbox.chats import GroupChat
from sandbox.messenger import Messenger
from sandbox.user import User

JSON = dict[str, Any]
TELEGRAM: JSON = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
ANONYMOUS: JSON = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
IN_NAME_OF_A_CHANNEL: JSON = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}


class Group:
    """What people do in one group or channel."""

    def __init__(self, messenger: Messenger, chat: GroupChat) -> None:
        self._messenger = messenger
        self.chat = chat
        self.id = chat.id

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in the group."""
        return self.chat.has_bot

    @property
    def said_by_bot(self) -> list[str]:
        """What the bot has written here."""
        return [message.text for message in self.chat.messages.values() if message.from_bot]

    def add_bot(self, by: User, status: str = "member") -> None:
        """Somebody adds the bot, or gives it another standing."""
        self._messenger.set_standing(self.chat, status, by.chat.person())
        if self.chat.type != "channel":
            self._add("message", by.chat.person(), new_chat_members=[self._messenger.bot()])

    def remove_bot(self, by: User) -> None:
        """Somebody throws the bot out."""
        self._messenger.set_standing(self.chat, "kicked", by.chat.person())

    def say(self, user: User, text: str, **fields: Any) -> int:
        """Somebody writes; returns the message's number."""
        return self._add("message", user.chat.person(), text=text, **fields)

    def say_anonymously(self, text: str) -> int:
        """An administrator of the group writes in its name."""
        return self._add("message", ANONYMOUS, text=text, sender_chat=self.chat.brief())

    def say_as_channel(self, channel: "Group", text: str) -> int:
        """Somebody writes in the name of their channel."""
        return self._add("message", IN_NAME_OF_A_CHANNEL, text=text, sender_chat=channel.chat.brief())

    def forward_from_linked(self, channel: "Group", text: str) -> int:
        """The channel that the group belongs to has posted something."""
        origin = {"type": "channel", "date": self._messenger.now(), "chat": channel.chat.brief(), "message_id": 5}
        linked = {"sender_chat": channel.chat.brief(), "is_automatic_forward": True, "forward_origin": origin}
        return self._add("message", TELEGRAM, text=text, **linked)

    def post(self, text: str) -> int:
        """Something is posted in the channel."""
        return self._add("channel_post", None, text=text, sender_chat=self.chat.brief())

    def edit(self, user: User, message_id: int, text: str) -> None:
        """Somebody changes what they wrote."""
        fields = {"text": text, "edit_date": self._messenger.now()}
        self._add("edited_message", user.chat.person(), message_id=message_id, **fields)

    def press(self, user: User, data: str) -> None:
        """Somebody presses a button below a message here, or pretends to."""
        body = self._message(self._messenger.bot(), text="Кнопка")
        self._messenger.person_presses_elsewhere(user.chat, data, message=body)

    def _add(self, kind: str, sender: JSON | None, **fields: Any) -> int:
        body = self._message(sender, **fields)
        if self.has_bot:
            self._messenger.updates.add(kind, body)
        return int(body["message_id"])

    def _message(self, sender: JSON | None, **fields: Any) -> JSON:
        stored = self._messenger.put(self.chat, from_bot=False, text=str(fields.get("text", "")))
        known = {"message_id": stored.id, "chat": self.chat.brief(), "date": stored.date}
        return known | ({"from": sender} if sender else {}) | fields
