"""Telling outcomes to a person whom Telegram lets nobody write to for a while, or answers slowly."""

from datetime import timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import EditMessageText

from bot.workers.reporter import TellReport
from domain.deliveries.delivery import DeliveryState
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


def telling(office: Office, cards: Any) -> TellReport:
    return TellReport(
        reports=ReportRepository(),
        runs=office.runs,
        people=PersonRepository(),
        cards=cards,
        faults=Faultless(),
        work=office.work,
        clock=office.clock,
    )


async def test_a_flood_limit_of_hours_is_asked_about_once_an_hour_for_all_of_a_persons_letters(office: Office) -> None:
    for _ in range(3):
        await office.letter()
        office.sender.answers.append(answers(550))
        await office.send()
    cards = Flooded()
    tell = telling(office, cards)

    async def tell_what_is_due() -> None:
        for claim in await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, 10):
            await tell(claim)

    for hours in range(1, 4):
        for _ in range(5):
            await tell_what_is_due()
        assert cards.drawn == hours
        office.clock.now += timedelta(hours=1)
    assert await office.news() == ["failed"] * 3


class Slow:
    """Cards that take their time with Telegram, in which letters go on."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.shown: list[int] = []
        self.meanwhile: list[int] = []

    async def redraw(self, *_: object) -> bool:
        self.shown.append((await self._office.deliveries.tally(self._office.run_id)).of(DeliveryState.SENT))
        for _letter in range(self.meanwhile.pop(0) if self.meanwhile else 0):
            await self._office.letter()
            await self._office.send()
        return True


@pytest.mark.parametrize("before", [1, 2], ids=["one report", "another behind it"])
async def test_what_happens_while_a_card_is_drawn_is_drawn_once_more(office: Office, before: int) -> None:
    cards = Slow(office)
    tell = telling(office, cards)
    await office.letter()
    await office.send()
    claims = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, 1)
    if before == 2:  # it has no worker yet when the first is drawn
        await office.letter()
        await office.send()
    cards.meanwhile = [2]
    while claims:
        for claim in claims:
            await tell(claim)
        office.clock.move(seconds=1)
        claims = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, 1)
    assert cards.shown[-1] == before + 2
    assert await office.news() == []
