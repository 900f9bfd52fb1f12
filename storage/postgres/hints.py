"""Hints between processes, by PgQueuer: one job a kind of work, written in the transaction of the rows it is about.

A hint says that there may be work which no process is known to have seen. Truth is in the rows: a hint that is lost,
doubled, late or stale changes nothing, so PgQueuer's tables are not logged, and its job is done once it has woken
somebody. How rows leave hints is in `triggers.py`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
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

from domain.work import WorkKind
from storage.postgres.server import PostgresServer

log = logging.getLogger(__name__)

AFTER_TROUBLE = 1.0
"""Seconds after which a connection that broke is opened anew: meanwhile every process looks by its own clock."""

LISTENING = timedelta(seconds=30)
"""How long nothing is asked for when nothing comes."""

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

    `room` tells for each kind of this process how much more it takes in hand: a hint is left to the others where there
    is none. `wake` wakes its worker. `hourly` is done by one of the processes that have it, each hour.
    """

    def __init__(
        self,
        server: PostgresServer,
        *,
        room: Mapping[WorkKind, Callable[[], int]],
        wake: Callable[[WorkKind], None],
        hourly: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self._server = server
        self._room = room
        self._wake = wake
        self._hourly = hourly
        self._stopping = asyncio.Event()
        self._left: set[WorkKind] = set()
        self._is_left = asyncio.Event()

    def leave(self, kind: WorkKind) -> None:
        """Leave a hint for whoever has room for this kind of work."""
        self._left.add(kind)
        self._is_left.set()

    def stop(self) -> None:
        """Take no more hints; those that were left go out."""
        self._stopping.set()

    async def run(self) -> None:
        """Take and leave hints until stopped. A connection that breaks is opened anew."""
        while not self._stopping.is_set():
            try:
                await self._while_connected()
            except* (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, RuntimeError, TimeoutError) as group:
                log.warning("hints of other processes do not come in, trying again: %s", group.exceptions[0])
                with suppress(TimeoutError):
                    async with asyncio.timeout(AFTER_TROUBLE):
                        await self._stopping.wait()

    async def _while_connected(self) -> None:
        taking = await self._server.connect_plainly()
        leaving = await self._server.connect_plainly()
        try:
            for kind in self._room:
                self._wake(kind)  # whatever came while nobody listened
            async with asyncio.TaskGroup() as tasks:
                helpers = [tasks.create_task(self._leave_hints(leaving))]
                if self._hourly is not None:
                    helpers.append(tasks.create_task(self._keep_schedule(leaving)))
                await self._take_hints(taking)
                for helper in helpers:
                    helper.cancel()
            await self._send_left(leaving)
        finally:
            for connection in (taking, leaving):
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

    async def _leave_hints(self, connection: "asyncpg.Connection[Any]") -> None:
        while True:
            await self._is_left.wait()
            await self._send_left(connection)

    async def _send_left(self, connection: "asyncpg.Connection[Any]") -> None:
        self._is_left.clear()
        while self._left:
            kind = self._left.pop()
            try:
                await connection.execute("SELECT gonets_leave_hint($1)", kind.value)
            except BaseException:
                self.leave(kind)
                raise

    async def _keep_schedule(self, connection: "asyncpg.Connection[Any]") -> None:
        engine = queries(connection)
        manager = SchedulerManager(engine)
        assert self._hourly is not None  # noqa: S101 - whoever began this has looked
        hourly = self._hourly

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
