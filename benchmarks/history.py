"""As fast as on the first day: the same work on an empty database and with 100,000 letters behind it.

`python -m benchmarks.history 1000000` measures with a million (about 3 GB in the temporary folder).
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.apart import Apart, running_apart
from benchmarks.figures import Figures
from benchmarks.filling import fill
from benchmarks.press_to_accepted import compose, is_sent
from bot.demo.play import BUTTON
from bot.demo.stage import ADMIN, STAFF, demo_stage
from bot.workers.worker import LEASE
from domain.clock import system_clock
from domain.journal.journal import JournalFilter
from domain.work import WorkKind
from sandbox import User
from storage import models
from storage.database import open_database
from storage.repositories.journal import JournalRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.sweeping import SweepRepository
from storage.repositories.work import WorkRepository

LETTERS = 100_000
PRESSES = 10
ROUNDS = 3
LOOKS = 15
MONTHS = timedelta(days=90)
AUTHOR = f"CASE WHEN n.i % 50 THEN {ADMIN} ELSE {STAFF} END"
"""Who looks and presses has written one letter in fifty."""


async def typical(look: Callable[[], Awaitable[object]]) -> float:
    """Return the median of several looks, in milliseconds."""
    taken = []
    for _ in range(LOOKS):
        started = time.perf_counter()
        await look()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


async def measure(letters: int) -> dict[str, float]:
    """Return how long each work takes with so many letters behind it, in milliseconds."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "gonets.db"
        async with demo_stage(Path(home)) as (sandbox, _app):
            user = sandbox.user(STAFF)
            await press(user, 0)
            if letters:
                await asyncio.to_thread(fill, path, letters, AUTHOR)
            took = await presses(user)
            took["/list"] = await typical(lambda: listed(user))
            took |= await looks()
        started = time.perf_counter()
        async with open_database(f"sqlite://{path}"):
            await WorkRepository().release_all()
            await OutboxRepository().take_up(system_clock())
            took["the database opened and all taken up"] = (time.perf_counter() - started) * 1000
    return took


async def press(user: User, number: int) -> float:
    """Send a notification; return how long its press took to be kept and answered."""
    await compose(user, number)
    started = time.perf_counter()
    await user.press(BUTTON)
    taken = (time.perf_counter() - started) * 1000
    await user.wait_for(lambda chat: is_sent(chat, number), timeout=60)
    return taken


async def presses(user: User) -> dict[str, float]:
    """Press again and again, one after the other."""
    answered = [await press(user, number) for number in range(1, PRESSES + 1)]
    newest = await models.ScenarioRun.all().order_by("-id").limit(PRESSES)
    runs = {row.id: row.started_at for row in newest}
    ended = await models.Delivery.filter(run_id__in=list(runs)).values("run_id", "ended_at")
    inside = [(row["ended_at"] - runs[row["run_id"]]).total_seconds() * 1000 for row in ended]
    return {
        "a press answered in the chat": statistics.median(answered),
        "a press committed to its letter accepted": statistics.median(inside),
    }


async def listed(user: User) -> None:
    """Ask for the list of one's own notifications."""
    before = user.last.id
    await user.send("/list")
    await user.wait_for(lambda chat: chat.last.id > before)


async def looks() -> dict[str, float]:
    """Look as workers, sweeps and readers of the journal do."""
    work, outbox, journal, swept = WorkRepository(), OutboxRepository(), JournalRepository(), SweepRepository()
    now = system_clock()
    took = {
        "a look for letters": await typical(lambda: outbox.take(now, LEASE, 80)),
        "the journal's first page": await typical(lambda: journal.page(JournalFilter(), 10, None)),
    }
    for kind in (WorkKind.RUN, WorkKind.REPORT):
        took[f"a claim of a {kind}"] = await typical(lambda kind=kind: work.claim(kind, now, LEASE, 4))  # type: ignore[misc]
        took[f"when the next {kind} is due"] = await typical(lambda kind=kind: work.next_due(kind))  # type: ignore[misc]
    for name in ("letters", "files", "traces"):
        took[f"a sweep of {name}"] = await typical(lambda name=name: getattr(swept, f"forget_{name}")(now - MONTHS))  # type: ignore[misc]
    return took


def press_ratio(letters: int) -> Figures:
    """Return how much longer a press takes with so many letters behind it: the medians' ratio of each round.

    Two products run in processes of their own, and are pressed in turns.
    """

    async def median_press(apart: Apart, numbers: range) -> float:
        user = apart.sandbox.user(STAFF)
        return statistics.median([await press(user, number) for number in numbers])

    async def rounds() -> Figures:
        async with running_apart() as empty, running_apart() as filled:
            for apart in (empty, filled):
                await median_press(apart, range(1))
            await asyncio.to_thread(fill, filled.database, letters, AUTHOR)
            ratios = []
            for start in range(1, 1 + ROUNDS * PRESSES, PRESSES):
                numbers = range(start, start + PRESSES)
                alone = await median_press(empty, numbers)
                ratios.append(await median_press(filled, numbers) / alone)
            return Figures(tuple(ratios))

    return asyncio.run(rounds())


def run(letters: int = LETTERS) -> list[tuple[str, str]]:
    """Measure with and without the history."""

    async def both() -> tuple[dict[str, float], dict[str, float]]:
        return await measure(0), await measure(letters)

    empty, filled = asyncio.run(both())
    return [
        (
            f"{name}, empty and with {letters:,} letters",
            f"{took:.2f} and {filled[name]:.2f} ms: {filled[name] / took:.2f}",
        )
        for name, took in empty.items()
    ]


if __name__ == "__main__":
    for what, how in run(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS):
        print(f"{what:75} {how}")
