"""The calls that show pages, as they go to Telegram.

aiogram's own make a model of each button, and one of the whole message that is the answer, of which only the number is
read: that took as long as drawing the page.
"""

from collections.abc import Mapping
from typing import Any

from aiogram.enums import ParseMode
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, Field

NO_PREVIEW: Mapping[str, bool] = {"is_disabled": True}
"""Bot API: LinkPreviewOptions. Models take it from a function: a default that is a dict is copied for each call."""


class Sent(BaseModel):
    """Bot API: Message, as far as it is read."""

    message_id: int


class SayPage(TelegramMethod[Sent]):
    """Bot API: sendMessage."""

    __returning__ = Sent
    __api_method__ = "sendMessage"

    chat_id: int
    text: str
    reply_markup: dict[str, Any] | None
    reply_parameters: dict[str, Any] | None
    parse_mode: str = ParseMode.HTML.value
    link_preview_options: Mapping[str, bool] = Field(default_factory=lambda: NO_PREVIEW)


class DrawPage(TelegramMethod[Any]):
    """Bot API: editMessageText, whose answer says nothing that is not known."""

    __returning__ = Any
    __api_method__ = "editMessageText"

    chat_id: int
    message_id: int
    text: str
    reply_markup: dict[str, Any]
    parse_mode: str = ParseMode.HTML.value
    link_preview_options: Mapping[str, bool] = Field(default_factory=lambda: NO_PREVIEW)
