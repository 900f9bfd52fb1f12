"""What the providers have given out: access tokens, refresh tokens, codes of consents and of devices."""

import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from enum import Enum, auto


class Clock:
    """The providers' time, which a test can put forward instead of waiting."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self.ahead


@dataclass
class AccessToken:
    """Opens mailboxes until it ends."""

    value: str = field(repr=False)
    provider: str
    client_id: str
    mailboxes: frozenset[str]
    scopes: frozenset[str]
    expires_at: float
    sends_mail: bool
    revoked: bool = False


@dataclass
class RefreshToken:
    """Stands for a person's consent."""

    value: str = field(repr=False)
    client_id: str
    mailbox: str
    scopes: frozenset[str]
    expires_at: float
    revoked: bool = False
    used: bool = False


class Decision(Enum):
    """What a person has said to a question for consent."""

    PENDING = auto()
    ALLOWED = auto()
    DENIED = auto()


@dataclass
class DeviceCode:
    """A device that waits for a person (RFC 8628)."""

    value: str = field(repr=False)
    user_code: str
    client_id: str
    scopes: frozenset[str]
    expires_at: float
    interval: float
    decision: Decision = Decision.PENDING
    mailbox: str = ""
    asked_at: float | None = None
    used: bool = False


@dataclass
class ConsentRequest:
    """A consent that is asked for in a browser (RFC 6749 section 4.1, RFC 7636)."""

    id: str
    client_id: str
    redirect_uri: str
    state: str | None
    challenge: str
    scopes: frozenset[str]
    offline: bool


@dataclass
class Code:
    """What a browser brings back; good for one token request."""

    value: str = field(repr=False)
    asked: ConsentRequest
    mailbox: str
    expires_at: float
    used: bool = False


def opaque(prefix: str, length: int) -> str:
    """Makes a token that means nothing."""
    return prefix + secrets.token_urlsafe(length)[:length]


def jwt_like(claims: dict[str, object], length: int) -> str:
    """Makes a token as long as Microsoft's, which is a signed JWT; the signature is none."""
    parts = ({"typ": "JWT", "alg": "RS256", "kid": secrets.token_urlsafe(20)}, claims)
    head = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts)
    return f"{head}.{secrets.token_urlsafe(length)[: max(length - len(head) - 1, 43)]}"
