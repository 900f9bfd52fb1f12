"""Starting: how long `gonets --help` and `gonets run` take, and the memory of the bot and of what only sends."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.apart import running_apart
from bot.demo.stage import ADMIN
from sandbox import Sandbox
from storage.secrets import SecretBox

RUNS = 7


def run() -> list[tuple[str, str]]:
    """Time the help, then look at a running bot and at a process that sends and has no chat."""
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bot", "--help"], check=True, capture_output=True)
        took.append((time.perf_counter() - started) * 1000)
    seconds, memory = asyncio.run(_bot_at_rest())
    return [
        ("gonets --help, median", f"{statistics.median(took):.0f} ms"),
        ("gonets run, processor time until it works", f"{seconds:.1f} s"),
        ("gonets run, memory at rest (aim: 150 MB)", f"{memory:.0f} MB"),
        ("what only sends letters, memory at rest (aim: 80 MB)", f"{_sending_at_rest():.0f} MB"),
    ]


def at_rest() -> float:
    """Return the memory of `gonets run` at rest, in MB."""
    return asyncio.run(_bot_at_rest())[1]


def _sending_at_rest() -> float:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "tests.bot.app.sending_alone", f"{home}/gonets.db"]
        # The first start makes the database; what a process needs at rest shows from the second on.
        subprocess.run(command, check=True, capture_output=True)
        return float(json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["memory"])


async def _bot_at_rest() -> tuple[float, float]:
    """Return the seconds of processor time until the bot works, and its memory once it has answered, in MB."""
    async with running_apart(_nothing) as apart:
        ticks = Path(f"/proc/{apart.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
        admin = apart.sandbox.user(ADMIN, first_name="Алиса")
        await admin.send("/start")
        await admin.wait_for_text("Гонец", timeout=30)
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"), apart.memory("VmRSS") / 1024


async def _nothing(_: Sandbox, __: SecretBox) -> None:
    """Leave the database empty: whoever comes is the first."""


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
