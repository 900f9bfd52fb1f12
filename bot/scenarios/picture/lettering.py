"""Letters of a picture: the fonts that ship with it, and texts in lines that are as wide as there is room."""

import re
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import ImageFont

_JOINT = re.compile(r"->|[(),.+=|&_/]")

MISSING = "\uffff"
"""A sign that no font has."""


@lru_cache(maxsize=16)
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return a font that has Latin and Cyrillic letters."""
    name = "Roboto-Medium.ttf" if bold else "Roboto-Regular.ttf"
    data = files("bot.scenarios.picture").joinpath("fonts", name).read_bytes()
    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4_096)
def has(letter: str) -> bool:
    """Whether the fonts have a letter."""
    known = font(32)
    return letter.isspace() or bytes(known.getmask(letter)) != bytes(known.getmask(MISSING))


def shown(text: str) -> str:
    """Return a text in one line, without what the fonts do not have: emoji and letters of other alphabets."""
    return " ".join("".join(letter if has(letter) else " " for letter in text).split())


def lines(text: str, letters: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """Return a text in at most so many lines; what has no room ends with an ellipsis."""
    found: list[str] = []
    rest = shown(text)
    while rest and len(found) < most:
        if len(found) == most - 1:
            found.append(rest if letters.getlength(rest) <= width else f"{_fitting(rest, letters, width, '…')}…")
            break
        line = _fitting(rest, letters, width)
        if line != rest and rest[len(line)] != " ":
            line = line.rpartition(" ")[0] if " " in line else _at_a_joint(line)
        found.append(line)
        rest = rest[len(line) :].lstrip()
    return found


def ending(text: str, letters: ImageFont.FreeTypeFont, width: int) -> str:
    """Return a text, or its end where there is no more room."""
    cut = text
    while cut and letters.getlength(cut if cut == text else f"…{cut}") > width:
        cut = cut[1:]
    return cut if cut == text else f"…{cut}"


def _at_a_joint(line: str) -> str:
    """Return a line that ends within a word, up to the last sign of a formula where there is one."""
    joints = [match.end() for match in _JOINT.finditer(line) if match.end() > len(line) // 2]
    return line[: joints[-1]] if joints and joints[-1] < len(line) else line


def _fitting(text: str, letters: ImageFont.FreeTypeFont, width: int, end: str = "") -> str:
    """Return as much of a text's beginning as there is room for."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if letters.getlength(text[:middle] + end) <= width else (low, middle - 1)
    return text[:low].rstrip() if end else text[:low]
