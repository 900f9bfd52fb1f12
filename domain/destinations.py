"""Where a secret may go: it belongs to the destination that it was entered for, and is shown to no other.

The one rule for every way in which one could be carried over: a draft, a file, a version brought back, a check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ENCRYPTION = ("none", "starttls", "ssl")
"""From the least to the most. What a draft has not been asked yet counts as the least: it will be asked next."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Who is given a secret, in whose name, and how well the way there is guarded."""

    host: str = ""
    port: str = ""
    username: str = ""
    encryption: int = 0
    verify_certificate: bool = True
    ca_file: str = ""

    def takes_from(self, other: "Destination") -> bool:
        """Whether a secret that was entered for the other destination may go here: the same, or guarded better."""
        return (
            (self.host, self.port, self.username, self.ca_file)
            == (other.host, other.port, other.username, other.ca_file)
            and self.encryption >= other.encryption
            and self.verify_certificate >= other.verify_certificate
        )


def destination_of(document: Mapping[str, Any]) -> Destination:
    """Return where a document's secret goes; of a draft's document anything may be missing, and of anything wrong."""
    encryption = document.get("encryption")
    return Destination(
        host=_server(document.get("host")),
        port=_text(document.get("port")),
        username=_text(document.get("username")),
        encryption=_ENCRYPTION.index(encryption) if encryption in _ENCRYPTION else 0,
        verify_certificate=document.get("verify_certificate", True) is True,
        ca_file=_text(document.get("ca_file")),
    )


def keeps_secret(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a secret that was entered for one document may be used for another."""
    return destination_of(after).takes_from(destination_of(before))


def _server(host: Any) -> str:
    """Return a host as DNS compares it (RFC 4343): letter case and the dot of the root change nothing.

    Only ASCII is folded: letters beyond it that look alike may be another server.
    """
    name = _text(host)
    return name.removesuffix(".").lower() if name.isascii() else name


def _text(value: Any) -> str:
    return "" if value is None else str(value)
