"""Files and folders that nobody else may read, whatever the umask is."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def make_folder(path: Path) -> None:
    """Make a folder where there is none; one that is there keeps the rights that somebody gave it."""
    if path.is_dir():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=FOLDER)
    except FileExistsError:
        if not path.is_dir():
            raise
        return
    path.chmod(FOLDER)


def make_file(path: Path) -> None:
    """Make an empty file where there is none."""
    with opened_private(path):
        """It is there now."""


@contextmanager
def opened_private(path: Path) -> Iterator[int]:
    """Open a file to read and write, made where there is none; what was made wider before is narrowed."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE)
    try:
        if stat.S_IMODE(os.fstat(handle).st_mode) != FILE:
            os.fchmod(handle, FILE)
        yield handle
    finally:
        os.close(handle)


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read or change it."""
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
    except OSError:
        return False
