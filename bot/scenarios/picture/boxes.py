"""What a picture of a scenario is drawn from: its lines in words, with a sign, and how each fared in a run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.scenarios.icons import Icon


class Fate(StrEnum):
    """How an action fared in a run; the picture says it by colour and by sign."""

    DONE = "done"
    SKIPPED = "skipped"
    IGNORED = "ignored"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its number, a title, and what it does in words.

    `depth` says how many boxes it stands in, `is_loop` that those inside it are done over and over, `note` is told in
    small letters, `passes` how often it was done where that was more than once.
    """

    number: str
    title: str
    words: str
    icon: Icon
    depth: int
    is_loop: bool = False
    note: str = ""
    fate: Fate | None = None
    passes: int = 1


@dataclass(frozen=True, slots=True)
class Branch:
    """A box with those inside it."""

    box: Box
    inside: tuple["Branch", ...] = ()

    def __iter__(self) -> Iterator[Box]:
        """Yield the box and all inside it, in order."""
        yield self.box
        for one in self.inside:
            yield from one


def nested(boxes: Sequence[Box]) -> tuple[Branch, ...]:
    """Return boxes in order, each with the deeper ones that follow it inside."""
    found: list[Branch] = []
    start = 0
    while start < len(boxes):
        end = start + 1
        while end < len(boxes) and boxes[end].depth > boxes[start].depth:
            end += 1
        found.append(Branch(boxes[start], nested(boxes[start + 1 : end])))
        start = end
    return tuple(found)
