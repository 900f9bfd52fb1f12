"""The types of attributes, one module each. What goes over all of them knows none by name."""

import inspect
from typing import get_args

from domain.records.types.account import AccountAttribute
from domain.records.types.attribute import Attribute
from domain.records.types.boolean import BooleanAttribute
from domain.records.types.date_time import DateTimeAttribute
from domain.records.types.document import DocumentAttribute
from domain.records.types.duration import DurationAttribute
from domain.records.types.enum import EnumAttribute
from domain.records.types.number import NumberAttribute
from domain.records.types.record import RecordAttribute
from domain.records.types.text import TextAttribute


def type_name(kind: type[Attribute]) -> str:
    """Return the name by which documents and files know a type."""
    return str(get_args(kind.model_fields["type"].annotation)[0])


ATTRIBUTE_TYPES: dict[str, type[Attribute]] = {
    type_name(kind): kind
    for kind in (
        TextAttribute,
        AccountAttribute,
        DocumentAttribute,
        NumberAttribute,
        BooleanAttribute,
        DurationAttribute,
        EnumAttribute,
        DateTimeAttribute,
        RecordAttribute,
    )
}
"""By their names. It grows at its end only: buttons in old messages carry positions."""

if _unfinished := [name for name, kind in ATTRIBUTE_TYPES.items() if inspect.isabstract(kind)]:
    raise TypeError(f"types of attributes with something left out: {_unfinished}")
