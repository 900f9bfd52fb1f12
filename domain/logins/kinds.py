"""The kinds of logins, by the name that a document gives. A new one goes to the end."""

from collections.abc import Mapping
from typing import Any

from domain.logins.basic import BASIC
from domain.logins.login import PASSWORD, LoginKind, Secrets
from domain.logins.none import NONE
from domain.logins.oauth2.login import OAUTH2, OAUTH2_SECRETS

LOGINS: Mapping[str, LoginKind] = {kind.name: kind for kind in (NONE, BASIC, OAUTH2)}

SECRET_PATHS: Mapping[str, tuple[str, ...]] = {
    PASSWORD: (PASSWORD,),
    **{name: (OAUTH2.name, name) for name in OAUTH2_SECRETS},
}
"""Where a connection's secrets stand in a file and in a form, by their names."""


def login_of(document: Mapping[str, Any]) -> LoginKind:
    """Return the login of a connection's document; none where it names none that there is."""
    name = document.get("authentication")
    return LOGINS.get(name, NONE) if isinstance(name, str) else NONE


def secrets_of(document: Mapping[str, Any]) -> Secrets:
    """Return which secrets a connection's document means."""
    return login_of(document).secrets(document)
