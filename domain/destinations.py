"""Where a secret may go: it belongs to the destination that it was entered for, and is shown to no other.

A secret of OAuth 2.0 is given to the provider, for an access token that is given to the mail server: both must be the
same. An application's secret is good for any mailbox; a password and a refresh token are somebody's.

The one rule for every way in which one could be carried over: a draft, a file, a version brought back, a check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.logins.login import PASSWORD
from domain.logins.oauth2.destination import issuer_of
from domain.logins.oauth2.login import REFRESH_TOKEN

_ENCRYPTION = ("none", "starttls", "ssl")
"""From the least to the most. What a draft has not been asked yet counts as the least: it will be asked next."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Who is given a secret, in whose name, and how well the way there is guarded; `issuer` of access tokens."""

    host: str = ""
    port: str = ""
    username: str = ""
    encryption: int = 0
    verify_certificate: bool = True
    ca_file: str = ""
    issuer: tuple[str, ...] = ()

    def takes_from(self, other: "Destination") -> bool:
        """Whether a secret that was entered for the other destination may go here: the same, or guarded better."""
        return (
            (self.host, self.port, self.username, self.ca_file, self.issuer)
            == (other.host, other.port, other.username, other.ca_file, other.issuer)
            and self.encryption >= other.encryption
            and self.verify_certificate >= other.verify_certificate
        )


def destination_of(document: Mapping[str, Any], secret: str = PASSWORD) -> Destination:
    """Return where a document's secret goes; of a draft's document anything may be missing, and of anything wrong."""
    encryption = document.get("encryption")
    is_somebodys = secret in {PASSWORD, REFRESH_TOKEN}
    return Destination(
        host=_server(document.get("host")),
        port=_text(document.get("port")),
        username=_text(document.get("username")) if is_somebodys else "",
        encryption=_ENCRYPTION.index(encryption) if encryption in _ENCRYPTION else 0,
        verify_certificate=document.get("verify_certificate", True) is True,
        ca_file=_text(document.get("ca_file")),
        issuer=() if secret == PASSWORD else issuer_of(document.get("oauth2")),
    )


def keeps_secret(before: Mapping[str, Any], after: Mapping[str, Any], secret: str = PASSWORD) -> bool:
    """Whether a secret that was entered for one document may be used for another."""
    return destination_of(after, secret).takes_from(destination_of(before, secret))


def _server(host: Any) -> str:
    """Return a host as DNS compares it (RFC 4343): letter case and the dot of the root change nothing.

    Only ASCII is folded: letters beyond it that look alike may be another server.
    """
    name = _text(host)
    return name.removesuffix(".").lower() if name.isascii() else name


def _text(value: Any) -> str:
    return "" if value is None else str(value)
