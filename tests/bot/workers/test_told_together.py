"""Cards are read, outcomes told and reports settled for many at once as they would be for one after the other."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import EditMessageText
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.chat import Unreachable
from bot.workers.reporter import TellReport
from domain.cards.view_card import CardView
from domain.errors import NotFound, NotYours
from domain.people import Person
from domain.runs.reports import News
from domain.work import WorkKind
from storage.repositories.card_rows import CardRowsRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.reports import ReportRepository, show, show_all
from storage.repositories.runs import RunRepository
from storage.repositories.work import WorkRepository
from storage.statements import Steps, drive
from tests.bot.workers.told_office import BLOCKS, GONE, LOUD, OWNERS, Meddling, meddlings, put_told_office
from tests.databases import opened
from tests.domain.deliveries.conftest import LEASE, MovedClock

reports = st.lists(st.tuples(st.sampled_from(list(News)), st.integers(0, 2), st.booleans()), min_size=1, max_size=6)
seen = st.lists(st.dictionaries(st.integers(1, 7), st.integers(0, 2), max_size=4), max_size=4)


@given(meddling=meddlings(*GONE, *LOUD))
@settings(max_examples=40)
def test_the_rows_of_many_cards_are_those_of_each(tmp_path_factory: Any, meddling: Meddling) -> None:
    path = tmp_path_factory.mktemp("cards") / "gonets.db"
    put_told_office(path, meddling)
    source = CardRowsRepository(RunRepository(), DeliveryRepository())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        runs = connection.execute("SELECT record_id, id FROM scenario_run WHERE record_id IS NOT NULL").fetchall()
        asked = [*((number, None) for number in range(1, len(OWNERS) + 3)), *runs]
        alone: dict[Any, Any] = {}
        for one in asked:
            alone |= drive(connection, source.read_cards([one]))
        assert drive(connection, source.read_cards(asked)) == alone


def test_a_card_on_which_nothing_was_pressed_asks_for_no_letters(tmp_path: Path) -> None:
    put_told_office(tmp_path / "gonets.db", [])
    source = CardRowsRepository(RunRepository(), DeliveryRepository())
    asked: list[str] = []
    with closing(sqlite3.connect(tmp_path / "gonets.db", isolation_level=None)) as connection:
        connection.execute("UPDATE scenario_run SET record_id = NULL WHERE record_id = 1")
        connection.set_trace_callback(asked.append)
        rows = drive(connection, source.read_cards([(1, None)]))[1, None]
    assert (rows.runs, rows.letters, rows.attempts, rows.reply_to) == (None, (), {}, None)
    assert asked
    assert not [
        sql for sql in asked if any(table in sql for table in ("delivery", "attempt", "recipient", "trace_step"))
    ]


@given(rows=reports, cards=seen)
@settings(max_examples=40)
def test_what_many_cards_show_is_settled_as_for_each(
    tmp_path_factory: Any, rows: Sequence[tuple[News, int, bool]], cards: Sequence[Mapping[int, int]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "settled.db"
    if not path.exists():
        put_told_office(path, [])

    def of_each() -> Steps[dict[int, Any]]:
        left = {}
        for place, tokens in enumerate(cards):
            left[place] = set((yield from show(tokens)))
        return left

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:

        def after(steps: Steps[Any]) -> Any:
            connection.execute("BEGIN")
            connection.execute("DELETE FROM report")
            for number, (news, token, drawn) in enumerate(rows, 1):
                connection.execute(
                    "INSERT INTO report (id, run_id, tries, news, token, drawn) VALUES (?, 1, 0, ?, ?, ?)",
                    (number, news.value, token, drawn),
                )
            left = drive(connection, steps)
            kept = connection.execute("SELECT * FROM report ORDER BY id").fetchall()
            connection.execute("ROLLBACK")
            return left, kept

        assert after(show_all(cards)) == after(of_each())


class Chats:
    """Cards in chats, some of which Telegram lets nobody write to until some time. Notes what is seen of each."""

    def __init__(self, clock: MovedClock, trouble: Mapping[int, tuple[str, int]]) -> None:
        self._clock = clock
        self._until = {person: (kind, clock() + timedelta(seconds=pause)) for person, (kind, pause) in trouble.items()}
        self._rows = CardRowsRepository(RunRepository(), DeliveryRepository())
        self.shown: dict[int, list[str]] = {}
        self.told: set[tuple[int, int]] = set()

    def _check(self, person_id: int) -> None:
        method = EditMessageText(chat_id=person_id, message_id=1, text="")
        if person_id == BLOCKS:
            raise Unreachable
        kind, until = self._until.get(person_id, ("", self._clock()))
        left = until - self._clock()
        if left > timedelta(0):
            if kind == "flood":
                raise TelegramRetryAfter(method, "Too Many Requests", retry_after=int(left.total_seconds()))
            raise TelegramNetworkError(method, "no answer")

    async def show_news(self, person: Person, record_id: int) -> Mapping[int, int] | None:
        rows = await self._rows(record_id)
        if rows is None:
            raise NotFound(f"record {record_id}")
        if rows.record.creator_id != person.telegram_id:
            raise NotYours(f"record {record_id}")
        if rows.record.card_message_id is None:
            return None
        await asyncio.sleep(0)
        self._check(person.telegram_id)
        letters = [(letter.id, letter.state.value) for letter in rows.letters]
        self.shown.setdefault(record_id, []).append(f"{rows.record.status} {letters}")
        return rows.untold

    async def view(self, person: Person, record_id: int, apart: Any = None) -> CardView:
        rows = await self._rows(record_id, None if apart is None else apart.id)
        if rows is None:
            raise NotFound(f"record {record_id}")
        return rows  # all that is asked of it here is its runs and its record

    async def tell(self, person: Person, view: CardView) -> None:
        await self.tell_many(person, [view])

    async def tell_many(self, person: Person, views: Sequence[CardView]) -> None:
        await asyncio.sleep(0)
        self._check(person.telegram_id)
        self.told |= {(person.telegram_id, view.record.id) for view in views}


class Faultless:
    """Templates without a fault."""

    async def of_fault(self, *_: object) -> None:
        """There is nothing to be told."""


ROWS = "SELECT id, token, tries, due_at, lease_until, run_id, news, drawn FROM report ORDER BY id"


async def tell_all(path: Path, trouble: Mapping[int, tuple[str, int]], *, at_once: bool) -> tuple[Chats, list[Any]]:
    """Tell until nothing is left; return what was seen of it, and the rows after each round."""
    clock = MovedClock()
    work, rounds = WorkRepository(), []
    async with opened(path):
        chats = Chats(clock, trouble)
        tell = TellReport(
            reports=ReportRepository(),
            runs=RunRepository(),
            cards=chats,
            faults=Faultless(),
            work=work,
            clock=clock,
        )
        while (due := await work.next_due(WorkKind.REPORT)) is not None:
            clock.now = max(clock.now, due)
            claims = await work.claim(WorkKind.REPORT, clock(), LEASE, 100)
            if at_once:
                await asyncio.gather(*map(tell, claims))
            else:
                for claim in claims:
                    await tell(claim)
            with closing(sqlite3.connect(path)) as connection:
                rounds.append(connection.execute(ROWS).fetchall())
            clock.move(milliseconds=1)
            assert len(rounds) < 100
    return chats, rounds


@given(meddling=meddlings())
@settings(max_examples=15)
def test_what_makes_no_sound_is_told_at_once_as_one_after_the_other(tmp_path_factory: Any, meddling: Meddling) -> None:
    home = tmp_path_factory.mktemp("told")
    put_told_office(home / "alone.db", meddling)
    put_told_office(home / "at_once.db", meddling)
    alone, rows_alone = asyncio.run(tell_all(home / "alone.db", {}, at_once=False))
    together, rows_together = asyncio.run(tell_all(home / "at_once.db", {}, at_once=True))
    assert rows_together == rows_alone
    assert alone.shown or meddling
    assert together.shown == alone.shown
    assert together.told == alone.told


troubles = st.dictionaries(
    st.sampled_from(OWNERS), st.tuples(st.sampled_from(["flood", "network"]), st.integers(1, 20)), max_size=2
)
"""In which chats there is trouble, of which kind, and for how many seconds."""


@given(meddling=meddlings(*GONE, *LOUD), trouble=troubles)
@settings(max_examples=15)
def test_everybody_hears_of_the_same_whether_it_is_told_at_once_or_not(
    tmp_path_factory: Any, meddling: Meddling, trouble: Mapping[int, tuple[str, int]]
) -> None:
    home = tmp_path_factory.mktemp("told")
    put_told_office(home / "alone.db", meddling)
    put_told_office(home / "at_once.db", meddling)
    alone, rows_alone = asyncio.run(tell_all(home / "alone.db", trouble, at_once=False))
    together, rows_together = asyncio.run(tell_all(home / "at_once.db", trouble, at_once=True))
    assert rows_together[-1:] == rows_alone[-1:]
    assert {card: seen[-1] for card, seen in together.shown.items()} == {
        card: seen[-1] for card, seen in alone.shown.items()
    }
    assert together.told == alone.told
