"""E-mail addresses: valid by syntax alone, since company networks use names that no public DNS knows."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import email_validator
from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from domain.errors import GonetsError
from domain.one_line import breaks_line, in_one_line
from domain.visible import visible

_COMPANY_NETWORKS = frozenset({"local", "test", "localhost"})
# The library has no option for this, only the list of its module, which it reads at each call. It is changed in
# place, once, at import: company networks do use .local and .test.
email_validator.SPECIAL_USE_DOMAIN_NAMES[:] = [
    name for name in email_validator.SPECIAL_USE_DOMAIN_NAMES if name not in _COMPANY_NETWORKS
]

_LISTED = re.compile(r"[,;<]|\S\s+\S")
_PIECE = re.compile(r'(?:"(?:\\.|[^"\\])*"|<[^<>]*>|[^,;])+')
"""What stands between separators: those in quotes, and within angle brackets, separate nothing."""
_LONGEST_NAMED = 1000
_NAMED = re.compile(r'["«]?(?P<name>[^<>]*?)["»]?\s*<\s*(?:mailto:)?(?P<address>[^<>]+?)\s*>', re.IGNORECASE)

_NUL = "\x00"

_USUAL = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_SHORT = 60
"""What stands before the @ of most addresses, which is its own normal form (RFC 5321 section 4.1.2), and how long."""


class InvalidAddress(GonetsError):
    """The text is not an e-mail address."""

    key = "error-invalid-address"


class LineBreakInHeader(GonetsError):
    """A line break in a header would let one header become two."""

    key = "error-line-break-in-header"


class LineBreakInAddress(LineBreakInHeader, InvalidAddress):
    """A line break inside an address: no address, and an attempt at a header of one's own besides."""


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address with the name that is shown with it."""

    name: str
    address: str


def parse_address(text: str) -> str:
    """Return the address in its normal form, an international domain in Unicode.

    Syntax is RFC 5321 and 6531; a domain without a dot is allowed (`root@mailhost`). What nobody sees is no part of it:
    it came along when the address was copied. Raises InvalidAddress, which for a line break inside is a
    LineBreakInHeader too.
    """
    text = text.strip()
    if _ends_early(text):
        raise LineBreakInAddress(text=_shown(text), header="", address=text[:200])
    try:
        return _normalized(visible(text))
    except EmailNotValidError as error:
        raise InvalidAddress(str(error), address=text[:200]) from error


def parse_addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses that a text lists, with their names: `a@b.ru; Иванов Иван <c@d.ru>, "Ю, Я" <e@f.ru>`.

    A comma without quotes may stand in a name, too. Raises InvalidAddress, as `parse_address` does.
    """
    if _ends_early(text.strip()) or not _LISTED.search(text):
        return (Address("", parse_address(text)),)
    found: list[Address] = []
    name = ""
    for piece in _PIECE.findall(text):
        if "@" not in piece:
            name += f"{piece},"
            continue
        found += _of_piece(f"{name}{piece}".lstrip(" ,;"))
        name = ""
    if name.strip(" ,;") or not found:
        raise InvalidAddress(address=text[:200])
    return tuple(found)


def _of_piece(text: str) -> Iterator[Address]:
    named = _NAMED.fullmatch(text.strip()) if len(text) <= _LONGEST_NAMED else None
    if named is not None:
        yield Address(visible(named["name"].replace('\\"', '"')), parse_address(named["address"]))
        return
    words = text.split()
    for word in words if all("@" in word for word in words) else [text]:
        yield Address("", parse_address(word))


@lru_cache(maxsize=4096)
def _normalized(text: str) -> str:
    """Each letter names the same few senders, and most of its recipients again."""
    local, _, domain = text.rpartition("@")
    if len(text) <= _SHORT and _USUAL.fullmatch(local):
        with suppress(EmailNotValidError):  # the whole address is told what is wrong with it
            return f"{local}@{_normalized_domain(domain)}"
    normalized: str = _validated(text).normalized
    return normalized


@lru_cache(maxsize=1024)
def _normalized_domain(domain: str) -> str:
    """Whoever works for one company has the same: only what stands before it is new with each of them."""
    normalized: str = _validated(f"x@{domain}").domain
    return normalized


def parse_domain(text: str) -> str:
    """Return a domain in its normal form, an international one in Unicode; raises InvalidAddress."""
    try:
        return _normalized_domain(text)
    except EmailNotValidError as error:
        raise InvalidAddress(str(error), address=text[:200]) from error


def needs_smtputf8(address: str) -> bool:
    """Whether only a server with SMTPUTF8 takes the address: letters beyond ASCII before the @ (RFC 6531)."""
    return not address.rpartition("@")[0].isascii()


def ascii_address(address: str) -> str:
    """Return the address as it goes over the wire: an international domain as A-labels (RFC 5891)."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}"


def ascii_domain(domain: str) -> str:
    """Return a domain as A-labels; as it is where that cannot be."""
    return domain if domain.isascii() else _ascii_domain(domain)


@lru_cache(maxsize=1024)
def _ascii_domain(domain: str) -> str:
    try:
        return _validated(f"x@{domain}").ascii_domain or domain
    except EmailNotValidError:
        return domain


def check_header(text: str, header: str) -> str:
    """Return the text if it may stand in the header of that name; raises LineBreakInHeader."""
    if _ends_early(text):
        raise LineBreakInHeader(text=_shown(text), header=_shown(header))
    return text


def _shown(text: str) -> str:
    return in_one_line(text.replace(_NUL, " "))[:100]


def _ends_early(text: str) -> bool:
    """Whether a line, or with NUL the text, would be over for somebody before it is for us."""
    return breaks_line(text) or _NUL in text


def _validated(text: str) -> ValidatedEmail:
    return validate_email(text, check_deliverability=False, globally_deliverable=False, strict=True)
