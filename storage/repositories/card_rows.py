"""The rows of cards: those of all that are asked for at the same moment by the same few statements."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from domain.cards.card_rows import CardRows
from domain.deliveries.delivery import Attempt, Delivery
from domain.deliveries.tally import LETTERS_OF_A_STATE
from storage.gathered import Gathered
from storage.repositories.deliveries import DeliveryRepository, read_attempts, read_few_of_each_state
from storage.repositories.holding import is_held
from storage.repositories.record_rows import NAMED, read_named
from storage.repositories.runs import RunRepository
from storage.repositories.traces import read_noted_of
from storage.statements import Steps

Asked: TypeAlias = tuple[int, int | None]
"""A record, and the run that its card is to be about where that is not its newest one."""

_NEWEST = (
    "SELECT asked.value, COALESCE((SELECT MAX(run.id) FROM scenario_run run WHERE run.record_id = asked.value AND "
    "run.parent_id IS NULL), (SELECT MAX(run.id) FROM scenario_run run WHERE run.record_id = asked.value)) "
    "FROM (SELECT CAST(value AS BIGINT) AS value FROM json_each(?)) AS asked"
)
_PRESSES = (
    "SELECT record_id, button, COUNT(*) FROM scenario_run WHERE record_id IN "
    "(SELECT CAST(value AS BIGINT) FROM json_each(?)) AND button IS NOT NULL GROUP BY record_id, button"
)


class CardRowsRepository:
    """Implements `domain.cards.card_rows.CardSource`."""

    def __init__(self, runs: RunRepository, deliveries: DeliveryRepository) -> None:
        self._runs = runs
        self._deliveries = deliveries
        self._gathered: Gathered[Asked, CardRows] = Gathered(self._read)

    async def __call__(self, record_id: int, run_id: int | None = None) -> CardRows | None:
        """Return a card's rows, with its newest run or with that one; None for a record that is gone."""
        return await self._gathered.one((record_id, run_id))

    def _read(self, asked: Collection[Asked]) -> Steps[Mapping[Asked, CardRows]]:
        records = yield from read_named({number for number, _ in asked})
        numbers = json.dumps(sorted(records))
        answer = yield _NEWEST, (numbers,)
        newest = {row[0]: row[1] for row in answer.rows}
        about = {one: one[1] or newest[one[0]] for one in asked if one[0] in records}
        run_ids = sorted({number for number in about.values() if number is not None})
        runs = {run.id: run for run in (yield from self._runs.read_runs(NAMED, (json.dumps(run_ids),)))}
        letters = yield from read_few_of_each_state(run_ids, LETTERS_OF_A_STATE)
        attempts = yield from read_attempts([letter.id for letter in letters])
        held = yield from self._deliveries.read_holds({letter.connection_id for letter in letters})
        presses: dict[int, dict[int, int]] = {}
        answer = yield _PRESSES, (numbers,)
        for record_id, button, count in answer.rows:
            presses.setdefault(record_id, {})[button] = count
        of_run: dict[int, list[Delivery]] = {}
        for letter in letters:
            of_run.setdefault(letter.run_id, []).append(letter)
        noted = yield from read_noted_of(sorted(of_run), "reply_to")
        everything_held = yield from is_held()
        found = {}
        for one, run_id in about.items():
            own = of_run.get(run_id or 0, [])
            found[one] = CardRows(
                record=records[one[0]],
                run=runs.get(run_id or 0),
                letters=tuple(own),
                attempts=_of(own, attempts),
                held={number: held[number] for letter in own if (number := letter.connection_id) in held},
                presses=presses.get(one[0], {}),
                reply_to=noted.get(run_id or 0),
                everything_held=everything_held,
            )
        return found


def _of(letters: Iterable[Delivery], attempts: Mapping[int, Sequence[Attempt]]) -> dict[int, Any]:
    return {letter.id: tuple(attempts[letter.id]) for letter in letters if letter.id in attempts}
