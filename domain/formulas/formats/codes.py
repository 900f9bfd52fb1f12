"""Reading a custom format: runs of code letters, and what is copied as it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_FORMAT = 1_000


@dataclass(frozen=True, slots=True)
class Code:
    """A code letter that stands so many times, or a text that is copied, whose `count` is 0."""

    text: str
    count: int


def codes(source: str, letters: str, longest: int = 7) -> Iterator[Code]:
    """Yield the parts of a format; quotes and a backslash hide code letters.

    Raises ValueError where a quote is not closed, or the format is too long.
    """
    if len(source) > LONGEST_FORMAT:
        raise ValueError("too long a format")
    at = 0
    while at < len(source):
        letter = source[at]
        if letter in "'\"":
            end = source.index(letter, at + 1)
            yield Code(source[at + 1 : end], 0)
            at = end + 1
        elif letter == "\\" and at + 1 < len(source):
            yield Code(source[at + 1], 0)
            at += 2
        elif letter == "%":
            at += 1
        elif letter in letters:
            count = 1
            while at + count < len(source) and source[at + count] == letter and count < longest:
                count += 1
            yield Code(letter, count)
            at += count
        else:
            yield Code(letter, 0)
            at += 1
