"""What a person has formatted, as Telegram's server keeps it and a bot gets it."""

from collections.abc import Mapping
from typing import Any

from sandbox import utf16
from sandbox.chats import Chat
from sandbox.formatting import CAPTION_LIMIT, TEXT_LIMIT, tidy, trim
from sandbox.links import usable_link
from sandbox.pastes import Formatted, cut

JSON = dict[str, Any]
ALONE = {"code", "pre"}
"""Nothing is bold or a link within these."""
PERSON = "tg://user?id="


def messages_of(text: str, entities: list[JSON], people: Mapping[int, Chat]) -> list[Formatted]:
    """Makes the messages in which a client sends a text; raises ValueError where it would not send it."""
    whole, kept = trim(text, accepted(entities, people))
    if not whole:
        raise ValueError("Пустое сообщение отправить нельзя.")
    return [part for part in (tidy(*piece) for piece in cut(whole, kept, TEXT_LIMIT)) if part[0]]


def one_text(text: str, entities: list[JSON], people: Mapping[int, Chat]) -> Formatted:
    """Makes the new text of a message that is there already, which can never become two."""
    whole = tidy(text, accepted(entities, people))
    if not whole[0]:
        raise ValueError("Пустым сообщение не оставить: его можно удалить.")
    _fits(whole[0], TEXT_LIMIT, "Сообщение")
    return whole


def caption_of(text: str, entities: list[JSON], people: Mapping[int, Chat]) -> Formatted:
    """Makes what stands below a picture or a file; raises ValueError where it is too long for a client to send it."""
    caption = tidy(text, accepted(entities, people))
    _fits(caption[0], CAPTION_LIMIT, "Подпись")
    return caption


def accepted(entities: list[JSON], people: Mapping[int, Chat]) -> list[JSON]:
    """Drops formatting that Telegram would not keep, and makes a mention of a link to a person."""
    blocks = [(one["offset"], one["offset"] + one["length"]) for one in entities if one["type"] in ALONE]
    kept = []
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        inside = entity["type"] not in ALONE and any(first <= begin and end <= last for first, last in blocks)
        taken = None if inside else _accepted(entity, people)
        if taken is not None:
            kept.append(taken)
    return kept


def _accepted(entity: JSON, people: Mapping[int, Chat]) -> JSON | None:
    if entity["type"] != "text_link":
        return dict(entity)
    address = str(entity.get("url", "")).strip()
    if address.startswith(PERSON):
        number = address.removeprefix(PERSON)
        person = people.get(int(number)) if number.isdecimal() else None
        mention = {"type": "text_mention", "offset": entity["offset"], "length": entity["length"]}
        return {**mention, "user": person.person()} if person else None
    link = usable_link(address)
    return {**entity, "url": link} if link else None


def _fits(text: str, limit: int, what: str) -> None:
    size = utf16.length(text)
    if size > limit:
        raise ValueError(f"{what} длиннее {limit} знаков на {size - limit}: сократите.")
