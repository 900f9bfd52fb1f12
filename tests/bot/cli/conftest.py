"""The command line as a person calls it: arguments in, status and two streams out."""

import asyncio
import os
from asyncio.subprocess import PIPE
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import run_command
from tests.copies import begin_copy
from tests.databases import put_empty_database


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


Gonets = Callable[..., Said]

PATIENCE = 90.0
"""Seconds for a process to start, or to end: on a busy machine aiogram alone takes twenty."""


@pytest.fixture
def gonets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gonets:
    """Call a command in an empty folder, with no variable set but the home."""
    for name in list(os.environ):
        if name.startswith(("GONETS_", "SMTP_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONETS_HOME", str(tmp_path / "home"))

    def call(*arguments: str, **environment: str) -> Said:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        try:
            status = run_command(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err + captured.out
        return Said(status, captured.out, captured.err)

    return call


@pytest.fixture
def empty_database(tmp_path: Path) -> Path:
    """A database in the home that has nothing in it, for those to whom it does not matter how it came there."""
    (tmp_path / "home").mkdir()
    put_empty_database(tmp_path / "home" / "gonets.db")
    return tmp_path / "home" / "gonets.db"


@dataclass
class Process:
    """A command in a process of its own."""

    process: asyncio.subprocess.Process

    async def line_with(self, text: str, seconds: float = PATIENCE) -> str:
        assert self.process.stdout is not None
        async with asyncio.timeout(seconds):
            while True:
                line = (await self.process.stdout.readline()).decode()
                assert line, f"the process ended before it said {text!r}"
                if text in line:
                    return line


async def start(*arguments: str, **environment: str) -> Process:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
    return Process(await begin_copy("bot", *arguments, env=clean | environment, stdout=PIPE, stderr=PIPE))
