"""The rows of cards: those of all that are asked for at the same moment by the same few statements."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from domain.cards.card_rows import CardRows
from domain.deliveries.delivery import Attempt, Delivery
from domain.deliveries.tally import LETTERS_OF_A_STATE
from domain.runs.runs import CardRuns
from storage.gathered import Gathered
from storage.repositories.deliveries import (
    DeliveryRepository,
    read_attempts,
    read_few_of_all,
    read_few_of_each_state,
)
from storage.repositories.holding import is_held
from storage.repositories.record_rows import read_named
from storage.repositories.runs import LEADING, RunRepository
from storage.repositories.traces import read_noted_of
from storage.statements import AMONG, Steps

Asked: TypeAlias = tuple[int, int | None]
"""A record, and the run that its card is to be about where that is not the one that leads."""

_LEADING = (
    f"SELECT asked.value, {LEADING.format(record='asked.value')} "
    "FROM (SELECT CAST(value AS BIGINT) AS value FROM json_each(?)) AS asked"
)
_UNTOLD = (
    "SELECT run.record_id, report.id, report.token FROM scenario_run run JOIN report ON report.run_id = run.id "
    f"WHERE run.record_id {AMONG} AND NOT report.drawn AND report.record_id IS NULL"
)
_PRESSES = (
    f"SELECT record_id, button, COUNT(*) FROM scenario_run WHERE record_id {AMONG} "
    "AND button IS NOT NULL GROUP BY record_id, button"
)


class CardRowsRepository:
    """Implements `domain.cards.card_rows.CardSource`."""

    def __init__(self, runs: RunRepository, deliveries: DeliveryRepository) -> None:
        self._runs = runs
        self._deliveries = deliveries
        self._gathered: Gathered[Asked, CardRows] = Gathered(self.read_cards)

    async def __call__(self, record_id: int, run_id: int | None = None) -> CardRows | None:
        """Return a card's rows, with the runs that it is about or with that one; None for a record that is gone."""
        return await self._gathered.one((record_id, run_id))

    def read_cards(self, asked: Collection[Asked]) -> Steps[Mapping[Asked, CardRows]]:
        """Return the rows of many cards."""
        # Before all else: what comes in between raises a token, or is a report of its own.
        untold = yield from _read_untold({number for number, _ in asked})
        records = yield from read_named({number for number, _ in asked})
        numbers = json.dumps(sorted(records))
        about = yield from self._read_runs([one for one in asked if one[0] in records], numbers)
        letters = yield from self._read_letters([runs for runs in about.values() if runs is not None])
        all_letters = [letter for some in letters.values() for letter in some]
        attempts = yield from read_attempts([letter.id for letter in all_letters])
        held = yield from self._deliveries.read_holds({letter.connection_id for letter in all_letters})
        presses: dict[int, dict[int, int]] = {}
        answer = yield _PRESSES, (numbers,)
        for record_id, button, count in answer.rows:
            presses.setdefault(record_id, {})[button] = count
        noted = yield from read_noted_of(sorted({some[0].run_id for some in letters.values() if some}), "reply_to")
        everything_held = yield from is_held()
        found = {}
        for one, runs in about.items():
            own = [] if runs is None else letters.get(runs.numbers, [])
            found[one] = CardRows(
                record=records[one[0]],
                untold=untold.get(one[0], {}),
                runs=runs,
                letters=tuple(own),
                attempts=_of(own, attempts),
                held={number: held[number] for letter in own if (number := letter.connection_id) in held},
                presses=presses.get(one[0], {}),
                reply_to=noted.get(own[0].run_id) if own else None,
                everything_held=everything_held,
            )
        return found

    def _read_runs(self, asked: Collection[Asked], records: str) -> Steps[dict[Asked, CardRuns | None]]:
        """Return the runs that each card is about; of one that is asked for apart that alone."""
        answer = yield _LEADING, (records,)
        led_by = {row[0]: row[1] for row in answer.rows}
        numbers = {run_id or led_by[record_id] for record_id, run_id in asked} - {None}
        runs = yield from self._runs.read_named(numbers)
        leads = [runs[led_by[record_id]] for record_id, run_id in asked if run_id is None and led_by[record_id] in runs]
        of_cards = yield from self._runs.read_runs_of_cards(leads)
        alone = {number: CardRuns(run) for number, run in runs.items()}
        return {one: of_cards.get(one[0]) if one[1] is None else alone.get(one[1]) for one in asked}

    def _read_letters(self, about: Collection[CardRuns]) -> Steps[dict[tuple[int, ...], list[Delivery]]]:
        """Return a few letters of each state for each card, by its runs."""
        single = [runs.lead.id for runs in about if not runs.apart]
        found: dict[tuple[int, ...], list[Delivery]] = {}
        for letter in (yield from read_few_of_each_state(single, LETTERS_OF_A_STATE)):
            found.setdefault((letter.run_id,), []).append(letter)
        for runs in about:
            if runs.apart:
                found[runs.numbers] = yield from read_few_of_all(runs.numbers, LETTERS_OF_A_STATE)
        return found


def _read_untold(record_ids: Collection[int]) -> Steps[dict[int, dict[int, int]]]:
    answer = yield _UNTOLD, (json.dumps(sorted(record_ids)),)
    found: dict[int, dict[int, int]] = {}
    for record_id, number, token in answer.rows:
        found.setdefault(record_id, {})[number] = token
    return found


def _of(letters: Iterable[Delivery], attempts: Mapping[int, Sequence[Attempt]]) -> dict[int, Any]:
    return {letter.id: tuple(attempts[letter.id]) for letter in letters if letter.id in attempts}
