"""Help with writing formulas: the functions that there are.

What a function gives is said by the text `function-<name>` of each language.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FunctionHelp:
    """A function: its group (`logic`, `text`, `people`, `list`, `number`) and the ways of writing it."""

    name: str
    group: str
    signatures: tuple[str, ...]


@lru_cache(maxsize=1)
def known_functions() -> tuple[FunctionHelp, ...]:
    """Return every function that formulas may use, group by group."""
    groups = json.loads(files("domain.formulas").joinpath("functions.json").read_text(encoding="utf-8"))
    return tuple(
        FunctionHelp(name, group, tuple(signatures))
        for group, functions in groups.items()
        for name, signatures in functions.items()
    )
