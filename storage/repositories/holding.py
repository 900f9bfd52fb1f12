"""Holding everything back, over its one row."""

from datetime import datetime

from domain.deliveries.delivery import DeliveryState, state_of
from domain.deliveries.holding import Holding
from domain.runs.reports import News
from storage.repositories.letter_rows import COLUMNS, delivery_of, read_recipients, take_away
from storage.statements import EVER, Steps, instant, moment
from storage.transactions import execute, read

IS_HELD = "EXISTS (SELECT 1 FROM holding WHERE id = 1 AND held_at IS NOT NULL)"
"""Asked in every claim: one row by its number."""


class HoldingRepository:
    """Implements `domain.deliveries.holding.Holdings`."""

    async def now(self) -> Holding:
        """Return how it is."""
        return await read(_now)

    async def change(self, after: Holding, now: datetime) -> bool:
        """Write it where the revision before is the kept one."""
        return await execute(lambda: _change(after, now))


def is_held() -> Steps[bool]:
    """Return whether everything is held back."""
    answer = yield f"SELECT {IS_HELD}", ()
    return bool(answer.rows[0][0])


def _now() -> Steps[Holding]:
    answer = yield "SELECT revision, held_at, held_by FROM holding WHERE id = 1", ()
    if not answer.rows:
        return Holding()
    revision, held_at, held_by = answer.rows[0]
    return Holding(revision, instant(held_at), held_by)


def _change(after: Holding, now: datetime) -> Steps[bool]:
    answer = yield (
        "INSERT INTO holding (id, revision, held_at, held_by) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "revision = excluded.revision, held_at = excluded.held_at, held_by = excluded.held_by "
        "WHERE holding.revision = excluded.revision - 1",
        (after.revision, moment(after.held_at), after.held_by),
    )
    if not answer.count:
        return False
    if after.is_held:
        yield from _give_back(now)
    # The cards of all that waits say it, without a sound.
    yield (
        "INSERT INTO report (token, due_at, run_id, news, tries) SELECT 0, ?, run_id, ?, 0 FROM ("
        f"SELECT d.run_id FROM connection c JOIN delivery d ON d.connection_id = c.id AND d.due_at > {EVER} "
        f"UNION SELECT id FROM scenario_run WHERE due_at > {EVER}) AS waiting",
        (moment(now), News.CARD.value),
    )
    return True


def _give_back(now: datetime) -> Steps[None]:
    """Take away what somebody has in hand: their mark is refused, and nothing that they write is kept."""
    taken = yield (
        f"SELECT {COLUMNS} FROM delivery WHERE lease_until > {EVER} AND state = ?",
        (DeliveryState.CONNECTING.value,),
    )
    for row in taken.rows:
        recipients = yield from read_recipients(row[0])
        letter = delivery_of(row, recipients)
        yield (
            "UPDATE delivery SET state = ?, tries = 0 WHERE id = ?",
            (state_of(recipients, letter.attempts_made).value, letter.id),
        )
        yield from take_away(letter.id, now)
    yield (
        "UPDATE scenario_run SET token = token + 1, lease_until = NULL, tries = 0 "
        f"WHERE due_at > {EVER} AND lease_until > {EVER}",
        (),
    )
