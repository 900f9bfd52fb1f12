"""A burst on PostgreSQL, sent by one `gonets worker` and by two: advanced, composed, sent and settled.

`python -m tests.with_postgres --durable python -m benchmarks.several_workers` gives it a server; it needs Debian's
`postfix` for `smtp-sink`. The presses are committed before. Some letters go ahead, so that the workers know their
statements and the connection is proven; then they sleep until the moment at which all others are due.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.figures import Figures, ratio
from benchmarks.sending.burst import why_no_sink
from benchmarks.sending.product import all_sent, configure, press
from benchmarks.sending.servers import sink
from domain.clock import system_clock
from storage import models
from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from tests import postgres

LETTERS = 1000
ROUNDS = 3
KEY = "a key of sixteen characters"
WARM_UP = 200
CONNECTIONS = 20
"""As many as `smtp-source -s 20` has: two workers share them."""

LATER = timedelta(hours=1)
SOON = timedelta(seconds=1)
"""After which time all are due at once: the workers know by then, and nothing else is asked."""


async def rate(workers: int, letters: int) -> float:
    """Return how many letters a second were accepted from the moment on at which all were due."""
    with tempfile.TemporaryDirectory() as name:
        url = postgres.database_at(Path(name) / "gonets.db")
        try:
            async with open_database(url), sink() as port:
                configured = ConfigurationRepository(SecretBox(KEY))
                usual = {"host": "127.0.0.1", "port": port, "max_connections": CONNECTIONS}
                await configure(configured, usual, "")
                async with at_work(url, Path(name), workers):
                    await press(configured, WARM_UP + letters, system_clock() + LATER)
                    first = await models.ScenarioRun.all().order_by("id").limit(WARM_UP).values_list("id", flat=True)
                    await models.ScenarioRun.filter(id__in=first).update(due_at=system_clock())
                    await all_sent(WARM_UP)
                    due_at = system_clock() + SOON
                    await models.ScenarioRun.filter(due_at__isnull=False).update(due_at=due_at)
                    await asyncio.sleep((due_at - system_clock()).total_seconds())
                    await all_sent(WARM_UP + letters)
                    return letters / (system_clock() - due_at).total_seconds()
        finally:
            postgres.leave_nothing()


@asynccontextmanager
async def at_work(url: str, home: Path, count: int) -> AsyncIterator[None]:
    """So many workers, each in a process of its own."""
    ours = {"GONETS_DATABASE": url, "GONETS_HOME": str(home), "GONETS_SECRET_KEY": KEY}
    with (home / "log").open("wb") as log:
        workers = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "worker", env=os.environ | ours, stdout=asyncio.subprocess.PIPE, stderr=log
            )
            for _ in range(count)
        ]
        try:
            for worker in workers:
                assert worker.stdout is not None
                assert await worker.stdout.readline(), (home / "log").read_text(encoding="utf-8")
            yield
        finally:
            for worker in workers:
                worker.terminate()
                await worker.communicate()


def why_not() -> str:
    """Return what is missing here, or nothing."""
    return why_no_sink() or ("" if postgres.server() else postgres.MISSING)


def run(letters: int = LETTERS) -> list[tuple[str, str]]:
    """Send bursts in turns."""
    if reason := why_not():
        return [(f"left out: {reason}", "—")]
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(ROUNDS):
        for workers, found in rates.items():
            found.append(asyncio.run(rate(workers, letters)))
    return [
        ("one worker", str(Figures(tuple(rates[1]), " letters/s"))),
        ("two workers", str(Figures(tuple(rates[2]), " letters/s"))),
        ("two against one, of the same round", str(ratio(rates[2], rates[1]))),
    ]


if __name__ == "__main__":
    for name, figure in run(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS):
        print(f"| {name} | {figure} |")
