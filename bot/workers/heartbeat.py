"""The running bot's sign of life: a small file beside the database, written by the event loop that does the work."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.private_files import opened_private

log = logging.getLogger(__name__)

EVERY = 10.0
FRESH_FOR = timedelta(seconds=45)
"""Four beats: a machine that is busy for a moment is no reason to restart anything."""


def heartbeat_of(database: Path) -> Path:
    """Return the heartbeat's file of a database."""
    return database.with_name(f"{database.name}.heartbeat")


@asynccontextmanager
async def beating(path: Path, every: float = EVERY) -> AsyncIterator[None]:
    """Beat while the body runs. The loop itself writes, so that a loop that is stuck is seen."""
    failed: Exception | None = None
    async with asyncio.TaskGroup() as group:
        beats = group.create_task(_beat(path, every))
        try:
            yield
        except Exception as error:  # noqa: BLE001 - it goes on below, as it is and not as one of a group
            failed = error
        finally:
            beats.cancel()
            _forget(path)
    if failed is not None:
        raise failed


async def _beat(path: Path, every: float) -> None:
    told = False
    while True:
        error = _write(path)
        if error is not None and not told:
            log.warning("the heartbeat cannot be written (%s), `gonets health` will not see it", error.strerror)
        told = error is not None
        await asyncio.sleep(every)


def _write(path: Path) -> OSError | None:
    """Write a line; a disk that is full or read-only stops no bot."""
    try:
        with opened_private(path) as file:
            os.ftruncate(file, 0)
            os.write(file, f"{os.getpid()} {datetime.now(UTC).isoformat(timespec='seconds')}\n".encode())
    except OSError as error:
        return error
    return None


def _forget(path: Path) -> None:
    """Take it away, where the last beat was ours: another bot of the same home lives on."""
    with suppress(OSError):
        if path.read_text(encoding="utf-8").partition(" ")[0] == str(os.getpid()):
            path.unlink()


def age(path: Path, now: datetime) -> timedelta | None:
    """Return how long ago the last beat was, or None when there is none; a beat ahead of the clock counts likewise."""
    try:
        beaten = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    return abs(now - beaten)
