"""On PostgreSQL: from a press's commit to its claim by `gonets worker`, and to its letter's acceptance, one at a time.

`python -m tests.with_postgres --durable python -m benchmarks.commit_to_claim` gives it a server; it needs Debian's
`postfix` for `smtp-sink`. The claim is seen from outside, by a connection that asks for it again and again.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg

from benchmarks.figures import p95
from benchmarks.sending.letters import SUBJECT, TEXT
from benchmarks.sending.product import all_sent, configure
from benchmarks.sending.servers import sink
from benchmarks.several_workers import KEY, at_work, why_not
from domain.accounts.account import Account
from domain.clock import system_clock
from domain.people import Role
from domain.runs.runs import NewRun
from storage.database import open_database
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.secrets import SecretBox
from tests import postgres

PRESSES = 100
AUTHOR = 1001
BETWEEN = 0.05
"""Seconds: the worker has nothing to do when a press comes."""

_IS_CLAIMED = "SELECT token > 0 FROM scenario_run ORDER BY id DESC LIMIT 1"
_ACCEPTED = "SELECT ended_at FROM delivery ORDER BY id DESC LIMIT 1"


async def measured(presses: int = PRESSES) -> tuple[list[float], list[float]]:
    """Return the milliseconds to the claim and to the acceptance of each."""
    claimed, accepted = [], []
    with tempfile.TemporaryDirectory() as name:
        url = postgres.database_at(Path(name) / "gonets.db")
        try:
            async with open_database(url), sink() as port:
                configured = ConfigurationRepository(SecretBox(KEY))
                await configure(configured, {"host": "127.0.0.1", "port": port}, "")
                watching: asyncpg.Connection[Any] = await asyncpg.connect(url)
                press = await _pressing(configured)
                async with at_work(url, Path(name), 1):
                    for number in range(presses + 1):
                        await press()
                        committed, at = time.perf_counter(), system_clock()
                        while not await watching.fetchval(_IS_CLAIMED):
                            pass
                        seen = time.perf_counter()
                        await all_sent(number + 1)
                        if number:  # the first one opens the connections
                            claimed.append((seen - committed) * 1000)
                            accepted.append((await watching.fetchval(_ACCEPTED) - at).total_seconds() * 1000)
                        await asyncio.sleep(BETWEEN)
                await watching.close()
        finally:
            postgres.leave_nothing()
    return claimed, accepted


async def _pressing(configured: ConfigurationRepository) -> Callable[[], Awaitable[None]]:
    """Return what leaves what a press leaves: a run that is due."""
    (template,), (scenario,) = await configured.templates(), await configured.scenarios()
    account = await AccountRepository().add(Account(0, "ivanov", "Иванов Иван Петрович", "ivanov@firma.test"))
    await PersonRepository().let_in(AUTHOR, Role.STAFF, "Борис")
    values = {
        "Poluchatel": {"account": account.id},
        "Temauvedomleniya": SUBJECT.format(1),
        "Tekstuvedomleniya": TEXT.format(1),
    }

    async def press() -> None:
        now = system_clock()
        record = await RecordRepository().add(template.id, AUTHOR, values, now)
        await RunRepository().begin(NewRun(record.id, 1, 0, AUTHOR, scenario, values, now))

    return press


def run(presses: int = PRESSES) -> list[tuple[str, str]]:
    """Press again and again."""
    if reason := why_not():
        return [(f"left out: {reason}", "—")]
    claimed, accepted = asyncio.run(measured(presses))
    return [
        ("press committed to claimed, median", f"{statistics.median(claimed):.1f} ms"),
        ("... p95 (20 ms is the aim)", f"{p95(claimed):.1f} ms"),
        ("press committed to accepted, median (25 ms is the aim)", f"{statistics.median(accepted):.1f} ms"),
        ("... p95", f"{p95(accepted):.1f} ms"),
    ]


if __name__ == "__main__":
    for name, figure in run():
        print(f"| {name} | {figure} |")
