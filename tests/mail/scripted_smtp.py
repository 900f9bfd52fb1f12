"""A scripted SMTP server over real sockets, and the settings to reach it."""

import asyncio
import base64
import hmac
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import trustme

from domain.messages.sending import Envelope, SmtpSettings

DROP = "<drop>"
SILENCE = "<silence>"

LETTER = b"Subject: x\r\n\r\nfirst\r\n.\r\n..\r\nlast\r\n"
ENVELOPE = Envelope("robot@firma.test", ("ivan@firma.test",))


async def agree(*_: object) -> bool:
    return True


class ScriptedServer:
    """An SMTP server that answers by a script: `answers` maps a verb to an answer, or to answers in turn."""

    def __init__(
        self,
        answers: Mapping[str, str | list[str]] | None = None,
        *,
        offers: tuple[str, ...] = ("PIPELINING", "SIZE 50000000", "8BITMIME"),
        tls: ssl.SSLContext | None = None,
        start_tls: ssl.SSLContext | None = None,
        login: tuple[str, str] | None = None,
    ) -> None:
        self.answers = {verb: list(one) if isinstance(one, list) else one for verb, one in (answers or {}).items()}
        self.offers = offers
        self.commands: list[str] = []
        self.letters: list[bytes] = []
        self.seen = b""
        self.connections = 0
        self.closed = 0
        self.changed = asyncio.Condition()
        self.ended = asyncio.Event()
        self.port = 0
        self._tls = tls
        self._start_tls = start_tls
        self._login = login
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> "ScriptedServer":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self.ended.set()
        for writer in list(self._writers):
            writer.transport.abort()
        await self.until(lambda: self.closed == self.connections)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(10), self.changed:
            await self.changed.wait_for(true)

    def verbs(self) -> list[str]:
        return [command.split(" ")[0].split(":")[0] for command in self.commands]

    async def _notice(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        await self._notice()
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, BrokenPipeError):
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
        if answer == DROP:
            raise ConnectionResetError
        if answer == SILENCE:
            # In mid content it must not even read, or the client could write everything.
            await (self.ended.wait() if verb == "EARLY" else reader.read())
            raise ConnectionResetError
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()
        if answer.startswith("421"):
            raise ConnectionResetError
        return answer

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._say(writer, reader, "CONNECT", "220 scripted.test ESMTP")
        while line := (await reader.readline()).decode():
            command = line.rstrip("\r\n")
            self.commands.append(command)
            await self._notice()
            verb = command.split(" ")[0].split(":")[0].upper()
            if verb == "EHLO":
                await self._say(writer, reader, "EHLO", "\r\n".join(self._ehlo()))
            elif verb == "STARTTLS":
                answer = await self._say(writer, reader, "STARTTLS", "220 go on")
                if answer.startswith("220") and self._start_tls is not None:
                    await writer.start_tls(self._start_tls)
                    self._start_tls = None
            elif verb == "AUTH":
                await self._auth(reader, writer, command)
            elif verb == "RCPT":
                address = command.partition("<")[2].partition(">")[0]
                own = f"RCPT {address}"
                await self._say(writer, reader, own if own in self.answers else "RCPT", "250 2.1.5 Ok")
            elif verb == "DATA":
                answer = await self._say(writer, reader, "DATA", "354 go on")
                if answer.startswith("354"):
                    await self._content(reader, writer)
            elif verb == "QUIT":
                await self._say(writer, reader, "QUIT", "221 bye")
                return
            else:
                await self._say(writer, reader, verb, "250 2.0.0 Ok")

    def _ehlo(self) -> list[str]:
        offers = [*self.offers]
        if self._start_tls is not None:
            offers.append("STARTTLS")
        if self._login is not None and not any(offer.startswith("AUTH") for offer in offers):
            offers.append("AUTH LOGIN PLAIN")
        lines = ["scripted.test", *offers]
        return [f"250{' ' if number == len(lines) - 1 else '-'}{one}" for number, one in enumerate(lines)]

    async def _content(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.seen = b""
        while True:
            if early := self.answers.pop("CONTENT", None):
                await reader.readline()
                self.answers["EARLY"] = early
                await self._say(writer, reader, "EARLY", "")
            line = await reader.readline()
            if not line:
                raise ConnectionResetError
            if line == b".\r\n":
                self.seen += line
                await self._notice()
                break
            self.seen += line
            await self._notice()
        self.letters.append(self.seen.removesuffix(b".\r\n"))
        self.commands.append("<dot>")
        await self._say(writer, reader, "DOT", "250 2.0.0 Ok: queued as 42")

    async def _auth(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, command: str) -> None:
        words = command.split(" ")
        if words[1] == "PLAIN":
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


Serve = Callable[..., Awaitable[ScriptedServer]]


def settings_for(port: int, **named: Any) -> SmtpSettings:
    usual: dict[str, Any] = {
        "key": "mail:1",
        "host": "127.0.0.1",
        "port": port,
        "sender_address": "robot@firma.test",
        "encryption": "none",
        "timeout": 5.0,
    }
    return SmtpSettings(**usual | named)


def server_context(ca: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(*names).configure_cert(context)
    return context
