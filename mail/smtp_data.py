"""A small step over aiosmtplib's protocol: many commands at once, and the final dot apart from the content."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import cast

from aiosmtplib import SMTPReadTimeoutError, SMTPResponse, SMTPResponseException, SMTPServerDisconnected
from aiosmtplib.protocol import SMTPProtocol

from domain.messages.sending import Pieces

CHUNK = 128 * 1024
LARGE = 256 * 1024
"""From how many bytes on content is prepared in a thread: it would hold the loop."""

_MAX_ANSWER = 64 * 1024
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_LONE = re.compile(rb"\r\n|\r|\n")


@dataclass(slots=True, eq=False)
class Asked:
    """What was written together: how many answers it has, those that came, and whether all did.

    `patience` is how many seconds they may take from when all that was asked before is answered; None: as long as
    it takes.
    """

    count: int
    patience: float | None
    done: "asyncio.Future[None]"
    answers: list[SMTPResponse] = field(default_factory=list)


class LetterProtocol(SMTPProtocol):
    """One connection's protocol. Each method raises SMTPServerDisconnected or a time-out, and no other may follow.

    Answers are given to what was asked in its order. One timer watches the connection, whatever is asked on it.
    """

    def __init__(self) -> None:
        super().__init__(asyncio.get_running_loop())
        self._asked: deque[Asked] = deque()
        self._deadline: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._dot: Asked | None = None
        self._ahead = b""

    async def ask(self, commands: Sequence[bytes], timeout: float) -> list[SMTPResponse]:  # noqa: ASYNC109
        """Write commands together and return their answers (RFC 2920). Raises BrokenOff with those that came."""
        lines = _lines(commands)
        try:
            self._check_step()
            self.write(lines)
        except (SMTPResponseException, OSError) as error:
            raise BrokenOff([], error) from error
        return await self.answers_to(self._expect(len(commands), timeout))

    async def answers_to(self, asked: Asked) -> list[SMTPResponse]:
        """Return the answers to what was asked. Raises BrokenOff with those that came."""
        try:
            await asked.done
            self._check_step()
        except (SMTPResponseException, OSError) as error:
            raise BrokenOff(asked.answers, error) from error
        return asked.answers

    async def read_response(self, timeout: float | None = None) -> SMTPResponse:  # noqa: ASYNC109
        """Return what the server says next: its greeting, or the answer to what aiosmtplib has written."""
        asked = self._expect(1, timeout)
        self._read()
        if not asked.done.done() and not self.is_connected:
            self._fail(SMTPServerDisconnected("Connection lost"))
        await asked.done
        return asked.answers[0]

    async def start_tls(
        self,
        tls_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> SMTPResponse:
        """Begin TLS, unless something was said that nobody had asked for: somebody else may have put it there."""
        self._check_step()
        return await super().start_tls(tls_context, server_hostname, timeout)

    async def write_content(self, content: bytes | Pieces, timeout: float) -> None:  # noqa: ASYNC109
        """Write all but the final dot, and return when it is on its way. Raises AnsweredEarly if the server did.

        `timeout` is how long each piece may take, in seconds. Raises Unreadable when the content cannot be read.
        """
        self._check_step()
        self._dot = self._expect(1, None)
        transport = cast("asyncio.WriteTransport | None", self.transport)
        if transport is not None:
            # So that draining waits for all of it; with 0 asyncio's TLS would pause and never resume.
            transport.set_write_buffer_limits(high=1, low=0)
        async for prepared in _prepared(content):
            for start in range(0, len(prepared), CHUNK):
                self.write(prepared[start : start + CHUNK])
                if transport is None or transport.get_write_buffer_size():
                    async with asyncio.timeout(timeout):
                        await self._drain_helper()
                self.check_silence()

    def check_silence(self) -> None:
        """Raise when the server has spoken (AnsweredEarly if it is an answer) or gone before the final dot."""
        if self._dot is not None and self._dot.done.done():
            self._dot.done.result()
            raise AnsweredEarly(self._dot.answers[0])
        self._check_step()
        if not self.is_connected:
            raise SMTPServerDisconnected("Connection lost")

    def say_ahead(self, commands: Sequence[bytes], timeout: float) -> Asked:
        """Let commands go with the final dot that is written next, in one piece (RFC 2920 section 3.1)."""
        self._ahead = _lines(commands)
        return self._expect(len(commands), timeout)

    async def write_dot(self, timeout: float) -> SMTPResponse:  # noqa: ASYNC109
        """Write the final dot, and what was to go with it; return the dot's answer."""
        ahead, self._ahead = self._ahead, b""
        dot, self._dot = self._dot, None
        if dot is None:
            raise RuntimeError("no content was written")
        dot.patience = timeout
        self._start_clock()
        self.write(b".\r\n" + ahead)
        await dot.done
        return dot.answers[0]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection; what is awaited on it is ours alone."""
        super().connection_made(transport)
        self._response_waiter = None

    def data_received(self, data: bytes) -> None:
        """Give answers to what was asked, in its order.

        What comes unasked is kept, and noticed by the next step: dropped, it would hide that answers are one behind.
        """
        self._buffer.extend(data if self._asked else data[: _MAX_ANSWER - len(self._buffer)])
        self._read()

    def eof_received(self) -> bool:
        """Nothing more will be answered."""
        self._fail(SMTPServerDisconnected("Unexpected EOF received"))
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell everybody who waits for an answer."""
        super().connection_lost(exc)
        error = SMTPServerDisconnected("Connection lost")
        error.__cause__ = exc
        self._fail(error)
        if self._timer is not None:
            self._timer.cancel()

    def _expect(self, count: int, patience: float | None) -> Asked:
        asked = Asked(count, patience, self._loop.create_future())
        self._asked.append(asked)
        if len(self._asked) == 1:
            self._start_clock()
        return asked

    def _read(self) -> None:
        try:
            while self._asked and (answer := self._read_response_from_buffer()) is not None:
                asked = self._asked[0]
                asked.answers.append(answer)
                if len(asked.answers) < asked.count:
                    continue
                self._asked.popleft()
                self._start_clock()
                if not asked.done.done():
                    asked.done.set_result(None)
            if self._asked and len(self._buffer) > _MAX_ANSWER:
                raise SMTPResponseException(-1, "Response too long")  # noqa: TRY301 - one way out for both
        except SMTPResponseException as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Answer everything by what broke: with one answer missing nobody knows whose the next one is."""
        for asked in self._asked:
            if not asked.done.done():
                asked.done.set_exception(error)
                asked.done.exception()  # nobody may be waiting for it any more
        self._asked.clear()
        self._deadline = None

    def _check_step(self) -> None:
        """Raise when more was said than was asked: it would be read as the answer to what is said next."""
        if self._buffer:
            raise SMTPResponseException(-1, "More answers than commands")

    def _start_clock(self) -> None:
        """Count the time of what is to be answered next. The timer goes on as it is where it rings soon enough."""
        patience = self._asked[0].patience if self._asked else None
        if patience is None:
            self._deadline = None
            return
        self._deadline = self._loop.time() + patience
        if self._timer is not None and self._timer.when() > self._deadline:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._timer = self._loop.call_at(self._deadline, self._ring)

    def _ring(self) -> None:
        self._timer = None
        if self._deadline is None:
            return
        if self._loop.time() < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._ring)
        else:
            self._fail(SMTPReadTimeoutError("Timed out waiting for server response"))


class BrokenOff(Exception):
    """The conversation broke while answers were awaited; `answers` are those that came, `cause` is what broke it."""

    def __init__(self, answers: list[SMTPResponse], cause: Exception) -> None:
        super().__init__(str(cause))
        self.answers = answers
        self.cause = cause


class Unreadable(Exception):
    """The content cannot be read any further; why is the cause."""


class AnsweredEarly(Exception):
    """The server answered before the final dot: it will not take the letter."""

    def __init__(self, answer: SMTPResponse) -> None:
        super().__init__(str(answer.code))
        self.answer = answer


def _lines(commands: Sequence[bytes]) -> bytes:
    if any(map(_CONTROL.search, commands)):
        raise ValueError("a command holds a control character")
    return b"".join(command + b"\r\n" for command in commands)


async def _prepared(content: bytes | Pieces) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        yield await _aside(stuffed, content)
        return
    stuffing = Stuffing()
    yield await _aside(stuffing.more, content.first)
    try:
        async for piece in content.rest():
            yield await _aside(stuffing.more, piece)
    except Exception as error:
        raise Unreadable from error
    yield stuffing.end()


async def _aside(prepare: Callable[[bytes], bytes], content: bytes) -> bytes:
    return await asyncio.to_thread(prepare, content) if len(content) > LARGE else prepare(content)


def stuffed(content: bytes) -> bytes:
    """Return the content with CRLF line ends, leading dots doubled (RFC 5321 section 4.5.2), and a line end behind."""
    ends = content.count(b"\r\n")
    if content.count(b"\n") != ends or content.count(b"\r") != ends:
        content = _LONE.sub(b"\r\n", content)
    content = content.replace(b"\r\n.", b"\r\n..")
    if content.startswith(b"."):
        content = b"." + content
    return content if content.endswith(b"\r\n") else content + b"\r\n"


class Stuffing:
    """Does piece by piece what `stuffed` does to a whole content."""

    def __init__(self) -> None:
        self._kept = b""
        self._begins_line = True

    def more(self, piece: bytes) -> bytes:
        """Return what goes over the wire now; what may be half a line end waits for the next piece."""
        piece = self._kept + piece
        self._kept = b""
        if piece.endswith(b"\r"):
            piece, self._kept = piece[:-1], b"\r"
        if not piece:
            return b""
        ends_line = piece.endswith(b"\n")
        done = stuffed(piece)
        if not self._begins_line and piece.startswith(b"."):
            done = done[1:]
        if not ends_line and not piece.endswith(b"\r"):
            done = done[:-2]
        self._begins_line = done.endswith(b"\r\n")
        return done

    def end(self) -> bytes:
        """Return what ends the content: nothing where it ends with a line."""
        last, self._kept = self._kept, b""
        return b"" if self._begins_line and not last else b"\r\n"
