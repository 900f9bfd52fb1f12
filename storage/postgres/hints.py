"""Hints between processes, by PgQueuer: one job a kind of work, written in the transaction of the rows it is about.

A hint says that there may be work which no process is known to have seen. Truth is in the rows: a hint that is lost,
doubled, late or stale changes nothing, so PgQueuer's tables are not logged, and its job is done once it has woken
somebody. How rows leave hints is in `triggers.py`.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.qm import QueueManager
from pgqueuer.core.sm import SchedulerManager
from pgqueuer.domain.models import Job, Schedule
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import QueueEntrypoint

from domain.deliveries.share import Share
from domain.work import WorkKind
from storage.postgres.seats import Seats
from storage.postgres.server import PostgresServer
from storage.postgres.trouble import trouble_of

log = logging.getLogger(__name__)

AFTER_TROUBLE = 1.0
"""Seconds after which a connection that broke is opened anew: meanwhile every process looks by its own clock."""

LISTENING = timedelta(seconds=30)
"""How long nothing is asked for when nothing comes."""

A_LITTLE = 0.05
"""Seconds between hints that are left: under load each letter's end would leave one, and the first says it all."""

EVERY_HOUR = "17 * * * *"

SETTINGS = DBSettings(prefix="hint_", durability=Durability.volatile)


def queries(connection: "asyncpg.Connection[Any]") -> Queries:
    """Return PgQueuer's statements on a connection."""
    return Queries(
        AsyncpgDriver(connection),
        qbe=QueryBuilderEnvironment(SETTINGS),
        qbq=QueryQueueBuilder(SETTINGS),
        qbs=QuerySchedulerBuilder(SETTINGS),
    )


async def install(connection: "asyncpg.Connection[Any]") -> None:
    """Make PgQueuer's tables, or bring them up to date."""
    engine = queries(connection)
    await (engine.upgrade() if await engine.schema_is_installed() else engine.install())


class PostgresHints:
    """Takes the hints of a process's kinds of work, leaves those for others, and does what is periodic once for all.

    `room` tells for each kind of this process how much more it would take in hand if it looked now: a hint is left to
    the others where that is nothing. `wake` wakes its worker.
    """

    def __init__(
        self,
        server: PostgresServer,
        *,
        room: Mapping[WorkKind, Callable[[], int]],
        wake: Callable[[WorkKind], None],
        share: Share | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`share` is told which of the processes that send this one is, where it does; `pause` waits for seconds."""
        self._server = server
        self._seats = None if share is None else Seats(share)
        self._room = room
        self._wake = wake
        self._pause = pause
        self._hourly: Callable[[], Awaitable[object]] | None = None
        self._stopping = asyncio.Event()
        self._left: set[WorkKind] = set()
        self._is_left = asyncio.Event()

    def leave(self, kind: WorkKind) -> None:
        """Leave a hint for whoever has room for this kind of work."""
        self._left.add(kind)
        self._is_left.set()

    def every_hour(self, do: Callable[[], Awaitable[object]]) -> None:
        """Have it done each hour by one of the processes that have it, from the next start on."""
        self._hourly = do

    def stop(self) -> None:
        """Take no more hints; those that were left go out, with one for whatever is due that was ours to do."""
        self._stopping.set()

    async def run(self) -> None:
        """Take and leave hints until stopped. A connection that breaks is opened anew."""
        while not self._stopping.is_set():
            try:
                await self._while_connected()
            except* Exception as group:  # noqa: BLE001 - of an engine and of a driver: without hints the clock wakes us
                log.warning(
                    "hints of other processes do not come in, trying again: %s", trouble_of(group.exceptions[0])
                )
                with suppress(TimeoutError):
                    async with asyncio.timeout(AFTER_TROUBLE):
                        await self._stopping.wait()

    async def _while_connected(self) -> None:
        async with self._connected() as taking, self._connected() as leaving:
            engine = queries(leaving)
            for kind in self._room:
                self._wake(kind)  # whatever came while nobody listened
            async with asyncio.TaskGroup() as tasks:
                helpers = [
                    tasks.create_task(self._leave_hints(engine)),
                    tasks.create_task(_while_open(taking, leaving)),
                ]
                if self._seats is not None:
                    helpers.append(tasks.create_task(self._seats.keep(engine.driver)))
                if self._hourly is not None:
                    helpers.append(tasks.create_task(_keep_schedule(engine, self._hourly)))
                await self._take_hints(taking)
                for helper in helpers:
                    helper.cancel()
            for kind in self._room:
                self.leave(kind)
            await self._send_left(engine)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator["asyncpg.Connection[Any]"]:
        connection = await self._server.connect_plainly()
        try:
            yield connection
        finally:
            connection.terminate()

    async def _take_hints(self, connection: "asyncpg.Connection[Any]") -> None:
        manager = _WithRoom(queries(connection), SETTINGS.channel, rooms=self._room)
        for kind in self._room:
            manager.entrypoint(kind.value)(self._woken)
        manager.shutdown = self._stopping
        await manager.run(
            dequeue_timeout=LISTENING, shutdown_on_listener_failure=True, log_aggregation_interval=timedelta(0)
        )

    async def _woken(self, job: Job) -> None:
        self._wake(WorkKind(job.entrypoint))

    async def _leave_hints(self, engine: Queries) -> None:
        while True:
            await self._is_left.wait()
            await self._send_left(engine)
            await self._pause(A_LITTLE)

    async def _send_left(self, engine: Queries) -> None:
        self._is_left.clear()
        while self._left:
            kind = self._left.pop()
            try:
                await engine.driver.execute("SELECT gonets_leave_hint($1)", kind.value)
            except BaseException:
                self.leave(kind)
                raise


async def _while_open(*connections: "asyncpg.Connection[Any]") -> None:
    """Raise as soon as one of them breaks: the engine asks for nothing while nothing comes, and would not notice."""
    broken = asyncio.Event()
    for connection in connections:
        connection.add_termination_listener(lambda _: broken.set())
    if not any(connection.is_closed() for connection in connections):
        await broken.wait()
    for connection in connections:
        connection.terminate()  # whatever waits for an answer there ends
    raise ConnectionError("the connection to the database server broke off")


async def _keep_schedule(engine: Queries, hourly: Callable[[], Awaitable[object]]) -> None:
    manager = SchedulerManager(engine)

    async def do(_schedule: Schedule) -> None:
        await hourly()
        await engine.clear_queue_log()

    manager.schedule("hourly", EVERY_HOUR)(do)
    await manager.run()


class _WithRoom(QueueManager):
    """Takes hints only for what this process has room for."""

    def __init__(self, *args: Any, rooms: Mapping[WorkKind, Callable[[], int]]) -> None:
        super().__init__(*args)
        self._rooms = rooms

    def entrypoints_below_capacity_limits(self) -> set[QueueEntrypoint]:
        """Return the kinds that this process takes more of."""
        return {QueueEntrypoint(kind.value) for kind, room in self._rooms.items() if room()}
