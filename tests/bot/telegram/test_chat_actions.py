"""What the bot does is seen at the chat's head while it lasts, whatever Telegram says to that."""

import asyncio
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import SendChatAction

from bot.telegram import chat as chats
from bot.telegram.chat import Chat
from sandbox.signals import Signal

NO_SCREENS: Any = None
METHOD = SendChatAction(chat_id=7, action="upload_photo")
TROUBLE = {
    "none": None,
    "a flood limit": TelegramRetryAfter(METHOD, "Too Many Requests", retry_after=60),
    "no network": TelegramNetworkError(METHOD, "no answer"),
}


class Actions:
    """A bot that is told what it does."""

    def __init__(self, trouble: Exception | None) -> None:
        self.said: list[tuple[int, str]] = []
        self.changed = Signal()
        self._trouble = trouble

    async def send_chat_action(self, person_id: int, action: str) -> None:
        self.said.append((person_id, action))
        self.changed.fire()
        if self._trouble is not None:
            raise self._trouble


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE.keys())
async def test_it_is_said_again_and_again_until_it_is_done(
    monkeypatch: pytest.MonkeyPatch, trouble: Exception | None
) -> None:
    monkeypatch.setattr(chats, "ACTION_SHOWN_AGAIN", 0)
    bot: Any = Actions(trouble)
    async with Chat(bot, NO_SCREENS).doing(7, "upload_photo"):
        await bot.changed.until(lambda: len(bot.said) > 2, 60)
    count = len(bot.said)
    assert set(bot.said) == {(7, "upload_photo")}
    await asyncio.sleep(0)
    assert len(bot.said) == count


async def test_what_goes_wrong_meanwhile_is_not_hidden() -> None:
    bot: Any = Actions(None)
    with pytest.raises(KeyError):
        async with Chat(bot, NO_SCREENS).doing(7, "upload_photo"):
            raise KeyError
