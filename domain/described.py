"""What a document's field says about itself besides its type, so that pages can be drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.sections import Section


class Written(StrEnum):
    """How a text is written, where its type alone does not say it."""

    LINES = "text"
    FORMULA = "formula"
    TEMPLATE = "template"


class Part(StrEnum):
    """What stands inside configured objects and has a name of its own there."""

    BUTTONS = "buttons"
    ATTRIBUTES = "attributes"
    VARIABLE_SETS = "variable_sets"


@dataclass(frozen=True, slots=True)
class Refers:
    """The field holds a system name of something that is defined elsewhere."""

    to: Section | Part


class Finds(StrEnum):
    """What the field's value must be, beyond being one."""

    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Kinds:
    """The field holds documents of several kinds: each says in its field `by` which, `table` has the classes."""

    by: str
    table: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ordered:
    """The field holds system names of the object's own parts, in an order that people choose."""
