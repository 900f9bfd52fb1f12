"""A small step over aiosmtplib's protocol: many commands at once, and the final dot apart from the content."""

import asyncio
import re
from collections.abc import Sequence
from typing import cast

from aiosmtplib import SMTPResponse, SMTPResponseException, SMTPServerDisconnected
from aiosmtplib.protocol import SMTPProtocol

CHUNK = 128 * 1024
LARGE = 256 * 1024
"""From how many bytes on content is prepared in a thread: it would hold the loop."""

_MAX_ANSWER = 64 * 1024
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")
_LONE = re.compile(rb"\r\n|\r|\n")


class LetterProtocol(SMTPProtocol):
    """One connection's protocol. Each method raises SMTPServerDisconnected or a time-out, and no other may follow."""

    def __init__(self) -> None:
        super().__init__(asyncio.get_running_loop())
        self._answers: list[SMTPResponse] = []
        self._asked = 0

    async def ask(self, commands: Sequence[bytes], timeout: float) -> list[SMTPResponse]:  # noqa: ASYNC109
        """Write commands together and return their answers (RFC 2920). Raises BrokenOff with those that came."""
        if any(map(_CONTROL.search, commands)):
            raise ValueError("a command holds a control character")
        self._answers, self._asked = [], len(commands)
        self._response_pending = True
        try:
            self._check_step()
            self.write(b"".join(command + b"\r\n" for command in commands))
            await self.read_response(timeout)
            self._check_step()
        except (SMTPResponseException, OSError) as error:
            raise BrokenOff(self._answers, error) from error
        finally:
            self._asked = 0
        return self._answers

    async def write_content(self, content: bytes, timeout: float) -> None:  # noqa: ASYNC109
        """Write all but the final dot, and return when it is on its way. Raises AnsweredEarly if the server did.

        `timeout` is how long each piece may take, in seconds.
        """
        prepared = await asyncio.to_thread(stuffed, content) if len(content) > LARGE else stuffed(content)
        self._check_step()
        self._response_pending = True
        transport = cast("asyncio.WriteTransport | None", self.transport)
        if transport is not None:
            # So that draining waits for all of it; with 0 asyncio's TLS would pause and never resume.
            transport.set_write_buffer_limits(high=1, low=0)
        for start in range(0, len(prepared), CHUNK):
            self.write(prepared[start : start + CHUNK])
            if transport is None or transport.get_write_buffer_size():
                await asyncio.wait_for(self._drain_helper(), timeout)
            await self.check_silence()

    async def check_silence(self) -> None:
        """Raise when the server has spoken (AnsweredEarly if it is an answer) or gone before the final dot."""
        if self._response_waiter is None or self._response_waiter.done():
            raise AnsweredEarly(await self.read_response(0))
        self._check_step()
        if not self.is_connected:
            raise SMTPServerDisconnected("Connection lost")

    def _check_step(self) -> None:
        """Raise when more was said than was asked: it would be read as the answer to what is said next."""
        if self._buffer:
            raise SMTPResponseException(-1, "More answers than commands")

    async def write_dot(self, timeout: float) -> SMTPResponse:  # noqa: ASYNC109
        """Write the final dot and return the answer."""
        self._response_pending = True
        self.write(b".\r\n")
        return await self.read_response(timeout)

    def data_received(self, data: bytes) -> None:
        """Take several answers where several commands were written together; aiosmtplib would lose all but one.

        What comes unasked is kept, and noticed by the next step: dropped, it would hide that answers are one behind.
        """
        waiter = self._response_waiter
        if waiter is not None and (waiter.done() or not self._response_pending):
            self._buffer.extend(data[: _MAX_ANSWER - len(self._buffer)])
            return
        if self._asked <= 1 or waiter is None:
            super().data_received(data)
            if self._asked == 1 and waiter is not None and waiter.done() and waiter.exception() is None:
                self._answers = [waiter.result()]
            return
        self._buffer.extend(data)
        try:
            while len(self._answers) < self._asked and (answer := self._read_response_from_buffer()) is not None:
                self._answers.append(answer)
            if len(self._buffer) > _MAX_ANSWER:
                raise SMTPResponseException(-1, "Response too long")  # noqa: TRY301 - one way out for both
        except SMTPResponseException as error:
            self._set_response_exception(waiter, error)
            return
        if len(self._answers) == self._asked:
            waiter.set_result(self._answers[-1])


class BrokenOff(Exception):
    """The conversation broke while answers were awaited; `answers` are those that came, `cause` is what broke it."""

    def __init__(self, answers: list[SMTPResponse], cause: Exception) -> None:
        super().__init__(str(cause))
        self.answers = answers
        self.cause = cause


class AnsweredEarly(Exception):
    """The server answered before the final dot: it will not take the letter."""

    def __init__(self, answer: SMTPResponse) -> None:
        super().__init__(str(answer.code))
        self.answer = answer


def stuffed(content: bytes) -> bytes:
    """Return the content with CRLF line ends, leading dots doubled (RFC 5321 section 4.5.2), and a line end behind."""
    ends = content.count(b"\r\n")
    if content.count(b"\n") != ends or content.count(b"\r") != ends:
        content = _LONE.sub(b"\r\n", content)
    content = content.replace(b"\r\n.", b"\r\n..")
    if content.startswith(b"."):
        content = b"." + content
    return content if content.endswith(b"\r\n") else content + b"\r\n"
