"""Shows a chat in a terminal: who said what, with the buttons in brackets."""

import textwrap

from sandbox.chats import Chat
from sandbox.messenger import Messenger
from sandbox.seen import see

WIDTH = 100


def as_text(chat: Chat, messenger: Messenger) -> str:
    """Writes the whole chat."""
    names = {"bot": messenger.name, "person": chat.title()}
    blocks = []
    for stored in chat.messages.values():
        message = see(stored, messenger.files)
        mark = " (изменено)" if message.edited else ""
        lines = [
            part
            for line in message.as_text().split("\n")
            for part in textwrap.wrap(line, WIDTH, drop_whitespace=False, break_long_words=False) or [""]
        ]
        blocks.append("\n".join([f"{names[message.sender]}{mark}:", *(f"    {line}".rstrip() for line in lines)]))
    return "\n".join(blocks) or "(пусто)"
