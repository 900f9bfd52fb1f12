"""The table of functions, as each room files them: how each is written, how many arguments it takes, what it gives."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.formulas.tree import Call
from domain.formulas.values import Value

MOST_ARGUMENTS = 1_000
_ARGUMENTS = re.compile(r"\((?P<inner>.*)\)$", re.DOTALL)
_ARGUMENT = re.compile(r"(?:[^,(\[]|\([^)]*\)|\[[^\]]*\])+")


@dataclass(frozen=True, slots=True)
class KnownFunction:
    """A function: its group, the ways of writing it, how many arguments it takes, and the kind that it surely gives."""

    name: str
    group: str
    signatures: tuple[str, ...]
    counts: frozenset[int]
    """Numbers of arguments; with MOST_ARGUMENTS among them any number from the least on."""
    gives: str | None
    call: Callable[[Any, Call], Value]
    kinds: tuple[tuple[str, ...], ...] = ()
    """What its arguments must be, where it says so; the last holds for all that follow."""

    @property
    def arity(self) -> tuple[int, int]:
        """The least and the greatest number of arguments."""
        return min(self.counts), max(self.counts)

    def takes(self, count: int) -> bool:
        """Whether it may be called with so many arguments."""
        return count in self.counts or (MOST_ARGUMENTS in self.counts and min(self.counts) <= count <= MOST_ARGUMENTS)


TABLE: dict[str, KnownFunction] = {}


def counted(signature: str) -> frozenset[int]:
    """Return the numbers of arguments that a signature allows: optional ones stand in brackets, `...` is any number."""
    found = _ARGUMENTS.search(signature)
    inner = found["inner"] if found else ""
    if "..." in re.sub(r"\([^)]*\)", "", inner):
        return frozenset({1, MOST_ARGUMENTS})
    arguments = [piece.strip() for piece in _ARGUMENT.findall(inner) if piece.strip()]
    optional = sum(piece.startswith("[") for piece in arguments)
    return frozenset(range(len(arguments) - optional, len(arguments) + 1))
