"""Who is given the secrets of OAuth 2.0, read from a document that may be unfinished."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.logins.oauth2.providers import PROVIDERS


@dataclass(frozen=True, slots=True)
class _Endpoints:
    """What a provider reads of a document."""

    tenant: str | None
    token_endpoint: str | None
    device_endpoint: str | None = None
    authorization_endpoint: str | None = None


def issuer_of(oauth2: Any) -> tuple[str, ...]:
    """Return the token endpoint, the tenant and the application that secrets were entered for."""
    if not isinstance(oauth2, Mapping):
        return ()
    tenant, endpoint, client = (_text(oauth2.get(name)) for name in ("tenant", "token_endpoint", "client_id"))
    provider = PROVIDERS.get(_text(oauth2.get("provider")))
    url = endpoint or ("" if provider is None else provider.token(_Endpoints(tenant, endpoint)))
    return url, tenant, client


def _text(value: Any) -> str:
    return "" if value is None else str(value)
