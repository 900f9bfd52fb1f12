"""The letters of a server's answer: UTF-8 where it is that, else whichever old encoding gives words.

Nothing in SMTP names the encoding of an answer. Russian servers write Windows-1251 or KOI8-R, German ones latin-1.
"""

import re

_ENCODINGS = ("cp1251", "koi8-r", "latin-1")
_WORD = re.compile(r"[^\W\d_]+")
_USUAL = frozenset("оеаинтсрвлкäöüßéèàçñáíó")
_CYRILLIC = range(0x400, 0x500)


def words_of(raw: bytes) -> str:
    """Return the text of an answer; what is no letter anywhere becomes a replacement character."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        readings = [raw.decode(encoding, "replace") for encoding in _ENCODINGS]
        # Of readings that are as good the first is the likeliest.
        return max(readings, key=_likelihood)


def _likelihood(text: str) -> int:
    """Count the letters beyond ASCII by how usual they are; a word of two scripts or mixed case is none."""
    return sum(_weight(word) for word in _WORD.findall(text) if not word.isascii())


def _weight(word: str) -> int:
    beyond = [letter for letter in word.casefold() if not letter.isascii()]
    usual = sum(letter in _USUAL for letter in beyond)
    cyrillic = sum(ord(letter) in _CYRILLIC for letter in word)
    is_word = cyrillic in {0, len(word)} and (word.islower() or word.istitle() or word.isupper())
    return len(beyond) + 2 * usual if is_word else -len(word)
