"""Ways of logging in (SASL mechanisms): one table, the best first; each is what the client says in its exchange.

An exchange is a generator. Its first value is the initial response, or None where the server speaks first; it is then
sent each challenge as the server wrote it, and gives the next response. Nothing here is in base64 but challenges.
"""

import base64
import binascii
import hmac
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Self

from domain.messages.sending import SmtpSettings

Exchange = Generator[bytes | None, str, None]


@dataclass(frozen=True, slots=True)
class Login:
    """What is known of the user, in UTF-8 (RFC 4616 section 2)."""

    user: bytes
    password: bytes

    @classmethod
    def of(cls, settings: SmtpSettings) -> Self:
        """Return the login of a connection."""
        password = settings.password.get_secret_value() if settings.password is not None else ""
        return cls((settings.username or "").encode("utf-8", "replace"), password.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way of logging in. `begin` starts its exchange; `name` is as EHLO lists it, in capitals.

    `bare`: whoever listens learns the password, so that a server may want encryption for it. `kind` is the connection's
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


MECHANISMS = (
    Mechanism("PLAIN", _plain),
    Mechanism("LOGIN", _login),
    # Last: a shared secret for it is rarely set up where the others are offered too.
    Mechanism("CRAM-MD5", _cram_md5, bare=False),
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
