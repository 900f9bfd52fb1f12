"""Fetching a file that somebody has sent, and saying so where Telegram does not give it."""

from collections.abc import AsyncGenerator

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Downloadable
from aiohttp import ClientResponseError

from domain.errors import GonetsError

CHUNK = 65_536
"""Bytes that are fetched at once."""


class FileNotGiven(GonetsError):
    """Telegram has no such file, or not any more; asking again would not help."""

    key = "error-file-not-given"


async def download(bot: Bot, file: Downloadable) -> bytes:
    """Return what the file holds; raises FileNotGiven (Bot API: getFile)."""
    return b"".join([piece async for piece in pieces_of(bot, file)])


async def pieces_of(bot: Bot, file: Downloadable) -> AsyncGenerator[bytes, None]:
    """Give what the file holds as it comes; raises FileNotGiven."""
    try:
        found = await bot.get_file(file.file_id)
        if found.file_path is None:
            raise FileNotGiven("no path")
        async for piece in bot.session.stream_content(
            bot.session.api.file_url(bot.token, found.file_path), chunk_size=CHUNK, raise_for_status=True
        ):
            yield piece
    except TelegramBadRequest as error:
        raise FileNotGiven(error.message) from error
    except ClientResponseError as error:
        if error.status >= 500:
            raise
        raise FileNotGiven(f"status {error.status}") from error
