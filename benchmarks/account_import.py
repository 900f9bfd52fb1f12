"""Importing people from a file while others press buttons: how long it takes, and how long they wait.

`python -m benchmarks.account_import 1000000` imports a million, else 100,000: as the bot does, and by the command line.
"""

import asyncio
import gc
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.account_search import people
from benchmarks.apart import memory
from benchmarks.new_database import on_a_new_database
from bot.cli.accounts import LARGEST
from domain.accounts.account import Account
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.import_accounts import ImportAccounts
from domain.accounts.import_report import ImportReport
from storage.repositories.accounts import AccountRepository
from storage.transactions import atomically

PAUSE = 0.05
COUNT = 100_000
TENTHS = 10
Rows = list[tuple[str, str]]


def file_of(accounts: list[Account]) -> bytes:
    """Return a file with a manager for everybody, as an export of a personnel system has it."""
    dice = random.Random(2)
    lines = io.StringIO()
    lines.write("username;fullName;mbox;phone;title;department;manager\n")
    for number, account in enumerate(accounts):
        manager = accounts[dice.randrange(len(accounts) // 20)].username
        lines.write(
            f"{account.username};{account.full_name};{account.mbox};+7 495 {number:07};Специалист;"
            f"{account.department};{manager}\n"
        )
    return lines.getvalue().encode("utf-8-sig")


def resident() -> int:
    """Return how much memory the process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


async def press(directory: AccountRepository, waits: list[float], most: list[int], stop: asyncio.Event) -> None:
    """Look somebody up and write something small, as an answer to a press does, again and again."""
    (somebody,) = (await directory.by_keys(["somebody"])).values()
    while not stop.is_set():
        await asyncio.sleep(PAUSE)
        start = time.perf_counter()
        await directory.search("иванов се")
        await directory.save(somebody)
        waits.append(time.perf_counter() - start)
        most[0] = max(most[0], resident())


Marks = list[tuple[int, float]]
"""How many steps were done after how many seconds of CPU: those of the clock depend on who else is on the machine."""


async def timed(directory: AccountRepository, content: bytes, *, dry_run: bool) -> tuple[float, ImportReport, Rows]:
    """Import once; return how long it took, and how that was over each of its passes."""
    start, began = time.perf_counter(), time.process_time()
    parsed = await asyncio.to_thread(read_accounts_file, content, limit=LARGEST)
    marks: Marks = []

    async def progress(done: int, _steps: int) -> None:
        marks.append((done, time.process_time()))

    report = await ImportAccounts(directory, atomically)(parsed, dry_run=dry_run, progress=progress)
    lines = [mark for mark in marks if mark[0] <= report.lines]
    managers = [mark for mark in marks if mark[0] > report.lines]
    passes = [
        ("  up to its first lines", f"{lines[0][1] - began:.1f} s of CPU"),
        ("  lines", by_tenths(lines)),
        ("  managers", by_tenths(managers)),
    ]
    return time.perf_counter() - start, report, passes


def by_tenths(marks: Marks) -> str:
    """Return what one pass took, and a thousand of its steps in each tenth of it: the same where it is linear.

    What comes before its first mark is no step: the whole file is looked through there. The first tenths of an empty
    directory are cheaper, since its indexes are small.
    """
    (since, began), (upto, ended) = marks[0], marks[-1]
    ends = [since + (upto - since) * tenth // TENTHS for tenth in range(TENTHS + 1)]
    at = [next(mark for mark in marks if mark[0] >= end) for end in ends]
    thousands = [(after - before) / (to - done) * 1e6 for (done, before), (to, after) in pairwise(at) if to > done]
    return f"{ended - began:.1f} s of CPU, ms a thousand by tenths: {' '.join(f'{one:.0f}' for one in thousands)}"


async def measure(count: int) -> Rows:
    """Return what is shown, line by line, of an import inside the bot's process."""
    directory = AccountRepository()
    await directory.add(Account(0, "somebody", "Кто-то"))
    content = file_of(people(count))
    rows = [("file", f"{len(content) / 2**20:.1f} MiB, {count:,} lines with managers")]
    waits: list[float] = []
    stop = asyncio.Event()
    gc.collect()
    before = resident()
    most = [before]
    async with asyncio.TaskGroup() as group:
        group.create_task(press(directory, waits, most, stop))
        for name, dry_run in (("dry run", True), ("import of new people", False), ("the same file again", False)):
            first = len(waits)
            start = time.process_time()
            seconds, report, passes = await timed(directory, content, dry_run=dry_run)
            cpu = time.process_time() - start
            ours = sorted(waits[first:])
            rows.append(
                (name, f"{seconds:.1f} s ({cpu:.1f} s of CPU), {report.added:,} added, {report.unchanged:,} unchanged")
            )
            rows += passes
            rows.append(
                (
                    "  a press beside it",
                    f"{ours[len(ours) // 2] * 1000:.0f} ms in the middle, {ours[-1] * 1000:.0f} ms at most",
                )
            )
        stop.set()
    rows.append(("memory beyond the file itself", f"{(most[0] - before) / 2**20:.0f} MiB at most"))
    return rows


def by_command(count: int) -> Rows:
    """Import by the command line: time, memory at most, and what comes of one that is killed in the middle."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "people.csv"
        file.write_bytes(file_of(people(count)))

        def command(home: str, killed_after: float | None = None) -> tuple[float, str]:
            """Return the seconds, and what is told of it: the most memory, and the last line that is printed."""
            start, most = time.perf_counter(), 0
            with (Path(name) / "said").open("w+b") as said:
                environment = {**os.environ, "GONETS_HOME": str(Path(name) / home)}
                words = (sys.executable, "-m", "bot", "accounts", "import", str(file))
                process = subprocess.Popen(words, env=environment, stdout=said)
                while process.poll() is None:
                    with suppress(OSError):
                        most = max(most, memory(process.pid, "VmHWM"))
                    if killed_after is not None and time.perf_counter() - start > killed_after:
                        process.kill()
                    time.sleep(PAUSE)
                said.seek(0)
                lines = said.read().decode().splitlines() or [""]
            took = time.perf_counter() - start
            return took, f"{took:.1f} s, {most // 1024} MiB at most: {lines[-1]}"

        (Path(name) / "whole").mkdir()
        (Path(name) / "killed").mkdir()
        seconds, told = command("whole")
        rows.append(("by the command line", told))
        rows.append(("  the same file again", command("whole")[1]))
        command("killed", seconds / 2)
        rows.append(("  killed after half of the time, and again", command("killed")[1]))
    return rows


def run(count: int = COUNT) -> Rows:
    """Measure on new databases that are thrown away."""
    return [*on_a_new_database(partial(measure, count)), *by_command(count)]


if __name__ == "__main__":
    for what, how in run(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT):
        print(f"{what:42} {how}", flush=True)
