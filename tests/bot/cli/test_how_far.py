"""Whoever waits for something long sees how far it is, and at which point it was cut off."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.cli.how_far import HowFar
from domain.accounts import import_accounts
from tests.bot.cli.conftest import Gonets

PEOPLE = "username;fullName;mbox\n" + "".join(f"u{n};Иванов {n};u{n}@firma.test\n" for n in range(20))


class Terminal:
    """What stands for a terminal, and for what is none."""

    def __init__(self, *, there: bool) -> None:
        self.there = there
        self.lines: list[str] = []

    def isatty(self) -> bool:
        return self.there

    def write(self, text: str) -> None:
        self.lines += text.splitlines()

    def flush(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize("there", [True, False])
async def test_a_terminal_is_told_every_few_seconds_and_a_file_never(
    monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    terminal = Terminal(there=there)
    monkeypatch.setattr(sys, "stderr", terminal)
    seconds = iter(range(100))
    how_far = HowFar("{}%".format, clock=lambda: float(next(seconds)))
    for done in range(13):
        await how_far(done, 20)
    assert [line for line in terminal.lines if line] == (["10%", "25%", "40%", "55%"] if there else [])
    assert how_far.percent == 60


@pytest.mark.parametrize(("option", "words"), [((), "готово 50 %"), (("--dry-run",), "просмотрено 50 %")])
def test_an_import_that_is_cut_off_says_where_and_the_same_call_does_the_rest(
    gonets: Gonets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...], words: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    really = HowFar.__call__

    async def stop_at_half(self: HowFar, done: int, steps: int) -> None:
        await really(self, done, steps)
        if self.percent == 50:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(0)

    with monkeypatch.context() as patched:
        patched.setattr(import_accounts, "BATCH", 5)
        patched.setattr(HowFar, "__call__", stop_at_half)
        said = gonets("accounts", "import", str(path), *option)
    assert (said.status, said.out) == (130, "")
    assert words in said.err
    done = 0 if option else 10
    assert f"Новых: {20 - done}, изменено: 0, без изменений: {done}" in gonets("accounts", "import", str(path)).out
