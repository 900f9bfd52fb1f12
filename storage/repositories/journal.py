"""Everybody's letters for the journal: read beside the work, on a connection that holds up nobody."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tortoise.connection import get_connection

from domain.deliveries.delivery import OWN_COPY, DeliveryState
from domain.journal.journal import (
    LETTER_STATES,
    RUN_STATUSES,
    Counts,
    Entry,
    Group,
    JournalFilter,
    LastError,
    letter_status,
    run_status,
)
from domain.journal.stop_run import StoppedByAdministrator
from domain.messages.answers import Verdict
from domain.runs.awaited_letter import LetterNotAccepted
from domain.runs.run import RunStatus
from domain.scenarios.actions.check import CheckFailed
from domain.visible import visible
from storage import models
from storage.repositories.letter_rows import STAGED
from storage.repositories.people import found_by
from storage.statements import instant, moment, placeholders

SEARCHES_KEPT = 50
LATEST_TRIES = 1_000

_LETTERS = "SELECT d.id AS letter_id, d.run_id, d.created_at AS at, d.author_id, d.state, d.subject FROM delivery d"
_RUNS = (
    "SELECT NULL AS letter_id, r.id AS run_id, r.started_at AS at, r.person_id AS author_id, r.status AS state, "
    "r.state AS subject FROM scenario_run r WHERE r.lettered = FALSE"
)


class JournalRepository:
    """Implements `domain.journal.journal.Journal`."""

    async def page(self, wanted: JournalFilter, limit: int, offset: int) -> list[Entry]:
        """Return letters and runs without one by newest."""
        most = offset + limit
        where, values = _letter_conditions(wanted)
        parts = [f"SELECT * FROM ({_LETTERS} WHERE {where} ORDER BY d.id DESC LIMIT ?)"]
        values.append(most)
        if not wanted.letters_only:
            more, its_values = _run_conditions(wanted)
            parts.append(f"SELECT * FROM ({_RUNS} {more} ORDER BY r.started_at DESC, r.id DESC LIMIT ?)")
            values += [*its_values, most]
        rows = await _query(
            f"{' UNION ALL '.join(parts)} ORDER BY at DESC, letter_id DESC LIMIT ? OFFSET ?", [*values, limit, offset]
        )
        recipients = await _recipients([row["letter_id"] for row in rows if row["letter_id"] is not None])
        names = await self.names({row["author_id"] for row in rows})
        return [_entry(row, recipients, names) for row in rows]

    async def counts(self, *since: datetime) -> list[Counts]:
        """Return what became of the letters that were made since each of the instants."""
        starts = [moment(start) for start in since]
        letters = await _query(
            f"SELECT state, {_sums('created_at', starts)} FROM delivery WHERE created_at >= ? GROUP BY state",
            [*starts, moment(min(since))],
        )
        runs = await _query(
            f"SELECT status AS state, {_sums('started_at', starts)} FROM scenario_run WHERE lettered = FALSE "
            "AND started_at >= ? GROUP BY status",
            [*starts, moment(min(since))],
        )
        found: list[dict[Group, int]] = [dict.fromkeys(Group, 0) for _ in since]
        for group in Group:
            states: list[tuple[list[dict[str, Any]], Sequence[str]]] = [
                (letters, LETTER_STATES[group]),
                (runs, RUN_STATUSES.get(group, ())),
            ]
            for rows, names in states:
                for row in rows:
                    if row["state"] in names:
                        for index in range(len(since)):
                            found[index][group] += row[f"since_{index}"]
        return list(found)

    async def content(self, letter_id: int) -> bytes | None:
        """Return a letter as it went over the wire."""
        row = await models.Letter.get_or_none(delivery_id=letter_id)
        return None if row is None else bytes(row.content)

    async def names(self, person_ids: Collection[int]) -> Mapping[int, str]:
        """Return the names of people, those who were removed as well."""
        rows = await models.Person.filter(telegram_id__in=list(person_ids)).values_list("telegram_id", "name")
        return {number: visible(name) or str(number) for number, name in rows}

    async def people(self, text: str, limit: int, offset: int) -> list[tuple[int, str]]:
        """Return everybody who may or might use the bot, by name; those whom `text` finds."""
        rows = models.Person.all().order_by("name", "telegram_id")
        if text:
            found = [row async for row in found_by(rows, text)][offset : offset + limit]
        else:
            found = await rows.limit(limit).offset(offset)
        return [(row.telegram_id, visible(row.name) or str(row.telegram_id)) for row in found]

    async def waiting(self) -> int:
        """Return how many letters are still to go."""
        rows = await _query("SELECT COUNT(*) AS waiting FROM delivery WHERE due_at IS NOT NULL", [])
        return int(rows[0]["waiting"])

    async def last_error(self) -> LastError | None:
        """Return the latest try that came to nothing, or run that has failed, among the latest thousand of each."""
        found = [item for item in (await self._last_try(), await self._last_run()) if item is not None]
        return max(found, key=lambda item: item.at, default=None)

    async def _last_run(self) -> LastError | None:
        rows = await _query(
            "SELECT id, ended_at, error FROM (SELECT id, ended_at, status, error FROM scenario_run "
            "WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT ?) AS latest WHERE status = ? "
            "AND json_extract(error, '$.key') NOT IN (?, ?, ?) ORDER BY ended_at DESC LIMIT 1",
            [LATEST_TRIES, RunStatus.FAILED.value, CheckFailed.key, LetterNotAccepted.key, StoppedByAdministrator.key],
        )
        if not rows:
            return None
        (row,) = rows
        error = json.loads(row["error"])
        return LastError(_time(row["ended_at"]), run_id=row["id"], key=error["key"], params=error["params"])

    async def _last_try(self) -> LastError | None:
        rows = await _query(
            "SELECT delivery_id, started_at, cause FROM (SELECT delivery_id, started_at, outcome, cause FROM attempt "
            "ORDER BY started_at DESC LIMIT ?) AS latest WHERE outcome NOT IN (?, ?) ORDER BY started_at DESC LIMIT 1",
            [LATEST_TRIES, Verdict.ACCEPTED.value, "open"],
        )
        if not rows:
            return None
        (row,) = rows
        return LastError(_time(row["started_at"]), row["delivery_id"], row["cause"] or "unknown")

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


def _letter_conditions(wanted: JournalFilter) -> tuple[str, list[Any]]:
    conditions = ["d.state <> ?"]
    values: list[Any] = [STAGED]
    if wanted.group is not None:
        states = LETTER_STATES[wanted.group]
        conditions.append(f"d.state IN ({placeholders(states)})")
        values += [state.value for state in states]
    for condition, value in (
        ("d.author_id = ?", wanted.person_id),
        ("d.connection_id = ?", wanted.connection_id),
        ("d.created_at >= ?", moment(wanted.since)),
        ("d.created_at < ?", moment(wanted.until)),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if wanted.scenario_id is not None:
        # The plus keeps SQLite on the order of numbers: the runs are gathered once, from their index alone.
        conditions.append("+d.run_id IN (SELECT id FROM scenario_run WHERE scenario_id = ?)")
        values.append(wanted.scenario_id)
    for word in wanted.words:
        if wanted.subjects_of is None:
            conditions.append("instr(d.search, ?) > 0")
            values.append(word)
        else:
            # The first line is the subject: of others' letters only what stands behind it is looked at.
            conditions.append(
                "(instr(substr(d.search, instr(d.search, char(10))), ?) > 0 "
                "OR (d.author_id = ? AND instr(d.search, ?) > 0))"
            )
            values += [word, wanted.subjects_of, word]
    return " AND ".join(conditions), values


def _run_conditions(wanted: JournalFilter) -> tuple[str, list[Any]]:
    # The plus keeps SQLite from going along all runs of a person or a scenario instead of the few that made no letter.
    conditions = ""
    values: list[Any] = []
    if wanted.group is not None:
        statuses = RUN_STATUSES[wanted.group]
        conditions += f" AND r.status IN ({placeholders(statuses)})"
        values += [status.value for status in statuses]
    for condition, value in (
        ("+r.person_id = ?", wanted.person_id),
        ("+r.scenario_id = ?", wanted.scenario_id),
        ("r.started_at >= ?", moment(wanted.since)),
        ("r.started_at < ?", moment(wanted.until)),
    ):
        if value is not None:
            conditions += f" AND {condition}"
            values.append(value)
    return conditions, values


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
        at=_time(row["at"]),
        author_id=row["author_id"],
        author=names.get(row["author_id"], str(row["author_id"])),
        recipient=to[0] if to else "",
        more=max(0, len(to) - 1),
        subject="" if letter_id is None else row["subject"],
    )


def _sums(column: str, starts: Iterable[object]) -> str:
    return ", ".join(f"SUM({column} >= ?) AS since_{index}" for index, _ in enumerate(starts))


def _time(value: str) -> datetime:
    time = instant(value)
    if time is None:
        raise ValueError("a row without its time")
    return time


async def _query(sql: str, values: list[Any]) -> list[dict[str, Any]]:
    return await get_connection("default").execute_query_dict(sql, values)
