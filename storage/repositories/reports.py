"""What is still to be told, over the table: what many ask or write at the same moment, by a few statements."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.people import Person
from domain.runs.reports import News, Report
from storage.gathered import Gathered
from storage.repositories.people import read_active
from storage.statements import AMONG, Steps, moment
from storage.together import Among
from storage.transactions import execute, read

_SILENT = json.dumps([news.value for news in News if not news.is_told])
_TO_WHOM = "CASE WHEN report.record_id IS NULL THEN COALESCE(card.creator_id, run.person_id) ELSE card.creator_id END"
_OF = (
    "FROM report JOIN scenario_run run ON run.id = report.run_id "
    "LEFT JOIN record card ON card.id = COALESCE(report.record_id, run.record_id) WHERE"
)
_REPORTS = (
    "SELECT report.id, report.run_id, report.news, report.drawn, report.record_id IS NOT NULL, "
    f"COALESCE(report.record_id, run.record_id), {_TO_WHOM}, run.error IS NOT NULL, report.due_at IS NULL {_OF}"
)


class ReportRepository:
    """Implements `domain.runs.reports.Reports`."""

    def __init__(self) -> None:
        self._by_number: Gathered[int, Report] = Gathered(_read)

    async def get(self, report_id: int) -> Report | None:
        """Return the report."""
        return await self._by_number.one(report_id)

    async def drawn(self, report_id: int) -> bool:
        """There is no card to show it; what is left is its message."""
        return await execute(lambda: _drawn(report_id), fenced=True)

    async def shown(self, tokens: Mapping[int, int]) -> Collection[int]:
        """The card shows them: what makes no sound is told by that, of the others the message is left."""
        return await execute(lambda: show(tokens), Among(show_all, tokens, fenced=True))

    async def gather(self, person_id: int, now: datetime) -> list[Report]:
        """Return the person's reports whose cards are drawn and whose messages are due."""
        return await read(lambda: _gather(person_id, now))

    async def done(self, report_ids: Collection[int]) -> None:
        """They were told."""
        await execute(lambda: _done(report_ids), Among(_done_all, report_ids, fenced=True))

    async def rest(self, report_ids: Collection[int]) -> None:
        """Keep them until their person is back."""
        await execute(lambda: _rest(report_ids))

    async def wake(self, person_id: int, now: datetime) -> bool:
        """Let what rests for somebody be due; return whether there is any."""
        return await execute(lambda: _wake(person_id, now))

    async def addressee(self, report_id: int) -> int | None:
        """Return whom it is to be told to, without reading the rest."""
        return await read(lambda: _addressee(report_id))


def _read(numbers: Collection[int]) -> Steps[dict[int, Report]]:
    answer = yield f"{_REPORTS} report.id {AMONG}", (json.dumps(list(numbers)),)
    return (yield from _with_people(answer.rows))


def _with_people(rows: Sequence[Sequence[Any]]) -> Steps[dict[int, Report]]:
    people = yield from read_active({row[6] for row in rows if row[6] is not None})
    return {row[0]: _report(people.get(row[6]), *row) for row in rows}


def _report(
    person: Person | None,
    number: int,
    run_id: int,
    news: str,
    drawn: bool,
    only_card: bool,
    record_id: int | None,
    person_id: int | None,
    failed: bool,
    rests: bool,
) -> Report:
    flags = bool(drawn), bool(only_card)
    return Report(number, run_id, News(news), *flags, record_id, person_id, bool(failed), person, bool(rests))


def _addressee(report_id: int) -> Steps[int | None]:
    answer = yield f"SELECT {_TO_WHOM} {_OF} report.id = ?", (report_id,)
    return answer.rows[0][0] if answer.rows else None


def _gather(person_id: int, now: datetime) -> Steps[list[Report]]:
    answer = yield (
        f"{_REPORTS} report.drawn AND report.record_id IS NULL AND report.due_at <= ? "
        "AND COALESCE(card.creator_id, run.person_id) = ?",
        (moment(now), person_id),
    )
    found = yield from _with_people(answer.rows)
    return [found[number] for number in sorted(found)]


def _drawn(report_id: int) -> Steps[bool]:
    answer = yield "UPDATE report SET drawn = TRUE WHERE id = ?", (report_id,)
    return bool(answer.count)


def show(tokens: Mapping[int, int]) -> Steps[Collection[int]]:
    """Settle what a card shows; return of which reports a message is left."""
    left = yield from show_all([tokens])
    return left[0]


def show_all(cards: Sequence[Mapping[int, int]]) -> Steps[dict[int, Collection[int]]]:
    """Settle what many cards show, as each for itself: there are few different tokens, those of one go together."""
    by_token = defaultdict[int, set[int]](set)
    for number, token in _pairs(cards):
        by_token[token].add(number)
    left: set[tuple[int, int]] = set()
    for token, numbers in by_token.items():
        named = json.dumps(sorted(numbers))
        gone = yield (
            f"DELETE FROM report WHERE token = ? AND id {AMONG} AND news IN (SELECT value FROM json_each(?))",
            (token, named, _SILENT),
        )
        if gone.count < len(numbers):
            told = yield f"UPDATE report SET drawn = TRUE WHERE token = ? AND id {AMONG} RETURNING id", (token, named)
            left.update((number, token) for (number,) in told.rows)
    return {place: {pair[0] for pair in tokens.items() if pair in left} for place, tokens in enumerate(cards)}


def _pairs(cards: Iterable[Mapping[int, int]]) -> Iterable[tuple[int, int]]:
    return (pair for tokens in cards for pair in tokens.items())


def _rest(report_ids: Collection[int]) -> Steps[None]:
    yield (
        f"UPDATE report SET due_at = NULL, lease_until = NULL, tries = 0 WHERE id {AMONG}",
        (json.dumps(sorted(report_ids)),),
    )


def _wake(person_id: int, now: datetime) -> Steps[bool]:
    resting = yield f"SELECT report.id {_OF} report.due_at IS NULL AND {_TO_WHOM} = ?", (person_id,)
    numbers = json.dumps(sorted(number for (number,) in resting.rows))
    answer = yield f"UPDATE report SET due_at = ? WHERE due_at IS NULL AND id {AMONG}", (moment(now), numbers)
    return bool(answer.count)


def _done(report_ids: Collection[int]) -> Steps[None]:
    yield f"DELETE FROM report WHERE id {AMONG}", (json.dumps(sorted(report_ids)),)


def _done_all(told: Sequence[Collection[int]]) -> Steps[dict[int, None]]:
    yield from _done({number for some in told for number in some})
    return dict.fromkeys(range(len(told)))
