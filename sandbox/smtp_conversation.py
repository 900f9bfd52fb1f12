"""One SMTP connection: aiosmtpd speaks the protocol, our manners decide what it hears."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session, auth_mechanism

from sandbox.mailbox import Letter, Mailbox
from sandbox.manners import MailFault, Manners, Visit

LETTER_LIMIT = 35 * 1024 * 1024
HOSTNAME = "mail.sandbox.test"
IN_TRANSACTION = (MailFault.LATER, MailFault.REFUSE, MailFault.SILENT, MailFault.DROPPED)


class QuietSession(Session):
    """aiosmtpd warns about this attribute at each log-in, though it sets it by itself."""

    login_data: Any = None


class LetterTaker:
    """aiosmtpd's hooks: what becomes of recipients and letters."""

    def __init__(self, manners: Manners, mailbox: Mailbox) -> None:
        self._manners = manners
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

    @auth_mechanism("XOAUTH2")
    async def auth_xoauth2(self, server: "Conversation", args: list[str]) -> AuthResult:
        """Logs in by a token, which stands where the password does."""
        blob = args[1].encode() if len(args) > 1 else None
        return await server.check_token(blob)


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

    async def check_token(self, blob: bytes | None) -> AuthResult:
        """Reads an XOAUTH2 answer: user=...^Aauth=Bearer ...^A^A."""
        data = b64decode(blob) if blob else await self.challenge_auth("")
        if not isinstance(data, bytes):
            return AuthResult(success=False)
        parts = dict(part.split(b"=", 1) for part in data.split(b"\x01") if b"=" in part)
        token = parts.get(b"auth", b"").removeprefix(b"Bearer ")
        return self._authenticate("XOAUTH2", LoginPassword(parts.get(b"user", b""), token))

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

    def _authenticate_as(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        manners = self._manners
        if self._denied is None:
            # A client may try every mechanism in turn; all of them are one wrong password.
            self._denied = manners.take(MailFault.WRONG_PASSWORD) is MailFault.WRONG_PASSWORD
        wrong = self._denied
        if manners.user is not None:
            wrong = wrong or given.login.decode("utf-8", "replace") != manners.user
            wrong = wrong or given.password.decode("utf-8", "replace") != (manners.password or "")
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
                if self._manners.user is not None and self.session is not None and not self.session.authenticated:
                    await self.push("530 5.7.0 Authentication required")
                    return
                self.trouble = self._manners.take(*IN_TRANSACTION)
            await method(arg)

        return watched
