"""Looking for damage in a database file, for so long as one is ready to wait."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from storage.trouble import kind_of

_STEPS = 20_000
"""After how many of SQLite's steps the time is looked at: a few milliseconds."""


def damage_in(path: Path, seconds: float) -> str | None:
    """Return what SQLite's quick_check finds; None when it finds nothing, or nothing within so long.

    It reads every page once, so a large file takes its time; whatever else is in its way is no damage.
    """
    ends = time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=seconds)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return str(error) if kind_of(error) == "damaged" else None
    return None if found == "ok" else str(found)


def has_tables(path: Path) -> bool:
    """Whether there is anything in the file: SQLite takes one without a byte for a database."""
    try:
        if path.stat().st_size == 0:
            return False
    except FileNotFoundError:
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return True  # what is wrong with it is said when it is opened
