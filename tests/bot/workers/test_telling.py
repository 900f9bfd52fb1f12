"""Telling outcomes to a person whom Telegram lets nobody write to for a while."""

from datetime import timedelta
from typing import Any

from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import EditMessageText

from bot.workers.reporter import TellReport
from domain.work import WorkKind
from storage.repositories.people import PersonRepository
from storage.repositories.reports import ReportRepository
from tests.domain.deliveries.conftest import LEASE, Office, answers


class Flooded:
    """Cards to whose chat Telegram lets nothing be written for seven hours."""

    def __init__(self) -> None:
        self.drawn = 0

    async def redraw(self, *_: object) -> bool:
        self.drawn += 1
        method = EditMessageText(text="x", chat_id=7, message_id=1)
        raise TelegramRetryAfter(method, "Too Many Requests", retry_after=7 * 3600)


class Faultless:
    """Templates without a fault."""

    async def of_fault(self, *_: object) -> None:
        """There is nothing to be told."""


async def test_a_flood_limit_of_hours_is_asked_about_once_an_hour_for_all_of_a_persons_letters(office: Office) -> None:
    for _ in range(3):
        await office.letter()
        office.sender.answers.append(answers(550))
        await office.send()
    cards: Any = Flooded()
    tell = TellReport(
        reports=ReportRepository(),
        runs=office.runs,
        people=PersonRepository(),
        cards=cards,
        faults=Faultless(),
        work=office.work,
        clock=office.clock,
    )

    async def tell_what_is_due() -> None:
        for claim in await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, 10):
            await tell(claim)

    for hours in range(1, 4):
        for _ in range(5):
            await tell_what_is_due()
        assert cards.drawn == hours
        office.clock.now += timedelta(hours=1)
    assert await office.news() == ["failed"] * 3
