"""Fetching a file that somebody has sent, and saying so where Telegram does not give it."""

from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Downloadable
from aiohttp import ClientResponseError

from domain.errors import GonetsError


class FileNotGiven(GonetsError):
    """Telegram has no such file, or not any more; asking again would not help."""

    key = "error-file-not-given"


async def download(bot: Bot, file: Downloadable) -> bytes:
    """Return what the file holds; raises FileNotGiven (Bot API: getFile)."""
    content = BytesIO()
    try:
        await bot.download(file, destination=content)
    except TelegramBadRequest as error:
        raise FileNotGiven(error.message) from error
    except ClientResponseError as error:
        if error.status >= 500:
            raise
        raise FileNotGiven(f"status {error.status}") from error
    return content.getvalue()
