"""One SMTP conversation, step by step, so that it is known how far it came when it breaks."""

import asyncio
import re
import socket
import ssl
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import aiosmtplib

from domain.messages.addresses import ascii_address, needs_smtputf8
from domain.messages.sending import Envelope, Failure, Mark, Phase, Receipt, Reply, SmtpSettings
from mail.replies import reply_of
from mail.tls import tls_context

Result = TypeVar("Result")

FINAL_PATIENCE = 4
"""How many time-outs long the answer to the final dot is waited for (RFC 5321 section 4.5.3.2.6: it takes longest)."""

LARGE = 256 * 1024
"""From how many bytes on dots are doubled in a thread: it would hold the loop."""


class Broken(Exception):
    """The conversation cannot go on: what broke it, and the server's answer if there was one."""

    def __init__(self, failure: Failure, detail: str = "", reply: Reply | None = None) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail
        self.reply = reply


class Channel:
    """A connection to a mail server that carries letters one after another."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._client: aiosmtplib.SMTP | None = None
        self.phase = Phase.CONNECT
        self.peer: str | None = None
        self.carried = 0
        self.used_at = 0.0
        self.certificate: dict[str, str] = {}
        self.offers: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether the connection is up and may carry one more letter."""
        return (
            self._client is not None
            and self._client.is_connected
            and self.carried < self._settings.messages_per_connection
        )

    async def open(self, done: Callable[[Phase], None] = lambda _: None) -> None:
        """Connect, start TLS, log in; `done` hears of each phase that succeeded. Raises Broken."""
        settings = self._settings
        for phase, step in (
            (Phase.CONNECT, self._connect),
            (Phase.EHLO, self._ehlo),
            (Phase.TLS, self._start_tls),
            (Phase.LOGIN, self._login),
        ):
            if phase is Phase.TLS and settings.encryption != "starttls":
                continue
            if phase is Phase.LOGIN and settings.authentication == "none":
                continue
            self.phase = phase
            await self._guarded(step())
            done(phase)

    async def carry(self, envelope: Envelope, content: bytes, mark: Mark) -> Receipt:
        """Hand one letter over: content, mark, final dot. Raises Broken for what breaks before the mark."""
        client = self._connected()
        accepted, refused = await self._envelope(envelope, len(content))
        if not accepted:
            await self._reset()
            first = next(iter(refused.values()))
            return Receipt(Phase.RCPT, self.peer, {}, refused, first, Failure.REPLY, "every recipient was refused")
        self.phase = Phase.DATA
        await self._guarded(self._begin_data())
        self.phase = Phase.CONTENT
        await self._guarded(self._write_content(content))
        if not await mark(accepted, refused):
            self.close()
            return Receipt(Phase.CONTENT, self.peer, accepted, refused, failure=Failure.STOPPED)
        self.phase = Phase.MARKED
        protocol = client.protocol
        if protocol is None or not client.is_connected:
            self.close()
            detail = "the connection was gone before the final dot was written"
            return Receipt(Phase.MARKED, self.peer, accepted, refused, failure=Failure.DROPPED, detail=detail)
        try:
            protocol._response_pending = True  # noqa: SLF001 - the protocol has no way to write the dot apart
            protocol.write(b".\r\n")
            response = await protocol.read_response(timeout=self._settings.timeout * FINAL_PATIENCE)
        except (aiosmtplib.SMTPException, OSError) as error:
            self.close()
            failure = Failure.TIMED_OUT if isinstance(error, TimeoutError) else Failure.DROPPED
            detail = f"{type(error).__name__} after the final dot"
            return Receipt(Phase.MARKED, self.peer, accepted, refused, failure=failure, detail=detail, uncertain=True)
        self.phase = Phase.DONE
        self.carried += 1
        self.used_at = time.monotonic()
        reply = reply_of(response.code, response.message)
        failure_ = None if 200 <= response.code < 300 else Failure.REPLY
        if response.code == 421:
            self.close()
        return Receipt(Phase.DONE, self.peer, accepted, refused, reply, failure_)

    async def check_sender(self) -> None:
        """Ask whether the server accepts the sender, without sending anything. Raises Broken."""
        self.phase = Phase.MAIL
        await self._guarded(self._connected().mail(ascii_address(self._settings.sender_address)))
        await self._reset()

    async def quit(self) -> None:
        """Say goodbye; a server that does not answer is left."""
        if self._client is not None and self._client.is_connected:
            with suppress(aiosmtplib.SMTPException, OSError):
                await self._client.quit(timeout=5)
        self.close()

    def close(self) -> None:
        """Drop the connection: after a time-out or a cancellation the two sides are out of step."""
        if self._client is not None:
            self._client.close()
        self._client = None

    async def _connect(self) -> None:
        settings = self._settings
        secure = settings.encryption == "ssl"
        self._client = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            use_tls=secure,
            start_tls=False,
            tls_context=self._context() if secure else None,
            timeout=settings.timeout,
            local_hostname=settings.local_hostname or _own_name(),
        )
        await self._client.connect()
        address = self._client.get_transport_info("peername")
        where = f" [{address[0]}]" if isinstance(address, tuple) else ""
        self.peer = f"{settings.host}:{settings.port}{where}"
        self._read_certificate()

    async def _ehlo(self) -> None:
        client = self._connected()
        await client._ehlo_or_helo_if_needed()  # noqa: SLF001 - EHLO, and HELO where a server is that old
        self.offers = tuple(
            sorted({*client.esmtp_extensions, *(f"auth {name}" for name in client.server_auth_methods)})
        )

    async def _start_tls(self) -> None:
        client = self._connected()
        if not client.supports_extension("starttls"):
            raise Broken(Failure.NO_TLS_OFFERED, "STARTTLS is not offered")
        await client.starttls(tls_context=self._context())
        self._read_certificate()
        await self._ehlo()

    async def _login(self) -> None:
        client = self._connected()
        user = self._settings.username or ""
        password = self._settings.password.get_secret_value() if self._settings.password else ""
        offered = client.server_auth_methods
        try:
            # One mechanism only: trying each in turn spends three log-ins of an account that locks after three.
            if "plain" in offered:
                await client.auth_plain(user.encode(), password.encode())
            elif "login" in offered:
                await client.auth_login(user.encode(), password.encode())
            elif "cram-md5" in offered:
                await client.auth_crammd5(user.encode(), password.encode())
            else:
                raise Broken(Failure.NO_AUTH_OFFERED, "neither PLAIN, LOGIN nor CRAM-MD5 is offered")
        except aiosmtplib.SMTPAuthenticationError as error:
            reply = reply_of(error.code, error.message)
            raise Broken(Failure.LOGIN_REFUSED, "login refused", reply) from None

    async def _envelope(self, envelope: Envelope, size: int) -> tuple[dict[str, Reply], dict[str, Reply]]:
        client = self._connected()
        utf8 = envelope.smtputf8 or any(map(needs_smtputf8, (envelope.sender, *envelope.recipients)))
        options = [f"SIZE={size}"] if client.supports_extension("size") else []
        if utf8:
            if not client.supports_extension("smtputf8"):
                raise Broken(Failure.NEEDS_SMTPUTF8, "SMTPUTF8 is not offered")
            options.append("SMTPUTF8")
        encoding = "utf-8" if utf8 else "ascii"
        wire = str if utf8 else ascii_address
        self.phase = Phase.MAIL
        await self._guarded(client.mail(wire(envelope.sender), options=options, encoding=encoding))
        self.phase = Phase.RCPT
        accepted: dict[str, Reply] = {}
        refused: dict[str, Reply] = {}
        for recipient in envelope.recipients:
            try:
                response = await self._guarded(client.rcpt(wire(recipient), encoding=encoding))
                accepted[recipient] = reply_of(response.code, response.message)
            except Broken as error:
                if error.reply is None or error.reply.code == 421:
                    raise
                refused[recipient] = error.reply
        return accepted, refused

    async def _begin_data(self) -> None:
        protocol = self._connected().protocol
        if protocol is None:
            raise aiosmtplib.SMTPServerDisconnected("not connected")
        protocol._response_pending = True  # noqa: SLF001
        protocol.write(b"DATA\r\n")
        response = await protocol.read_response(timeout=self._settings.timeout)
        if response.code != 354:
            raise aiosmtplib.SMTPDataError(response.code, response.message)

    async def _write_content(self, content: bytes) -> None:
        """Write the content and wait until all of it has left this process."""
        protocol = self._connected().protocol
        if protocol is None or not isinstance(protocol.transport, asyncio.Transport):
            raise aiosmtplib.SMTPServerDisconnected("not connected")
        stuffed = await asyncio.to_thread(_double_dots, content) if len(content) > LARGE else _double_dots(content)
        protocol.transport.set_write_buffer_limits(high=0)
        protocol.write(stuffed)
        async with asyncio.timeout(max(self._settings.timeout, len(content) / 10_000)):
            await protocol._drain_helper()  # noqa: SLF001 - the flow control of its own writes

    async def _reset(self) -> None:
        try:
            await self._connected().rset()
        except (aiosmtplib.SMTPException, OSError):
            self.close()

    async def _guarded(self, step: Awaitable[Result]) -> Result:
        """Do a step; what breaks it is raised as Broken, and a connection that is out of step is closed."""
        try:
            return await step
        except (aiosmtplib.SMTPException, OSError, Broken, ValueError) as error:
            broken = broken_by(error)
            if broken.reply is None or broken.reply.code == 421 or self.phase in {Phase.CONNECT, Phase.LOGIN}:
                self.close()
            raise broken from None
        except asyncio.CancelledError:
            self.close()
            raise

    def _context(self) -> ssl.SSLContext:
        try:
            return tls_context(self._settings.ca_file, verify=self._settings.verify_certificate)
        except (OSError, ssl.SSLError) as error:
            raise Broken(Failure.CERTIFICATE, f"ca_file: {type(error).__name__}") from error

    def _connected(self) -> aiosmtplib.SMTP:
        if self._client is None:
            raise Broken(Failure.DROPPED, "not connected")
        return self._client

    def _read_certificate(self) -> None:
        found = self._client.get_transport_info("peercert") if self._client else None
        if found:
            self.certificate = {
                "subject": _common_name(found.get("subject", ())),
                "issuer": _common_name(found.get("issuer", ())),
                "until": str(found.get("notAfter", "")),
            }


