"""Copies of the database: taken while it is in use, whole or not at all, and looked into before they are trusted."""

import glob
import os
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from domain.errors import GonetsError
from domain.private_files import FILE
from storage.trouble import reason_of

BUSY_SECONDS = 30.0
AN_HOUR = 3600.0
_MAGIC = b"SQLite format 3\0"
_OURS = frozenset({"tortoise_migrations", "connection", "scenario_run", "delivery", "recipient", "report", "update"})


class CopyNotMade(GonetsError):
    """The copy could not be written, and nothing is left of it."""

    key = "error-copy-not-made"


class CopyUnusable(GonetsError):
    """The file is no database of ours, is damaged, or was made by a newer version."""

    key = "error-copy-unusable"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a copy: for the person to see that it is the right one."""

    size: int
    records: int
    letters: int


def take_copy(source: Path, target: Path) -> Contents:
    """Copy a database that may be in use, check the copy, and put it in its place in one step; its mode is 0600.

    Raises CopyNotMade and CopyUnusable; an older file of that name is untouched then.
    """
    try:
        _sweep_up(target)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _not_made(error, target) from error
    os.close(handle)
    part = Path(name)
    try:
        part.chmod(FILE)
        write_copy(source, part)
        contents = look_into(part, source)
        part.replace(target)
        sync_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise _not_made(error, target) from error
    finally:
        part.unlink(missing_ok=True)
    return contents


def write_copy(source: Path, part: Path, *, at_rest: bool = False) -> None:
    """Write what `source` holds at this moment into one file that needs no log beside it, and see it on the disk.

    `at_rest`: nobody uses the source, and it is not to be changed, even where it could be.
    """
    how = "mode=rw"
    if at_rest:
        # A whole file is read as it lies, on a read-only disk too; one with its log beside it only with the log.
        how = "mode=ro" if source.with_name(f"{source.name}-wal").exists() else "immutable=1"
    uri = f"{source.absolute().as_uri()}?{how}"
    with (
        closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as before,
        closing(sqlite3.connect(part, isolation_level=None)) as after,
    ):
        before.backup(after)
        after.execute("PRAGMA journal_mode = DELETE").fetchone()
    sync_file(part)


def look_into(path: Path, named: Path) -> Contents:
    """Return what a copy holds; raises CopyUnusable when it is damaged or no database of ours, by the name `named`."""
    check_kind(path, named)
    with closing(sqlite3.connect(path)) as connection:
        try:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise damaged(found, named)
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables >= _OURS:
                raise CopyUnusable("other tables", kind="foreign", reason="", path=str(named))
            records, letters = (
                connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
                for table in ("record", "delivery WHERE state <> 'staged'")
            )
        except sqlite3.DatabaseError as error:
            raise damaged(error, named) from error
    return Contents(path.stat().st_size, records, letters)


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as SQLite's do: SQLite itself takes an empty one for a database."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def check_kind(path: Path, named: Path) -> None:
    """Raise CopyUnusable when the file is no SQLite file at all."""
    if not is_sqlite(path):
        raise CopyUnusable("no SQLite file", kind="foreign", reason="", path=str(named))


def damaged(reason: object, named: Path) -> CopyUnusable:
    """Return the error that says so."""
    return CopyUnusable(str(reason), kind="damaged", reason=str(reason), path=str(named))


def sync_file(path: Path) -> None:
    """Wait until the disk has the file."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the disk has the folder's names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep_up(target: Path) -> None:
    """Take away what a copy that was killed has left; what is younger may be another one at work."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        if time.time() - left.stat().st_mtime > AN_HOUR:
            left.unlink(missing_ok=True)


def _not_made(error: Exception, target: Path) -> CopyNotMade:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return CopyNotMade(str(error), kind=reason_of(error) or "other", reason=reason, path=str(target))
