"""What a provider is: where its endpoints are, which grants it has, and how it speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sandbox.identity.refusals import Refusal, Said

JSON = dict[str, Any]
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class Rotation(Enum):
    """What becomes of a refresh token that was used."""

    KEPT = "the same goes on working, and no new one comes"
    NEW = "a new one comes, and the former goes on working"
    ONCE = "a new one comes, and the former is dead"


@dataclass(frozen=True)
class Endpoints:
    """Paths behind the provider's name; `{tenant}` stands for a tenant."""

    token: str
    authorize: str
    device: str | None = None


def plain_error(_refusal: Refusal, said: Said, words: str | None) -> JSON:
    """Writes a refusal as RFC 6749 section 5.2 has it."""
    return {"error": said.error} | ({} if words is None else {"error_description": words}) | dict(said.more)


@dataclass(frozen=True)
class Provider:
    """One provider. `mail_scopes` are those that let a token's holder send mail.

    `free_scopes` need no permission, and `needed_scopes` must be asked for when a person consents. A refresh token
    comes with a consent that was asked for with `offline_scope` and `offline_query`, where the provider wants them.
    `device_scopes`: what a device may ask for at most.
    """

    name: str
    endpoints: Endpoints
    grants: frozenset[str]
    mail_scopes: frozenset[str]
    refusals: Mapping[Refusal, Said]
    access_token: Callable[[JSON], str]
    refresh_token: Callable[[], str]
    error: Callable[[Refusal, Said, str | None], JSON] = plain_error
    free_scopes: frozenset[str] = frozenset()
    needed_scopes: frozenset[str] = frozenset()
    offline_scope: str | None = None
    offline_query: tuple[str, str] | None = None
    token_type: str = "Bearer"  # noqa: S105 - a kind
    lifetime: int = 3600
    rotation: Rotation = Rotation.KEPT
    extra: Mapping[str, Any] = field(default_factory=dict)
    says_scope: bool = True
    has_tenants: bool = False
    device_scopes: frozenset[str] | None = None
    verification_field: str = "verification_uri"
    optional: frozenset[str] = frozenset()

    def says(self, refusal: Refusal, filling: Mapping[str, str]) -> tuple[int, JSON]:
        """Returns the status of HTTP and the members of the answer."""
        said = self.refusals.get(refusal) or PLAIN[refusal]
        words = None if said.words is None else said.words.format_map(_Filled(filling))
        return said.status, self.error(refusal, said, words)


class _Filled(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return name


PLAIN: Mapping[Refusal, Said] = {
    Refusal.INVALID_REQUEST: Said("invalid_request", "{what}"),
    Refusal.UNSUPPORTED_GRANT: Said("unsupported_grant_type"),
    Refusal.UNKNOWN_TENANT: Said("invalid_request", "Unknown tenant"),
    Refusal.UNKNOWN_CLIENT: Said("invalid_client", "Unknown client", 401),
    Refusal.WRONG_SECRET: Said("invalid_client", "Client authentication failed", 401),
    Refusal.SECRET_EXPIRED: Said("invalid_client", "Client secret has expired", 401),
    Refusal.SECRET_MISSING: Said("invalid_client", "Client authentication is required", 401),
    Refusal.SECRET_UNWANTED: Said("invalid_client", "A public client has no secret", 401),
    Refusal.NOT_ALLOWED: Said("unauthorized_client"),
    Refusal.WRONG_SCOPE: Said("invalid_scope", "The scope {scope} is unknown"),
    Refusal.CONSENT_MISSING: Said("consent_required", "Consent is missing"),
    Refusal.REVOKED: Said("invalid_grant", "Token is not active"),
    Refusal.EXPIRED: Said("invalid_grant", "Token has expired"),
    Refusal.BAD_GRANT: Said("invalid_grant"),
    Refusal.MFA_NEEDED: Said("interaction_required"),
    Refusal.USER_DISABLED: Said("invalid_grant", "User disabled"),
    Refusal.UNKNOWN_USER: Said("invalid_grant", "User not found"),
    Refusal.POLICY: Said("access_denied", "A policy forbids it"),
    Refusal.PENDING: Said("authorization_pending"),
    Refusal.SLOW_DOWN: Said("slow_down"),
    Refusal.CODE_EXPIRED: Said("expired_token"),
    Refusal.DENIED: Said("access_denied"),
    Refusal.CODE_USED: Said("invalid_grant", "Code not valid"),
    Refusal.WRONG_VERIFIER: Said("invalid_grant", "PKCE verification failed"),
    Refusal.WRONG_REDIRECT: Said("invalid_grant", "Incorrect redirect_uri"),
    Refusal.BAD_SIGNATURE: Said("invalid_grant", "Assertion signature is not valid"),
    Refusal.WRONG_AUDIENCE: Said("invalid_grant", "Assertion audience is not valid"),
    Refusal.ASSERTION_TIME: Said("invalid_grant", "Assertion has expired"),
}
"""As the RFCs have it; a provider's own table comes first."""
