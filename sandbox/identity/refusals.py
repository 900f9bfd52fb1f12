"""Why an identity provider gives no token, whatever words each provider has for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Refusal(Enum):
    """A reason. It follows from what the provider knows, or is put on by a test."""

    INVALID_REQUEST = "a parameter is missing, unknown or given twice"
    UNSUPPORTED_GRANT = "no such grant here"
    UNKNOWN_TENANT = "no such tenant"
    UNKNOWN_CLIENT = "no such application"
    WRONG_SECRET = "the application's secret is wrong"  # noqa: S105 - a reason, no secret
    SECRET_EXPIRED = "the application's secret has expired"  # noqa: S105 - a reason, no secret
    SECRET_MISSING = "the application must prove itself"  # noqa: S105 - a reason, no secret
    SECRET_UNWANTED = "a public application has no secret"  # noqa: S105 - a reason, no secret
    NOT_ALLOWED = "the application may not use this grant"
    WRONG_SCOPE = "no such scope for this application"
    CONSENT_MISSING = "nobody has consented"
    REVOKED = "the consent was revoked"
    EXPIRED = "the refresh token is too old"
    BAD_GRANT = "no such refresh token, code or assertion"
    MFA_NEEDED = "a person must sign in again, with a second factor"
    USER_DISABLED = "the account is disabled"
    UNKNOWN_USER = "no such mailbox"
    POLICY = "a policy of the company forbids it"
    PENDING = "the person has not decided yet"
    SLOW_DOWN = "asked too often"
    CODE_EXPIRED = "the device's code is too old"
    DENIED = "the person has refused"
    CODE_USED = "the code was used before"
    WRONG_VERIFIER = "the PKCE verifier does not fit the challenge"
    WRONG_REDIRECT = "another redirect address than before, or an unknown one"
    BAD_SIGNATURE = "the assertion's signature is wrong"
    WRONG_AUDIENCE = "the assertion is for somebody else"
    ASSERTION_TIME = "the assertion is too old, too new or too long"


@dataclass(frozen=True)
class Said:
    """How one provider says one reason; `{…}` in the words is filled in. `more` are members beside the usual ones."""

    error: str
    words: str | None = None
    status: int = 400
    code: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """Ends a request; the provider's table says it in its words."""

    def __init__(self, refusal: Refusal, **filling: str) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.filling = filling
