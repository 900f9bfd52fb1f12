"""Importing 100,000 people from a file while others press buttons: how long it takes, and how long they wait."""

import asyncio
import gc
import io
import random
import time
from pathlib import Path

from benchmarks.account_search import people
from benchmarks.new_database import on_a_new_database
from domain.accounts.account import Account
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.import_accounts import ImportAccounts
from domain.accounts.import_report import ImportReport
from storage.repositories.accounts import AccountRepository
from storage.transactions import atomically

PAUSE = 0.05


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


async def timed(directory: AccountRepository, content: bytes, *, dry_run: bool) -> tuple[float, ImportReport]:
    """Import once."""
    start = time.perf_counter()
    parsed = await asyncio.to_thread(read_accounts_file, content)
    report = await ImportAccounts(directory, atomically)(parsed, dry_run=dry_run)
    return time.perf_counter() - start, report


async def measure() -> list[tuple[str, str]]:
    """Return what is shown, line by line."""
    directory = AccountRepository()
    await directory.add(Account(0, "somebody", "Кто-то"))
    content = file_of(people())
    rows = [("file", f"{len(content) / 2**20:.1f} MiB, 100,000 lines with managers")]
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
            seconds, report = await timed(directory, content, dry_run=dry_run)
            cpu = time.process_time() - start
            ours = sorted(waits[first:])
            rows.append(
                (name, f"{seconds:.1f} s ({cpu:.1f} s of CPU), {report.added:,} added, {report.unchanged:,} unchanged")
            )
            rows.append(
                (
                    "  a press beside it",
                    f"{ours[len(ours) // 2] * 1000:.0f} ms in the middle, {ours[-1] * 1000:.0f} ms at most",
                )
            )
        stop.set()
    rows.append(("memory beyond the file itself", f"{(most[0] - before) / 2**20:.0f} MiB at most"))
    return rows


def run() -> list[tuple[str, str]]:
    """Measure on a new database that is thrown away."""
    return on_a_new_database(measure)


if __name__ == "__main__":
    for what, how in run():
        print(f"{what:32} {how}")
