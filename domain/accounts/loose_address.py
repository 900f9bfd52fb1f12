"""Addresses as programs write them into one field: as links, in angle brackets, several at once."""

import re
from urllib.parse import unquote

_LINK = re.compile(r"mailto:", re.IGNORECASE)
_EXCHANGE = re.compile(r"\bsmtp:", re.IGNORECASE)
_KINDS = r"(?<![^\s,;|+])(smtp|x500|x400|sip|eum|spo|notes|ccmail):"
_PROXY = re.compile(rf"{_KINDS}(.*?)[\s,;|+]*(?={_KINDS.replace('(smtp', '(?:smtp')}|$)", re.IGNORECASE | re.DOTALL)
"""An item of an address list of Exchange: a kind, a colon and an address."""
_ANGLED = re.compile(r"<\s*([^<>\s]+)\s*>")
_BETWEEN = re.compile(r"\s*(?::::|[;,|])\s*|\s+/?\s*|/")
_PLAIN = re.compile(r"(?<![^\s<>:;,|/\"'()\[\]«»])[^\s<>:;,|/\"'()\[\]«»]+@[^\s<>:;,|/\"'()\[\]«»]+")
_AT = re.compile("[^@]@[^@]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_MIXED = re.compile("[A-Za-z\u00c0-\u024f][\u0400-\u052f]|[\u0400-\u052f][A-Za-z\u00c0-\u024f]")
_GREEK = re.compile(r"[\u0370-\u03ff]")


def split_addresses(text: str) -> list[str]:
    """Return the addresses that a text holds, as they stand there; the text alone where it is not understood.

    «Иван <a@b>», `mailto:a@b`, `a@b ::: c@d` and `a@b; c@d` are understood; `a@b (old)` and `ivan ov@firma` are not.
    """
    text = text.strip()
    if not text or _PLAIN.fullmatch(text):
        return [text] if text else []
    if _EXCHANGE.search(text) and (listed := _of_exchange(text)):
        return listed
    angled = [found for found in map(_without_scheme, _ANGLED.findall(text)) if "@" in found]
    if angled:
        # A link whose text is another address than where it leads: somebody has to look at it.
        return [*angled, *_PLAIN.findall(_ANGLED.sub(" ", text))]
    pieces = [_without_scheme(piece.strip("\"'()[]«»")) for piece in _BETWEEN.split(text) if piece]
    pieces = [piece for piece in pieces if piece]
    return pieces if pieces and all(_AT.search(piece) for piece in pieces) else [text]


def _of_exchange(text: str) -> list[str]:
    """Return the addresses of a list in which «SMTP:» stands before the first of them and `smtp:` before the others.

    What is for other ways of mail (X500, SIP, EUM) is left out.
    """
    found = _PROXY.findall(text)
    mail = [(kind != "SMTP", address) for kind, address in found if kind.lower() == "smtp"]
    if _PROXY.sub("", text).strip(" ,;|+") or not all("@" in address for _, address in mail):
        return []
    return [address for _, address in sorted(mail, key=lambda item: item[0])]


def _without_scheme(text: str) -> str:
    return unquote(text[7:].partition("?")[0]) if _LINK.match(text) else text


def is_of_two_scripts(address: str) -> bool:
    """Whether letters of another script stand in an address: «а» for `a` looks the same and is somebody else's.

    Latin letters before an international domain are usual.
    """
    if address.isascii():
        return False
    local, _, domain = address.rpartition("@")
    before, behind = _scripts(local), _scripts(domain)
    return len(before) > 1 or len(behind) > 1 or ("latin" in behind and before > set() and before != {"latin"})


def has_word_of_two_scripts(text: str) -> bool:
    """Whether a word mixes Latin and Cyrillic letters, as «Cидоров» with a Latin C does."""
    return _MIXED.search(text) is not None


def _scripts(text: str) -> set[str]:
    found = (("latin", _LATIN), ("cyrillic", _CYRILLIC), ("greek", _GREEK))
    return {name for name, pattern in found if pattern.search(text)}
