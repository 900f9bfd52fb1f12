"""What is kept of a released version, for today's code to go on with.

`gonets.db.gz` is the file as that version's bot left it when it was killed, `secret.key` its key, which guards
nothing of anybody's; `kept.json.gz` what Telegram knew then, every button that anybody saw, one more of each kind, and
what else the tests must know; `export.yaml` the configuration as that version exported it, `backup.db.gz` a copy that
its `gonets backup` made. `making` made it all.
"""

import gzip
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from bot.demo.stage import TOKEN
from sandbox import Sandbox, User
from storage.database import open_database
from storage.secrets import KEY_FILE
from tests.e2e.conftest import Product, eventually
from tests.upgrade.kept_chats import chats_of, put_chats
from tests.upgrade.mail_hosts import HOSTS, leading_to

JSON = dict[str, Any]
LOGIN = ("notify", "kept-password")
"""What the kept connections log in with; two others have a wrong password."""
STARTED_AFTER = timedelta(minutes=2)
"""How long the kept bot has been down when today's starts: what was to go within a minute is due."""


@dataclass(frozen=True)
class Release:
    """A released version."""

    folder: Path

    def __str__(self) -> str:
        return self.folder.name

    @cached_property
    def kept(self) -> JSON:
        return json.loads(self.unpacked("kept.json.gz"))

    @property
    def notes(self) -> JSON:
        return self.kept["notes"]

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.kept["made_at"])

    def unpacked(self, name: str) -> bytes:
        return gzip.decompress((self.folder / name).read_bytes())

    def put(self, home: Path) -> Path:
        """Put the database and the key into a home; return the database."""
        home.mkdir(exist_ok=True)
        database = home / "gonets.db"
        database.write_bytes(self.unpacked("gonets.db.gz"))
        self.put_key(home / KEY_FILE)
        return database

    def put_key(self, path: Path) -> None:
        path.write_bytes((self.folder / KEY_FILE).read_bytes())
        path.chmod(0o600)


RELEASES = [Release(path) for path in sorted(Path(__file__).parent.glob("v*")) if path.is_dir()]


class Going:
    """A clock that goes on from a moment, and can be put ahead."""

    def __init__(self, start: datetime) -> None:
        self._ahead = start - datetime.now(UTC)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def skip(self, time: timedelta) -> None:
        self._ahead += time


@dataclass
class Upgraded:
    """Today's bot on a kept database, two minutes after the old one was killed."""

    release: Release
    product: Product
    clock: Going

    @property
    def sandbox(self) -> Sandbox:
        return self.product.sandbox

    @property
    def subjects(self) -> list[str]:
        """Subjects of the letters that came, in order of the alphabet."""
        return sorted(letter.subject for letter in self.sandbox.mailbox.letters)

    def user(self, number: int) -> User:
        return self.sandbox.user(number)

    def asked(self, topic: str) -> User:
        """Return the administrator before that question."""
        return next(user for user in self.sandbox.users if user.name == f"Спрошенный {topic}")

    def record(self, name: str) -> int:
        return int(self.release.notes["records"][name])

    def sent(self, subjects: list[str]) -> Callable[[], Awaitable[bool]]:
        """Return what checks whether these letters have come, and no others."""

        async def check() -> bool:
            return self.subjects == sorted(subjects) and await self._is_settled()

        return check

    async def skip(self, time: timedelta) -> None:
        """Let time pass and what is due be done."""
        self.clock.skip(time)
        self.product.wake()
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left that is due, but letters behind a stopped connection."""
        await eventually(self._is_settled)

    async def _is_settled(self) -> bool:
        if self.sandbox.messenger.updates.pending:
            return False
        # By a connection of its own, since it is asked often and the bot is to be held up by nothing.
        uri = f"file:{self.product.home / 'gonets.db'}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
            (is_open,) = connection.execute(OPEN, {"now": self.clock().isoformat(sep=" ")}).fetchone()
        return not is_open


OPEN = """
SELECT EXISTS (SELECT 1 FROM "update" WHERE done_at IS NULL)
    OR EXISTS (SELECT 1 FROM scenario_run WHERE due_at <= :now)
    OR EXISTS (SELECT 1 FROM report WHERE due_at <= :now)
    OR EXISTS (SELECT 1 FROM notice WHERE due_at <= :now)
    OR EXISTS (SELECT 1 FROM announcement WHERE due_at <= :now)
    OR EXISTS (SELECT 1 FROM upload WHERE due_at <= :now)
    OR EXISTS (SELECT 1 FROM delivery WHERE state IN ('connecting', 'transmitting'))
    OR EXISTS (
        SELECT 1 FROM delivery WHERE due_at <= :now
        AND connection_id NOT IN (SELECT connection_id FROM connection_state WHERE suspended_at IS NOT NULL)
    )
"""
"""Whether anything is due."""


@asynccontextmanager
async def upgraded(release: Release, home: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Upgraded]:
    """Open what a release left, and let the bot run on it until nothing is due."""
    release.put(home)
    began = release.made_at + STARTED_AFTER
    async with _running(release, home, release.kept["chats"], began, caplog) as bot:
        await bot.settle()
        yield bot


@asynccontextmanager
async def settled(release: Release, home: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Upgraded]:
    """The same a little later, with an empty mailbox: what was due is done once a process, and kept."""
    if release not in _SETTLED:
        async with upgraded(release, home, caplog) as bot:
            pass
        with closing(sqlite3.connect(home / "gonets.db")) as connection:
            _SETTLED[release] = connection.serialize(), chats_of(bot.sandbox), bot.clock()
    database, chats, now = _SETTLED[release]
    release.put(home)
    (home / "gonets.db").write_bytes(database)
    async with _running(release, home, chats, now, caplog) as bot:
        await bot.settle()
        yield bot


_SETTLED: dict[Release, tuple[bytes, JSON, datetime]] = {}


@asynccontextmanager
async def _running(
    release: Release, home: Path, chats: JSON, now: datetime, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Upgraded]:
    """Run the bot; it breaks no rule of the Bot API, and logs no error."""
    clock, sandbox = Going(now), Sandbox(token=TOKEN)
    sandbox.mail.user, sandbox.mail.password = LOGIN
    put_chats(sandbox, chats, datetime.now(UTC))
    async with sandbox, open_database(f"sqlite://{home / 'gonets.db'}"):
        product = Product(sandbox, home, clock=clock)
        with leading_to(dict.fromkeys(HOSTS, sandbox.smtp_port)):
            await product.start()
            try:
                yield Upgraded(release, product, clock)
            finally:
                await product.stop()
        assert sandbox.violations == []
        logged = (*caplog.get_records("setup"), *caplog.get_records("call"))
        assert [record.getMessage() for record in logged if record.levelno >= logging.ERROR] == []
