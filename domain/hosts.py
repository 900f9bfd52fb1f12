"""Names of hosts: what can be looked up and greeted with, in the one spelling that resolver, TLS and SMTP agree on."""

import re
from ipaddress import IPv6Address, ip_address

from domain.errors import Unfit
from domain.messages.addresses import InvalidAddress, ascii_domain, parse_domain

LONGEST_HOST = 253
"""Characters of a name in DNS (RFC 1035 section 2.3.4, without the root)."""

_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
"""A name that ends so is a mistyped address: resolvers take 1.2.3 for 1.2.0.3, and 0x7f for 127.0.0.1."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://.*", re.DOTALL)
_PORT = re.compile(r".*[^:]:\d+", re.DOTALL)
_LITERAL = re.compile(r"\[(?:IPv6:)?([^\[\]]*)\]", re.IGNORECASE)
_SCOPED = re.compile(r"[0-9A-Fa-f:.]+%[A-Za-z0-9_.-]{1,15}")


def server_host(text: str) -> str:
    """Return a server's name or address as it is looked up: an address without brackets, a name without the last dot.

    Letters beyond ASCII stay where both versions of IDNA agree about them (RFC 5891 section 5.3, RFC 3490), else the
    name becomes A-labels. Underscores are taken: networks of containers have such names. Raises Unfit.
    """
    if _SCHEME.fullmatch(text):
        raise Unfit("config-host-scheme")
    if "@" in text:
        raise Unfit("config-host-user")
    literal = _LITERAL.fullmatch(text)
    address = _address(literal[1] if literal else text)
    if address is not None:
        return address
    if _PORT.fullmatch(text):
        raise Unfit("config-host-port")
    shown = _shown_name(text.removesuffix("."))
    wire = _wire_name(shown)
    if wire is None:
        raise Unfit("config-host")
    return shown if _old_wire_name(shown) == wire else wire


def hello_name(text: str) -> str:
    """Return the name to greet a server with: a host's name in ASCII, or an address in brackets (RFC 5321 4.1.3).

    Raises Unfit.
    """
    literal = _LITERAL.fullmatch(text)
    address = _address(literal[1] if literal else text)
    if address is not None and "%" not in address:
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"
    name = _wire_name(_shown_name(text.removesuffix(".")))
    if name is None:
        raise Unfit("config-hello-name")
    return name


def _address(text: str) -> str | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.scope_id is not None:
        return text if _SCOPED.fullmatch(text) else None
    return str(found)


def _shown_name(text: str) -> str:
    """Return an international name in its normal form, any other as it is."""
    try:
        return text if text.isascii() else parse_domain(text)
    except InvalidAddress:
        return text


def _wire_name(name: str) -> str | None:
    """Return a host's name in ASCII (RFC 1123 section 2.1, RFC 5891), or None where it is none."""
    wire = ascii_domain(name)
    labels = wire.split(".")
    fits = len(wire) <= LONGEST_HOST and all(map(_LABEL.fullmatch, labels)) and not _NUMBER.fullmatch(labels[-1])
    return wire if fits else None


def _old_wire_name(name: str) -> str | None:
    """Return the name as Python's sockets and TLS look it up, which is by the first version of IDNA."""
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return None
