"""A scripted SMTP server over real sockets, and the settings to reach it."""

import asyncio
import base64
import hmac
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import pytest
import trustme

from domain.messages.sending import Envelope, SmtpSettings

DROP = "<drop>"
"""Close instead of answering (FIN)."""
RESET = "<reset>"
"""Tear the connection down instead of answering (RST)."""
SILENCE = "<silence>"
"""Never answer; as the answer to LISTEN: do not even accept."""
HALF = "<half>"
"""Say half of the usual answer, then close."""
SLOWLY = "<slowly>"
"""Give the usual answer, a byte at a time."""
HELD = "<held>"
"""Give the usual answer together with the next one: what that answers must have come before."""
NOBODY = "<nobody>"
"""As the answer to LISTEN: refuse connections."""

LETTER = b"Subject: x\r\n\r\nfirst\r\n.\r\n..\r\nlast\r\n"
LARGE_LETTER = b"Subject: x\r\n\r\n" + (b"x" * 998 + b"\r\n") * 8000
"""More than the buffers between the two sides hold."""
ENVELOPE = Envelope("robot@firma.test", ("ivan@firma.test",))
PATIENCE = 5.0
"""Seconds for each of the server's answers; where it is silent a test lets them be over at once."""


async def agree(*_: object) -> bool:
    return True


