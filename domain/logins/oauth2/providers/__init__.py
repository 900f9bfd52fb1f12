"""The providers of access tokens, by the name that a document gives. A new one goes to the end."""

from collections.abc import Mapping
from typing import Any

from domain.logins.oauth2.providers.google import GOOGLE
from domain.logins.oauth2.providers.mailru import MAILRU
from domain.logins.oauth2.providers.microsoft import MICROSOFT
from domain.logins.oauth2.providers.other import OTHER
from domain.logins.oauth2.providers.provider import Provider
from domain.logins.oauth2.providers.yandex import YANDEX

PROVIDERS: Mapping[str, Provider] = {item.name: item for item in (MICROSOFT, GOOGLE, YANDEX, MAILRU, OTHER)}


def provider_of(document: Mapping[str, Any]) -> Provider | None:
    """Return the provider of a connection's document that may be unfinished; None where it names none that there is."""
    oauth2 = document.get("oauth2")
    return PROVIDERS.get(str(oauth2.get("provider"))) if isinstance(oauth2, Mapping) else None
