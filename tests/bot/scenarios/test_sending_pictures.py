"""How a picture goes to the chat: as a photo, and where a photo would lose its letters as a file, too."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from bot.objects.scenario_picture import HIGHEST_PHOTO, SHARP, PictureTooLarge, send_scenario
from bot.scenarios import icons
from bot.scenarios.picture.boxes import Box
from bot.scenarios.picture.painting import painted
from bot.telegram.page import Page
from bot.telegram.visit import Visit
from bot.texts import load_texts
from domain.people import Person, Role

VISIT = Visit(
    Person(1, "Алиса", Role.ADMIN), load_texts("ru"), ZoneInfo("Europe/Moscow"), datetime(2026, 1, 15, tzinfo=UTC)
)


class Chat:
    """Keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.seen: list[str] = []

    @asynccontextmanager
    async def doing(self, _person: int, action: str) -> AsyncIterator[None]:
        self.seen += [action, *self.sent]
        yield
        self.seen += ["over"]

    async def send_picture(self, _person: int, _content: bytes, page: Page) -> None:
        self.sent.append(f"photo: {page.text}")

    async def send_file(self, _person: int, name: str, _content: bytes, _caption: str) -> None:
        self.sent.append(f"file: {name}")

    async def say(self, _person: int, page: Page) -> None:
        self.sent.append(f"text: {page.text}")


def boxes(count: int) -> list[Box]:
    return [Box(str(number), "Отправить сообщение", "", icons.ENVELOPE, 0) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("count", "sent"),
    [
        (0, ["photo: x"]),
        (5, ["photo: x"]),
        (40, ["file: Схема.png", "photo: x"]),
        (120, ["file: Схема.png", "text: x"]),
    ],
)
async def test_a_picture_is_a_photo_while_its_letters_are_kept(count: int, sent: list[str]) -> None:
    chat = Chat()
    await send_scenario(SimpleNamespace(chat=chat), VISIT, "Проба", boxes(count), Page("x"))
    assert chat.sent == sent


async def test_that_it_is_drawn_is_seen_before_it_is_there_and_no_longer() -> None:
    chat = Chat()
    await send_scenario(SimpleNamespace(chat=chat), VISIT, "Проба", boxes(5), Page("x"))
    assert chat.seen == ["upload_photo", "over"]


async def test_what_has_no_room_in_any_picture_is_told() -> None:
    with pytest.raises(PictureTooLarge):
        await send_scenario(SimpleNamespace(chat=Chat()), VISIT, "Проба", boxes(400), Page("x"))


def test_a_photo_is_within_telegrams_limits() -> None:
    for count in (1, 40, 110):
        _, height = painted("Проба", boxes(count), {})
        if height <= HIGHEST_PHOTO:
            assert height + 720 <= 10_000
            assert height / 720 <= 20
    assert SHARP <= 2_560
