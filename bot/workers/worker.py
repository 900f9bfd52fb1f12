"""Workers: claim rows that are due, do their work, and sleep until a hint or the clock says that there is more."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import asynccontextmanager
from contextvars import copy_context
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from bot.workers.hands import LEASE, LocalHands
from bot.workers.local_hints import LocalHints
from domain.clock import Clock
from domain.deliveries.outbox import Outbox, Taken
from domain.errors import DatabaseTrouble
from domain.faults import MOST_CLAIMS, MOST_TRIES, Fault, GiveUp, TakenUpInVain, is_a_stop, note, pause_after
from domain.log_numbers import about
from domain.owed import Owed
from domain.work import Claim, Hold, LostClaim, Work, WorkKind

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(milliseconds=50)
"""When it is looked again behind a look that has found all there was: most often a hint comes before."""

LONGEST_SLEEP = 30.0
"""Seconds: even with every hint lost, nothing waits longer."""

LETTERS_IN_HAND = 80
"""How many letters are in hand; a connection's own `max_connections` bounds what goes to each server side by side."""

GRACE = 8.0
"""Seconds that a stop leaves for what is being transmitted and told: a supervisor kills after ten."""

FAREWELL = 1.0
"""Seconds that mail servers have to answer a goodbye."""

AFTER_TROUBLE = 1.0
AFTER_DATABASE_TROUBLE = timedelta(seconds=2)


Job = TypeVar("Job")
Take = Callable[[int], Awaitable[tuple[Sequence[tuple[Claim, Job]], datetime | None]]]
"""Takes at most so many pieces of work, each under its claim; with nothing taken, says when to look again."""


def claims_of(kind: WorkKind, work: Work, clock: Clock) -> Take[Claim]:
    """Return how rows of a kind are taken that need nothing but their claim."""

    async def take(limit: int) -> tuple[list[tuple[Claim, Claim]], datetime | None]:
        claims = await work.claim(kind, clock(), LEASE, limit)
        return [(claim, claim) for claim in claims], None if claims else await work.next_due(kind)

    return take


def letters_of(outbox: Outbox, clock: Clock) -> Take[Taken]:
    """Return how letters are taken."""

    async def take(limit: int) -> tuple[list[tuple[Claim, Taken]], datetime | None]:
        letters, wake_at = await outbox.take(clock(), LEASE, limit)
        return [(letter.claim, letter) for letter in letters], wake_at

    return take


def numbers_of(claim: Claim, job: object) -> dict[str, int]:
    """Return under which numbers the log tells of a piece of work."""
    if isinstance(job, Taken):
        return {"run": job.delivery.run_id, "letter": job.delivery.id}
    return {"letter" if claim.kind is WorkKind.DELIVERY else claim.kind.value: claim.id}


def holding(work: Work, clock: Clock, every: float = LEASE.total_seconds() / 3) -> Hold:
    """Return how a row is held that is worked on outside a worker; `every` is how often its lease is renewed."""

    def renew(claim: Claim) -> Coroutine[Any, Any, None]:
        return _renewing(lambda: work.renew((claim,), clock(), LEASE), every, f"{claim.kind} {claim.id}")

    @asynccontextmanager
    async def hold(claim: Claim) -> AsyncIterator[None]:
        failed = None
        async with asyncio.TaskGroup() as group:
            keeper = group.create_task(renew(claim))
            try:
                yield
            except Exception as error:  # noqa: BLE001 - raised again, outside the group that would wrap it
                failed = error
            keeper.cancel()
        if failed is not None:
            raise failed

    return hold


async def _renewing(renew: Callable[[], Awaitable[object]], every: float, what: str) -> None:
    """Hold rows while their work is being done; a renewal that fails is tried again by the next."""
    while True:
        await asyncio.sleep(every)
        try:
            await renew()
        except Exception:
            log.exception("the lease of %s could not be renewed", what)


class Runner(Protocol):
    """A worker, whatever its work is."""

    async def run(self) -> None:
        """Work until stopped."""
        ...

    def stop(self) -> None:
        """Finish what is being done and claim nothing more."""
        ...


