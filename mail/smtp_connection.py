"""A connection to a mail server: opened step by step, so that it is known how far it came when it breaks."""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from aiosmtplib import SMTPException, SMTPResponse, SMTPResponseException
from aiosmtplib.esmtp import parse_esmtp_extensions
from pydantic import SecretStr

from domain.faults import is_a_stop
from domain.messages.addresses import InvalidAddress, ascii_domain, needs_smtputf8, parse_address
from domain.messages.sending import AccessToken, Failure, NoToken, Phase, Receipt, Reply, SmtpSettings
from mail.addressing import can_name, mail_command
from mail.breakage import Breakage, breakage_of
from mail.certificates import certificate_detail
from mail.login import log_in
from mail.mechanisms import Login
from mail.replies import reply_of
from mail.smtp_data import Asked, BrokenOff, LetterProtocol
from mail.tls import TlsContexts
from mail.wire_envelope import WireEnvelope

_HOST_NAME = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_GOODBYE = 5.0


@dataclass(frozen=True, slots=True)
class Ahead:
    """A letter whose envelope went to the server with the final dot of the one before it."""

    told: WireEnvelope
    asked: Asked


class SmtpConnection:
    """Connects, secures and logs in. After a Breakage it is closed; `phase` says how far it came."""

    def __init__(self, settings: SmtpSettings, contexts: TlsContexts) -> None:
        self.settings = settings
        self.phase = Phase.RESOLVE
        self.peer: str | None = None
        self.extensions: dict[str, str] = {}
        self.offered_logins: list[str] = []
        self.detail: dict[str, str] = {}
        self.carried = 0
        self.idle_since = 0.0
        self.ahead: Ahead | None = None
        self.follower: asyncio.Future[SmtpConnection | Receipt] | None = None
        """Whose letter comes next, where it begins with the final dot of the one before: what `ahead` is for."""
        self._contexts = contexts
        self._addresses: Sequence[tuple[int, tuple[object, ...]]] = ()
        self._socket: socket.socket | None = None
        self._protocol: LetterProtocol | None = None
        self._token: AccessToken | None = None
        self._log_in_with(Login.of(settings))

    @property
    def protocol(self) -> LetterProtocol:
        """The protocol of an open connection; raises Breakage when there is none."""
        if self._protocol is None:
            raise Breakage(Failure.DROPPED, f"{self.phase}: the connection is closed")
        return self._protocol

    @property
    def is_new(self) -> bool:
        """Whether the connection was never open."""
        return self.peer is None

    @property
    def is_usable(self) -> bool:
        """Whether the connection is up and may carry one more letter."""
        up = self._protocol is not None and self._protocol.is_connected
        return up and self.carried < self.settings.messages_per_connection

    def steps(self) -> list[tuple[Phase, Callable[[], Awaitable[None]]]]:
        """Return what opening takes, in order; `detail` tells more about the one that was just done."""
        secure = self.settings.encryption
        steps: list[tuple[Phase, Callable[[], Awaitable[None]]]] = []
        if self.settings.authentication == "oauth2":
            # First: where there is no token, no mail server is touched.
            steps.append((Phase.TOKEN, self._get_token))
        steps += [(Phase.RESOLVE, self._resolve), (Phase.CONNECT, self._connect)]
        if secure == "ssl":
            steps.append((Phase.TLS, self._speak))
        steps += [(Phase.GREETING, self._greet), (Phase.EHLO, self._ehlo)]
        if secure == "starttls":
            # What was offered before may be forged (RFC 3207 section 4.2).
            steps += [(Phase.TLS, self._start_tls), (Phase.EHLO, self._ehlo)]
        if self.settings.authentication != "none":
            steps.append((Phase.LOGIN, self._login))
        return steps

    async def open(self) -> None:
        """Go through all steps; raises Breakage."""
        for phase, step in self.steps():
            await self.go(phase, step)

    async def go(self, phase: Phase, step: Callable[[], Awaitable[None]]) -> None:
        """Do one step; raises Breakage, and closes the connection then."""
        self.phase, self.detail = phase, {}
        try:
            await step()
        except BrokenOff as broken:
            self.close()
            raise breakage_of(broken.cause, phase) from broken
        except BaseException as error:
            self.close()
            if is_a_stop(error):
                raise
            raise breakage_of(error, phase) from error

    def reply_of(self, answer: SMTPResponse) -> Reply:
        """Read an answer, without the secrets should the server repeat them."""
        return reply_of(answer, self._hidden)

    def tell_ahead(self, told: WireEnvelope) -> None:
        """Let a letter's envelope go with the final dot that is written next."""
        self.ahead = Ahead(told, self.protocol.say_ahead(told.commands, self._timeout))

    async def check_sender(self) -> None:
        """Name the connection's sender as a letter does, and take it back; raises Breakage when it is refused."""
        sender = self.settings.sender_address
        try:
            parse_address(sender)
        except InvalidAddress as error:
            raise Breakage(Failure.SENDER_UNUSABLE, "the sender's address is none") from error
        if not can_name(sender, self.extensions):
            raise Breakage(Failure.NEEDS_SMTPUTF8, "SMTPUTF8 is not offered")
        command = mail_command(sender, self.extensions, utf8=needs_smtputf8(sender))
        answer = (await self.protocol.ask([command], self._timeout))[0]
        if not 200 <= answer.code < 300:
            raise Breakage(Failure.SENDER_REFUSED, "the sender is refused", self.reply_of(answer))
        await self.protocol.ask([b"RSET"], self._timeout)
        self.detail = {"sender": sender, "reply": self.reply_of(answer).text}

    async def quit(self) -> None:
        """Say goodbye and close; a server that does not answer within seconds is left."""
        try:
            if self._protocol is not None and self._protocol.is_connected:
                with suppress(BrokenOff):
                    await self._protocol.ask([b"QUIT"], min(self._timeout, _GOODBYE))
        finally:
            self.close()

    def leave(self) -> None:
        """Say goodbye without waiting for an answer: for a connection that nobody needs any more."""
        if self._protocol is not None and self._protocol.is_connected:
            with suppress(SMTPException, OSError):
                self._protocol.write(b"QUIT\r\n")
            if self._protocol.transport is not None:
                self._protocol.transport.close()
        self._protocol = None

    def close(self) -> None:
        """Drop the connection at once: after a time-out or a cancellation the two sides are out of step."""
        if self._protocol is not None and self._protocol.transport is not None:
            cast("asyncio.WriteTransport", self._protocol.transport).abort()
        if self._socket is not None:
            self._socket.close()
        self._protocol = self._socket = None

    @property
    def _timeout(self) -> float:
        return self.settings.timeout

    async def _resolve(self) -> None:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(self._timeout):
            found = await loop.getaddrinfo(self.settings.host, self.settings.port, type=socket.SOCK_STREAM)
        self._addresses = [(family, address) for family, _, _, _, address in found]
        self.detail = {"addresses": ", ".join(sorted({str(address[0]) for _, address in self._addresses}))[:200]}

    async def _connect(self) -> None:
        """Try each address in turn, none longer than its share of the time."""
        loop = asyncio.get_running_loop()
        error: OSError = OSError("the name has no address")
        for family, address in self._addresses:
            self._socket = socket.socket(family, socket.SOCK_STREAM)
            self._socket.setblocking(False)
            # asyncio does this only for sockets of its own making; without it the final dot waits 40 ms for an ACK.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                async with asyncio.timeout(self._timeout / len(self._addresses)):
                    await loop.sock_connect(self._socket, address)
            except OSError as refusal:
                error = refusal
                self._socket.close()
            else:
                break
        else:
            raise error
        self.peer = f"{self.settings.host}:{self.settings.port} [{address[0]}]"
        self.detail = {"peer": self.peer}
        if self.settings.encryption != "ssl":
            await self._speak()

    async def _speak(self) -> None:
        """Give the socket to a protocol, under TLS where that is how the port is spoken to."""
        secure = self.settings.encryption == "ssl"
        context = await self._contexts.context_for(self.settings) if secure else None
        connected, self._socket = self._socket, None
        try:
            async with asyncio.timeout(self._timeout):
                transport, self._protocol = await asyncio.get_running_loop().create_connection(
                    LetterProtocol,
                    sock=connected,
                    ssl=context,
                    server_hostname=self.settings.host if secure else None,
                )
        except BaseException:
            if connected is not None:
                connected.close()
            raise
        if secure:
            self.detail = certificate_detail(transport)

    async def _greet(self) -> None:
        answer = await self.protocol.read_response(self._timeout)
        self._expect(answer, Failure.SERVER_REFUSED)
        self.detail = {"reply": self.reply_of(answer).text}

    async def _get_token(self, refused: SecretStr | None = None) -> None:
        if self.settings.token is None:
            raise Breakage(Failure.INTERNAL, "nobody gives tokens here")
        try:
            token = self._token = await self.settings.token(refused)
        except NoToken as failure:
            raise Breakage(failure.failure, failure.detail, failure.reply) from failure
        self._log_in_with(Login.of(self.settings, token.value))
        self.detail = {"issuer": token.issuer, "until": token.expires_at.isoformat()}

    async def _ehlo(self) -> None:
        name = self._own_name()
        answer = (await self.protocol.ask([f"EHLO {name}".encode()], self._timeout))[0]
        if answer.code in {500, 501, 502, 504}:
            answer = (await self.protocol.ask([f"HELO {name}".encode()], self._timeout))[0]
        self._expect(answer, Failure.SERVER_REFUSED)
        self.extensions, self.offered_logins = parse_esmtp_extensions(answer.message)
        self.detail = {"offers": ", ".join(f"{word} {rest}".strip() for word, rest in self.extensions.items())[:500]}

    async def _start_tls(self) -> None:
        if "starttls" not in self.extensions:
            raise Breakage(Failure.NO_TLS_OFFERED, "STARTTLS is not offered")
        context = await self._contexts.context_for(self.settings)
        try:
            await self.protocol.start_tls(context, server_hostname=self.settings.host, timeout=self._timeout)
        except SMTPResponseException as refusal:
            if refusal.code < 0:
                raise
            reply = self.reply_of(SMTPResponse(refusal.code, refusal.message))
            failure = Failure.NO_TLS_OFFERED if reply.is_for_ever else Failure.SERVER_REFUSED
            raise Breakage(failure, "STARTTLS is refused", reply) from refusal
        transport = self.protocol.transport
        self.detail = certificate_detail(transport) if transport is not None else {}

    async def _login(self) -> None:
        try:
            mechanism = await self._log_in()
        except Breakage as refused:
            if refused.failure is not Failure.TOKEN_NOT_TAKEN or self._token is None:
                raise
            # It may have been revoked before its time: a fresh one is tried once, on a connection of its own.
            self.close()
            await self._get_token(self._token.value)
            for phase, step in self.steps():
                if phase not in {Phase.TOKEN, Phase.LOGIN}:
                    await step()
            mechanism = await self._log_in()
        self.detail = {"user": self.settings.username or "", "mechanism": mechanism}

    def _log_in_with(self, words: Login) -> None:
        self._login_words, self._hidden = words, words.hidden

    async def _log_in(self) -> str:
        return await log_in(self.protocol, self.settings, self._login_words, self.offered_logins)

    def _expect(self, answer: SMTPResponse, failure: Failure) -> None:
        if not 200 <= answer.code < 300:
            raise Breakage(failure, f"{self.phase}: {answer.code}", self.reply_of(answer))

    def _own_name(self) -> str:
        """Return our name for EHLO: what is configured, the machine's full name, or its address (RFC 5321 4.1.4).

        What cannot stand in a command is passed over: it may have been stored before it was refused.
        """
        configured = ascii_domain(self.settings.local_hostname or "")
        if configured.isascii() and configured.isprintable() and configured and " " not in configured:
            return configured
        name = socket.gethostname()
        if _HOST_NAME.fullmatch(name):
            return name
        transport = self.protocol.transport
        own = transport.get_extra_info("sockname") if transport is not None else None
        address = str(own[0]).partition("%")[0] if own else "127.0.0.1"
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"
