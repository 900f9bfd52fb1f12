"""Logging in with an access token: its fields and secrets, and what a secret must look like."""

from collections.abc import Mapping
from typing import Any

from domain.logins.login import LoginKind, Secrets
from domain.logins.oauth2.providers import PROVIDERS
from domain.logins.oauth2.providers.provider import Grant

CLIENT_SECRET = "client_secret"  # noqa: S105 - the name of a secret, none itself
REFRESH_TOKEN = "refresh_token"  # noqa: S105 - as above
SERVICE_ACCOUNT_KEY = "service_account_key"
OAUTH2_SECRETS = (CLIENT_SECRET, REFRESH_TOKEN, SERVICE_ACCOUNT_KEY)


def oauth2_secrets(oauth2: Mapping[str, Any]) -> Secrets:
    """Return which secrets the document of OAuth 2.0 means; an unfinished one none."""
    provider = PROVIDERS.get(str(oauth2.get("provider")))
    if provider is None:
        return Secrets()
    grant = provider.grant_of(oauth2.get("grant"))
    if grant is Grant.SERVICE_ACCOUNT:
        return Secrets((SERVICE_ACCOUNT_KEY,))
    if grant is Grant.CLIENT_CREDENTIALS:
        return Secrets((CLIENT_SECRET,))
    # A public client has no secret (RFC 6749 section 2.1), and some providers take none without.
    if grant in provider.has_secret:
        return Secrets((CLIENT_SECRET, REFRESH_TOKEN))
    return Secrets((REFRESH_TOKEN,), (CLIENT_SECRET,))


OAUTH2 = LoginKind(
    "oauth2",
    fields=frozenset({"username", "oauth2", "oauth2_proxy"}),
    needs=frozenset({"username", "oauth2"}),
    secrets=lambda document: oauth2_secrets(document.get("oauth2") or {}),
)
