"""The inbox: updates as rows, from before they are confirmed to Telegram until their effect has been seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tortoise.expressions import F

from storage import models
from storage.secrets import SecretBox, SecretUnreadable
from storage.statements import Steps, moment
from storage.transactions import execute, query
from storage.trouble import in_words

AT_ONCE = 100
"""Updates that are written by one statement: as many as Telegram hands over at once (Bot API: getUpdates)."""

_NEW_ROW = "(?, ?, '{}', ?, ?, 0)"

COUNTED_DAYS = 30
"""For how many days it is known how many updates could not be read, today included."""

# Cast, since a column of SQLite holds anything: what is damaged must be refused where it is read, not by the driver.
_NEXT = (
    "SELECT id, person_id, CAST(body AS BLOB) AS body, CAST(sealed AS BLOB) AS sealed, "
    "applied_at IS NOT NULL AS applied, CAST(tries AS INTEGER) AS tries "
    'FROM "update" WHERE person_id = ? AND done_at IS NULL ORDER BY id LIMIT 1'
)
_DAMAGED = "SELECT id FROM \"update\" WHERE done_at IS NULL AND typeof(person_id) <> 'integer' LIMIT 1"
_OF_NOBODY = "UPDATE \"update\" SET person_id = 0 WHERE done_at IS NULL AND typeof(person_id) <> 'integer'"
_OPEN = 'SELECT person_id FROM "update" WHERE done_at IS NULL GROUP BY person_id ORDER BY MIN(id)'


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One update that is not done. `applied` means that its effect is committed and only its showing is left.

    `body` is its JSON, None where the key at hand does not open it.
    """

    id: int
    person_id: int
    body: bytes | None
    applied: bool
    tries: int


class InboxRepository:
    """Keeps updates until they are done. What they say is sealed: anything that somebody types may be a password."""

    def __init__(self, box: SecretBox) -> None:
        self._box = box

    async def put(self, updates: Iterable[tuple[int, int, str]], now: datetime) -> None:
        """Keep updates as (id, person, JSON); one that is there already is left as it is."""
        rows = [
            (number, person, self._box.seal_bytes(text.encode(), _owner(number)), moment(now))
            for number, person, text in updates
        ]
        await execute(lambda: _put(rows))

    async def newest(self) -> tuple[int, datetime] | None:
        """Return the number of the update that came last, for the next offset, and when it came."""
        with in_words():
            row = await models.Update.all().order_by("-received_at", "-id").first().values("id", "received_at")
        return None if row is None else (int(row["id"]), row["received_at"])

    async def open_people(self) -> list[int]:
        """Return everybody who has updates that are not done, who has waited longest first."""
        with in_words():
            damaged = await query(_DAMAGED)
        if damaged:
            await execute(_name_all)
        with in_words():
            rows = await query(_OPEN)
        return [row["person_id"] for row in rows]

    async def next_of(self, person_id: int) -> InboxRow | None:
        """Return the person's oldest update that is not done."""
        with in_words():
            rows = await query(_NEXT, [person_id])
        if not rows:
            return None
        row = rows[0]
        body = self._body(row["id"], row["body"], row["sealed"])
        return InboxRow(row["id"], row["person_id"], body, bool(row["applied"]), row["tries"])

    async def take_next(self, person_id: int, now: datetime, lease: timedelta) -> InboxRow | None:
        """Take the person's oldest update that is not done; None when there is none, or somebody has one of theirs."""
        row = await execute(lambda: _take_next(person_id, now, lease), fenced=True)
        if row is None:
            return None
        number, person, body, sealed, applied, tries = row
        return InboxRow(number, person, self._body(number, body, sealed), bool(applied), tries)

    async def hold(self, update_id: int, lease: datetime, until: datetime) -> bool:
        """Hold a row longer that was held until `lease`; False where somebody else has it by now."""
        return await execute(lambda: _lease(update_id, lease, until), fenced=True)

    async def give_back(self, update_id: int, lease: datetime) -> None:
        """Let others take a row that is not done and was held until `lease`; what somebody else has stays theirs."""
        await execute(lambda: _lease(update_id, lease, None), fenced=True)

    async def give_back_all(self) -> int:
        """Let others take whatever somebody has in hand: for the only process that handles updates, at its start."""
        return await execute(_give_back_all)

    def _body(self, number: int, plain: bytes | str, sealed: bytes | None) -> bytes | None:
        """Return the JSON; version 0.1.0 kept it as it was."""
        if sealed is None:
            return plain.encode() if isinstance(plain, str) else plain
        try:
            return self._box.open_bytes(sealed, _owner(number))
        except SecretUnreadable:
            return None

    async def done(self, update_id: int, now: datetime) -> None:
        """The person has seen what the update came to; its text is not kept."""
        await execute(lambda: _done(update_id, now))

    async def pass_over(self, update_id: int | None, now: datetime) -> None:
        """An update cannot be read: it is done, and counted once. None stands for one that has no row."""
        await execute(lambda: _pass_over(update_id, now))

    async def unreadable(self, now: datetime) -> int:
        """Return how many updates could not be read in the last COUNTED_DAYS."""
        with in_words():
            counts = await models.PassedOver.filter(day__gte=_first_day(now).date()).values_list("count", flat=True)
        return sum(int(count) for count in counts)  # type: ignore[call-overload]

    async def count_try(self, update_id: int) -> None:
        """The update could not be handled now."""
        with in_words():
            await models.Update.filter(id=update_id).update(tries=F("tries") + 1)

    async def sweep(self, before: datetime) -> None:
        """Forget updates that were done long ago, but never the newest: the next offset follows from it."""
        newest = await self.newest()
        if newest is not None:
            await models.Update.filter(done_at__lt=before).exclude(id=newest[0]).delete()


