"""Addresses of databases, for those who need no database yet."""

import re
from urllib.parse import urlsplit

from domain.errors import GonetsError

ON_SERVER = ("postgresql", "postgres")

_PLACE = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:\[\]@,]*)(?::(?P<port>\d{1,5}))?")
"""A host and its port, both of which may be left out."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")


def is_on_server(url: str) -> bool:
    """Whether this is the address of a PostgreSQL database."""
    return url.partition("://")[0] in ON_SERVER


class AddressUnreadable(GonetsError):
    """The address of a server does not say where that is: a sign of a password that was not escaped cuts it."""

    key = "error-database-address"


def refuse_unreadable(url: str) -> None:
    """Raise AddressUnreadable for an address of a server that would be read otherwise than it was meant."""
    if _places(url) is None:
        raise AddressUnreadable


def shown(url: str) -> str:
    """Return the address as anybody may see it: without a password, whatever is wrong with it."""
    if not is_on_server(url):
        return url
    places, scheme = _places(url), url.partition("://")[0]
    return f"{scheme}://…" if places is None else f"{scheme}://{places}{urlsplit(url).path}"


def kind_shown(url: str) -> str:
    """Return what an address that is none of ours says of its kind: what follows may hold a password."""
    found = _SCHEME.match(url)
    return found[0] if found and url[found.end() :].startswith(":") else url if "@" not in url else "…"


def _places(url: str) -> str | None:
    """Return the hosts and ports; several are tried one after the other, as by PostgreSQL's own programs."""
    if re.search(r"\s", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if "#" in url or "@" in parts.path + parts.query:
        return None
    hosts = parts.netloc.rpartition("@")[2]
    places = [_PLACE.fullmatch(place) for place in hosts.split(",")]
    fit = all(place is not None and 0 < int(place["port"] or 1) < 65536 for place in places)
    return hosts if fit else None
