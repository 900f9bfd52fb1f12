"""As fast as on the first day: the same work on an empty database and with 100,000 letters behind it.

`python -m benchmarks.history 1000000` measures with a million (twice 4 GB in the temporary folder). In each round the
quickest of several is taken, so that other work on the machine changes little; the ratio is that of the same round.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from benchmarks.apart import running_apart
from benchmarks.figures import Figures, ratio, short
from benchmarks.filling import fill
from benchmarks.press_to_accepted import compose, is_sent
from bot.demo.sample import BUTTON
from bot.demo.stage import ADMIN, STAFF
from bot.workers.hands import LEASE
from domain.clock import system_clock
from domain.journal.journal import JournalFilter
from domain.work import WorkKind
from sandbox import User
from storage.database import copy_database, open_database
from storage.repositories.journal import JournalRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.record_lists import RecordListRepository
from storage.repositories.sweeping import SweepRepository
from storage.repositories.work import WorkRepository

LETTERS = 100_000
PRESSES = 10
ROUNDS = 5
LOOKS = 15
DAY = timedelta(days=1)
MONTHS = 90 * DAY
AUTHOR = f"CASE WHEN n.i % 50 THEN {ADMIN} ELSE {STAFF} END"
"""Who looks and presses has written one letter in fifty."""


async def quickest(look: Callable[[], Awaitable[object]]) -> float:
    """Return the quickest of several looks, in milliseconds: what else the machine does lengthens the others."""
    taken = []
    for _ in range(LOOKS):
        started = time.perf_counter()
        await look()
        taken.append((time.perf_counter() - started) * 1000)
    return min(taken)


async def press(user: User, number: int) -> float:
    """Send a notification; return how long its press took to be kept and answered."""
    await compose(user, number)
    started = time.perf_counter()
    await user.press(BUTTON)
    taken = (time.perf_counter() - started) * 1000
    await user.wait_for(lambda chat: is_sent(chat, number), timeout=60)
    return taken


async def listed(user: User) -> None:
    """Ask for the list of one's own notifications."""
    before = user.last.id
    await user.send("/list")
    await user.wait_for(lambda chat: chat.last.id > before)


async def looks(path: Path) -> dict[str, float]:
    """Open a database; look as a start, workers, sweeps and readers of the journal do."""
    started = time.perf_counter()
    async with open_database(f"sqlite://{path}"):
        await WorkRepository().release_all()
        await OutboxRepository().take_up(system_clock())
        took = {"the database opened and all taken up": (time.perf_counter() - started) * 1000}
        work, outbox, journal, swept = WorkRepository(), OutboxRepository(), JournalRepository(), SweepRepository()
        now, lists = system_clock(), RecordListRepository()
        middle = (await journal.page(JournalFilter(), 500, None)).older
        asked: dict[str, Callable[[], Awaitable[object]]] = {
            "a look for letters": lambda: outbox.take(now, LEASE, 80),
            "a page of a person's list": lambda: lists.page(STAFF, (), 10, None),
            "the counts of a person's list": lambda: lists.counts(STAFF),
            "the journal's first page": lambda: journal.page(JournalFilter(), 10, None),
            "the journal's page behind 500 lines": lambda: journal.page(JournalFilter(), 10, middle),
            "the journal's counts of today and of a week": lambda: journal.counts(now - DAY, now - 7 * DAY),
            "the last error": journal.last_error,
        }
        for kind in (WorkKind.RUN, WorkKind.REPORT):
            asked[f"a claim of a {kind}"] = partial(work.claim, kind, now, LEASE, 4)
            asked[f"when the next {kind} is due"] = partial(work.next_due, kind)
        for name in ("letters", "files", "traces"):
            asked[f"a sweep of {name}"] = partial(getattr(swept, f"forget_{name}"), now - MONTHS)
        return took | {name: await quickest(look) for name, look in asked.items()}


async def chat(user: User, numbers: range) -> dict[str, float]:
    """Press, and ask for the list, one after the other."""
    return {
        "a press kept and answered in the chat": min([await press(user, number) for number in numbers]),
        "/list": await quickest(lambda: listed(user)),
    }


async def rounds(letters: int) -> dict[str, tuple[Figures, Figures]]:
    """Return how long each work takes without and with so many letters behind it, in milliseconds, round by round.

    Two products run in processes of their own, and are asked in turns; then their databases are looked at in turns.
    """
    taken: list[list[dict[str, float]]] = [[], []]
    with tempfile.TemporaryDirectory() as home:
        copies = [Path(home) / name for name in ("empty.db", "filled.db")]
        async with running_apart() as empty, running_apart() as filled:
            for apart in (empty, filled):
                await press(apart.sandbox.user(STAFF), 0)
            await asyncio.to_thread(fill, filled.database, letters, AUTHOR)
            for start in range(1, 1 + ROUNDS * PRESSES, PRESSES):
                for apart, its in zip((empty, filled), taken, strict=True):
                    its.append(await chat(apart.sandbox.user(STAFF), range(start, start + PRESSES)))
            for apart, copy in zip((empty, filled), copies, strict=True):
                await asyncio.to_thread(copy_database, apart.database, copy)
        for number in range(ROUNDS):
            for copy, its in zip(copies, taken, strict=True):
                its[number] |= await looks(copy)
    alone, behind = taken
    return {
        name: (Figures(tuple(one[name] for one in alone)), Figures(tuple(one[name] for one in behind)))
        for name in alone[0]
    }


def press_ratio(letters: int) -> Figures:
    """Return how much longer a press takes with so many letters behind it: the ratio of each round's quickest."""
    alone, behind = asyncio.run(rounds(letters))["a press kept and answered in the chat"]
    return ratio(behind.rounds, alone.rounds)


def run(letters: int = LETTERS) -> list[tuple[str, str]]:
    """Measure with and without the history."""
    return [
        (
            f"{name}, empty and with {letters:,} letters",
            f"{short(alone.middle)} and {short(behind.middle)} ms: {ratio(behind.rounds, alone.rounds)}",
        )
        for name, (alone, behind) in asyncio.run(rounds(letters)).items()
    ]


if __name__ == "__main__":
    for what, how in run(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS):
        print(f"{what:75} {how}")