class Worker(Generic[Job]):
    """Does one kind of work, `side_by_side` pieces at a time.

    An exception that nobody expected puts the row off, with growing pauses; after MOST_TRIES it is given up, which
    tells those who wait for it. One piece's exception is nobody else's.
    """

    def __init__(
        self,
        kind: WorkKind,
        act: Callable[[Job], Awaitable[None]],
        *,
        take: Take[Job],
        work: Work,
        hints: LocalHints,
        clock: Clock,
        side_by_side: int,
        at_least: int = 1,
        give_up: GiveUp | None = None,
        hands: LocalHands | None = None,
    ) -> None:
        """`hands` give it what was claimed for it elsewhere in this process.

        `at_least` is for how many it must have room before it takes more: what is taken together goes on together, and
        reads and writes by the same statements.
        """
        self._kind = kind
        self._act = act
        self._take = take
        self._work = work
        self._hints = hints
        self._clock = clock
        self._side_by_side = side_by_side
        self._at_least = at_least
        self._give_up = give_up
        self._stopping = False
        self._hands = hands
        self._held: set[Claim] = set()
        self._owed = Owed[Claim](clock)
        self._left: set[Claim] = set()
        self._renewed_at = clock()
        self._jobs: asyncio.TaskGroup | None = None
        self._context = copy_context()

    @property
    def room(self) -> int:
        """How many more pieces it takes in hand; 0 once it stops."""
        return 0 if self._stopping else max(self._side_by_side - len(self._held), 0)

    @property
    def lot(self) -> int:
        """How many pieces it takes when it looks for more now; 0 while there is not room for `at_least`."""
        return self.room if self.room >= self._at_least else 0

    @property
    def left(self) -> Collection[Claim]:
        """What it was given and could not finish, once it has ended."""
        return {*self._left, *self._owed.keys}

    def begin(self, claim: Claim, job: Job) -> None:
        """Do a piece of work that is claimed already. One that comes when all is done is left."""
        if self._jobs is not None and (self._held or not self._stopping):
            self._start(self._jobs, claim, job)
        else:
            self._left.add(claim)

    def stop(self) -> None:
        """Finish what is being done and claim nothing more."""
        self._stopping = True
        self._hints.wake(self._kind)

    async def run(self) -> None:
        """Work until stopped."""
        async with asyncio.TaskGroup() as group:
            keeper = group.create_task(_renewing(self._renew, LEASE.total_seconds() / 3, self._kind))
            async with asyncio.TaskGroup() as jobs:
                self._jobs, self._context = jobs, copy_context()
                if self._hands is not None:
                    self._hands.at_work(self._kind, self)
                while not self._stopping:
                    try:
                        await self._look(jobs)
                    except DatabaseTrouble as trouble:
                        # A database that is locked or full for a moment: what is due stays due.
                        log.warning("no %s could be claimed, looking again: %s", self._kind, trouble.detail)
                        await asyncio.sleep(AFTER_TROUBLE)
                    except BaseException as error:
                        if is_a_stop(error):
                            raise
                        note(error, f"no {self._kind} could be claimed, looking again")
                        await asyncio.sleep(AFTER_TROUBLE)
            keeper.cancel()

    async def _look(self, group: asyncio.TaskGroup) -> None:
        """Begin what is due, or wait until something may be."""
        await self._renew()
        await self._owed.give_back()
        wake_at = None
        if lot := self.lot:
            jobs, wake_at = await self._take(lot)
            for claim, job in jobs:
                self._start(group, claim, job)
            if len(jobs) >= lot:
                self._hints.pass_on(self._kind)
                return
            if jobs:
                wake_at = self._clock() + LOOK_AGAIN
        if not self._hints.is_set(self._kind):
            await self._hints.wait(self._kind, self._sleep(wake_at))
        self._hints.take(self._kind)

    def _start(self, group: asyncio.TaskGroup, claim: Claim, job: Job) -> None:
        self._held.add(claim)
        # Not in the context of whoever made it: an update in hand is not this work's.
        group.create_task(self._do(claim, job), context=self._context.copy())

    def _sleep(self, wake_at: datetime | None) -> float:
        longest = AFTER_TROUBLE if self._owed else LONGEST_SLEEP
        if wake_at is None:
            return longest
        return min(max((wake_at - self._clock()).total_seconds(), 0.01), longest)

    async def _do(self, claim: Claim, job: Job) -> None:
        with about(**numbers_of(claim, job)):
            await self._do_as(claim, job)

    async def _do_as(self, claim: Claim, job: Job) -> None:
        try:
            if claim.tries > MOST_CLAIMS:
                raise TakenUpInVain  # noqa: TRY301 - it is given up as what ends in an exception is
            await self._act(job)
        except LostClaim:
            log.info("%s %s is somebody else's by now", claim.kind, claim.id)
        except BaseException as error:
            if is_a_stop(error):
                self._left.add(claim)
                raise
            await self._failed(claim, error)
        finally:
            self._held.discard(claim)
            self._hints.wake(self._kind)

    async def _failed(self, claim: Claim, error: BaseException) -> None:
        """Put the row off, or give it up; what cannot be written now is written when the database takes it."""
        give_back = partial(self._work.put_off, claim, self._clock() + pause_after(claim.tries))
        try:
            if isinstance(error, DatabaseTrouble) and error.params.get("kind") != "damaged":
                log.warning("%s %s waits for the database: %s", claim.kind, claim.id, error.detail)
                give_back = partial(self._work.release, claim, self._clock() + AFTER_DATABASE_TROUBLE)
                await give_back()
                return
            fault = note(error, f"{claim.kind} {claim.id}, try {claim.tries}")
            if claim.tries < MOST_TRIES or self._give_up is None:
                await give_back()
                return
            await self._end(claim, fault)
        except LostClaim:
            log.info("%s %s is somebody else's by now", claim.kind, claim.id)
        except DatabaseTrouble as trouble:
            log.warning("%s %s cannot be given back yet: %s", claim.kind, claim.id, trouble.detail)
            self._owed.add(claim, give_back, self._clock() + LEASE)
        except BaseException as another:
            if is_a_stop(another):
                raise
            note(another, f"{claim.kind} {claim.id} keeps its lease")

    async def _end(self, claim: Claim, fault: Fault) -> None:
        """Give it up; where even that cannot be done it is tried again, more and more seldom."""
        assert self._give_up is not None  # noqa: S101 - the caller has looked
        try:
            await self._give_up(claim, fault)
            for kind in (WorkKind.REPORT, WorkKind.ANNOUNCEMENT):
                self._hints.wake(kind)
        except (LostClaim, DatabaseTrouble):
            raise
        except BaseException as error:
            if is_a_stop(error):
                raise
            note(error, f"{claim.kind} {claim.id} cannot be given up")
            await self._work.put_off(claim, self._clock() + pause_after(claim.tries))

    async def _renew(self) -> None:
        """Renew what is held, if it is time by the clock: after a sleep of the machine all leases look ended."""
        now = self._clock()
        if self._held and abs(now - self._renewed_at) >= LEASE / 3:
            await self._work.renew(tuple(self._held), now, LEASE)
            self._renewed_at = now
        elif not self._held:
            self._renewed_at = now
