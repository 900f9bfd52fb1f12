"""Group commit: what is ready at the same moment is written together, and each waits for its own commit."""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from storage.statements import Steps
from storage.together import Among, Group, Many
from storage.trouble import trouble_of

Result = TypeVar("Result")

MOST_TOGETHER = 64
"""How many are committed together: more would make the first wait for the last, and hold the loop."""

PATIENCE = 0.005
"""How many seconds whoever is patient waits for somebody who is not: a commit costs as much as dozens of statements."""


@dataclass(slots=True, eq=False)
class Waiting:
    """Steps that wait for their commit, and what they came to."""

    own: Callable[[], Steps[Any]]
    future: "asyncio.Future[Any]"
    among: Among[Any, Any] | None = None
    group: Group | None = None
    place: int = 0
    result: Any = None
    error: BaseException | None = None

    @property
    def is_patient(self) -> bool:
        """Whether nobody is kept by it."""
        return self.among is not None and self.among.patient

    def steps(self) -> Steps[Any]:
        """Do its own steps, or what is left of them behind those of its group."""
        return self.own() if self.group is None else self.group.left(self.place, self.own)

    def answer(self) -> None:
        """Tell who waits."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Spoiled(Exception):
    """Steps failed behind their first write, or the database failed: all that was written beside it must go, too."""


class Batches(ABC):
    """Gathers what waits and has it committed together. It belongs to one event loop."""

    def __init__(self) -> None:
        self._queue: deque[Waiting] = deque()
        self._urgent = 0
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None

    async def __call__(
        self,
        steps: Callable[[], Steps[Result]],
        among: Among[Any, Result] | None = None,
        *,
        fenced: bool = False,  # noqa: ARG002 - one after the other, they need it not
    ) -> Result:
        """Write, and return when it is on the disk; `among` says how many of this kind are written together.

        `steps` makes the generator anew when it must be driven a second time. Steps check before their first write.
        Raises what they raise, and DatabaseTrouble when the disk or the file does not let us write: then nothing is.
        """
        waiting = Waiting(steps, asyncio.get_running_loop().create_future(), among)
        self.add(waiting)
        result: Result = await waiting.future
        return result

    def add(self, waiting: Waiting) -> None:
        """Have it written and answered."""
        self._queue.append(waiting)
        self._urgent += not waiting.is_patient
        self._go_on()

    async def finish(self) -> None:
        """Wait until all that waits is written."""
        self._start()
        while self._writing is not None:
            await asyncio.wait([self._writing])
            self._start()

    async def close(self) -> None:
        """Write what waits, and end."""
        await self.finish()

    @abstractmethod
    async def _commit(self, batch: list[Waiting]) -> None:
        """Drive all in one transaction; raises Spoiled where one of them makes the others' writes go, too."""

    def _go_on(self) -> None:
        """Have what waits written: now, or where all of it is patient after a while."""
        if self._writing is not None or not self._queue:
            return
        if self._urgent or len(self._queue) >= MOST_TOGETHER:
            self._start()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._start)

    def _start(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._writing is None and self._queue:
            self._writing = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        """Write what waits, and go on as long as somebody waits who is not patient."""
        is_first = True
        try:
            while self._queue and (is_first or self._urgent):
                is_first = False
                batch = gathered(self._queue)
                self._urgent -= sum(not waiting.is_patient for waiting in batch)
                try:
                    await self._write(batch)
                except BaseException as error:
                    for waiting in batch:
                        waiting.error = trouble_of(error)
                    if not isinstance(error, Exception):
                        raise
                finally:
                    for waiting in batch:
                        waiting.answer()
        finally:
            self._writing = None
        self._go_on()

    async def _write(self, batch: list[Waiting]) -> None:
        """Commit all together; where one spoils the transaction, each for itself."""
        try:
            await self._commit([*groups(batch), *batch])
        except Spoiled as spoiled:
            if len(batch) == 1:
                batch[0].error = trouble_of(spoiled.__cause__)
                return
            for waiting in batch:
                waiting.group = None
                try:
                    await self._commit([waiting])
                except Spoiled as its_own:
                    waiting.error = trouble_of(its_own.__cause__)
                except Exception as error:  # noqa: BLE001 - it is this one's alone: the others may be committed
                    waiting.error = trouble_of(error)


def gathered(queue: deque[Waiting]) -> list[Waiting]:
    """Take what is committed together next."""
    return [queue.popleft() for _ in range(min(len(queue), MOST_TOGETHER))]


def groups(batch: Sequence[Waiting], least: int = 2) -> list[Waiting]:
    """Return what does together those of a kind of which there are several, `least` at least."""
    kinds: dict[Many[Any, Any], list[Waiting]] = {}
    for waiting in batch:
        if waiting.among is not None:
            kinds.setdefault(waiting.among.many, []).append(waiting)
    first = []
    for many, some in kinds.items():
        if len(some) >= least:
            group = Group(many, [waiting.among.item for waiting in some if waiting.among is not None])
            first.append(Waiting(group.steps, asyncio.get_running_loop().create_future()))
            for place, waiting in enumerate(some):
                waiting.group, waiting.place = group, place
    return first
