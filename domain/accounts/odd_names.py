"""Names that are hardly anybody's: read in a wrong encoding, lost on the way, or something else in their place."""

import re

_BEHIND = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
"""What Windows-1252 and latin-1 make of a second byte of UTF-8."""

_AS_WESTERN = re.compile(f"[ÃÐÑ]{_BEHIND}")
_AS_RUSSIAN = re.compile("[РС][ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\x98™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬®Ї°±Ііґµ¶·ё№є»јЅѕї]")
"""What Windows-1251 makes of a letter in UTF-8."""

_RUSSIAN_AS_WESTERN = re.compile(r"(?<![^\W\d_])[À-ÖØ-öø-ÿ]{4,}(?![^\W\d_])")
_BYTES = re.compile(r"=[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2}|&#?\w+;|\\u[0-9A-Fa-f]{4}|=[0-9A-F]?$")
_DRAWN = re.compile("[\u2500-\u259f\ue000-\uf8ff]")
"""Frames are what CP866 and KOI8-R are made into; private signs have no meaning for others."""

_LOST = re.compile(r"\ufffd|пїЅ|\?{2}")
_CASES = re.compile(r"(?<![^\W\d_])[а-яё][А-ЯЁ]{2,}(?![^\W\d_])")
"""«иВАНОВ»: a wrong reading, or a key that was held down."""


def is_broken(name: str) -> bool:
    """Whether letters of the name were lost, or were read in a wrong encoding: nobody is called so."""
    if any(sign.search(name) for sign in (_LOST, _AS_WESTERN, _RUSSIAN_AS_WESTERN)):
        return True
    pairs = len(_AS_RUSSIAN.findall(name))
    return pairs > 1 and pairs * 3 >= sum(map(str.isalpha, name))


def is_odd(name: str) -> bool:
    """Whether somebody should look at the name: it may be an address, a number, or hold signs of a wrong encoding."""
    digits, letters = sum(map(str.isdigit, name)), sum(map(str.isalpha, name))
    return (
        "@" in name
        or "?" in name
        or digits * 2 >= letters
        or any(sign.search(name) for sign in (_BYTES, _DRAWN, _CASES))
    )
