"""Why a provider gives no token."""

from enum import StrEnum


class TokenCause(StrEnum):
    """A reason; each names a text, `token-<value>`, and an advice, `advice-token-<value>`."""

    WRONG_SECRET = "wrong-secret"  # noqa: S105 - a reason, no secret
    SECRET_ENDED = "secret-ended"  # noqa: S105 - a reason, no secret
    NO_SUCH_CLIENT = "no-such-client"
    NO_SUCH_TENANT = "no-such-tenant"
    CONSENT_MISSING = "consent-missing"
    GRANT_ENDED = "grant-ended"
    PERSON_NEEDED = "person-needed"
    NOT_ALLOWED = "not-allowed"
    WRONG_SCOPE = "wrong-scope"
    WRONG_KEY = "wrong-key"
    USER_DISABLED = "user-disabled"
    PENDING = "pending"
    SLOW_DOWN = "slow-down"
    CODE_ENDED = "code-ended"
    DENIED = "denied"
    LATER = "later"
    OTHER = "other"
    NOT_LASTING = "not-lasting"

    @property
    def is_temporary(self) -> bool:
        """Whether the same request may be answered otherwise a while later."""
        return self in {TokenCause.PENDING, TokenCause.SLOW_DOWN, TokenCause.LATER}
