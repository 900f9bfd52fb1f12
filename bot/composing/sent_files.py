"""Which file a message brings, whatever kind of message it is."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import Animation, Audio, Document, Message, PhotoSize, Video, VideoNote, Voice

from bot.telegram.download import pieces_of
from domain.large_contents import LargeContents
from domain.records.keep_message import SentFile
from domain.records.types.document import MAX_FILE_BYTES, MAX_FILES, TooManyFiles


@dataclass(frozen=True, slots=True)
class OnTelegram:
    """A file that is still to be fetched."""

    file: Document | PhotoSize | Voice | Audio | Video | VideoNote | Animation
    name: str
    content_type: str
    album: str | None


def file_of(message: Message) -> OnTelegram | None:
    """Return the file that a message brings; a sticker is none."""
    kinds = (
        # An animation has a document beside it, for clients that know no animations.
        (message.animation, "animation", "mp4", "video/mp4"),
        (message.document, "file", "bin", "application/octet-stream"),
        (message.photo[-1] if message.photo else None, "photo", "jpg", "image/jpeg"),
        (message.voice, "voice", "ogg", "audio/ogg"),
        (message.audio, "audio", "mp3", "audio/mpeg"),
        (message.video, "video", "mp4", "video/mp4"),
        (message.video_note, "video", "mp4", "video/mp4"),
    )
    for file, kind, ending, usual in kinds:
        if file is not None:
            name = getattr(file, "file_name", None) or f"{kind}-{message.message_id}.{ending}"
            content_type = getattr(file, "mime_type", None) or usual
            return OnTelegram(file, name, content_type, message.media_group_id)
    return None


class FetchFile:
    """Fetches what somebody has sent; of a large file no more is in memory than a piece."""

    def __init__(self, bot: Bot, contents: LargeContents) -> None:
        self._bot = bot
        self._contents = contents

    async def __call__(self, sent: OnTelegram) -> SentFile:
        """Return the file with what it holds; raises TooManyFiles for one that is too large, and FileNotGiven."""
        if (sent.file.file_size or 0) > MAX_FILE_BYTES:
            raise TooManyFiles(limit=MAX_FILES, megabytes=MAX_FILE_BYTES // 2**20)
        content = await self._contents.put(pieces_of(self._bot, sent.file))
        return SentFile(sent.name, sent.content_type, content, sent.album)
