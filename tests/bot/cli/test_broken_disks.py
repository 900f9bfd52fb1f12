"""A disk that is full, a file that is read-only, taken, damaged or gone: a sentence and a status, never a hang."""

import asyncio
import os
import resource
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.bot.cli.conftest import PATIENCE, Gonets

COMMANDS = (
    ("staff", "add", "5", "--name", "Аня"),
    ("staff", "list"),
    ("doctor", "--no-network"),
    ("config", "export"),
    ("run",),
)


@pytest.fixture
def database(gonets: Gonets, empty_database: Path) -> Path:
    """A home with a database that was used before."""
    assert gonets("staff", "add", "7", "--name", "Борис").status == 0
    return empty_database


async def on_a_full_disk(*arguments: str, home: Path) -> tuple[int, str]:
    """Run a command that may write not a byte to any file; return its status and all that it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
    ours = {"GONETS_HOME": str(home), "GONETS_BOT_TOKEN": "42:FULL", "GONETS_BOT_API": "http://127.0.0.1:9"}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=clean | ours,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    return int(process.returncode or 0), out.decode()


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
async def test_a_command_on_a_full_disk_says_so_and_ends(database: Path, arguments: tuple[str, ...]) -> None:
    status, said = await on_a_full_disk(*arguments, home=database.parent)
    assert status in {1, 2}, said
    assert "Traceback" not in said
    assert "мест" in said
    assert "диск" in said


def test_a_damaged_file_is_said_with_what_to_do(gonets: Gonets, database: Path) -> None:
    database.write_bytes(database.read_bytes()[:4096] + os.urandom(database.stat().st_size - 4096))
    for arguments in COMMANDS[:4]:
        said = gonets(*arguments)
        assert said.status == 1
        assert "повреждён" in said.out + said.err
        assert "gonets restore" in said.out + said.err


def test_a_file_that_is_no_database_is_said(gonets: Gonets, database: Path) -> None:
    database.write_bytes(b"no database at all\n" * 500)
    said = gonets("staff", "list")
    assert said.status == 1
    assert "повреждён" in said.err


def test_a_file_that_another_program_holds_is_said(gonets: Gonets, database: Path) -> None:
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        said = gonets("staff", "add", "8", "--name", "Вера")
    finally:
        other.close()
    assert said.status == 1
    assert "занята другой программой" in said.err
