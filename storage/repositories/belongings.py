"""What people have open, and giving it to somebody else: a few statements whatever the number of records."""

from collections.abc import Sequence

from domain.access.remove_person import Left
from domain.records.record import Status
from storage.partial_indexes import LISTED, DraftRecords
from storage.repositories.record_rows import IS_BLANK
from storage.statements import Steps, placeholders
from storage.transactions import execute, read

_BUSY = tuple(status.value for status in Status if status.is_busy)
_DRAFTS = f"SELECT id FROM record WHERE creator_id = ? AND {DraftRecords.rows} AND NOT disabled AND NOT {IS_BLANK}"
_UNDERWAY = (
    f"SELECT id FROM record WHERE creator_id = ? AND disabled IN (FALSE, TRUE) AND {LISTED} "
    f"AND status IN ({placeholders(_BUSY)})"
)
"""Each is found by an index of its own: somebody may leave thousands that were sent."""

_RECORDS = f"{_DRAFTS} UNION ALL {_UNDERWAY}"
_RUNS = f"SELECT id FROM scenario_run WHERE record_id IN ({_RECORDS})"


class BelongingsRepository:
    """Implements `domain.access.remove_person.Belongings`. A draft is one with an answer, outside the archive."""

    async def count(self, telegram_id: int) -> Left:
        """Return how much the person has open."""
        return await read(lambda: _count(telegram_id))

    async def underway(self, telegram_id: int) -> Sequence[int]:
        """Return the records whose letters have not gone yet."""
        return await read(lambda: _underway(telegram_id))

    async def hand_over(self, telegram_id: int, heir_id: int) -> Left:
        """Make everything that is open somebody else's, with its runs and letters."""
        return await execute(lambda: _hand_over(telegram_id, heir_id))


def _count(telegram_id: int) -> Steps[Left]:
    answer = yield (
        f"SELECT status = ?, COUNT(*) FROM record WHERE id IN ({_RECORDS}) GROUP BY 1",
        (Status.DRAFT.value, *_of(telegram_id)),
    )
    counts = {bool(is_draft): count for is_draft, count in answer.rows}
    return Left(counts.get(True, 0), counts.get(False, 0))


def _underway(telegram_id: int) -> Steps[list[int]]:
    answer = yield f"{_UNDERWAY} ORDER BY id", (telegram_id, *_BUSY)
    return [number for (number,) in answer.rows]


def _hand_over(telegram_id: int, heir_id: int) -> Steps[Left]:
    taken = yield from _count(telegram_id)
    of_theirs = _of(telegram_id)
    yield f"UPDATE delivery SET author_id = ? WHERE run_id IN ({_RUNS})", (heir_id, *of_theirs)
    # What rested until their author would let the bot in again is for somebody else now.
    yield (
        "UPDATE report SET due_at = (SELECT started_at FROM scenario_run WHERE scenario_run.id = report.run_id) "
        f"WHERE due_at IS NULL AND run_id IN ({_RUNS})",
        of_theirs,
    )
    # Whoever is working on a run now read it as the other person's: it is done anew.
    yield (
        f"UPDATE scenario_run SET person_id = ?, token = token + 1, lease_until = NULL WHERE record_id IN ({_RECORDS})",
        (heir_id, *of_theirs),
    )
    # Their messages are in the other person's chat: they correct nothing any more, and the card is not to be seen.
    yield f"DELETE FROM answer WHERE record_id IN ({_RECORDS})", of_theirs
    yield f"UPDATE record SET creator_id = ?, card_message_id = NULL WHERE id IN ({_RECORDS})", (heir_id, *of_theirs)
    return taken


def _of(telegram_id: int) -> tuple[object, ...]:
    """Return the values of _RECORDS."""
    return (telegram_id, telegram_id, *_BUSY)
