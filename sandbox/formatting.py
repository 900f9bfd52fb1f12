"""A text as it arrives in a call becomes the text and entities that the chat keeps."""

import re
from typing import Any

from sandbox import utf16
from sandbox.errors import BadRequestError, MismatchError
from sandbox.html_reader import HtmlReader

JSON = dict[str, Any]
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
# Links are told from dotted words by a scheme or a common ending; the real list of endings is Telegram's own.
ENDINGS = (
    "com|org|net|edu|gov|info|biz|ru|su|рф|рус|москва|by|kz|ua|uz|am|ge|de|fr|it|es|uk|us|eu|pl|cz|cn|in|io|me|dev|app|"
    "ai|tv|co|cc|pro|online|site|shop|store|tech|xyz|company"
)
IN_A_LINK = r"[^\s<>\"]*[^\s<>\".,;:!?)'»]"
FOUND_BY_ITSELF = [
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    ("email", re.compile(r"(?i:(?<![\w.+-])[a-z0-9_.+-]+@(?:[a-z0-9-]{1,30}\.){1,6}[a-z]{2,8}(?![\w-]))")),
    ("url", re.compile(
        rf"(?:https?|ftp)://{IN_A_LINK}"
        rf"|(?<![\w@.+-])(?:[\w-]+\.)+(?:{ENDINGS})(?![\w@-])(?::\d{{1,5}})?(?:[/?#]{IN_A_LINK}|/)?",
        re.IGNORECASE,
    )),
    ("mention", re.compile(r"(?<![\w.@])@[A-Za-z]\w{3,31}")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d(?:[ -]?\(?\d{2,4}\)?){3,5}(?!\w)")),
]  # fmt: skip


def read_formatted(call: JSON, name: str, entities_name: str) -> tuple[str, list[JSON]]:
    """Reads a text with its parse mode or entities; raises BadRequestError as Telegram does."""
    text: str = call.get(name) or ""
    mode: str = (call.get("parse_mode") or "").lower()
    if mode == "html":
        text, entities = HtmlReader(text).read()
    elif mode:
        raise MismatchError(f"unsupported parse_mode: the sandbox reads HTML or entities, not {mode!r}")
    else:
        entities = [dict(entity) for entity in call.get(entities_name) or []]
        _check_bounds(text, entities)
    limit, complaint = (TEXT_LIMIT, "message is too long") if name == "text" else _caption_limit()
    text, entities = tidy(text, entities)
    if utf16.length(text) > limit:
        raise BadRequestError(complaint)
    return text, entities


def _caption_limit() -> tuple[int, str]:
    return CAPTION_LIMIT, "message caption is too long"


def _check_bounds(text: str, entities: list[JSON]) -> None:
    size = utf16.length(text)
    for entity in entities:
        offset, end = entity["offset"], entity["offset"] + entity["length"]
        if offset < 0 or entity["length"] <= 0 or end > size:
            raise BadRequestError(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
            )


def tidy(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Trims the text as Telegram does, and finds commands and links."""
    text, kept = trim(text, entities)
    kept += _automatic(text, kept)
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, kept[:ENTITY_LIMIT]


def trim(text: str, entities: list[JSON]) -> tuple[str, list[JSON]]:
    """Takes white space from both ends, and moves the entities along."""
    text = text.replace("\r", "").replace("\x00", "")
    stripped = text.rstrip()
    start = len(stripped) - len(stripped.lstrip())
    shift = utf16.length(stripped[:start])
    text = stripped[start:]
    size = utf16.length(text)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - shift, 0)
        end = min(entity["offset"] + entity["length"] - shift, size)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return text, kept


def _automatic(text: str, entities: list[JSON]) -> list[JSON]:
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link", "text_mention"}
    ]
    found = []
    for kind, pattern in FOUND_BY_ITSELF:
        for match in pattern.finditer(text):
            begin = utf16.length(text[: match.start()])
            end = begin + utf16.length(match.group())
            if all(end <= other_begin or begin >= other_end for other_begin, other_end in taken):
                taken.append((begin, end))
                found.append({"type": kind, "offset": begin, "length": end - begin})
    return found
