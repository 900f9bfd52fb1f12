"""A backlog: 10,000 letters of 100 kB, open when the process was killed, and how soon they are taken up.

What is measured is the start and the first letters taken, and how much more memory than before the process has used at
most.
"""

import asyncio
import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.apart import memory
from benchmarks.sending.letters import queue_letters
from bot.files.config_file import recipe_file
from bot.workers.hands import LEASE
from domain.clock import system_clock
from domain.configuration.apply_configuration import ApplyConfiguration
from storage import models
from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically

LETTERS = 10_000
SIZE = 100_000


def run() -> list[tuple[str, str]]:
    """Fill a database, begin as a started process does, and take letters."""
    with tempfile.TemporaryDirectory() as home:
        return asyncio.run(_run(Path(home)))


async def _run(home: Path) -> list[tuple[str, str]]:
    async with open_database(f"sqlite://{home / 'gonets.db'}"):
        configured = ConfigurationRepository(SecretBox.for_home(home))
        file = recipe_file(host="127.0.0.1", port=9, encryption="none", authentication="none", username=None)
        await ApplyConfiguration(configured, atomically)(file)
        await queue_letters(configured, LETTERS, padding=SIZE)
        until = system_clock() + timedelta(minutes=2)
        await models.Delivery.all().update(state="connecting", lease_until=until, attempts_made=0)
    before = _peak()
    async with open_database(f"sqlite://{home / 'gonets.db'}"):
        started = time.perf_counter()
        await WorkRepository().release_all()
        taken, _ = await OutboxRepository().take(system_clock(), LEASE, 80)
        seconds = time.perf_counter() - started
    return [
        (f"{LETTERS} open letters of {SIZE // 1000} kB released and the first {len(taken)} taken", f"{seconds:.2f} s"),
        ("memory more than before the start", f"{max(0.0, _peak() - before):.0f} MB"),
    ]


def _peak() -> float:
    return memory(os.getpid(), "VmHWM") / 1024
