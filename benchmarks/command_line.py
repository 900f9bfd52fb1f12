"""Starting: how long `gonets --help` and `gonets run` take, and the memory of the bot and of what only sends."""

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sandbox import Sandbox

RUNS = 7
TOKEN = "42:BENCH"


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
    """Return the seconds of processor time until the bot works, and its memory once it has answered."""
    with tempfile.TemporaryDirectory() as home:
        async with Sandbox(token=TOKEN) as sandbox:
            environment = {
                **os.environ,
                "GONETS_HOME": home,
                "GONETS_BOT_TOKEN": TOKEN,
                "GONETS_BOT_API": sandbox.api_url,
                "GONETS_ADMINS": "1001",
            }
            first = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "staff", "list"), env=environment, stdout=asyncio.subprocess.DEVNULL
            )
            await first.wait()
            bot = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"), env=environment, stdout=asyncio.subprocess.PIPE
            )
            assert bot.stdout is not None
            try:
                while "@" not in (line := (await bot.stdout.readline()).decode()):
                    assert line, "the bot has ended"
                user, system = (
                    Path(f"/proc/{bot.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
                )
                admin = sandbox.user(1001, first_name="Алиса")
                await admin.send("/start")
                await admin.wait_for_text("Гонец", timeout=30)
                status = Path(f"/proc/{bot.pid}/status").read_text(encoding="ascii")
            finally:
                bot.terminate()
                await bot.wait()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK"), int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
