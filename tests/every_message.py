"""A message of every kind that the published Bot API describes, made from its description: nothing is forgotten."""

import json
import re
from functools import cache
from importlib import resources
from typing import Any

JSON = dict[str, Any]
ARRAY = "Array of "

ENVELOPE = {
    "message_id", "from", "sender_chat", "date", "chat", "text", "caption", "entities", "caption_entities", "edit_date",
    "business_connection_id", "sender_business_bot", "guest_query_id", "reply_markup",
}  # fmt: skip
"""What every message has, and what makes it somebody else's than the person's."""

WITH_CAPTION = {"animation", "audio", "document", "live_photo", "paid_media", "photo", "video", "voice"}

BESIDE_A_TEXT = {
    "message_thread_id", "direct_messages_topic", "sender_boost_count", "sender_tag", "forward_origin",
    "is_topic_message", "is_automatic_forward", "reply_to_message", "external_reply", "quote", "reply_to_story",
    "reply_to_checklist_task_id", "reply_to_poll_option_id", "via_bot", "guest_bot_caller_user",
    "guest_bot_caller_chat",
    "has_protected_content", "is_from_offline", "is_paid_post", "media_group_id", "author_signature", "paid_star_count",
    "link_preview_options", "suggested_post_info", "effect_id", "show_caption_above_media", "has_media_spoiler",
}  # fmt: skip
"""What a text may have with it; all other fields are a kind of message by themselves."""

WORDS = {
    "url": "https://example.org/", "link": "https://example.org/", "emoji": "🎲", "phone_number": "+79990000000",
    "currency": "XTR", "mime_type": "application/octet-stream", "file_name": "файл.bin", "language_code": "ru",
    "vcard": "BEGIN:VCARD\nVERSION:3.0\nFN:Анна\nEND:VCARD", "text": "Слово", "username": "someone",
    "title": "Название",
    "first_name": "Анна", "question": "Идём?",
}  # fmt: skip
NUMBERS = {"date": 1_790_000_000, "edit_date": 1_790_000_000, "offset": 0, "length": 2, "id": 4_242, "value": 3}
CHOICES = {
    ("MessageEntity", "type"): "bold",
    ("Chat", "type"): "channel",
    ("Sticker", "type"): "regular",
    ("Poll", "type"): "quiz",
    ("EncryptedPassportElement", "type"): "phone_number",
    ("SuggestedPostInfo", "state"): "pending",
    ("SuggestedPostPrice", "currency"): "XTR",
    ("UniqueGift", "origin"): "upgrade",
    ("UniqueGiftInfo", "origin"): "upgrade",
    ("SuggestedPostRefunded", "reason"): "post_deleted",
    ("RefundedPayment", "currency"): "XTR",
}


@cache
def _types() -> JSON:
    published: JSON = json.loads(resources.files("sandbox").joinpath("bot_api.json").read_text("utf-8"))
    types: JSON = published["types"]
    return types


def every_message() -> dict[str, JSON]:
    """Return the fields of a message of each kind, by what it is; text and caption are among them."""
    found: dict[str, JSON] = {}
    for field in _types()["Message"]["fields"]:
        name = field["name"]
        if name in ENVELOPE:
            continue
        for number, value in enumerate(_values(field["types"], "Message", name, fully=True)):
            label = value.get("type", number) if isinstance(value, dict) else number
            fields = {name: value} | ({"text": "Слово"} if name in BESIDE_A_TEXT else {})
            found[f"{name} {label}" if number or name == "forward_origin" else name] = fields
            if name in WITH_CAPTION:
                found[f"{name} {label} with a caption"] = {**fields, "caption": "Подпись"}
    return found


def _values(types: list[str], owner: str, name: str, *, fully: bool) -> list[Any]:
    """Return values of a field: one for each kind that it may be of."""
    return [value for kind in types for value in _of(kind, owner, name, fully=fully)]


def _of(kind: str, owner: str, name: str, *, fully: bool) -> list[Any]:
    if kind.startswith(ARRAY):
        inner = _of(kind.removeprefix(ARRAY), owner, name, fully=fully)
        return [[value] for value in inner]
    match kind:
        case "String":
            return [CHOICES.get((owner, name), WORDS.get(name, f"AQ{name}"))]
        case "Integer":
            return [NUMBERS.get(name, 7)]
        case "Float":
            return [59.95]
        case "Boolean":
            return [True]
        case "RichText":
            return ["Слово"]
    published = _types()[kind]
    if "subtypes" in published:
        subtypes = published["subtypes"] if fully else published["subtypes"][:1]
        return [
            {**value, **_name_of(kind, subtype)} if isinstance(value, dict) else value
            for subtype in subtypes
            for value in _of(subtype, subtype, name, fully=fully)
        ]
    least = _object(kind, published["fields"], lambda field: field["required"])
    if not fully:
        return [least]
    most = _object(kind, published["fields"], lambda field: kind not in {"Message", "Chat"} or field["required"])
    return [least] if least == most else [least, most]


def _object(kind: str, fields: list[JSON], wanted: Any) -> JSON:
    return {
        field["name"]: _values(field["types"], kind, field["name"], fully=False)[0] for field in fields if wanted(field)
    }


def _name_of(union: str, subtype: str) -> JSON:
    """Return what says of which kind of the union an object is: its own name in snake case."""
    if not any(field["name"] == "type" for field in _types()[subtype].get("fields", [])):
        return {}
    word = subtype.removeprefix(union)
    return {"type": re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()}
