"""The port to a provider's endpoints: one form goes there, one JSON object comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import urlsplit


class EndpointTrouble(Exception):
    """The endpoint cannot be reached or does not answer as one (RFC 6749 section 5). The words hold no secret."""


@dataclass(frozen=True, slots=True)
class EndpointAnswer:
    """What an endpoint has answered: the status of HTTP and the members of the JSON object.

    `retry_after` is how long it asks to be left alone (RFC 9110 section 10.2.3).
    """

    status: int
    body: Mapping[str, Any] = field(repr=False)
    retry_after: timedelta | None = None

    @property
    def is_fine(self) -> bool:
        """Whether it is what was asked for."""
        return self.status == 200 and "error" not in self.body

    def word(self, name: str) -> str:
        """Return a member that is a text; an empty one where it is missing."""
        value = self.body.get(name)
        return value if isinstance(value, str) else ""

    def seconds(self, name: str, usual: int) -> int:
        """Return a member that counts seconds, at least one; `usual` where it is missing or senseless."""
        value = self.body.get(name)
        if isinstance(value, str) and value.isdecimal() and len(value) < 10:
            value = int(value)
        if isinstance(value, float) and 1 <= value < 10**9:
            value = int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**9 else usual


def is_guarded(url: str) -> bool:
    """Whether secrets may be sent there, or a person: encrypted, or to this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return bool(host)
        return parts.scheme == "http" and (host == "localhost" or ip_address(host).is_loopback)
    except ValueError:
        return False


class Endpoints(Protocol):
    """Reaches token and device endpoints."""

    async def post(self, url: str, form: Mapping[str, str], *, proxied: bool = False) -> EndpointAnswer:
        """Send a form; raises EndpointTrouble. `proxied`: by the proxy that the Bot API is reached through."""
        ...
