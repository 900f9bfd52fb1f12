"""Help with writing formulas: the functions there are, and a mistake with its piece marked.

What a function gives is said by the text `function-<name>` of each language.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from domain.formulas.errors import FormulaError


@dataclass(frozen=True, slots=True)
class FunctionHelp:
    """A function: its group (`logic`, `text`, `people`, `list`, `number`) and the ways of writing it."""

    name: str
    group: str
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A formula cut in three, so that the wrong piece can be underlined; an empty piece is the formula's end."""

    line: int
    column: int
    before: str
    piece: str
    after: str


@lru_cache(maxsize=1)
def known_functions() -> tuple[FunctionHelp, ...]:
    """Return every function that formulas may use, group by group."""
    groups = json.loads(files("domain.formulas").joinpath("functions.json").read_text(encoding="utf-8"))
    return tuple(
        FunctionHelp(name, group, tuple(signatures))
        for group, functions in groups.items()
        for name, signatures in functions.items()
    )


def functions_like(text: str) -> tuple[FunctionHelp, ...]:
    """Return the functions whose name begins with `text`, then those that hold it, in any letter case."""
    wanted = text.strip().upper()
    begin = [item for item in known_functions() if item.name.startswith(wanted)]
    return (*begin, *(item for item in known_functions() if wanted in item.name and item not in begin))


def mark(error: FormulaError) -> Marked:
    """Return the formula with the piece that is wrong."""
    spot = error.spot
    end = spot.start + spot.length
    return Marked(spot.line, spot.column, spot.source[: spot.start], spot.source[spot.start : end], spot.source[end:])
