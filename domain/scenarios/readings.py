"""What a document of an action reads, found from its fields' types: formulas, attributes, and sets of such values."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args, get_origin

from domain.annotations import options_of
from domain.described import Written
from domain.documents import Document
from domain.mistakes import Path
from domain.scenarios.values import AttributeValue, FormulaValue, VariableValue


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that an action works out over the record in context.

    `path` is where it stands in the action's document, `told` what it is called before people. `is_text`: the field
    itself is the formula's text.
    """

    path: Path
    told: str
    value: VariableValue
    is_text: bool = False


@lru_cache(maxsize=256)
def reading_fields(model: type[Document]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a document that hold values, and whether each is a formula's text."""
    found = []
    for name, info in model.model_fields.items():
        options = list(options_of(info.annotation, info.metadata))
        if any(Written.FORMULA in marks for _, marks in options):
            found.append((name, True))
        elif any(_is_value(kind) for kind, _ in options):
            found.append((name, False))
    return tuple(found)


def _is_value(kind: Any) -> bool:
    """Whether it is a formula or an attribute, or holds such."""
    if get_origin(kind) in {tuple, dict}:
        return any(_is_leaf(inner) for inner, _ in options_of(get_args(kind)[-1 if get_origin(kind) is dict else 0]))
    return _is_leaf(kind)


def _is_leaf(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, FormulaValue | AttributeValue)


def told_path(path: Path) -> str:
    """Return a path in an action as people are told it: `blocks[1].condition`."""
    told = ""
    for part in path:
        told += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if told else part
    return told


def source_of_leaf(leaf: FormulaValue | AttributeValue) -> tuple[str, str]:
    """Return whether it is a formula or an attribute, and its text."""
    return ("formula", leaf.formula) if isinstance(leaf, FormulaValue) else ("attribute", leaf.attribute)
