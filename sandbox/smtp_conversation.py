"""One SMTP connection: aiosmtpd speaks the protocol, our manners decide what it hears."""

import asyncio
import ssl
from base64 import b64decode, b64encode
from binascii import Error as BinasciiError
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from sandbox.mailbox import Letter, Mailbox
from sandbox.manners import MailFault, Manners, Visit
from sandbox.smtp_tokens import TokenMechanisms

LETTER_LIMIT = 35 * 1024 * 1024
LONGEST_EXCHANGE = 12288
ALL_MECHANISMS = frozenset({"LOGIN", "PLAIN", "XOAUTH2", "OAUTHBEARER"})
HOSTNAME = "mail.sandbox.test"
IN_TRANSACTION = (MailFault.LATER, MailFault.REFUSE, MailFault.SILENT, MailFault.DROPPED)


class QuietSession(Session):
    """aiosmtpd warns about this attribute at each log-in, though it sets it by itself."""

    login_data: Any = None


class LetterTaker(TokenMechanisms):
    """aiosmtpd's hooks: what becomes of recipients and letters; it looks for mechanisms here, too."""

    def __init__(self, manners: Manners, mailbox: Mailbox) -> None:
        super().__init__(manners)
        self._mailbox = mailbox

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Adds what aiosmtpd can do but does not say."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", "250-ENHANCEDSTATUSCODES", responses[-1]]

    async def handle_RCPT(  # noqa: N802
        self, server: "Conversation", _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes or refuses a recipient."""
        if refusal := self._manners.refusal_of(address):
            return refusal
        if server.trouble in (MailFault.LATER, MailFault.REFUSE) and self._manners.at == "RCPT":
            return str(server.trouble.value)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self, server: "Conversation", session: Session, envelope: Envelope
    ) -> str:
        """Takes a letter, or behaves as told."""
        if reply := self._manners.own_reply("DATA_END"):
            return reply
        if server.trouble in (MailFault.LATER, MailFault.REFUSE):
            return str(server.trouble.value)
        unanswered = server.trouble in (MailFault.SILENT, MailFault.DROPPED)
        if unanswered and not self._manners.keep_unanswered:
            return await server.no_answer()
        login = session.auth_data.login.decode("utf-8", "replace") if session.auth_data else None
        letter = Letter(
            mail_from=envelope.mail_from or "",
            rcpt_to=list(envelope.rcpt_tos),
            raw=envelope.original_content or b"",
            peer=server.visit.peer,
            authenticated_as=login,
            encrypted=server.encrypted,
        )
        self._mailbox.add(letter)
        if unanswered:
            return await server.no_answer()
        return f"250 2.0.0 OK: kept as {letter.id}"


class Conversation(SMTP):
    """Answers one client."""

    def __init__(
        self, manners: Manners, mailbox: Mailbox, starttls: ssl.SSLContext | None, visit: Visit, encrypted: bool
    ) -> None:
        super().__init__(
            LetterTaker(manners, mailbox),
            data_size_limit=LETTER_LIMIT,
            enable_SMTPUTF8=True,
            hostname=HOSTNAME,
            ident="Gonets sandbox",
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_require_tls=starttls is not None,
            auth_exclude_mechanism=manners.mechanisms and ALL_MECHANISMS - manners.mechanisms,
            authenticator=self._authenticate_as,
            loop=asyncio.get_running_loop(),
        )
        self.visit = visit
        self.trouble = MailFault.ACCEPT
        self._manners = manners
        self._implicit_tls = encrypted
        self._denied: bool | None = None
        self._smtp_methods = {name: self._watched(name, method) for name, method in self._smtp_methods.items()}

    @property
    def encrypted(self) -> bool:
        """Tells whether the letter came over TLS, of either kind."""
        return self._implicit_tls or self._tls_protocol is not None

    @property
    def idle(self) -> bool:
        """Tells whether no letter is under way."""
        return self.envelope is None or self.envelope.mail_from is None

    def hang_up(self) -> None:
        """Closes the connection without a word."""
        if self.transport is not None:
            self.transport.close()

    async def no_answer(self) -> str:
        """Leaves the client without an answer, by dropping or by holding the connection."""
        if self.trouble is MailFault.DROPPED:
            self._abort()
        silence: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        return await silence

    def refuse_at_random(self) -> bool:
        """Tells whether this connection meets the fault of a wrong password; it is one for all its tries."""
        if self._denied is None:
            self._denied = self._manners.take(MailFault.WRONG_PASSWORD) is MailFault.WRONG_PASSWORD
        return self._denied

    async def challenge(self, text: bytes) -> bytes | None:
        """Sends a challenge and returns the decoded answer, None where the exchange ended; lines may be long here.

        RFC 4954 section 4 lets a line of an exchange have 12288 octets, and the stream's own limit is that of letters.
        """
        await self.push(b"334 " + b64encode(text))
        line = await self._long_line()
        if line == b"*":
            await self.push("501 5.7.0 Authentication aborted")
            return None
        return await self.decoded(line)

    async def decoded(self, blob: bytes) -> bytes | None:
        """Decodes what a client sent; says 501 and returns None where that is not base64."""
        try:
            return b64decode(blob, validate=True)
        except BinasciiError:
            await self.push("501 5.5.2 Cannot decode base64")
            return None

    async def finish(self) -> None:
        """Ends the conversation, whatever it is doing."""
        self._abort()
        task = self._handler_coroutine
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Notes who it is."""
        host, port = transport.get_extra_info("peername")[:2]
        self.visit.peer = f"{host}:{port}"
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Notes the end."""
        self.visit.open = False
        super().connection_lost(error)

    def _abort(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    def _create_session(self) -> Session:
        return QuietSession(self.loop)

    async def _handle_client(self) -> None:
        reply = self._manners.own_reply("CONNECT")
        if reply is None and self._manners.take(MailFault.OVERLOADED) is MailFault.OVERLOADED:
            reply = MailFault.OVERLOADED.value
        if reply is not None:
            await self.push(reply)
            self._writer.close()
            return
        await super()._handle_client()

    async def _long_line(self) -> bytes:
        line = b""
        while len(line) <= LONGEST_EXCHANGE:
            try:
                return (line + await self._reader.readuntil(b"\n")).strip()
            except asyncio.LimitOverrunError as error:
                line += await self._reader.readexactly(max(error.consumed, 1))
            except asyncio.IncompleteReadError:
                break
        self._abort()
        return b"*"

    def _authenticate_as(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        manners = self._manners
        # A client may try every mechanism in turn; all of them are one wrong password.
        wrong = self.refuse_at_random()
        if manners.password_refusal is not None:
            return AuthResult(success=False, handled=False, message=manners.password_refusal)
        if manners.user is not None:
            wrong = wrong or given.login.decode("utf-8", "replace") != manners.user
            wrong = wrong or given.password.decode("utf-8", "replace") != (manners.password or "")
        elif manners.token_needed:
            wrong = True
        return AuthResult(success=not wrong, handled=False, auth_data=given)

    def _watched(self, name: str, method: Callable[..., Awaitable[None]]) -> Callable[[str | None], Awaitable[None]]:
        @wraps(method)
        async def watched(arg: str | None) -> None:
            shown = (arg or "").split(" ")[0] if name == "AUTH" else arg or ""
            self._manners.log(self.visit, name, shown)
            if (reply := self._manners.own_reply(name)) is not None:
                await self.push(reply)
                if reply.startswith("421"):
                    self._writer.close()
                return
            if name == "MAIL":
                if self._manners.login_needed and self.session is not None and not self.session.authenticated:
                    await self.push("530 5.7.0 Authentication required")
                    return
                self.trouble = self._manners.take(*IN_TRANSACTION)
            await method(arg)

        return watched
