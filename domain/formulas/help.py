"""Help with writing formulas: the functions that there are.

What a function gives is said by the text `function-<name>` of each language.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class FunctionHelp:
    """A function: its group (`logic`, `text`, `people`, `list`, `number`), the ways of writing it, and an example."""

    name: str
    group: str
    signatures: tuple[str, ...]
    example: str


@lru_cache(maxsize=1)
def known_functions() -> tuple[FunctionHelp, ...]:
    """Return every function that formulas may use, group by group."""
    groups = _read("functions.json")
    examples = _read("function_examples.json")
    return tuple(
        FunctionHelp(name, group, tuple(signatures), examples[name])
        for group, functions in groups.items()
        for name, signatures in functions.items()
    )


def function_help(name: str) -> FunctionHelp | None:
    """Return what is known of a function; None where there is none of that name."""
    return _by_name().get(name)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, FunctionHelp]:
    return {item.name: item for item in known_functions()}


def _read(name: str) -> Any:
    return json.loads(files("domain.formulas").joinpath(name).read_text(encoding="utf-8"))
