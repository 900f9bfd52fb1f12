"""An address that a person pastes into the terminal: it holds a code, so nothing of it is shown."""

import asyncio
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

from bot.cli import Failure
from bot.cli.redirect import answer_in
from bot.cli.words import text


async def address_pasted(seconds: float) -> Mapping[str, str]:
    """Wait for a line and return the parameters of the address in it; raises TimeoutError, and Failure for no address.

    What is pasted without a line's end is not seen before Enter is pressed.
    """
    with _unseen():
        async with asyncio.timeout(seconds):
            line = await _line()
    try:
        answer = answer_in(parse_qsl(urlsplit(line.strip()).query, keep_blank_values=True))
    except ValueError:
        answer = None
    if answer is None:
        raise Failure(text("authorize-not-an-answer"))
    return answer


async def _line() -> str:
    loop = asyncio.get_running_loop()
    readable = loop.create_future()

    def ready() -> None:
        if not readable.done():
            readable.set_result(None)

    try:
        loop.add_reader(sys.stdin, ready)
    except (PermissionError, ValueError, OSError):
        return sys.stdin.readline()  # a file: there is nothing to wait for
    try:
        await readable
    finally:
        loop.remove_reader(sys.stdin)
    return sys.stdin.readline()


@contextmanager
def _unseen() -> Iterator[None]:
    """Let the terminal show nothing of what is typed, as for a password."""
    if not sys.stdin.isatty():
        yield
        return
    import termios

    before = termios.tcgetattr(sys.stdin)
    silent = termios.tcgetattr(sys.stdin)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, silent)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
