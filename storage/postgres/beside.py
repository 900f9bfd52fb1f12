"""Writing beside others: transactions of steps that are fenced, several at once over all processes.

While the commit of one is waited for, the next is driven on another connection. Whatever is not the plain case is left
to whoever writes alone: what `Among.many` leaves undone, and all of a batch that has met another one (a deadlock, a
row that was somebody else's). So nothing here is tried twice, and everything comes to an end.
"""

import asyncio
from collections import deque

from storage.batches import Batches, Spoiled, Waiting, gathered, groups
from storage.postgres.client import Client
from storage.postgres.committing import AGAIN, committed
from storage.postgres.locks import BEGIN_FENCED
from storage.postgres.trouble import trouble_of

MOST_AT_ONCE = 2
"""How many batches of a process are open: one is driven, the other is being committed. More would be smaller ones."""


class Beside:
    """Gathers what is fenced and has it committed together. It belongs to one event loop."""

    def __init__(self, client: Client, alone: Batches) -> None:
        """`alone` writes what is left."""
        self._client = client
        self._alone = alone
        self._queue: deque[Waiting] = deque()
        self._driving: asyncio.Task[None] | None = None
        self._open: set[asyncio.Task[None]] = set()

    def add(self, waiting: Waiting) -> None:
        """Have it written and answered."""
        self._queue.append(waiting)
        if self._driving is None:
            self._driving = asyncio.get_running_loop().create_task(self._run())

    async def finish(self) -> None:
        """Wait until all that waits is written."""
        while self._driving is not None or self._open:
            await asyncio.wait([*self._open, *filter(None, [self._driving])])

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._queue:
                batch = gathered(self._queue)
                driven = loop.create_future()
                writing = loop.create_task(self._write(batch, driven))
                self._open.add(writing)
                writing.add_done_callback(self._open.discard)
                await driven
                if len(self._open) >= MOST_AT_ONCE:
                    await asyncio.wait(self._open, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._driving = None

    async def _write(self, batch: list[Waiting], driven: "asyncio.Future[None]") -> None:
        left: set[Waiting] = set()
        try:
            left = await self._commit(batch, driven)
        except BaseException as error:
            for waiting in batch:
                waiting.error = trouble_of(error)
            if not isinstance(error, Exception):
                raise
        finally:
            if not driven.done():
                driven.set_result(None)
            for waiting in batch:
                if waiting in left:
                    self._alone.add(waiting)
                else:
                    waiting.answer()

    async def _commit(self, batch: list[Waiting], driven: "asyncio.Future[None]") -> set[Waiting]:
        """Write what can go beside others, and return the rest."""
        together = groups(batch, least=1)
        try:
            async with self._client.pool.acquire() as connection:
                each = [waiting for waiting in batch if waiting.group is None]
                await committed(connection, BEGIN_FENCED, [*together, *each], lambda: driven.set_result(None))
        except (Spoiled, *AGAIN):
            left = set(batch)
        else:
            left = set()
            for waiting in batch:
                if waiting.group is not None and waiting.place not in waiting.group.done:
                    left.add(waiting)
                elif waiting.group is not None:
                    waiting.result = waiting.group.done[waiting.place]
        for waiting in left:
            waiting.group = waiting.error = waiting.result = None
        return left
