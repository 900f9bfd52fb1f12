"""Administrators hear a week before an application's secret ends, once a day, and nobody else does."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.connections.secret_ends import SecretEndsPage
from bot.telegram.reader import Reader
from bot.texts import load_texts
from bot.workers.local_hints import LocalHints
from domain.announcements import Announcement
from domain.people import Person, Role
from domain.servers.secret_ends import TOPIC, RemindOfSecrets
from storage import models
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically
from tests.domain.logins.conftest import Desk

ADMIN = 1


@pytest.fixture
async def remind(desk: Desk) -> RemindOfSecrets:
    await PersonRepository().let_in(ADMIN, Role.ADMIN, "Алиса")
    return RemindOfSecrets(
        configured=desk.office.configuration,
        people=PersonRepository(),
        announcements=AnnouncementRepository(desk.office.clock),
        hints=LocalHints(),
        clock=desk.office.clock,
        zone="Europe/Moscow",
        atomically=atomically,
    )


async def told() -> list[tuple[int, str]]:
    return [(row.person_id, row.topic) for row in await models.Announcement.all()]


@pytest.mark.parametrize(
    ("ends", "count"),
    [("2026-11-29", 0), ("2026-11-30", 1), ("2026-12-03", 1), ("2026-12-07", 1), ("2026-12-08", 0), (None, 0)],
)
async def test_it_is_told_from_a_week_before_to_the_day(
    desk: Desk, remind: RemindOfSecrets, ends: Any, count: int
) -> None:
    await desk.set_up(oauth2={"client_secret_ends": ends})
    desk.office.clock.now = datetime(2026, 11, 30, 7, tzinfo=UTC)
    await remind()
    assert await told() == [(ADMIN, TOPIC)] * count


async def test_it_is_told_once_a_day_and_in_the_morning(desk: Desk, remind: RemindOfSecrets) -> None:
    await desk.set_up(oauth2={"client_secret_ends": "2026-12-03"})
    counts = []
    for day in (datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)):
        for hour in (0, 5, 6, 12, 20, 23):  # nine in the morning of Moscow is six here
            desk.office.clock.now = day.replace(hour=hour)
            await remind()
            counts.append(len(await told()))
    assert counts == [0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize("change", [{"enabled": False}, {"authentication": "none"}])
async def test_what_is_not_in_use_is_not_told(desk: Desk, remind: RemindOfSecrets, change: dict[str, Any]) -> None:
    await desk.set_up(oauth2={"client_secret_ends": "2026-12-03"}, **change)
    desk.office.clock.now = datetime(2026, 11, 30, 7, tzinfo=UTC)
    await remind()
    assert await told() == []


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_its_page_says_how_long_and_what_to_do(desk: Desk, language: str) -> None:
    await desk.set_up(oauth2={"client_secret_ends": "2026-12-03", "provider": "microsoft", "tenant": "a.test"})
    stored = await desk.stored()
    now = datetime(2026, 11, 30, 7, tzinfo=UTC)
    reader = Reader(Person(ADMIN, "Алиса", Role.ADMIN), load_texts(language), ZoneInfo("UTC"), now)
    page = await SecretEndsPage(desk.office.configuration)(reader, Announcement(1, ADMIN, TOPIC, stored.id))
    assert page is not None
    assert "3" in page.text
    assert "entra.microsoft.com" in page.text
    staff = Reader(Person(2, "Борис", Role.STAFF), load_texts(language), ZoneInfo("UTC"), now)
    assert await SecretEndsPage(desk.office.configuration)(staff, Announcement(1, 2, TOPIC, stored.id)) is None
    gone = Announcement(1, ADMIN, TOPIC, stored.id + 1)
    assert await SecretEndsPage(desk.office.configuration)(reader, gone) is None
