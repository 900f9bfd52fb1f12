"""What nobody sees in a text: characters that turn it round, hide in it or make two texts look like one.

The Unicode Standard sections 23.1 to 23.9 list them: control codes, joiners, directional marks, selectors, tags.
"""

import re
import unicodedata

from domain.one_line import in_one_line

_JOINERS = "\u200c\u200d"
_VIRAMA = 9
"""The combining class of signs that take a letter's vowel away: a joiner behind one may end a word."""

_SELECTORS = frozenset(map(chr, (*range(0x180B, 0x180E), 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_SEEN_FORMATS = frozenset(
    map(
        chr,
        (*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)),
    )
)
"""Signs of Arabic, Syriac, Kaithi and Egyptian: Unicode counts them as formats, and people see them."""

_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that have no shape: fillers of Hangul, the empty Braille cell, the grapheme joiner."""

_UNSEEN_LETTER = re.compile(f"[{''.join(sorted(_SELECTORS | _BLANKS))}]")
"""What has no shape though Python calls it printable."""

_UNUSUAL = re.compile("[^ -\u034e\u0350-\u05ff]")
"""Behind these ranges hidden letters begin: a printable text within them, as nearly all are, needs no closer look."""

_WRITTEN_JOINED = (
    (0x0600, 0x08FF), (0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1700, 0x18AF), (0x1900, 0x1CFF), (0xA800, 0xABFF),
    (0x10A00, 0x11FFF), (0x1E900, 0x1E95F),
)  # fmt: skip
"""Blocks whose letters take another shape beside a joiner: Arabic and its kin, Indic, Mongolian, and others of Asia."""


def visible(text: str) -> str:
    """Return the text in one line as people see it; empty where nothing of it has a shape.

    Spaces of every kind become one plain space; what emoji and some scripts need between their letters stays.
    """
    if text.isprintable() and not (_UNUSUAL.search(text) and _UNSEEN_LETTER.search(text)):
        return " ".join(text.split())
    text = in_one_line(text)
    kept: list[str] = []
    for index, letter in enumerate(text):
        if _stays(letter, kept[-1] if kept else "", text[index + 1 : index + 2]):
            kept.append(letter)
    return " ".join("".join(kept).split())


def _stays(letter: str, before: str, after: str) -> bool:
    if letter in _JOINERS:
        return _joins(before) and (_joins(after) or unicodedata.combining(before) == _VIRAMA)
    if letter in _SELECTORS:
        return _takes_selector(before)
    if letter in _BLANKS:
        return False
    match unicodedata.category(letter):
        case "Cf":
            return letter in _SEEN_FORMATS
        case "Cc":
            return letter.isspace()
        case "Cs":
            return False
        case "Cn":  # what is not assigned yet may be a newer emoji; a noncharacter never is
            return ord(letter) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(letter) <= 0xFDEF and not _is_ignorable(letter)
    return True


def _joins(letter: str) -> bool:
    """Whether a joiner beside the letter means anything: in a script that needs it, or in an emoji."""
    if not letter:
        return False
    code = ord(letter)
    return (
        any(first <= code <= last for first, last in _WRITTEN_JOINED)
        or letter in _SELECTORS
        or 0x1F3FB <= code <= 0x1F3FF
        or (unicodedata.category(letter) in {"So", "Sm", "Cn"} and code > 0x7F)
    )


def _takes_selector(letter: str) -> bool:
    """Whether a variation selector behind the letter changes it: a sign, a digit of a key, an ideograph, Mongolian."""
    if not letter or letter.isspace() or letter in _SELECTORS:
        return False
    code = ord(letter)
    return not letter.isalpha() or 0x1800 <= code <= 0x18AF or 0x2E80 <= code <= 0x9FFF or code >= 0x20000


def _is_ignorable(letter: str) -> bool:
    """Whether an unassigned code is set apart for characters without a shape (Default_Ignorable_Code_Point)."""
    code = ord(letter)
    return code == 0x2065 or 0xFFF0 <= code <= 0xFFF8 or 0xE0000 <= code <= 0xE0FFF
