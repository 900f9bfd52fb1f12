"""Where the boxes of a picture stand: one below the other, as wide as a phone, those inside others within them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.scenarios.picture.boxes import Box, Branch
from bot.scenarios.picture.lettering import ending, font, lines

WIDTH = 720
"""Twice a narrow phone's 360, so that its letters are read there and sharp on a better screen."""
MARGIN, PAD, GAP, INDENT = 16, 14, 30, 26
ICON, SIGN = 48, 34
TITLE, WORDS, NOTE = 29, 26, 23
LINE = 1.25
MOST_WORDS, MOST_TITLE, MOST_NOTE = 3, 2, 2
LEAST_TEXT = 200
LONG_NUMBER = 0.25
"""A number that takes more of a line stands above the title, in small letters."""
MOST_DEPTH = 12
"""Deeper boxes stand no further to the right."""


@dataclass(slots=True)
class Placed:
    """A box with its rectangle, its texts in lines, and the rectangle of it and all that is inside it."""

    box: Box
    left: int
    top: int
    right: int
    bottom: int
    number: list[str]
    title: list[str]
    words: list[str]
    note: list[str]
    whole_bottom: int = 0
    inside: list["Placed"] = field(default_factory=list)

    @property
    def whole_top(self) -> int:
        """Where it begins with the frame that is around it and all inside it."""
        return self.top - PAD // 2 if self.inside else self.top


def placed(branches: Sequence[Branch], top: int) -> tuple[list[Placed], int]:
    """Return the boxes of a level from a height on, and the height at which they end."""
    found = []
    for branch in branches:
        one = _place(branch.box, top)
        one.whole_bottom = one.bottom
        if branch.inside:
            one.inside, one.whole_bottom = placed(branch.inside, one.bottom + GAP)
            one.whole_bottom += PAD
        found.append(one)
        top = one.whole_bottom + GAP
    return found, (found[-1].whole_bottom if found else top)


def times(box: Box) -> str:
    """Return how often a box was done, where it was more than once."""
    return f"×{box.passes}" if box.passes > 1 else ""


def times_width(box: Box) -> int:
    """Return how much room that takes."""
    return round(font(NOTE).getlength(times(box))) + PAD // 2 if box.passes > 1 else 0


def _place(box: Box, top: int) -> Placed:
    depth = min(box.depth, MOST_DEPTH)
    left, right = MARGIN + depth * INDENT, WIDTH - MARGIN - depth * PAD // 2
    signs = 0 if box.fate is None else SIGN + PAD + times_width(box)
    room = max(LEAST_TEXT, right - left - 3 * PAD - ICON - signs)
    bold = font(TITLE, bold=True)
    above = [ending(box.number, font(NOTE), room)] if bold.getlength(box.number) > room * LONG_NUMBER else []
    number = f"{box.number}  " if box.number and not above else ""
    title = lines(f"{number}{box.title}", bold, room, MOST_TITLE + len(above))
    words = lines(box.words, font(WORDS), room, MOST_WORDS)
    note = lines(box.note, font(NOTE), room, MOST_NOTE)
    height = round(LINE * (TITLE * len(title) + WORDS * len(words) + NOTE * len([*above, *note])))
    return Placed(box, left, top, right, top + max(ICON, height) + 2 * PAD, above, title, words, note)
