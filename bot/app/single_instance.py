"""One bot for one database file: an operating system's lock, which a killed process leaves free."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from domain.private_files import make_folder, opened_private


class AlreadyRunning(Exception):
    """Another process has the lock; `pid` is what it wrote down."""

    def __init__(self, pid: str) -> None:
        super().__init__(f"process {pid}")
        self.pid = pid


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Hold the lock of a database file; raises AlreadyRunning at once when somebody has it."""
    make_folder(database.parent)
    with opened_private(database.with_name(f"{database.name}.run-lock")) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(os.pread(file, 20, 0).decode("ascii", "replace").strip() or "?") from None
        with suppress(OSError):  # on a full disk the number is missing, and the lock holds all the same
            os.ftruncate(file, 0)
            os.pwrite(file, str(os.getpid()).encode(), 0)
        yield
