"""One bot for one database file: an operating system's lock, which a killed process leaves free."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process has the lock; `pid` is what it wrote down."""

    def __init__(self, pid: str) -> None:
        super().__init__(f"process {pid}")
        self.pid = pid


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Hold the lock of a database file; raises AlreadyRunning at once when somebody has it."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_name(f"{database.name}.run-lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyRunning(file.read().strip() or "?") from None
        with suppress(OSError):  # on a full disk the number is missing, and the lock holds all the same
            file.truncate(0)
            os.write(file.fileno(), str(os.getpid()).encode())
        yield