def _double_dots(content: bytes) -> bytes:
    """Make content ready for DATA (RFC 5321 section 4.5.2): a leading dot doubled, CRLF at the end."""
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    content = content.replace(b"\r\n.", b"\r\n..")
    return b"." + content if content.startswith(b".") else content


def broken_by(error: BaseException) -> Broken:
    """Say in the domain's words what an error of the library means."""
    if isinstance(error, Broken):
        return error
    if isinstance(error, aiosmtplib.SMTPResponseException):
        failure = Failure.SENDER_REFUSED if isinstance(error, aiosmtplib.SMTPSenderRefused) else Failure.REPLY
        return Broken(failure, type(error).__name__, reply_of(error.code, error.message))
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    for link in chain:
        failure_ = _failure_of(link)
        if failure_ is not None:
            return Broken(failure_, f"{type(link).__name__}: {link}")
    return Broken(Failure.DROPPED, type(error).__name__)


def _failure_of(error: BaseException) -> Failure | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Failure.CERTIFICATE
    if isinstance(error, ssl.SSLError):
        return Failure.TLS
    if isinstance(error, socket.gaierror):
        return Failure.NAME_NOT_FOUND if error.errno in {socket.EAI_NONAME, socket.EAI_NODATA} else Failure.DNS_TROUBLE
    if isinstance(error, aiosmtplib.SMTPConnectError | ConnectionRefusedError) and error.__cause__ is None:
        return Failure.DROPPED if "unexpected" in str(error).casefold() else Failure.UNREACHABLE
    if isinstance(error, TimeoutError) and not error.__cause__:
        return Failure.TIMED_OUT
    if isinstance(error, ConnectionError) and not isinstance(error, aiosmtplib.SMTPException):
        return Failure.DROPPED
    if isinstance(error, OSError) and not isinstance(error, aiosmtplib.SMTPException | TimeoutError):
        return Failure.UNREACHABLE
    return None


def _common_name(names: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    flat = {key: value for group in names for key, value in group}
    return flat.get("commonName") or flat.get("organizationName") or ""


def _own_name() -> str:
    name = socket.gethostname()
    return name if re.fullmatch(r"[A-Za-z0-9.-]{1,253}", name) else "localhost"
