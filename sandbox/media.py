"""What people send that is no text, in Telegram's own objects: recordings, pictures that move, places, contacts."""

from dataclasses import dataclass
from typing import Any

from sandbox.files import Files, StoredFile

JSON = dict[str, Any]
SMALLEST_PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
RECORDED = b"OggS\x00\x02"
FILMED = b"\x00\x00\x00\x18ftypmp42"
STUCK = b"RIFF\x00\x00\x00\x00WEBP"
SIDE_OF_A_VIDEO_NOTE = 384
PICTURES = ("image/jpeg", "image/png", "image/webp")
AS_A_PICTURE, AS_A_FILE = ("photo", "video"), ("document",)
ALBUMS = (AS_A_PICTURE, AS_A_FILE, ("audio",))
"""Kinds that stand together in one album."""


@dataclass(frozen=True)
class Given:
    """A file from a phone or a computer; `as_file` sends a picture or a film as it is instead of showing it."""

    name: str
    data: bytes
    mime_type: str | None = None
    as_file: bool = False


def file_message(files: Files, given: Given) -> JSON:
    """Makes what a client makes of a file: a photo, a film, music, or just a file."""
    kind = given.mime_type or ""
    if given.as_file:
        return document(files, given)
    if kind in PICTURES:
        return photo(files, given)
    if kind == "image/gif":
        return animation(files, given)
    if kind.startswith("video/"):
        return video(files, given)
    if kind in {"audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/flac"}:
        return audio(files, given)
    return document(files, given)


def document(files: Files, given: Given) -> JSON:
    """Makes a file."""
    return {"document": files.add("documents", given.name, given.data, given.mime_type).document()}


def photo(files: Files, given: Given) -> JSON:
    """Makes a picture."""
    return {"photo": files.add("photos", given.name, given.data, given.mime_type).photo()}


def video(files: Files, given: Given) -> JSON:
    """Makes a film."""
    stored = files.add("videos", given.name, given.data, given.mime_type)
    return {"video": {**_named(stored), "width": 1280, "height": 720, "duration": 5}}


def animation(files: Files, given: Given) -> JSON:
    """Makes a picture that moves; for old bots it is a document as well."""
    stored = files.add("animations", given.name, given.data, given.mime_type)
    return {
        "animation": {**_named(stored), "width": 320, "height": 240, "duration": 2},
        "document": stored.document(),
    }


def audio(files: Files, given: Given) -> JSON:
    """Makes a piece of music."""
    stored = files.add("music", given.name, given.data, given.mime_type)
    return {"audio": {**_named(stored), "duration": 180, "title": given.name.rpartition(".")[0] or given.name}}


def voice(files: Files, seconds: int) -> JSON:
    """Makes a voice message."""
    stored = files.add("voice", "voice.oga", RECORDED, "audio/ogg")
    return {"voice": {**stored.brief(), "duration": seconds, "mime_type": "audio/ogg"}}


def video_note(files: Files, seconds: int) -> JSON:
    """Makes a round video message."""
    stored = files.add("video_notes", "note.mp4", FILMED, "video/mp4")
    return {"video_note": {**stored.brief(), "length": SIDE_OF_A_VIDEO_NOTE, "duration": seconds}}


def sticker(files: Files, emoji: str) -> JSON:
    """Makes a sticker."""
    stored = files.add("stickers", "sticker.webp", STUCK, "image/webp")
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**stored.brief(), **shape, "emoji": emoji}}


def location(latitude: float, longitude: float) -> JSON:
    """Makes a place on the map."""
    return {"location": {"latitude": latitude, "longitude": longitude, "horizontal_accuracy": 25.0}}


def venue(latitude: float, longitude: float, title: str, address: str) -> JSON:
    """Makes a place with a name; for old bots it is a location as well."""
    place = {"latitude": latitude, "longitude": longitude}
    return {"venue": {"location": place, "title": title, "address": address}, "location": place}


def _named(stored: StoredFile) -> JSON:
    return {**stored.brief(), "file_name": stored.name, "mime_type": stored.mime_type}