def _take_next(person_id: int, now: datetime, lease: timedelta) -> Steps[Sequence[Any] | None]:
    free = (moment(now), moment(now + 2 * lease))
    held = yield (
        'SELECT id FROM "update" WHERE person_id = ? AND done_at IS NULL '
        "AND lease_until > ? AND lease_until < ? LIMIT 1",
        (person_id, *free),
    )
    if held.rows:
        return None
    found = yield _NEXT, (person_id,)
    if not found.rows:
        return None
    row = found.rows[0]
    # Of two who have read the same moment one finds the other's lease here.
    taken = yield (
        'UPDATE "update" SET lease_until = ? WHERE id = ? AND done_at IS NULL '
        "AND (lease_until IS NULL OR lease_until <= ? OR lease_until >= ?)",
        (moment(now + lease), row[0], *free),
    )
    return row if taken.count else None


def _lease(update_id: int, lease: datetime, until: datetime | None) -> Steps[bool]:
    answer = yield (
        'UPDATE "update" SET lease_until = ? WHERE id = ? AND done_at IS NULL AND lease_until = ?',
        (moment(until), update_id, moment(lease)),
    )
    return bool(answer.count)


def _give_back_all() -> Steps[int]:
    answer = yield 'UPDATE "update" SET lease_until = NULL WHERE done_at IS NULL AND lease_until IS NOT NULL', ()
    return answer.count


def _name_all() -> Steps[None]:
    """Let what has a damaged person be read like what nobody has sent: what it says decides."""
    yield _OF_NOBODY, ()


def _done(update_id: int, now: datetime) -> Steps[None]:
    yield "UPDATE \"update\" SET done_at = ?, body = '{}', sealed = NULL WHERE id = ?", (moment(now), update_id)


def _pass_over(update_id: int | None, now: datetime) -> Steps[None]:
    if update_id is not None:
        closed = yield (
            "UPDATE \"update\" SET done_at = ?, body = '{}', sealed = NULL WHERE id = ? AND done_at IS NULL",
            (moment(now), update_id),
        )
        if not closed.count:
            return
    yield (
        "INSERT INTO passed_over (day, count) VALUES (?, 1) "
        "ON CONFLICT (day) DO UPDATE SET count = passed_over.count + 1",
        (now.date().isoformat(),),
    )
    yield "DELETE FROM passed_over WHERE day < ?", (_first_day(now).date().isoformat(),)


def _first_day(now: datetime) -> datetime:
    return now - timedelta(days=COUNTED_DAYS - 1)


def _put(rows: Sequence[tuple[Any, ...]]) -> Steps[None]:
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        yield (
            'INSERT INTO "update" (id, person_id, body, sealed, received_at, tries) VALUES '
            f"{', '.join([_NEW_ROW] * len(some))} ON CONFLICT (id) DO NOTHING",
            [value for row in some for value in row],
        )


def _owner(number: int) -> str:
    return f"update:{number}"
