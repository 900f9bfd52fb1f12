"""The command line: how long `gonets --help` takes, and the memory of a bot at rest."""

import asyncio
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
    """Time the help, then look at a running bot."""
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bot", "--help"], check=True, capture_output=True)
        took.append((time.perf_counter() - started) * 1000)
    return [
        ("gonets --help, median", f"{statistics.median(took):.0f} ms"),
        ("gonets run, memory at rest", f"{asyncio.run(_memory_at_rest()):.0f} MB"),
    ]


async def _memory_at_rest() -> float:
    with tempfile.TemporaryDirectory() as home:
        async with Sandbox(token=TOKEN) as sandbox:
            environment = {
                **os.environ,
                "GONETS_HOME": home,
                "GONETS_BOT_TOKEN": TOKEN,
                "GONETS_BOT_API": sandbox.api_url,
                "GONETS_ADMINS": "1001",
            }
            # The first start makes the database; what a bot needs at rest shows from the second on.
            first = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "staff", "list", env=environment)
            await first.wait()
            bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=environment, stdout=asyncio.subprocess.PIPE
            )
            try:
                admin = sandbox.user(1001, first_name="Алиса")
                await admin.send("/start")
                await admin.wait_for_text("Гонец", timeout=30)
                status = Path(f"/proc/{bot.pid}/status").read_text(encoding="ascii")
            finally:
                bot.terminate()
                await bot.wait()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
