"""Values of actions: what an attribute or a formula gives, and sets of further values."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from domain.described import Part, Refers, Written
from domain.documents import Document, SystemName

FormulaText = Annotated[str, Written.FORMULA, Field(min_length=1, max_length=10_000)]
"""A formula as it is written."""


class FormulaValue(Document):
    """A value that a formula gives."""

    formula: FormulaText


class AttributeValue(Document):
    """A value that stands in an attribute of the record in context."""

    attribute: Annotated[SystemName, Refers(Part.ATTRIBUTES)]


def _value_kind(value: Any) -> str:
    if isinstance(value, (FormulaValue, AttributeValue)):
        return "formula" if isinstance(value, FormulaValue) else "attribute"
    if isinstance(value, dict):
        for kind in ("formula", "attribute"):
            if kind in value and not isinstance(value[kind], dict):
                return kind
    return "array" if isinstance(value, (list, tuple)) else "nested"


OneValue = Annotated[
    Annotated[FormulaValue, Tag("formula")] | Annotated[AttributeValue, Tag("attribute")], Discriminator(_value_kind)
]
"""A formula or an attribute, and no set of further values."""

if TYPE_CHECKING:
    VariableValue: TypeAlias = "FormulaValue | AttributeValue | tuple[VariableValue, ...] | dict[str, VariableValue]"
else:
    VariableValue = TypeAliasType(
        "VariableValue",
        Annotated[
            Annotated[FormulaValue, Tag("formula")]
            | Annotated[AttributeValue, Tag("attribute")]
            | Annotated[tuple["VariableValue", ...], Tag("array"), Field(min_length=1)]
            | Annotated[dict[SystemName, "VariableValue"], Tag("nested"), Field(min_length=1)],
            Discriminator(_value_kind),
        ],
    )
VALUE_TAGS = ("formula", "attribute", "array", "nested")
"""What pydantic puts into an error's path for the kind of a value; a document has no such step."""


def leaves_of(
    value: VariableValue, path: str = "", found: Any = None
) -> Iterator[tuple[str, FormulaValue | AttributeValue, Any]]:
    """Yield every formula and attribute of a value with its path (`To[1].Address`) and what of `found` it gave."""
    if isinstance(value, FormulaValue | AttributeValue):
        yield path, value, found
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            given = found.get(name) if isinstance(found, Mapping) else None
            yield from leaves_of(inner, f"{path}.{name}" if path else name, given)
    else:
        items = found if isinstance(found, list | tuple) and len(found) == len(value) else (None,) * len(value)
        for number, (inner, given) in enumerate(zip(value, items, strict=True), 1):
            yield from leaves_of(inner, f"{path}[{number}]", given)
