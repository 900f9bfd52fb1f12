"""What came to the endpoints: read strictly, and kept without its secrets."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_plus

from sandbox.identity.providers.provider import DEVICE_GRANT, JWT_GRANT, Provider
from sandbox.identity.refusals import Refusal, Refused

SECRETS = frozenset({"client_secret", "refresh_token", "assertion", "code", "device_code", "code_verifier"})
MASK = "***"
CLIENT = frozenset({"client_id", "client_secret"})

PARAMETERS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "client_credentials": (frozenset({"client_id", "client_secret"}), frozenset({"scope"})),
    "refresh_token": (frozenset({"client_id", "refresh_token"}), frozenset({"client_secret", "scope"})),
    "authorization_code": (
        frozenset({"client_id", "code", "redirect_uri", "code_verifier"}),
        frozenset({"client_secret", "scope"}),
    ),
    DEVICE_GRANT: (frozenset({"client_id", "device_code"}), frozenset({"client_secret"})),
    JWT_GRANT: (frozenset({"assertion"}), frozenset({"scope"})),
}
"""By grant: what must be there, and what may be."""


@dataclass(frozen=True)
class IdentityRequest:
    """One request, with *** for each secret. `error` is what was answered, None for what was granted."""

    provider: str
    endpoint: str
    form: Mapping[str, str]
    status: int
    error: str | None

    @property
    def grant(self) -> str:
        """The grant that was asked for."""
        return self.form.get("grant_type", "")


def masked(form: Mapping[str, str]) -> dict[str, str]:
    """Returns the form as it may be shown."""
    return {name: MASK if name in SECRETS else value for name, value in form.items()}


def read_form(pairs: list[tuple[str, str]], authorization: str | None) -> dict[str, str]:
    """Joins the body and an Authorization header; raises Refused for what is given twice (RFC 6749 section 3.2)."""
    form: dict[str, str] = {}
    for name, value in [*pairs, *_basic(authorization)]:
        if name in form:
            raise Refused(Refusal.INVALID_REQUEST, what=f"{name} (twice)")
        form[name] = value
    return form


def check_parameters(form: Mapping[str, str], provider: Provider) -> str:
    """Returns the grant; raises Refused for a grant that the provider has not, and for what is missing or unknown."""
    grant = form.get("grant_type", "")
    if not grant:
        raise Refused(Refusal.INVALID_REQUEST, what="grant_type")
    if grant not in provider.grants:
        raise Refused(Refusal.UNSUPPORTED_GRANT, what=grant)
    needed, optional = PARAMETERS[grant]
    check_names(form, needed - {"client_secret"}, needed | optional | provider.optional | {"grant_type"})
    if "client_secret" in needed and not form.get("client_secret"):
        raise Refused(Refusal.SECRET_MISSING)
    return grant


def check_names(form: Mapping[str, str], needed: frozenset[str], optional: frozenset[str]) -> None:
    """Raises Refused for a parameter that is missing, empty or unknown."""
    for name in sorted(needed):
        if not form.get(name):
            raise Refused(Refusal.INVALID_REQUEST, what=name)
    for name in form:
        if name not in needed | optional:
            raise Refused(Refusal.INVALID_REQUEST, what=f"{name} (unknown)")


def _basic(authorization: str | None) -> list[tuple[str, str]]:
    """RFC 6749 section 2.3.1: both parts are encoded as forms are."""
    if authorization is None:
        return []
    kind, _, value = authorization.partition(" ")
    try:
        name, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused(Refusal.INVALID_REQUEST, what="Authorization") from None
    if kind.lower() != "basic":
        raise Refused(Refusal.INVALID_REQUEST, what="Authorization")
    return [("client_id", unquote_plus(name)), ("client_secret", unquote_plus(secret))]