class ScriptedServer:
    """An SMTP server that answers by a script: `answers` maps a verb to an answer, or to answers in turn.

    Besides SMTP's verbs there are LISTEN, CONNECT (the greeting), TLS (the handshake), `EHLO TLS` (the one after it),
    `RCPT <address>`, `AUTH <mechanism>` (each line of its exchange has an answer), CONTENT (in the middle of it) and
    DOT.
    """

    def __init__(
        self,
        answers: Mapping[str, str | list[str]] | None = None,
        *,
        offers: tuple[str, ...] = ("PIPELINING", "SIZE 50000000", "8BITMIME"),
        tls: ssl.SSLContext | None = None,
        start_tls: ssl.SSLContext | None = None,
        login: tuple[str, str] | None = None,
        encoding: str = "utf-8",
    ) -> None:
        self._encoding = encoding
        self.answers = {verb: list(one) if isinstance(one, list) else one for verb, one in (answers or {}).items()}
        self.offers = offers
        self.commands: list[str] = []
        self.letters: list[bytes] = []
        self.seen = bytearray()
        self.connections = 0
        self.closed = 0
        self.on_silence: Callable[[], None] = lambda: None
        self.changed = asyncio.Condition()
        self.ended = asyncio.Event()
        self.port = 0
        self._tls = tls
        self._start_tls = start_tls
        self._login = login
        # With the protocol named asyncio sets TCP_NODELAY: answers go out one by one, as they are given.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._in_the_way: list[socket.socket] = []
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._held = b""

    async def __aenter__(self) -> "ScriptedServer":
        # Small, so that a server that stops reading is felt within a few megabytes.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        listening = self.answers.pop("LISTEN", None)
        if listening == SILENCE:
            self._socket.listen(0)
            for _ in range(3):
                full = socket.socket()
                full.setblocking(False)
                full.connect_ex(("127.0.0.1", self.port))
                self._in_the_way.append(full)
        elif listening is None:
            await self._start()
        return self

    async def mend(self) -> None:
        """Forget the script: from now on all is well."""
        self.answers.clear()
        for full in self._in_the_way:
            full.close()
        if self._server is None:
            await self._start()

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._serve, sock=self._socket)

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        for waiting in (self._socket, *self._in_the_way):
            waiting.close()
        self.ended.set()
        for writer in list(self._writers):
            writer.transport.abort()
        await self.until(lambda: self.closed == self.connections)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(60), self.changed:
            await self.changed.wait_for(true)

    async def interrupt(self, answer: str) -> None:
        """Say something unasked on the one connection there is, or end it."""
        (writer,) = self._writers
        if answer == RESET:
            _reset(writer)
            writer.transport.abort()
        elif answer == DROP:
            writer.write_eof()
        else:
            writer.write(answer.encode() + b"\r\n")
            if answer.startswith("421"):
                writer.write_eof()

    def admit(self, user: str, password: str) -> None:
        """Let these in from now on, and nobody else."""
        self._login = (user, password)

    def verbs(self) -> list[str]:
        return [command.split(" ")[0].split(":")[0] for command in self.commands]

    async def _notice(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
                if self._tls is not None:
                    # The first thing, before a byte of the handshake is read as SMTP.
                    await self._handshake(reader, writer, self._tls)
                await self._notice()
                await self._talk(reader, writer)
        finally:
            writer.transport.abort()
            self._writers.discard(writer)
            self.closed += 1
            await self._notice()

    def _answer(self, verb: str, usual: str) -> str:
        answer = self.answers.get(verb, usual)
        if isinstance(answer, list):
            return answer.pop(0) if answer else usual
        return answer

    async def _say(self, writer: asyncio.StreamWriter, reader: asyncio.StreamReader, verb: str, usual: str) -> str:
        answer = self._answer(verb, usual)
        if answer == SILENCE:
            self.on_silence()
            # In mid content it must not even read, or the client could write everything.
            await (self.ended.wait() if verb == "CONTENT" else reader.read())
            raise ConnectionResetError
        if answer == RESET:
            # A RST overtakes what was said before; with that read it is known which answer is missing.
            await round_trip()
            _reset(writer)
            raise ConnectionResetError
        if answer == DROP:
            await _hang_up(reader, writer)
        if answer == HALF:
            writer.write(usual[: len(usual) // 2].encode())
            await _hang_up(reader, writer)
        if answer == SLOWLY:
            for letter in usual + "\r\n":
                await asyncio.sleep(0.001)
                writer.write(letter.encode())
            return usual
        if answer == HELD:
            self._held += usual.encode() + b"\r\n"
            return usual
        held, self._held = self._held, b""
        writer.write(held + answer.encode(self._encoding) + b"\r\n")
        await writer.drain()
        if answer.startswith("421"):
            await _hang_up(reader, writer)
        return answer

    async def _handshake(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, context: ssl.SSLContext
    ) -> None:
        answer = self._answer("TLS", "")
        if answer == SLOWLY:
            transport = writer.transport
            assert isinstance(transport, asyncio.ReadTransport)
            transport.pause_reading()
            await asyncio.sleep(0.05)
        elif answer:
            await reader.read(1)
            self.answers["TLS"] = [answer]
            await self._say(writer, reader, "TLS", "")
            await _hang_up(reader, writer)
        await writer.start_tls(context)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        has_sender, recipients, secured = False, 0, False
        await self._say(writer, reader, "CONNECT", "220 scripted.test ESMTP")
        while line := (await reader.readline()).decode():
            command = line.rstrip("\r\n")
            self.commands.append(command)
            await self._notice()
            verb = command.split(" ")[0].split(":")[0].upper()
            if verb == "EHLO":
                own = "EHLO TLS" if secured else "EHLO"
                await self._say(writer, reader, own, "\r\n".join(self._ehlo(secured=secured)))
            elif verb == "STARTTLS" and self._start_tls is not None:
                answer = await self._say(writer, reader, "STARTTLS", "220 go on")
                if answer.startswith("220"):
                    await self._handshake(reader, writer, self._start_tls)
                    secured = True
            elif verb == "AUTH":
                await self._auth(reader, writer, command)
            elif verb == "MAIL":
                answer = await self._say(writer, reader, verb, "250 2.1.0 Ok")
                has_sender, recipients = answer.startswith("250"), 0
            elif verb == "RCPT":
                own = f"RCPT {command.partition('<')[2].partition('>')[0]}"
                usual = "250 2.1.5 Ok" if has_sender else "503 5.5.1 No sender"
                answer = await self._say(writer, reader, own if own in self.answers else "RCPT", usual)
                recipients += answer.startswith("250")
            elif verb == "DATA":
                usual = "354 go on" if recipients else "503 5.5.1 No recipients"
                answer = await self._say(writer, reader, "DATA", usual)
                if answer.startswith("354"):
                    await self._content(reader, writer)
                    has_sender, recipients = False, 0
            elif verb == "QUIT":
                await self._say(writer, reader, "QUIT", "221 bye")
                return
            else:
                await self._say(writer, reader, verb, "250 2.0.0 Ok")

    def _ehlo(self, *, secured: bool) -> list[str]:
        offers = [*self.offers]
        if self._start_tls is not None and not secured:
            offers.append("STARTTLS")
        if self._login is not None and not any(offer.startswith("AUTH") for offer in offers):
            offers.append("AUTH LOGIN PLAIN")
        lines = ["scripted.test", *offers]
        return [f"250{' ' if number == len(lines) - 1 else '-'}{one}" for number, one in enumerate(lines)]

    async def _content(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.seen = seen = bytearray()
        while line := await reader.readline():
            seen += line
            await self._notice()
            if line == b".\r\n":
                break
            if "CONTENT" in self.answers:
                if self.answers["CONTENT"] == [SLOWLY]:
                    await asyncio.sleep(0.05)
                else:
                    await self._say(writer, reader, "CONTENT", "")
                del self.answers["CONTENT"]
        else:
            raise ConnectionResetError
        self.letters.append(bytes(seen.removesuffix(b".\r\n")))
        self.commands.append("<dot>")
        await self._say(writer, reader, "DOT", "250 2.0.0 Ok: queued as 42")

    async def _auth(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, command: str) -> None:
        words = command.split(" ")
        if f"AUTH {words[1]}" in self.answers:
            await self._scripted_auth(reader, writer, words)
            return
        if words[1] == "PLAIN":
            if len(words) == 2:  # what is too long for one line comes on a line of its own
                writer.write(b"334 \r\n")
                words.append((await reader.readline()).decode().strip())
            _, user, password = base64.b64decode(words[2]).decode().split("\0")
        elif words[1] == "LOGIN":
            given = []
            for question in (b"Username:", b"Password:"):
                writer.write(b"334 " + base64.b64encode(question) + b"\r\n")
                given.append(base64.b64decode(await reader.readline()).decode())
            user, password = given
        else:
            writer.write(b"334 " + base64.b64encode(b"<1@test>") + b"\r\n")
            user, digest = base64.b64decode(await reader.readline()).decode().split(" ")
            secret = self._login[1] if self._login else ""
            right = hmac.new(secret.encode(), b"<1@test>", "md5").hexdigest()
            password = secret if digest == right else ""
        fine = (user, password) == self._login
        await self._say(writer, reader, "AUTH", "235 2.7.0 Ok" if fine else "535 5.7.8 Authentication failed")

    async def _scripted_auth(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, words: list[str]
    ) -> None:
        """Answer each line as the script says, and right credentials at its end by 235."""
        given = words[2:]
        answer = "334"
        while answer.startswith("334"):
            fine = self._login is not None and all(part in _decoded(given) for part in self._login)
            usual = "235 2.7.0 Ok" if fine else "535 5.7.8 Authentication failed"
            answer = await self._say(writer, reader, f"AUTH {words[1]}", usual)
            if answer.startswith("334"):
                given = [*given, (await reader.readline()).decode().rstrip("\r\n")]
                self.commands.append(given[-1])
                if given[-1] == "*":
                    await self._say(writer, reader, "*", "501 5.7.0 Cancelled")
                    return


def _decoded(lines: list[str]) -> str:
    return " ".join(base64.b64decode(line + "===").decode("utf-8", "replace") for line in lines)


async def _hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Close so that what was said before arrives: closing with words of the client unread would be a RST."""
    if writer.can_write_eof():
        writer.write_eof()
        await reader.read()
    raise ConnectionResetError


def _reset(writer: asyncio.StreamWriter) -> None:
    """Let the closing that follows be a RST."""
    connected: socket.socket = writer.get_extra_info("socket")
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Serve = Callable[..., Awaitable[ScriptedServer]]


async def round_trip() -> None:
    """Go once through the kernel on another connection, behind everything that was written before."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readline())
        writer.close()

    async with await asyncio.start_server(echo, "127.0.0.1", 0) as server:
        for _ in range(3):
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"x\n")
            assert await reader.readline() == b"x\n"
            writer.close()
            await writer.wait_closed()


def jump(monkeypatch: pytest.MonkeyPatch, seconds: float = PATIENCE + 1) -> None:
    """Let so many seconds be over at once, for everybody who waits in this loop."""
    loop = asyncio.get_running_loop()
    before = loop.time
    monkeypatch.setattr(loop, "time", lambda: before() + seconds)


def jump_at_the_next_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the patience be over as soon as somebody waits for a connection: nothing else tells when one hangs."""
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect

    async def connecting(*where: Any) -> None:
        monkeypatch.setattr(loop, "sock_connect", connect)
        loop.call_soon(jump, monkeypatch)
        await connect(*where)

    monkeypatch.setattr(loop, "sock_connect", connecting)


def settings_for(port: int, **named: Any) -> SmtpSettings:
    usual: dict[str, Any] = {
        "key": "mail:1",
        "host": "127.0.0.1",
        "port": port,
        "sender_address": "robot@firma.test",
        "encryption": "none",
        "timeout": PATIENCE,
    }
    return SmtpSettings(**usual | named)


def server_context(ca: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(*names).configure_cert(context)
    return context
