"""The outbox over the tables: few statements a step, so that many letters' steps share a commit."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from domain.configured.connection import Connection
from domain.counters import Counters
from domain.deliveries.delivery import (
    Attempt,
    Delivery,
    RecipientState,
)
from domain.deliveries.lanes import Lane
from domain.deliveries.outbox import Outcome, Standing, StateChange, Taken
from domain.deliveries.share import Share
from domain.deliveries.suspension import ConnectionState, NoticeKind
from domain.documents import Stored
from domain.faults import Fault
from domain.paging import MOST_COUNTED
from domain.work import Claim
from storage.partial_indexes import WAITING
from storage.repositories.abandoned import ALL, see_to_resting, take_up_all, tell_waiting
from storage.repositories.beginning import begin_some
from storage.repositories.giving_up import give_up, tell_admins
from storage.repositories.lanes import (
    Documents,
    add_notices,
    claim_probe,
    next_look,
    probed_connection,
    read_lanes,
    read_state,
    write_probe,
    write_state,
)
from storage.repositories.letter_rows import (
    write_attempt,
    write_delivery,
)
from storage.repositories.met import Met
from storage.repositories.outcomes import Ended, Marked, mark, mark_many, read_letters, settle_many, take_back_mark
from storage.repositories.settling import settle_run
from storage.repositories.turns import Turns, strays
from storage.repositories.work import fence
from storage.statements import UNLESS_HELD, Steps, instant
from storage.together import Among
from storage.transactions import execute, read

SOON = timedelta(milliseconds=10)
"""After how long a connection is looked at anew whose letters somebody else was taking."""

PASSED_ON_EVERY = timedelta(seconds=1)
"""How often those whose connections they are hear that letters wait: this process may get the same hint again."""

Lanes = list[tuple[Stored[Connection], Lane]]


class OutboxRepository:
    """Implements `domain.deliveries.outbox.Outbox`."""

    def __init__(
        self,
        tell: Callable[[], None] = lambda: None,
        share: Share | None = None,
        pass_on: Callable[[], None] = lambda: None,
        counters: Counters | None = None,
    ) -> None:
        """`tell` is called when taking has left something to be told: a letter that could not even be taken.

        `share` says which connections are used in this process; `pass_on` is called when the others' have letters due.
        `counters` count what letters have come to that no attempt here tells of.
        """
        self._tell = tell
        self._share = share or Share()
        self._pass_on = pass_on
        self._passed_on_at: datetime | None = None
        self._counters = counters or Counters()
        self._documents = Documents()
        self._turns = Turns()
        self._fine: dict[int, ConnectionState] = {}

    async def take(self, now: datetime, lease: timedelta, limit: int) -> tuple[list[Taken], datetime | None]:
        """Take letters that may go."""
        may, plain, wake_at = await read(lambda: self._look(now, lease))
        if not may:
            return [], wake_at  # most looks find nothing: whoever writes is not kept waiting for them
        met = Met()
        taken = await execute(lambda: self._take(now, lease, limit, met.anew(), plain=plain), fenced=plain)
        if plain and not taken[0] and taken[1] is not None and taken[1] <= now:
            self.tell_of(met)
            taken = await execute(lambda: self._take(now, lease, limit, met.anew(), plain=False))
        self.tell_of(met)
        return taken

    def taking(self, now: datetime, lease: timedelta, limit: int, met: Met) -> Steps[list[Taken]]:
        """Take letters that wait for their turn alone, in the open transaction; `tell_of` follows its commit."""
        taken, _ = yield from self._take(now, lease, limit, met, plain=True)
        return taken

    def tell_of(self, met: Met) -> None:
        """Count what others have left, and say that there is something to be told."""
        self._counters.left(met.came_to, met.interrupted)
        self._documents.told(met.unreadable)
        if met.is_told:
            self._tell()

    async def mark(self, claim: Claim, attempt: Attempt, addresses: Collection[str]) -> bool:
        """Write that from now on the server may have the letter for those."""
        item = Marked(claim, attempt, tuple(addresses))
        return await execute(lambda: mark(item), Among(mark_many, item, fenced=True))

    async def take_back_mark(self, taken: Taken) -> None:
        """Write that the letter has not gone, where it is still ours and its mark was written."""
        await execute(lambda: take_back_mark(taken), fenced=True)

    async def settle(
        self, taken: Taken, attempt: Attempt, outcome: Outcome, state: StateChange, *, answered: bool
    ) -> Delivery | None:
        """Write what an attempt came to, and what follows."""
        item = Ended(taken, attempt, outcome, state, answered)
        # The server has answered, and the connection carries the next letter: nobody is kept by this.
        among = Among(self._settle_many, item, fenced=True, patient=True)
        return await execute(lambda: self._settle(item), among)

    async def note(self, used: Stored[Connection], change: StateChange, now: datetime) -> None:
        """Write how a connection fares."""
        await execute(lambda: self._change_state(used, change, now))

    async def standing(self, connection_id: int, now: datetime) -> Standing | None:
        """Return how a connection stands."""
        return await read(lambda: self._standing(connection_id, now))

    async def probed(self, claim: Claim) -> int | None:
        """Return the connection that a claimed probe is of."""
        return await read(lambda: probed_connection(claim))

    async def claim_probe(self, connection_id: int, now: datetime) -> Claim | None:
        """Take a suspended connection for a probe."""
        return await execute(lambda: claim_probe(connection_id, now))

    async def write_state(self, claim: Claim, state: ConnectionState, notice: NoticeKind | None, now: datetime) -> bool:
        """Write what a probe has found."""
        return await execute(lambda: write_probe(claim, state, notice, now))

    async def give_up(self, claim: Claim, fault: Fault, now: datetime) -> None:
        """End a letter on which nothing can be done, without reading more of it than must be; raises LostClaim."""
        met = Met()
        await execute(lambda: _give_up(claim, fault, now, met.anew()))
        self.tell_of(met)

    async def take_up(self, now: datetime) -> int:
        """Take up all that was left behind its mark."""
        met = Met()
        found = await execute(lambda: take_up_all(self._documents, now, met.anew()))
        self.tell_of(met)
        return found

    def _look(self, now: datetime, lease: timedelta) -> Steps[tuple[bool, bool, datetime | None]]:
        """Return whether there may be something to be done, whether it is the plain case, else when to look again."""
        lanes, others_at = yield from self._our_lanes(now)
        if self._documents.unreadable:
            return True, False, None
        for stored, lane in lanes:
            if (lane.rests or lane.room) and (yield from strays(stored.id, lane, now, lease)):
                return True, False, None
        resting = yield from next_look([item for item in lanes if item[1].rests], now)
        going = yield from next_look([item for item in lanes if not item[1].rests], now)
        wake_at = _first(resting, going)
        is_plain = resting is None or resting > now
        return wake_at is not None and wake_at <= now, is_plain, _first(wake_at, others_at)

    def _our_lanes(self, now: datetime) -> Steps[tuple[Lanes, datetime | None]]:
        """Return the connections that are used here, and when to look whether others have seen to theirs.

        Of the rest each that may be up is another process's: it hears that letters wait, since the hint came here.
        """
        lanes = yield from read_lanes(self._documents, now)
        ours: Lanes = []
        others: Lanes = []
        for stored, lane in lanes:
            is_ours = lane.rests or self._share.part(lane.connection.max_connections)
            (ours if is_ours else others).append((stored, lane))
        due = (yield from next_look(others, now)) if others else None
        if due is None or due > now:
            return ours, due
        if self._passed_on_at is None or not timedelta(0) <= now - self._passed_on_at < PASSED_ON_EVERY:
            self._passed_on_at = now
            self._pass_on()
        return ours, self._passed_on_at + PASSED_ON_EVERY

    def _take(
        self, now: datetime, lease: timedelta, limit: int, met: Met, *, plain: bool
    ) -> Steps[tuple[list[Taken], datetime | None]]:
        """Take letters that may go. With `plain` nothing is asked or told: it may go beside others' taking."""
        held = yield f"SELECT id FROM connection ORDER BY id {UNLESS_HELD}", ()
        free = {number for (number,) in held.rows}  # of the others somebody is counting the letters under way just now
        ours, others_at = yield from self._our_lanes(now)
        lanes = [(stored, lane) for stored, lane in ours if stored.id in free]
        taken: list[Taken] = []
        for connection_id, fault in () if plain else tuple(self._documents.unreadable.items()):
            yield from tell_waiting(connection_id, now, ALL)
            yield from tell_admins(fault, "connection", connection_id, now)
            met.unreadable.add(connection_id)
            met.is_told = True
        for stored, lane in lanes:
            if lane.rests:
                if not plain:
                    yield from see_to_resting(stored, lane, now, lease, met)
                continue
            room, tried = min(lane.room, limit - len(taken)), set[int]()
            while room > 0 and (numbers := (yield from self._turns.next(stored.id, lane, now, lease, room))):
                if tried.issuperset(numbers):
                    break  # these are not for the plain way
                tried.update(numbers)
                begun = yield from begin_some(numbers, stored, lane, now, lease, met, plain=plain)
                taken += begun
                room -= len(begun)
        if taken:
            return taken, None
        if len(lanes) < len(ours):
            return [], now + SOON
        return [], _first((yield from next_look(lanes, now)), others_at)

    def _settle(self, item: Ended) -> Steps[Delivery | None]:
        taken, attempt, claim = item.taken, item.attempt, item.taken.claim
        now = attempt.ended_at or attempt.started_at
        is_new = yield from write_attempt(claim.id, attempt)
        found = yield from read_letters([claim.id])
        if claim.id not in found:
            return None
        current, token = found[claim.id]
        if not is_new:
            return current  # it may have been told, and answered by a person, since
        ours = token == claim.token
        if current.attempts_made != attempt.number or (not ours and not item.answered):
            return None
        changed = item.outcome(current, late=not ours)
        if not ours and _states(changed) == _states(current):
            # What was decided stays: a late answer does not tell as the server's what a person has said.
            return None
        yield from write_delivery(changed, current.recipients, claim)
        fault = Fault.in_words(attempt.reply)
        if fault is not None and attempt.code is None and changed.due_at is None:
            yield from tell_admins(fault, claim.kind, claim.id, now)
        held = yield from self._change_state(taken.connection, item.state, now)
        yield from settle_run(current.run_id, now, changed, held=held)
        if held:
            yield from tell_waiting(taken.connection.id, now)
        return changed

    def _settle_many(self, items: Sequence[Ended]) -> Steps[Mapping[int, Delivery | None]]:
        return settle_many(items, self._is_fine)

    def _is_fine(self, item: Ended) -> bool:
        known = self._fine.get(item.taken.connection.id)
        return known is not None and item.state(known) is known

    def _change_state(self, used: Stored[Connection], change: StateChange, now: datetime) -> Steps[bool]:
        """Write how the connection fares where that has changed; return whether its letters wait for it."""
        connection_id = used.id
        # A connection that is fine has nothing to be written but once a minute: what was read last will do until then.
        known = self._fine.get(connection_id)
        if known is not None and change(known) is known:
            return False
        self._fine.pop(connection_id, None)
        before = yield from read_state(connection_id)
        after = change(before)
        if after is before and not before.is_suspended:
            self._fine[connection_id] = before
        newly = after.is_suspended and not before.is_suspended
        if newly:
            answer = yield "SELECT 1 FROM connection WHERE id = ? AND revision = ?", (connection_id, used.revision)
            if not answer.rows:
                return False
        if after is not before:
            yield from write_state(after)
        if newly:
            yield from add_notices(connection_id, NoticeKind.SUSPENDED, now)
        return after.is_suspended

    def _standing(self, connection_id: int, now: datetime) -> Steps[Standing | None]:
        lanes = yield from read_lanes(self._documents, now)
        found = next(((stored, lane) for stored, lane in lanes if stored.id == connection_id), None)
        if found is None:
            return None
        state = yield from read_state(connection_id)
        counts: list[int] = []
        for those in (WAITING, "state = 'overdue'"):
            some = f"SELECT 1 FROM delivery WHERE connection_id = ? AND {those} LIMIT ?"
            answer = yield f"SELECT COUNT(*) FROM ({some}) AS part", (connection_id, MOST_COUNTED + 1)
            counts.append(answer.rows[0][0])
        first = None
        for told in (True, False):  # each is the first row of a range of an index
            answer = yield (
                f"SELECT give_up_at FROM delivery WHERE connection_id = ? AND told = ? AND {WAITING} "
                "ORDER BY give_up_at LIMIT 1",
                (connection_id, told),
            )
            of_these = instant(answer.rows[0][0]) if answer.rows else None
            first = min(filter(None, (first, of_these)), default=None)
        waiting, overdue = counts
        return Standing(found[0], state, found[1].hold, waiting, overdue, first)


def _first(*times: datetime | None) -> datetime | None:
    return min((time for time in times if time is not None), default=None)


def _states(letter: Delivery) -> list[RecipientState]:
    return [item.state for item in letter.recipients]


def _give_up(claim: Claim, fault: Fault, now: datetime, met: Met) -> Steps[None]:
    yield from fence(claim)
    yield from give_up(claim.id, fault, now, met)
