"""Letters, their recipients and attempts, as people see and steer them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from domain.deliveries import delivery as domain
from domain.deliveries.lanes import Hold, hold_of
from domain.journal.journal import search_text
from domain.scenarios.runs import Held, News
from storage import models
from storage.repositories.holding import IS_HELD, is_held
from storage.repositories.lanes import KEPT_SECRETS, Documents, names_of
from storage.repositories.letter_rows import COLUMNS, delivery_of, read_recipients, take_away, write_delivery
from storage.repositories.settling import settle_run
from storage.statements import Steps, moment, places
from storage.transactions import execute

RECIPIENTS_AT_ONCE = 100


class DeliveryRepository:
    """Implements `domain.scenarios.runs.Deliveries`."""

    def __init__(self) -> None:
        self._documents = Documents()

    async def get(self, delivery_id: int) -> domain.Delivery | None:
        """Return the delivery with its recipients."""
        found = await execute(lambda: _read("id = ?", (delivery_id,)))
        return found[0] if found else None

    async def of_run(self, run_id: int) -> list[domain.Delivery]:
        """Return a run's deliveries in order."""
        return await execute(lambda: _read("run_id = ?", (run_id,)))

    async def overdue(self, connection_id: int) -> list[domain.Delivery]:
        """Return the letters behind a connection that have become questions to their authors."""
        overdue = domain.DeliveryState.OVERDUE.value
        return await execute(lambda: _read("connection_id = ? AND state = ?", (connection_id, overdue)))

    async def add(self, run_id: int, new: domain.NewDelivery, now: datetime) -> int:
        """Write the delivery; it is due at once. Behind a connection that rests its author is told so."""
        return await execute(lambda: self._add(run_id, new, now))

    async def attempts(self, delivery_id: int) -> list[domain.Attempt]:
        """Return every try, in order."""
        rows = await models.Attempt.filter(delivery_id=delivery_id).order_by("number")
        return [
            domain.Attempt(
                number=row.number,
                server=row.server,
                phase=row.phase,
                outcome=row.outcome,
                started_at=row.started_at,
                ended_at=row.ended_at,
                peer=row.peer,
                cause=row.cause,
                code=row.code,
                enhanced=row.enhanced,
                reply=row.reply,
            )
            for row in rows
        ]

    async def save(self, letter: domain.Delivery) -> None:
        """Write where the letter and each of its recipients stand."""
        await execute(lambda: _save(letter))

    async def is_kept(self, delivery_id: int) -> bool:
        """Whether the letter itself is still there."""
        return await models.Letter.filter(delivery_id=delivery_id).exists()

    async def take_away(self, delivery_id: int, now: datetime) -> None:
        """Raise the token: whoever works on it now stops at the mark, and its attempt has ended."""
        await execute(lambda: take_away(delivery_id, now))

    async def settle(
        self, run_id: int, now: datetime, changed: domain.Delivery | None = None, *, news: News | None = None
    ) -> None:
        """Bring the run and its record up to date in the open transaction, and leave a report."""
        await execute(lambda: settle_run(run_id, now, changed, news=news))

    async def holds(self, connection_ids: Collection[int]) -> Mapping[int, Held]:
        """Return which of the connections rest, and why."""
        return await execute(lambda: self._holds(connection_ids))

    async def everything_is_held(self) -> bool:
        """Whether nothing is sent or begun, whatever the connections do."""
        return await execute(is_held)

    def _add(self, run_id: int, new: domain.NewDelivery, now: datetime) -> Steps[int]:
        answer = yield (
            "INSERT INTO delivery (token, run_id, connection_id, message_id, sender, subject, smtputf8, state, "
            "attempts_made, give_up_at, created_at, due_at, author_id, search) "
            "VALUES (0, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?) RETURNING id",
            (
                run_id,
                new.connection_id,
                new.message_id,
                new.sender,
                new.subject,
                int(new.smtputf8),
                domain.DeliveryState.QUEUED.value,
                moment(new.give_up_at),
                moment(now),
                moment(now),
                new.author_id,
                search_text(new.subject, new.recipients),
            ),
        )
        number: int = answer.rows[0][0]
        yield "INSERT INTO letter (delivery_id, content) VALUES (?, ?)", (number, new.content)
        pending = domain.RecipientState.PENDING.value
        for start in range(0, len(new.recipients), RECIPIENTS_AT_ONCE):
            some = new.recipients[start : start + RECIPIENTS_AT_ONCE]
            yield (
                "INSERT INTO recipient (delivery_id, name, address, kind, state, attempt) VALUES "
                + ", ".join(["(?, ?, ?, ?, ?, 0)"] * len(some)),
                [value for item in some for value in (number, item.name[:300], item.address, item.kind, pending)],
            )
        held = yield from self._holds([new.connection_id])
        if held:
            yield "UPDATE delivery SET told = 1 WHERE id = ?", (number,)
            yield (
                "INSERT INTO report (token, due_at, run_id, news, delivery_id, tries) VALUES (0, ?, ?, ?, ?, 0)",
                (moment(now), run_id, News.HELD.value, number),
            )
        return number

    def _holds(self, connection_ids: Collection[int]) -> Steps[dict[int, Held]]:
        answer = yield (
            f"SELECT c.id, c.revision, c.document, {KEPT_SECRETS}, s.suspended_at IS NOT NULL, "
            f"s.cause, s.reply, {IS_HELD} FROM connection c LEFT JOIN connection_state s ON s.connection_id = c.id "
            f"WHERE c.id IN ({places(list(connection_ids))})",
            tuple(connection_ids),
        )
        held = {}
        for number, revision, document, secrets, suspended, cause, reply, everything in answer.rows:
            connection = self._documents.connection(number, revision, document).document
            hold = hold_of(connection, secrets=names_of(secrets), suspended=bool(suspended))
            if everything:
                held[number] = Held(Hold.EVERYTHING)
            elif hold is not None:
                held[number] = Held(hold, cause, reply) if hold is Hold.SUSPENDED else Held(hold)
        return held


def _read(where: str, values: tuple[object, ...]) -> Steps[list[domain.Delivery]]:
    answer = yield f"SELECT {COLUMNS} FROM delivery WHERE {where} ORDER BY id", values
    letters = []
    for row in answer.rows:
        recipients = yield from read_recipients(row[0])
        letters.append(delivery_of(row, recipients))
    return letters


def _save(letter: domain.Delivery) -> Steps[None]:
    before = yield from read_recipients(letter.id)
    yield from write_delivery(letter, before)
