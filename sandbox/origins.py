"""Where a forwarded message comes from, in Telegram's own objects (Bot API, MessageOrigin)."""

from typing import Any

from sandbox.chats import GroupChat, Stored

JSON = dict[str, Any]
FIRST_MESSAGE = 5


def from_person(person: JSON, date: int) -> JSON:
    """Somebody who lets others see where a message came from; `person` is Telegram's User."""
    return {"type": "user", "date": date, "sender_user": person}


def from_hidden(name: str, date: int) -> JSON:
    """Somebody who hides: nothing but a name goes along."""
    return {"type": "hidden_user", "date": date, "sender_user_name": name}


def from_group(group: JSON, date: int) -> JSON:
    """Somebody who wrote in the name of a group; `group` is Telegram's Chat."""
    return {"type": "chat", "date": date, "sender_chat": group}


def from_channel(channel: JSON, date: int, message_id: int = FIRST_MESSAGE, signature: str | None = None) -> JSON:
    """A post of a channel, with its author where the channel shows authors; `channel` is Telegram's Chat."""
    signed = {"author_signature": signature} if signature else {}
    return {"type": "channel", "date": date, "chat": channel, "message_id": message_id, **signed}


def origin_of(message: Stored, bot: JSON, *, hidden: bool) -> JSON:
    """Tells where a message comes from that is forwarded now; what was forwarded before keeps its first origin."""
    known: JSON | None = message.beside.get("forward_origin")
    if known is not None:
        return known
    chat = message.chat
    if isinstance(chat, GroupChat) and chat.type == "channel":
        return from_channel(chat.brief(), message.date, message.id)
    if isinstance(chat, GroupChat):
        return from_group(chat.brief(), message.date)
    if hidden:
        return from_hidden(bot["first_name"] if message.from_bot else chat.title(), message.date)
    return from_person(bot if message.from_bot else chat.person(), message.date)
