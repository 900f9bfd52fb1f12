"""Ways of logging in (SASL mechanisms): one table, the best first; each is what the client says in its exchange.

An exchange is a generator. Its first value is the initial response, or None where the server speaks first; it is then
sent each challenge as the server wrote it, and gives the next response. Nothing here is in base64 but challenges.
"""

import base64
import binascii
import hmac
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Self

from pydantic import SecretStr

from domain.messages.sending import SmtpSettings

Exchange = Generator[bytes | None, str, None]


@dataclass(frozen=True, slots=True)
class Login:
    """What is known of the user, in UTF-8 (RFC 4616 section 2), and of the server for those who must name it."""

    user: bytes
    password: bytes = field(default=b"", repr=False)
    token: bytes = field(default=b"", repr=False)
    host: bytes = b""
    port: int = 0

    @classmethod
    def of(cls, settings: SmtpSettings, token: SecretStr | None = None) -> Self:
        """Return the login of a connection, with the access token of the moment."""
        return cls(
            (settings.username or "").encode("utf-8", "replace"),
            _bytes(settings.password),
            _bytes(token),
            settings.host.encode("utf-8", "replace"),
            settings.port,
        )

    @property
    def hidden(self) -> tuple[str, ...]:
        """The secrets as a server might repeat them; empty where there are none."""
        found: list[bytes] = []
        if self.password:
            found += [b"\0" + self.user + b"\0" + self.password, self.password]
        if self.token:
            found += [bearer(self), xoauth2(self), self.token]
        words = []
        for secret in found:
            encoded = base64.b64encode(secret).decode()
            words += [encoded, encoded.rstrip("=")]
        return (*words, *(item.decode() for item in (self.password, self.token) if item))


def _bytes(secret: SecretStr | None) -> bytes:
    return b"" if secret is None else secret.get_secret_value().encode("utf-8", "replace")


def bearer(login: Login) -> bytes:
    """Return OAUTHBEARER's response (RFC 7628 section 3.1). A comma or `=` of the name is escaped (RFC 5801)."""
    user = login.user.replace(b"=", b"=3D").replace(b",", b"=2C")
    server = b"\1host=" + login.host + b"\1port=" + str(login.port).encode()
    return b"n,a=" + user + b"," + server + b"\1auth=Bearer " + login.token + b"\1\1"


def xoauth2(login: Login) -> bytes:
    """Return XOAUTH2's response («The SASL XOAUTH2 Mechanism» of Google, taken over by the others)."""
    return b"user=" + login.user + b"\1auth=Bearer " + login.token + b"\1\1"


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way of logging in. `begin` starts its exchange; `name` is as EHLO lists it, in capitals.

    `bare`: whoever listens learns the secret, so that a server may want encryption for it. `kind` is the connection's
    `authentication` that it belongs to.
    """

    name: str
    begin: Callable[[Login], Exchange]
    bare: bool = True
    kind: str = "basic"


class BadChallenge(Exception):
    """The server's challenge cannot be read: the exchange must be cancelled (RFC 4954 section 4)."""


def _plain(login: Login) -> Exchange:
    """RFC 4616; a challenge says nothing here."""
    yield b"\0" + login.user + b"\0" + login.password


def _login(login: Login) -> Exchange:
    """Never a standard: the server asks for the name, then for the password, in words of its own."""
    yield None
    yield login.user
    yield login.password


def _cram_md5(login: Login) -> Exchange:
    """RFC 2195."""
    challenge = _decoded((yield None))
    digest = hmac.new(login.password, challenge, "md5").hexdigest()
    yield login.user + b" " + digest.encode()


def _oauthbearer(login: Login) -> Exchange:
    """RFC 7628: a refusal is told in a challenge, and a single \\x01 asks for the answer behind it (section 3.2.3)."""
    yield from _with_token(bearer(login), b"\1")


def _xoauth2(login: Login) -> Exchange:
    """A refusal is told in a challenge, and an empty line asks for the answer behind it."""
    yield from _with_token(xoauth2(login), b"")


def _with_token(said: bytes, then: bytes) -> Exchange:
    challenge = yield said
    # An empty challenge has passed over what was said with AUTH.
    if not challenge.strip():
        yield said
    yield then


MECHANISMS = (
    Mechanism("PLAIN", _plain),
    Mechanism("LOGIN", _login),
    # Last: a shared secret for it is rarely set up where the others are offered too.
    Mechanism("CRAM-MD5", _cram_md5, bare=False),
    Mechanism("OAUTHBEARER", _oauthbearer, kind="oauth2"),
    Mechanism("XOAUTH2", _xoauth2, kind="oauth2"),
)


def common(kind: str, offered: list[str]) -> list[Mechanism]:
    """Return what both sides know, the best first."""
    names = {name.upper() for name in offered}
    return [item for item in MECHANISMS if item.kind == kind and item.name in names]


def _decoded(challenge: str) -> bytes:
    try:
        decoded = base64.b64decode(challenge.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadChallenge from error
    if not decoded:
        raise BadChallenge
    return decoded
