"""A copy becomes the database: prepared aside completely, then put in the place of the old file in one step."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tortoise.exceptions import OperationalError

from domain.errors import DatabaseTrouble
from domain.private_files import make_file, make_folder
from storage.app import our_migrations
from storage.database import SqliteFile, applied_migrations, migrate, opening_locked
from storage.repositories.restoring import ReadyAgain, ready_again
from storage.secrets import KEY_FILE, SecretBox, write_key
from storage.sqlite.copies import (
    Contents,
    CopyUnusable,
    check_kind,
    damaged,
    is_sqlite,
    look_into,
    sync_folder,
    write_copy,
)
from storage.statements import drive
from storage.trouble import kind_of, trouble_of

BUSY_SECONDS = 10.0
UNFINISHED = ".restoring"
"""What the new database is called behind the name of the old one, until it is put in place."""

_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a copy has become, ready to be put in place."""

    contents: Contents
    again: ReadyAgain


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was replaced, where it lies now; None where there was nothing."""

    database: Path | None
    key: Path | None


class Restoration:
    """Makes a copy the database of `file`. Whoever uses it holds the bot's lock."""

    def __init__(self, file: SqliteFile, home: Path, now: datetime) -> None:
        self._path = file.path
        self._home = home
        self._now = now
        self._part = SqliteFile(file.path.with_name(f"{file.path.name}{UNFINISHED}"))

    @property
    def part(self) -> Path:
        """Where the new database is until it is put in place."""
        return self._part.path

    async def prepare(self, copy: Path, box: SecretBox | None, morning: Callable[[datetime], datetime]) -> Prepared:
        """Make the new database beside the old one; raises CopyUnusable. `box` is None where there is no key at all."""
        part = self._part.path
        self.discard()
        try:
            make_folder(part.parent)
            make_file(part)
            check_kind(copy, copy)
            write_copy(copy, part, at_rest=True)
            contents = look_into(part, copy)
            _check_version(part, copy)
            await migrate(self._part, copy_first=False)
            with _writing(part) as connection:
                again = drive(connection, ready_again(box, self._now, morning, _newest_update(self._path)))
        except (sqlite3.Error, OperationalError, DatabaseTrouble) as error:
            self.discard()
            raise _failed(error, copy) from error
        except BaseException:
            self.discard()
            raise
        return Prepared(contents, again)

    def install(self, key: str | None = None) -> Replaced:
        """Put it in place of the old file, which is kept; with a key, put that in place too.

        Up to the last step the old database is the database.
        """
        stamp = f"before-restore-{self._now.astimezone():%Y%m%d-%H%M%S}"
        kept_key = None
        try:
            with opening_locked(self._path):
                kept = self._keep_database(stamp)
                if key is not None:
                    kept_key = _aside(self._home / KEY_FILE, stamp)
                    write_key(self._home / KEY_FILE, key)
                self._part.path.replace(self._path)
                sync_folder(self._path.parent)
        finally:
            self.discard()
        return Replaced(kept, kept_key)

    def discard(self) -> None:
        """Take away what an earlier attempt has left."""
        for suffix in ("", *_BESIDE):
            self._part.path.with_name(f"{self._part.path.name}{suffix}").unlink(missing_ok=True)

    def _keep_database(self, stamp: str) -> Path | None:
        """Keep the old file under another name as well, whole; its log goes into it, or lies beside where it cannot."""
        # What has lost its very beginning is not opened: SQLite would throw the log away.
        if self._path.exists() and is_sqlite(self._path):
            try:
                with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as connection:
                    connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            except sqlite3.DatabaseError as error:
                # A damaged file is what is being replaced: it is kept as it lies.
                if kind_of(error) in {"locked", "readonly", "full", "disk"}:
                    raise trouble_of(error) from error
        kept = _aside(self._path, stamp)
        for suffix in _BESIDE:
            # The log of the old file would be read into the new one.
            beside = self._path.with_name(f"{self._path.name}{suffix}")
            if beside.exists():
                name = kept or self._path.with_name(f"{self._path.name}.{stamp}")
                beside.replace(name.with_name(f"{name.name}{suffix}"))
        return kept


def _aside(path: Path, stamp: str) -> Path | None:
    """Give a file a second name, so that the first one never misses; None when there is no file."""
    if not path.exists():
        return None
    kept = path.with_name(f"{path.name}.{stamp}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.{stamp}-{number}")
    try:
        kept.hardlink_to(path)
    except OSError:
        shutil.copy2(path, kept)
    return kept


def _check_version(part: Path, copy: Path) -> None:
    newer = applied_migrations(part) - our_migrations()
    if newer:
        raise CopyUnusable(", ".join(sorted(newer)), kind="newer", reason="", path=str(copy))


def _failed(error: Exception, copy: Path) -> BaseException:
    """Tell a copy that is damaged from a disk that does not let us write."""
    return damaged(error, copy) if kind_of(error) in {None, "damaged"} else trouble_of(error)


def _newest_update(path: Path) -> int | None:
    """Return the newest update that the old database has seen: Telegram may give it again, and it is done."""
    if not path.exists() or not is_sqlite(path):
        return None
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            newest: int | None = connection.execute('SELECT MAX(id) FROM "update"').fetchone()[0]
    except sqlite3.DatabaseError:
        return None
    return newest


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Write in one transaction, and leave one file without a log."""
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
