"""A formula with each of its texts as one sign, so that rules see nothing of what stands in quotes."""

import re
from dataclasses import dataclass

from domain.formulas.printing import literal_of

FIRST_SIGN = 0xE000
LAST_SIGN = 0xF8FF
SIGN = "[\ue000-\uf8ff]"
"""What stands for a text, in regular expressions."""
BARE = "\x01"
"""Before a text that is to stand without its quotes."""
PAIRS = {"«": "»", "“": "”", "„": "“", "‘": "’", "‹": "›", "`": "`", "”": "”", "’": "’", "‚": "‘", "″": "″", "＂": "＂"}
"""Quotes that are none here, and what closes each."""
_CLOSES_TOO = {"“": '"”“', "„": '“”"', "‘": "’'‘", "«": '»"', "`": "`'", "”": '”“"', "’": "’'"}

_BLANKS = re.compile(r"(?<=\() +|(?<= ) +| +(?=\))")


@dataclass(frozen=True, slots=True)
class Masked:
    """The formula with signs, the texts as they are to be written, where each character stood, and what is wrong."""

    text: str
    literals: tuple[str, ...]
    starts: tuple[int, ...]
    open_quote: int | None
    """Where a quote begins that nothing closes."""
    foreign: tuple[tuple[int, int], ...]
    """Where texts begin that stand in other quotes, and how long they are."""

    def restored(self, text: str) -> str:
        """Return a text that was made of this one, with the texts in quotes."""
        text = _BLANKS.sub("", text)
        for number, literal in enumerate(self.literals):
            sign = chr(FIRST_SIGN + number)
            text = text.replace(BARE + sign, literal[1:-1]).replace(sign, literal)
        return text

    def at(self, start: int) -> int:
        """Return where a character of the masked text stands in the formula."""
        return self.starts[min(start, len(self.starts) - 1)]


def masked(source: str) -> Masked:
    """Return the formula with each of its texts as one sign."""
    letters: list[str] = []
    starts: list[int] = []
    literals: list[str] = []
    foreign: list[tuple[int, int]] = []
    open_quote = None
    start = 0
    while start < len(source):
        letter = source[start]
        end = start + 1
        if letter in "'\"":
            end = _end(source, start, letter, doubled=True)
            literal = source[start:end]
        elif letter in PAIRS:
            end = _end(source, start, _CLOSES_TOO.get(letter, PAIRS[letter]), doubled=False)
            literal = literal_of(source[start + 1 : end - 1])
            foreign.append((start, end - start))
        else:
            literal = ""
        if end > len(source):
            open_quote = start if open_quote is None else open_quote
            letters.append(source[start])
            starts.append(start)
            break
        if literal and len(literals) <= LAST_SIGN - FIRST_SIGN:
            letters.append(chr(FIRST_SIGN + len(literals)))
            literals.append(literal)
            starts.append(start)
        else:
            # A sign of ours in a formula would be taken for a text.
            letters.append("\ufffd" if FIRST_SIGN <= ord(letter) <= LAST_SIGN else letter)
            starts.append(start)
        start = end
    return Masked("".join(letters), tuple(literals), (*starts, len(source)), open_quote, tuple(foreign))


def _end(source: str, start: int, closing: str, *, doubled: bool) -> int:
    """Return where a text ends; past the end of the formula where nothing closes it."""
    at = start + 1
    while at < len(source):
        if source[at] in closing:
            if not doubled or source[at + 1 : at + 2] != source[at]:
                return at + 1
            at += 1
        at += 1
    return len(source) + 1
