"""A page of the journal: letters, and runs that made none, by key in the order of their moments.

At one moment letters stand above runs, and each kind by its numbers. Neither is ever removed, so that the row where a
page ended is there for the next one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.journal.journal import EntryEdge, JournalFilter
from domain.paging import MOST_COUNTED, Edge
from storage.keyset import beyond, order_of
from storage.repositories.journal_filters import Condition, letters_of, runs_of, words_of
from storage.statements import instant, moment
from storage.transactions import count_of, query

LOOKED_AT = 20_000
"""Letters in which words are looked for at once: the next page goes on behind them."""

Row = Mapping[str, Any]

_LETTERS = "SELECT d.id AS letter_id, d.run_id, d.created_at AS at, d.author_id, d.state, d.subject FROM delivery d"
_RUNS = (
    "SELECT CAST(NULL AS BIGINT) AS letter_id, r.id AS run_id, r.started_at AS at, r.person_id AS author_id, "
    "r.status AS state, r.state AS subject FROM scenario_run r WHERE r.lettered = FALSE"
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows next to an edge, the nearest first. `looked_to` is how far words were looked for, if not to the end."""

    rows: Sequence[Row]
    looked_to: EntryEdge | None = None
    looked_to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _At:
    """An edge with its row's moment."""

    is_run: bool
    edge: Edge

    def letters(self) -> list[Condition]:
        """Return the conditions of which a letter beyond it fulfils one."""
        if not self.is_run:
            return beyond(self.edge, "d.created_at", "d.id")
        return [(f" AND d.created_at {'>=' if self.edge.newer else '<'} ?", [moment(self.edge.at)])]

    def runs(self) -> list[Condition]:
        """Return the conditions of which a run beyond it fulfils one."""
        if self.is_run:
            return beyond(self.edge, "r.started_at", "r.id")
        return [(f" AND r.started_at {'>' if self.edge.newer else '<='} ?", [moment(self.edge.at)])]


async def rows_of(wanted: JournalFilter, limit: int, edge: EntryEdge | None) -> Rows:
    """Return rows next to an edge; where its row was never there, the first of all."""
    at = None if edge is None else await _found(edge)
    beside = None if at is None else at.edge
    order = order_of("at", "is_letter", "number", edge=beside)
    of_filter, said = letters_of(wanted, few_runs=await _few_runs(wanted)), words_of(wanted)
    conditions = _joined(of_filter, [("", [])] if at is None else at.letters())
    reach = await _reach(conditions, beside) if wanted.words else None
    if reach is not None:
        conditions = _joined(conditions, [(f" AND d.created_at {'<=' if reach.newer else '>='} ?", [moment(reach.at)])])
    parts, values = [], list[Any]()
    for where, of_letters in _joined(conditions, [said]):
        ordered = order_of("d.created_at", "d.id", edge=beside)
        letters = f"{_LETTERS} WHERE {where} {ordered} LIMIT ?"
        parts.append(f"SELECT letters.*, 1 AS is_letter, letters.letter_id AS number FROM ({letters}) AS letters")
        values += [*of_letters, limit]
    if not wanted.letters_only:
        for where, of_runs in _joined(runs_of(wanted), [("", [])] if at is None else at.runs()):
            runs = f"{_RUNS}{where} {order_of('r.started_at', 'r.id', edge=beside)} LIMIT ?"
            parts.append(f"SELECT runs.*, 0 AS is_letter, runs.run_id AS number FROM ({runs}) AS runs")
            values += [*of_runs, limit]
    rows = await query(f"SELECT * FROM ({' UNION ALL '.join(parts)}) AS entries {order} LIMIT ?", [*values, limit])
    if reach is None or len(rows) >= limit:
        return Rows(rows)
    return Rows(rows, EntryEdge(reach.number, is_run=False, newer=reach.newer), reach.at)


async def _found(edge: EntryEdge) -> _At | None:
    column = "started_at AS at FROM scenario_run" if edge.is_run else "created_at AS at FROM delivery"
    rows = await query(f"SELECT {column} WHERE id = ?", [edge.number])
    at = instant(rows[0]["at"]) if rows else None
    return None if at is None else _At(edge.is_run, Edge(at, edge.number, edge.newer))


async def _few_runs(wanted: JournalFilter) -> bool:
    if wanted.scenario_id is None:
        return False
    some = "SELECT 1 FROM scenario_run WHERE scenario_id = ? LIMIT ?"
    return await count_of(some, [wanted.scenario_id, MOST_COUNTED + 1]) <= MOST_COUNTED


async def _reach(conditions: Sequence[Condition], beside: Edge | None) -> Edge | None:
    """Return the letter up to which words are looked for; None where that is to the end."""
    newer = beside is not None and beside.newer
    parts, values = [], list[Any]()
    for where, of_letters in conditions:
        ordered = order_of("d.created_at", "d.id", edge=beside)
        parts.append(
            f"SELECT * FROM (SELECT d.created_at AS at FROM delivery d WHERE {where} {ordered} LIMIT ?) AS few"
        )
        values += [*of_letters, LOOKED_AT]
    order = order_of("at", edge=beside)
    looked = f"SELECT at FROM ({' UNION ALL '.join(parts)}) AS letters {order} LIMIT ?"
    farthest = "MAX" if newer else "MIN"
    (row,) = await query(
        f"SELECT COUNT(*) AS looked, {farthest}(at) AS at FROM ({looked}) AS looked", [*values, LOOKED_AT]
    )
    at = instant(row["at"])
    if at is None or row["looked"] < LOOKED_AT:
        return None
    (last,) = await query(f"SELECT {farthest}(id) AS id FROM delivery WHERE created_at = ?", [moment(at)])
    return Edge(at, last["id"], newer)


def _joined(some: Sequence[Condition], others: Sequence[Condition]) -> list[Condition]:
    return [(where + more, [*values, *further]) for where, values in some for more, further in others]
