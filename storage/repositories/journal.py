"""Everybody's letters for the journal: read beside the work, on a connection that holds up nobody."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.deliveries.delivery import OWN_COPY, DeliveryState
from domain.journal.journal import (
    Counts,
    Entry,
    EntryEdge,
    EntryPage,
    Group,
    JournalFilter,
    LastError,
    LetterBeginning,
    letter_status,
    most_counted,
    run_status,
)
from domain.journal.stop_run import StoppedByAdministrator
from domain.messages.answers import Verdict
from domain.paging import MOST_COUNTED, NumberEdge, NumberedPage
from domain.runs.awaited_letter import LetterNotAccepted
from domain.runs.run import RunStatus
from domain.scenarios.actions.check import CheckFailed
from domain.visible import visible
from storage import models
from storage.partial_indexes import WAITING
from storage.repositories.journal_filters import of_group, runs_of_group
from storage.repositories.journal_pages import Row, rows_of
from storage.repositories.letter_contents import beginning_of
from storage.repositories.people_pages import BY_NAME
from storage.statements import instant, moment
from storage.transactions import count_of, query

SEARCHES_KEPT = 50
LATEST = 1_000
"""Tries and runs among which the last error is looked for."""


class JournalRepository:
    """Implements `domain.journal.journal.Journal`."""

    async def page(self, wanted: JournalFilter, limit: int, edge: EntryEdge | None) -> EntryPage:
        """Return letters and runs without one by newest, those next to the edge."""
        found = await rows_of(wanted, limit + 1, edge)
        upwards, more = edge is not None and edge.newer, len(found.rows) > limit
        rows = found.rows[:limit][:: -1 if upwards else 1]
        recipients = await _recipients([row["letter_id"] for row in rows if row["letter_id"] is not None])
        names = await self.names({row["author_id"] for row in rows})
        onwards = found.looked_to if not more else _edge(rows[0 if upwards else -1], newer=upwards)
        backwards = _edge(rows[-1 if upwards else 0], newer=not upwards) if rows and edge is not None else None
        return EntryPage(
            tuple(_entry(row, recipients, names) for row in rows),
            newer=onwards if upwards else backwards,
            older=backwards if upwards else onwards,
            looked_to=found.looked_to_at,
        )

    async def counts(self, *since: datetime) -> list[Counts]:
        """Return what became of the letters, and runs without one, that were made since each of the instants."""
        return [{group: await _count(group, moment(start)) for group in Group} for start in since]

    async def beginning(self, letter_id: int) -> LetterBeginning | None:
        """Return how a letter begins as it went over the wire."""
        return await beginning_of(letter_id)

    async def names(self, person_ids: Collection[int]) -> Mapping[int, str]:
        """Return the names of people, those who were removed as well."""
        rows = await models.Person.filter(telegram_id__in=list(person_ids)).values_list("telegram_id", "name")
        return {number: visible(name) or str(number) for number, name in rows}

    async def people(self, text: str, limit: int, edge: NumberEdge | None) -> NumberedPage[tuple[int, str]]:
        """Return everybody who may or might use the bot next to the edge, by name; those whom `text` finds."""
        page = await BY_NAME.page(text, limit, edge)
        found = ((one.telegram_id, visible(one.name) or str(one.telegram_id)) for one in page.items)
        return NumberedPage(tuple(found), page.newer, page.older, page.partly)

    async def waiting(self) -> int:
        """Return how many letters are still to go, counted no further than one more than MOST_COUNTED."""
        return await count_of(f"SELECT 1 FROM delivery WHERE {WAITING} LIMIT ?", [MOST_COUNTED + 1])

    async def last_error(self) -> LastError | None:
        """Return the latest try that came to nothing, or run that has failed, among the latest thousand of each."""
        found = [item for item in (await self._last_try(), await self._last_run()) if item is not None]
        return max(found, key=lambda item: item.at, default=None)

    async def _last_run(self) -> LastError | None:
        rows = await query(
            "SELECT id, ended_at, error FROM scenario_run WHERE id > (SELECT MAX(id) FROM scenario_run) - ? "
            "AND status = ? AND ended_at IS NOT NULL AND json_extract(error, '$.key') NOT IN (?, ?, ?) "
            "ORDER BY ended_at DESC LIMIT 1",
            [
                LATEST,
                RunStatus.FAILED.value,
                *(CheckFailed.key, LetterNotAccepted.key, StoppedByAdministrator.key),
            ],
        )
        if not rows:
            return None
        (row,) = rows
        error = json.loads(row["error"])
        return LastError(instant(row["ended_at"]), run_id=row["id"], key=error["key"], params=error["params"])

    async def _last_try(self) -> LastError | None:
        rows = await query(
            "SELECT delivery_id, started_at, cause FROM attempt WHERE id > (SELECT MAX(id) FROM attempt) - ? "
            "AND outcome NOT IN (?, ?) ORDER BY started_at DESC LIMIT 1",
            [LATEST, Verdict.ACCEPTED.value, "open"],
        )
        if not rows:
            return None
        (row,) = rows
        return LastError(instant(row["started_at"]), row["delivery_id"], row["cause"] or "unknown")

    async def keep_search(self, person_id: int, text: str, now: datetime) -> int:
        """Keep what a person looks for; the oldest are forgotten."""
        mine = models.SearchText.filter(person_id=person_id)
        if await mine.filter(text=text).update(made_at=now):
            return (await mine.get(text=text)).id
        row = await models.SearchText.create(person_id=person_id, text=text, made_at=now)
        old = await mine.order_by("-made_at", "-id").offset(SEARCHES_KEPT).values_list("id", flat=True)
        await models.SearchText.filter(id__in=list(old)).delete()
        return row.id

    async def searched(self, person_id: int, number: int) -> str | None:
        """Return what the person looked for."""
        row = await models.SearchText.get_or_none(id=number, person_id=person_id)
        return None if row is None else row.text


async def _count(group: Group, since: str | None) -> int:
    """Return how many of a group there are, no more than are counted."""
    most = most_counted(group) + 1
    number = 0
    for condition, states in of_group(group):
        letters = f"SELECT 1 FROM delivery d WHERE {condition} AND d.created_at >= ? LIMIT ?"
        number += await count_of(letters, [*states, since, most])
    for condition, statuses in runs_of_group(group):
        runs = f"SELECT 1 FROM scenario_run r WHERE r.lettered = FALSE{condition} AND r.started_at >= ? LIMIT ?"
        number += await count_of(runs, [*statuses, since, most])
    return min(number, most)


def _edge(row: Row, *, newer: bool) -> EntryEdge:
    return EntryEdge(row["number"], is_run=row["letter_id"] is None, newer=newer)


async def _recipients(letter_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return whom each letter goes to, by name where it is known; the author's own copy is nobody's business."""
    found: dict[int, list[str]] = {}
    rows = models.Recipient.filter(delivery_id__in=list(letter_ids)).exclude(kind=OWN_COPY).order_by("id")
    for number, name, address in await rows.values_list("delivery_id", "name", "address"):
        found.setdefault(number, []).append(name or address)
    return found


def _entry(row: Mapping[str, Any], recipients: Mapping[int, list[str]], names: Mapping[int, str]) -> Entry:
    letter_id = row["letter_id"]
    to = recipients.get(letter_id, [])
    if letter_id is None:
        stopped = row["state"] == RunStatus.ENDED and bool(json.loads(row["subject"])["frames"])
        status = run_status(RunStatus(row["state"]), was_stopped=stopped)
    else:
        status = letter_status(DeliveryState(row["state"]))
    return Entry(
        run_id=row["run_id"],
        letter_id=letter_id,
        status=status,
        at=instant(row["at"]),
        author_id=row["author_id"],
        author=names.get(row["author_id"], str(row["author_id"])),
        recipient=to[0] if to else "",
        more=max(0, len(to) - 1),
        subject="" if letter_id is None else row["subject"],
    )
