"""Values of actions as they are written: a formula or an attribute, and the kind of what each surely gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from domain.annotations import options_of
from domain.described import Refers, Written
from domain.documents import Document
from domain.formulas import Field, FormulaError, Schema, compile_formula
from domain.mistakes import Path
from domain.scenarios.actions.action import Action
from domain.scenarios.readings import reading_fields
from domain.scenarios.values import AttributeValue, FormulaValue

_BESIDE = frozenset({"description"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A formula (its text) or an attribute (its name)."""

    kind: str
    text: str

    @property
    def is_formula(self) -> bool:
        """Whether it is a formula."""
        return self.kind == "formula"


def leaf_at(value: Any) -> Leaf | None:
    """Return the formula or the attribute that is written there; None for anything else."""
    if isinstance(value, Mapping):
        for kind in ("formula", "attribute"):
            if isinstance(value.get(kind), str):
                return Leaf(kind, value[kind])
    return None


def kind_of_leaf(leaf: Leaf, schema: Schema) -> Field | None:
    """Return what it surely gives; None where only the run can tell, or it cannot be read."""
    if not leaf.is_formula:
        if leaf.text in {"id", "ID"}:
            return Field("record", target=schema)
        found = schema.fields.get(leaf.text)
        return None if found is None else Field(found.kind, found.multiple, schema.target_of(leaf.text))
    try:
        return compile_formula(leaf.text).kind(schema)
    except FormulaError:
        return None


@lru_cache(maxsize=256)
def naming_fields(model: type[Document]) -> tuple[str, ...]:
    """Return the fields of a kind of action that name variables of its own: texts that refer to nothing."""
    found = []
    for name, info in model.model_fields.items():
        options = list(options_of(info.annotation, info.metadata))
        marked = any(isinstance(mark, Refers | Written) for _, marks in options for mark in marks)
        plain = any(kind is str for kind, _ in options) and not any(get_origin(kind) is Literal for kind, _ in options)
        if plain and not marked and name not in _BESIDE:
            found.append(name)
    return tuple(found)


def documents_in(model: type[Document], body: Mapping[str, Any]) -> Iterator[tuple[Path, type[Document], Any]]:
    """Yield an action as it is written, and its parts, each with its path and class; no actions inside it."""
    yield (), model, body
    for name, item in _parts_of(model):
        given = body.get(name)
        for index, part in enumerate(given if isinstance(given, list | tuple) else ()):
            if isinstance(part, Mapping):
                yield (name, index), item, part


@lru_cache(maxsize=256)
def _parts_of(model: type[Document]) -> tuple[tuple[str, type[Document]], ...]:
    found = []
    for name, info in model.model_fields.items():
        for kind, _ in options_of(info.annotation, info.metadata):
            if get_origin(kind) is tuple:
                found += [(name, item) for item, _ in options_of(get_args(kind)[0]) if _is_part(item)]
    return tuple(found)


def _is_part(item: Any) -> bool:
    outside = (Action, FormulaValue, AttributeValue)
    return isinstance(item, type) and issubclass(item, Document) and not issubclass(item, outside)


def values_in(model: type[Document], body: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield the values that an action as it is written works out, with their paths; a formula's bare text as one."""
    for path, kind, document in documents_in(model, body):
        for name, is_text in reading_fields(kind):
            value = document.get(name)
            if value is not None:
                yield (*path, name), {"formula": value} if is_text and isinstance(value, str) else value
