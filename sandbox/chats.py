"""The private chats as the messenger keeps them, and how they look in Telegram's own objects."""

import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.signals import Signal

JSON = dict[str, Any]
ACTION_SHOWN_FOR = 5.0
CAPTIONED = {"photo", "video", "animation", "audio", "document", "voice"}
EDIT_WITHIN = 48 * 3600


@dataclass(eq=False)
class Stored:
    """A message as the messenger keeps it."""

    id: int
    chat: "Chat"
    from_bot: bool
    date: int
    text: str = ""
    entities: list[JSON] = field(default_factory=list)
    media: JSON = field(default_factory=dict)
    beside: JSON = field(default_factory=dict)
    markup: JSON | None = None
    reply_to: int | None = None
    edits: int = 0
    edit_date: int | None = None
    reaction: str = ""

    def body(self, bot: JSON, *, with_reply: bool = True) -> JSON:
        """Makes Telegram's Message."""
        body: JSON = {
            "message_id": self.id,
            "from": bot if self.from_bot else self.chat.person(),
            "chat": self.chat.brief(),
            "date": self.date,
            **self.media,
            **self.beside,
        }
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        replied = self.chat.messages.get(self.reply_to) if with_reply and self.reply_to is not None else None
        if replied is not None:
            body["reply_to_message"] = replied.body(bot, with_reply=False)
        if self.text:
            body["caption" if self.media else "text"] = self.text
        if self.entities:
            body["caption_entities" if self.media else "entities"] = self.entities
        if self.markup is not None:
            body["reply_markup"] = self.markup
        return body

    def can_be_edited(self, now: int) -> bool:
        """Whether the person's client lets its text or caption be changed."""
        editable = not self.media or next(iter(self.media)) in CAPTIONED
        fresh = now - self.date <= EDIT_WITHIN
        return editable and fresh and not self.from_bot and "forward_origin" not in self.beside

    def rows(self) -> list[list[JSON]]:
        """Returns the rows of the inline keyboard."""
        return self.markup["inline_keyboard"] if self.markup else []


@dataclass(eq=False)
class Chat:
    """A person and the private chat with the bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "ru"
    started: bool = False
    blocked: bool = False
    messages: dict[int, Stored] = field(default_factory=dict)
    pinned: int | None = None
    reply_keyboard: JSON | None = None
    action: str = ""
    action_at: float = 0.0
    menu_button: JSON | None = None
    changed: Signal = field(default_factory=Signal)

    def person(self) -> JSON:
        """Makes Telegram's User."""
        return _given(
            id=self.id,
            is_bot=False,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )

    def brief(self) -> JSON:
        """Makes Telegram's Chat."""
        return _given(
            id=self.id, first_name=self.first_name, last_name=self.last_name, username=self.username, type="private"
        )

    def title(self) -> str:
        """Returns the name as people read it."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    def acting(self) -> str:
        """Returns what the bot is seen doing now (typing, ...), which Telegram shows for five seconds."""
        return self.action if time.monotonic() - self.action_at < ACTION_SHOWN_FOR else ""


@dataclass(eq=False)
class GroupChat(Chat):
    """A group, a supergroup or a channel; `first_name` is its title."""

    type: str = "supergroup"
    bot_status: str = "left"
    leaves: int = 0

    def brief(self) -> JSON:
        """Makes Telegram's Chat."""
        return {"id": self.id, "title": self.first_name, "type": self.type}

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in it."""
        return self.bot_status not in {"left", "kicked"}


def _given(**values: object) -> JSON:
    return {name: value for name, value in values.items() if value is not None}
