"""Help with writing formulas: the functions that there are.

What a function gives is said by the text `function-<name>` of each language.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from domain.formulas.table import TABLE

GROUPS = ("logic", "text", "people", "list", "number", "literal", "date", "date_part", "date_text", "comparison",
          "duration", "working_time")  # fmt: skip
"""The groups of functions, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class FunctionHelp:
    """A function: its group, one of GROUPS, the ways of writing it, and an example."""

    name: str
    group: str
    signatures: tuple[str, ...]
    example: str


@lru_cache(maxsize=1)
def known_functions() -> tuple[FunctionHelp, ...]:
    """Return every function that formulas may use, group by group."""
    examples = _read("function_examples.json")
    return tuple(
        FunctionHelp(known.name, group, known.signatures, examples[known.name])
        for group in GROUPS
        for known in TABLE.values()
        if known.group == group
    )


def function_help(name: str) -> FunctionHelp | None:
    """Return what is known of a function; None where there is none of that name."""
    return _by_name().get(name)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, FunctionHelp]:
    return {item.name: item for item in known_functions()}


def _read(name: str) -> Any:
    return json.loads(files("domain.formulas").joinpath(name).read_text(encoding="utf-8"))
