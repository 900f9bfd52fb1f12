"""Telling outcomes to a person whom Telegram lets nobody write to for a while, or answers slowly."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import EditMessageText

from bot.telegram.chat import Unreachable
from bot.workers.reporter import TellReport
from domain.deliveries.delivery import DeliveryState
from domain.errors import DatabaseTrouble
from domain.people import Person, Role
from domain.runs.runs import NewRun
from domain.work import WorkKind
from storage import models
from storage.repositories.card_rows import CardRowsRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.runs import RunRepository
from tests.domain.deliveries.conftest import LEASE, Office, answers
from tests.troubled import take_nothing

ROWS = CardRowsRepository(RunRepository(), DeliveryRepository())


class Flooded:
    """Cards to whose chat Telegram lets nothing be written for seven hours."""

    def __init__(self) -> None:
        self.drawn = 0

    async def show_news(self, *_: object) -> Mapping[int, int]:
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

    async def show_news(self, _: Person, record_id: int) -> Mapping[int, int]:
        rows = await ROWS(record_id)
        assert rows is not None
        self.shown.append((await self._office.deliveries.tally(self._office.run_id)).of(DeliveryState.SENT))
        for _letter in range(self.meanwhile.pop(0) if self.meanwhile else 0):
            await self._office.letter()
            await self._office.send()
        return rows.untold


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


class Drawn:
    """Cards that are drawn, and what was told of them."""

    def __init__(self) -> None:
        self.drawn: list[tuple[int, int]] = []

    async def show_news(self, person: Person, record_id: int) -> Mapping[int, int]:
        self.drawn.append((person.telegram_id, record_id))
        rows = await ROWS(record_id)
        assert rows is not None
        return rows.untold


async def test_one_drawing_shows_the_news_of_all_runs_of_a_record_to_whose_it_is(office: Office) -> None:
    """A run apart may work on somebody else's record: its card belongs to whoever made that."""
    await PersonRepository().let_in(8, Role.ADMIN, "Анна")
    await office.letter()
    await office.send()
    (scenario,) = await office.configuration.scenarios()
    apart, _ = await office.runs.begin(NewRun(office.record.id, 2, 0, 8, scenario, {}, office.clock()))
    await models.ScenarioRun.filter(id=apart.id).update(button=None, turn=None, cause="event", parent_id=office.run_id)
    await models.Report.create(run_id=apart.id, news="card", due_at=office.clock())
    cards = Drawn()
    tell = telling(office, cards)
    claims = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, 10)
    assert len(claims) == 2
    await asyncio.gather(*map(tell, claims))
    assert cards.drawn == [(7, office.record.id)]
    assert await office.news() == []


class Told(Drawn):
    """Cards that are drawn, and messages that are told beside them."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.told = 0

    async def view(self, _person: Person, record_id: int, _apart: object = None) -> Any:
        runs = await self._office.runs.of_card(record_id)
        return SimpleNamespace(runs=runs)

    async def tell(self, *_: object) -> None:
        self.told += 1


async def test_what_another_ones_drawing_has_shown_is_told_all_the_same(office: Office) -> None:
    """Both are in workers' hands when the first draws the card: the second one's message is left."""
    await office.letter()
    await office.send()
    await office.letter()
    office.sender.answers.append(answers(550))
    await office.send()
    cards = Told(office)
    tell = telling(office, cards)
    claims = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, 10)
    assert len(claims) == 2
    await asyncio.gather(*map(tell, claims))
    assert (cards.told, await office.news()) == (1, [])


async def test_what_was_told_while_the_database_took_nothing_is_not_told_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds it for a minute, or the disk is full: the message is in the chat all the same."""
    await office.letter()
    office.sender.answers = [answers(550)]
    await office.send()
    cards = Told(office)
    tell = telling(office, cards)
    take_nothing(monkeypatch, ReportRepository, "done", "full", "locked")
    for _ in range(2):
        (claim,) = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE)
        with pytest.raises(DatabaseTrouble):
            await tell(claim)
        office.clock.move(minutes=3)
    (claim,) = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE)
    await tell(claim)
    assert (cards.told, await office.news()) == (1, [])


async def test_what_is_told_beside_what_the_database_has_not_let_go_of_is_told_by_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.letter()
    office.sender.answers = [answers(550)]
    await office.send()
    cards = Told(office)
    tell = telling(office, cards)
    take_nothing(monkeypatch, ReportRepository, "done", "full")
    (claim,) = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE)
    with pytest.raises(DatabaseTrouble):
        await tell(claim)
    office.clock.move(minutes=1)
    await models.Report.create(run_id=office.run_id, news="failed", due_at=office.clock(), drawn=True)
    (claim,) = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE)
    await tell(claim)
    assert (cards.told, await office.news()) == (2, [])


class ToNobody(Drawn):
    """Cards that are drawn, while messages beside them cannot be told."""

    def __init__(self, office: Office, trouble: Exception) -> None:
        super().__init__()
        self._office = office
        self._trouble = trouble
        self.views = 0
        self.tried = 0

    async def view(self, _person: Person, record_id: int, _apart: object = None) -> Any:
        self.views += 1
        return SimpleNamespace(runs=await self._office.runs.of_card(record_id))

    async def tell_many(self, *_: object) -> None:
        self.tried += 1
        raise self._trouble

    tell = tell_many


METHOD = EditMessageText(text="x", chat_id=7, message_id=1)
IN_VAIN = {
    "no answer": TelegramNetworkError(METHOD, "no answer"),
    "an error of its servers": TelegramServerError(METHOD, "Bad Gateway"),
    "a flood limit": TelegramRetryAfter(METHOD, "Too Many Requests", retry_after=40),
    "the bot is blocked": Unreachable(),
}


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one after the other"])
@pytest.mark.parametrize("trouble", IN_VAIN.values(), ids=IN_VAIN.keys())
async def test_all_that_is_due_for_a_person_is_told_in_vain_once_not_once_for_each(
    office: Office, trouble: Exception, at_once: bool
) -> None:
    many = 12
    (scenario,) = await office.configuration.scenarios()
    for _ in range(many):
        record = await RecordRepository().add(office.record.template_id, 7, {}, office.clock())
        run, _ = await office.runs.begin(NewRun(record.id, 1, 0, 7, scenario, {}, office.clock()))
        await models.Report.create(run_id=run.id, news="failed", due_at=office.clock(), drawn=True)
    cards = ToNobody(office, trouble)
    tell = telling(office, cards)
    for _ in range(3):
        claims = await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, many)
        if at_once:
            await asyncio.gather(*map(tell, claims))
        else:
            for claim in claims:
                await tell(claim)
    assert (cards.tried, cards.views) == (1, many)
    assert len(await office.news()) == many
    blocked = isinstance(trouble, Unreachable)
    assert (await office.work.next_due(WorkKind.REPORT) is None) is blocked
    assert not await ReportRepository().wake(8, office.clock())
    assert await ReportRepository().wake(7, office.clock()) is blocked
    assert len(await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, many)) == many * blocked
