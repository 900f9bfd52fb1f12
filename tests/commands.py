"""Commands of the product in processes of their own: they have the settings that a test gives them, and no others."""

import os
import socket
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from typing import IO

from tests.copies import begin_copy


async def begin(module: str, *arguments: str, settings: Mapping[str, str], stderr: IO[bytes] | None = None) -> Process:
    """Start `python -m module`, and read what it says by `until_it_says`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
    return await begin_copy(module, *arguments, env={**clean, **settings}, stdout=PIPE, stderr=stderr)


async def until_it_says(process: Process, words: str) -> bool:
    """Wait until a line of its output has the words; False where it has ended before."""
    assert process.stdout is not None
    while line := await process.stdout.readline():
        if words in line.decode():
            return True
    return False


async def kill(process: Process) -> None:
    """Kill it where it has not ended, and wait for its end."""
    if process.returncode is None:
        process.kill()
    await process.communicate()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
