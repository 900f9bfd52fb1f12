"""A chat as its person sees it: plain snapshots, so that a test can keep one and compare it later."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.chats import Stored
from sandbox.files import Files
from sandbox.html_writer import write_html

JSON = dict[str, Any]
WITH_A_FILE = ("photo", "video", "animation", "document", "audio", "voice", "video_note")


@dataclass(frozen=True)
class Button:
    """An inline button."""

    label: str
    data: str | None = None
    url: str | None = None
    style: str | None = None
    copy_text: str | None = None


@dataclass(frozen=True)
class Document:
    """A file in the chat; a photo and a recording are files, too."""

    name: str
    mime_type: str
    data: bytes = field(repr=False)
    file_id: str = ""


@dataclass(frozen=True)
class CallbackAnswer:
    """What came of a press: the bot's answer, or what the button itself does."""

    answered: bool
    text: str = ""
    show_alert: bool = False
    url: str | None = None
    copied: str | None = None


@dataclass(frozen=True)
class ChatMessage:
    """A message as the person sees it at one moment."""

    id: int
    sender: str
    text: str
    entities: list[JSON]
    html: str
    buttons: list[list[Button]]
    reply_to: int | None
    document: Document | None
    kind: str
    edited: int
    date: int
    reaction: str = ""
    pinned: bool = False

    @property
    def labels(self) -> list[str]:
        """Lists the buttons' labels in reading order."""
        return [button.label for row in self.buttons for button in row]

    @property
    def names(self) -> list[str]:
        """Lists the labels without the numbers that stand before those of a list."""
        return [re.sub(r"^(\d+\. |[①-⑳])", "", label) for label in self.labels]

    def as_text(self) -> str:
        """Shows the message in a terminal: text first, then a line for each row of buttons in [brackets]."""
        lines = [self.text] if self.text else []
        if self.kind != "text":
            lines.insert(0, f"({self.document.name if self.document else self.kind})")
        lines += [" ".join(f"[{button.label}]" for button in row) for row in self.buttons]
        return "\n".join(lines)


def see(message: Stored, files: Files) -> ChatMessage:
    """Takes a snapshot."""
    kind = next(iter(message.media), "text")
    return ChatMessage(
        id=message.id,
        sender="bot" if message.from_bot else "person",
        text=message.text,
        entities=[dict(entity) for entity in message.entities],
        html=write_html(message.text, message.entities),
        buttons=[[_button(button) for button in row] for row in message.rows()],
        reply_to=message.reply_to,
        document=_document(message, files),
        kind=kind,
        edited=message.edits,
        date=message.date,
        reaction=message.reaction,
        pinned=message.chat.pinned == message.id,
    )


def _button(button: JSON) -> Button:
    copied = button.get("copy_text", {}).get("text")
    return Button(button["text"], button.get("callback_data"), button.get("url"), button.get("style"), copied)


def _document(message: Stored, files: Files) -> Document | None:
    kind = next((kind for kind in WITH_A_FILE if kind in message.media), None)
    if kind is None:
        return None
    shown = message.media[kind]
    stored = files.get((shown[-1] if isinstance(shown, list) else shown)["file_id"])
    return Document(stored.name, stored.mime_type, stored.data, stored.file_id)
