"""A process of the product: started, killed or frozen at a moment of chance, and started again, as long as it lasts."""

import asyncio
import random
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.commands import begin, kill, until_it_says

LIVES_AS_LONG = 2
"""How many times as long as its start a process lives at most, at least."""

Pause = Callable[[float], Awaitable[None]]
"""Waits for so many seconds, but not when it is over."""


@dataclass
class Lives:
    """All lives of one process, one after the other."""

    name: str
    command: Sequence[str]
    works: str
    """What it prints when it works."""
    settings: Mapping[str, str]
    log: Path
    luck: random.Random
    lives_for: float = 3
    """For how many seconds it lives at most, once it works; longer where its start has taken long."""
    frozen_for: float = 0
    """For how many seconds it is frozen at times instead of being killed; 0 where it never is."""
    may_not_start: bool = False
    """Whether a start may end by itself: as its supervisor does, it is started again."""
    kills: int = 0
    freezes: int = 0
    problems: list[str] = field(default_factory=list)
    _process: asyncio.subprocess.Process | None = None

    async def live(self, pause: Pause, something_happens: Callable[[], Awaitable[object]], over: asyncio.Event) -> None:
        """Start and kill it until it is over; it lives then."""
        while True:
            began = time.monotonic()
            await self._start()
            works = False
            if self.luck.random() < 0.15:
                await pause(self.luck.uniform(0.5, 4))  # in its sleep
            else:
                works = await self._until_it_works()
                # A busy machine is slow at all else, too: what never lives would be no soak.
                starting = time.monotonic() - began
                await pause(self.luck.uniform(0, max(self.lives_for, LIVES_AS_LONG * starting)))
            while True:
                if self.luck.random() < 0.5:
                    # Most of what can go wrong is close to something that happens.
                    with suppress(TimeoutError):
                        async with asyncio.timeout(2):
                            await something_happens()
                    await pause(self.luck.uniform(0, 0.1))
                if self._has_ended() and self.may_not_start and not works:
                    break
                if self._has_ended():
                    self.problems.append(f"{self.name} has ended by itself with status {self._ended_with}")
                if over.is_set():
                    return
                if not self.frozen_for or self.luck.random() < 0.6:
                    break
                await self._freeze(pause)
            self.kills += not self._has_ended()
            await self._kill()

    async def stop(self) -> None:
        """Stop it as a supervisor does, which must end well."""
        if self._process is None or self._has_ended():
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(60):
                await self._process.communicate()
        except TimeoutError:
            await self._kill()
        if self._ended_with != 0:
            self.problems.append(f"told to stop, {self.name} ended with status {self._ended_with}")

    async def _start(self) -> None:
        with self.log.open("ab") as said:
            self._process = await begin(*self.command, settings=self.settings, stderr=said)

    async def _until_it_works(self) -> bool:
        assert self._process is not None
        works = await until_it_says(self._process, self.works)
        if not works:
            await self._process.wait()
        return works

    async def _freeze(self, pause: Pause) -> None:
        assert self._process is not None
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGSTOP)
        try:
            await pause(self.frozen_for * self.luck.uniform(0.5, 1.5))
        finally:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGCONT)
        self.freezes += 1
        await pause(self.luck.uniform(0, 2))

    async def _kill(self) -> None:
        if self._process is not None:
            await kill(self._process)

    def _has_ended(self) -> bool:
        return self._process is not None and self._process.returncode is not None

    @property
    def _ended_with(self) -> int | None:
        return None if self._process is None else self._process.returncode
