"""What a record's values are compared by in storage, as they are kept: no template is needed to tell a value's type."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.records.types import ATTRIBUTE_TYPES
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import Attribute, Comparable, items_of


def comparables(values: Mapping[str, Any]) -> dict[tuple[str, Comparable], None]:
    """Return what each attribute's values are compared by, each once, in order."""
    return {(name, found): None for name, value in values.items() for found in _of_value(value)}


def _of_value(value: JsonValue) -> Iterator[Comparable]:
    for item in items_of(value):
        kind = type_of(item)
        found = None if kind is None else kind.compared_by(item)
        if found is not None:
            yield found


def type_of(item: JsonValue) -> type[Attribute] | None:
    """Return the type that keeps its values so; a plain text is a text."""
    tags = {"text"} if isinstance(item, str) else item.keys() if isinstance(item, Mapping) else set()
    return next((kind for kind in ATTRIBUTE_TYPES.values() if kind.tag in tags), None)
