"""Sending: the port that the domain owns, and what a transport tells about an attempt."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from pydantic import SecretStr

from domain.messages.letter import Letter
from domain.messages.token_cause import TokenCause

MAX_WORDS = 500
"""How many characters of a server's words are kept."""


class Phase(StrEnum):
    """How far an attempt has come, in order. Behind `MARKED` the server may have the letter.

    `TOKEN` is a provider's, before the mail server is touched.
    """

    TOKEN = "token"  # noqa: S105 - a step, no secret
    RESOLVE = "resolve"
    CONNECT = "connect"
    TLS = "tls"
    GREETING = "greeting"
    EHLO = "ehlo"
    LOGIN = "login"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    CONTENT = "content"
    MARKED = "marked"
    DONE = "done"

    @property
    def is_opening(self) -> bool:
        """Whether the connection is still being opened: nothing about the letter has been said yet."""
        return self in _OPENING


_OPENING = frozenset({Phase.TOKEN, Phase.RESOLVE, Phase.CONNECT, Phase.TLS, Phase.GREETING, Phase.EHLO, Phase.LOGIN})


class Failure(StrEnum):
    """What broke an attempt: the network, the server's manners, or a server's answer.

    A token may be refused by its provider, not to be had just now, or not taken by the mail server.
    """

    NAME_NOT_FOUND = "name_not_found"
    DNS_TROUBLE = "dns_trouble"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    DROPPED = "dropped"
    TLS = "tls"
    CERTIFICATE = "certificate"
    NO_TLS_OFFERED = "no_tls_offered"
    NO_AUTH_OFFERED = "no_auth_offered"
    NEEDS_SMTPUTF8 = "needs_smtputf8"
    SERVER_REFUSED = "server_refused"
    LOGIN_REFUSED = "login_refused"
    LOGIN_BROKEN = "login_broken"
    SENDER_REFUSED = "sender_refused"
    SENDER_UNUSABLE = "sender_unusable"
    SECRET_UNREADABLE = "secret_unreadable"  # noqa: S105 - a reason, no password
    REPLY = "reply"
    STOPPED = "stopped"
    INTERNAL = "internal"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - a reason, no secret
    TOKEN_TROUBLE = "token_trouble"  # noqa: S105 - as above
    TOKEN_NOT_TAKEN = "token_not_taken"  # noqa: S105 - as above


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer: code, enhanced code (RFC 3463) and its words, made safe to show.

    A provider of tokens answers with a status of HTTP; `token` is what it has refused.
    """

    code: int
    enhanced: str | None
    text: str
    token: TokenCause | None = None

    @property
    def is_for_ever(self) -> bool:
        """Whether the server will say the same again: a code that there is not (RFC 5321 section 4.2) says nothing."""
        return 500 <= self.code < 600


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a letter is from and to, as the server is told (RFC 5321)."""

    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an attempt came to.

    `phase` is DONE exactly when the server answered the final dot, whatever it said. `uncertain`: it broke behind the
    mark and the final dot may have arrived, but no answer came. `accepted` and `refused` are answers to recipients by
    their addresses as given; `reply` is the answer that decided, `detail` is for the log and holds no secret.
    """

    phase: Phase
    peer: str | None = None
    accepted: Mapping[str, Reply] = field(default_factory=dict)
    refused: Mapping[str, Reply] = field(default_factory=dict)
    reply: Reply | None = None
    failure: Failure | None = None
    detail: str = ""
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a server lets in instead of a password (RFC 6749), until when, and the host that it came from."""

    value: SecretStr
    expires_at: datetime
    issuer: str


class NoToken(Exception):
    """There is no token: why, in words that hold no secret, what its provider has answered, and how long to leave
    it alone.
    """

    def __init__(
        self, failure: Failure, detail: str = "", reply: Reply | None = None, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail
        self.reply = reply
        self.retry_after = retry_after


class TokenSource(Protocol):
    """Gives the access token of one connection."""

    async def __call__(self, refused: SecretStr | None = None) -> AccessToken:
        """Return one that is good for a while; not `refused`, which a server has not taken. Raises NoToken."""
        ...


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """What a transport needs to know. `key` changes with the configuration; `timeout` is in seconds, for each phase.

    `provider` names who gives access tokens; `token` gives what is good at the moment, so that a new token makes no
    other settings.
    """

    key: str
    host: str
    port: int
    sender_address: str
    authentication: str = "none"
    username: str | None = None
    password: SecretStr | None = None
    encryption: str = "ssl"
    verify_certificate: bool = True
    ca_file: str | None = None
    timeout: float = 30.0
    max_connections: int = 5
    messages_per_connection: int = 100
    local_hostname: str | None = None
    provider: str = ""
    token: TokenSource | None = field(default=None, compare=False, repr=False)


Mark = Callable[[Mapping[str, Reply], Mapping[str, Reply]], Awaitable[bool]]
"""Called between the content and the final dot with the recipients accepted and refused; False: no dot."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of checking a connection, named by its phase (`quit` at the end); `seconds` is how long it took."""

    name: str
    ok: bool
    seconds: float
    detail: Mapping[str, str] = field(default_factory=dict)
    failure: Failure | None = None
    reply: Reply | None = None


TellStep = Callable[[Step], Awaitable[None]]
"""Told each step of a check as soon as it is done."""


async def tell_nobody(_: Step) -> None:
    """A check that nobody watches."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A large letter, which is never whole in memory: so many bytes, of which `first` holds all headers.

    `rest` reads the others in order.
    """

    size: int
    first: bytes
    rest: Callable[[], AsyncIterator[bytes]]


Content = bytes | Callable[[], Awaitable[bytes | Pieces]]
"""A letter's bytes, or what reads them: a large letter is not held in memory before its server is reached."""


class MailSender(Protocol):
    """Hands letters to mail servers."""

    async def send(self, settings: SmtpSettings, envelope: Envelope, content: Content, mark: Mark) -> Receipt:
        """Write the content, call `mark`, write the final dot; whatever breaks is told by the receipt.

        What `mark` or the reading of the content raises comes out, as a cancellation does; no dot is written then.
        """
        ...

    def check(self, settings: SmtpSettings) -> AsyncGenerator[Step, None]:
        """Go through token, name, connect, TLS, EHLO, login and sender; the last step is the one that failed."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


class Composer(Protocol):
    """Renders letters as they go over the wire, with CRLF line ends; raises LineBreakInHeader and BadHeader."""

    def compose(self, letter: Letter) -> bytes:
        """Return the letter; what its attachments hold is at hand."""
        ...

    def pieces(self, letter: Letter) -> AsyncGenerator[bytes, None]:
        """Give the letter piece by piece, as its attachments are read."""
        ...
