"""Addresses of links: which are kept, which a letter may let people follow, and how plain text writes them."""

import ipaddress
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote, unquote

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_RUNS = frozenset({
    "javascript", "vbscript", "livescript", "data", "blob", "filesystem", "view-source", "jar", "mhtml",
})  # fmt: skip
"""Schemes whose addresses are programs or whole documents, and nothing to go to."""

_TELEGRAM_PERSON = re.compile(r"tg:(//)?user\b", re.IGNORECASE)
_SEEN_BY_BROWSERS = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]")
"""What browsers leave out before they read an address (URL Standard, "basic URL parser")."""

_WEB = re.compile(
    r"https?://(?:[^/?#@\\]*@)?(?P<host>[^/?#@:\\]+)(?::(?P<port>[0-9]{1,5}))?(?:[/?#].*)?", re.IGNORECASE
)
_WRITTEN_TO = re.compile(r"(?:mailto|tel):[^?]", re.IGNORECASE)
_ASCII_LABEL = re.compile(r"[A-Za-z0-9_-]+")
_TO_THE_LEFT = frozenset({"R", "AL", "AN"})
"""Classes of characters in whose presence a host has to follow the rules of directions."""

_FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters that are not seen."""

_OTHER = "Co"

_PHONE = re.compile(r"[0-9+\s().\-–]+")


def link_address(url: str | None) -> str | None:
    """Return the address of a link in one piece; None for one that leads nowhere outside of Telegram, or runs."""
    address = "".join(quote(sign, errors="replace") if _is_blank(sign) else sign for sign in _trimmed(url or ""))
    scheme = _SCHEME.match(address)
    if not address or (scheme and scheme[1].lower() in _RUNS) or _TELEGRAM_PERSON.match(address):
        return None
    return address


def may_be_followed(address: str) -> bool:
    """Whether an address may be a link in a letter: the web, e-mail or a telephone, in a form that all programs read.

    The others are written out in the text.
    """
    web = _WEB.fullmatch(address)
    if web is None:
        return _WRITTEN_TO.match(address) is not None
    return int(web["port"] or 0) <= 65535 and _is_host(web["host"])


def written(address: str) -> str:
    """Return an address as plain text names it: an e-mail address and a telephone number without their schemes."""
    if not _WRITTEN_TO.match(address):
        return address
    bare = address.partition(":")[2].partition("?")[0]
    plain = unquote(bare)
    return bare if any(map(_is_blank, plain)) else plain


def is_said_by(address: str, words: str) -> bool:
    """Whether the words of a link are its address already, so that plain text need not write it out."""
    words = words.strip()
    if words in {address, written(address)}:
        return True
    scheme = address.partition(":")[0].lower()
    if scheme == "tel":
        return _PHONE.fullmatch(words) is not None and _digits(words) == _digits(written(address))
    if scheme == "mailto":
        return words.casefold().removeprefix("mailto:") == written(address).casefold()
    if scheme not in {"http", "https"}:
        return False
    said = _SCHEME.match(words) if "://" in words else None
    if said is not None:
        return said[1].lower() == scheme and _key(words.partition("://")[2]) == _key(address.partition("://")[2])
    return _key(words) == _key(address.partition("://")[2])


def _trimmed(url: str) -> str:
    return _SEEN_BY_BROWSERS.sub("", url)


def _is_blank(sign: str) -> bool:
    """Whether a character shows nothing, or changes how others show: spaces, controls, marks of direction."""
    return unicodedata.category(sign)[0] in "ZC"


def _is_host(host: str) -> bool:
    if not host.isascii() and not _is_read_alike(host):
        return False
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return False
    labels = host.removesuffix(".").split(".")
    if not all(_ASCII_LABEL.fullmatch(label) for label in labels):
        return False
    if labels[-1].isdigit() or labels[-1].lower().startswith("0x"):
        return _is_ipv4(host)
    return all(_international(label) is not None for label in labels)


def _is_read_alike(host: str) -> bool:
    """Whether all programs read a host with other letters alike: whole words of letters, each in one direction."""
    labels = host.removesuffix(".").split(".")
    meant = [unicodedata.normalize("NFKC", label) for label in labels]
    ways = [list(map(unicodedata.bidirectional, label)) for label in meant]
    both = any(way in _TO_THE_LEFT for label in ways for way in label)
    return all(map(_is_word, labels + meant)) and not (both and not all(map(_goes_one_way, ways)))


def _is_word(label: str) -> bool:
    """Whether these are letters, digits, marks and hyphens that begin with no mark (RFC 5891 section 4.2.3.2)."""
    kinds = [_OTHER if sign in _FILLERS else unicodedata.category(sign) for sign in label]
    fits = (sign in "-_" or kind[0] in "LM" or kind == "Nd" for sign, kind in zip(label, kinds, strict=True))
    return bool(kinds) and kinds[0][0] != "M" and all(fits)


def _goes_one_way(ways: Sequence[str]) -> bool:
    """Whether a label of a host with letters that go to the left is one that RFC 5893 section 2 allows."""
    shown = [way for way in ways if way != "NSM"]
    to_the_left = ways[0] in {"R", "AL"}
    allowed = {"R", "AL", "AN", "EN", "ES", "NSM"} if to_the_left else {"L", "EN", "ES", "NSM"}
    ends = {"R", "AL", "EN", "AN"} if to_the_left else {"L", "EN"}
    begins = to_the_left or ways[0] == "L"
    return begins and set(ways) <= allowed and shown[-1] in ends and not {"EN", "AN"} <= set(ways)


def _is_ipv4(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _international(host: str) -> str | None:
    """Return a host with its letters instead of their codes; None for codes that stand for nothing."""
    try:
        return host.encode().decode("idna") if "xn--" in host else host
    except UnicodeError:
        return None


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign == "+")


def _key(address: str) -> tuple[str, str]:
    """Return what two writings of one address have in common, from the host on."""
    bounds = [index for sign in "/?#" if (index := address.find(sign)) >= 0]
    end = min(bounds, default=len(address))
    host, rest = address[:end].casefold(), address[end:]
    return _international(host) or host, "" if rest == "/" else unquote(rest)
