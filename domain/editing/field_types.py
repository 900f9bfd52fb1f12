"""How a field of a document is asked for and shown."""

from enum import StrEnum


class Type(StrEnum):
    """How a field is asked for and shown."""

    LINE = "line"
    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    DURATION = "duration"
    DURATIONS = "durations"
    REFERENCE = "reference"
    FORMULA = "formula"
    TEMPLATE = "template"
    SECRET = "secret"  # noqa: S105 - a kind of field, no password
    LINES = "lines"
    HEADERS = "headers"
    ORDER = "order"
    OBJECT = "object"
    ITEMS = "items"
    ACTIONS = "actions"
    VALUE = "value"
    VARIABLES = "variables"

    @property
    def is_typed(self) -> bool:
        """Whether it is answered by words."""
        return self in _TYPED

    @property
    def is_container(self) -> bool:
        """Whether it holds parts that have pages of their own."""
        return self in {Type.OBJECT, Type.ITEMS, Type.ACTIONS, Type.VARIABLES}


_TYPED = frozenset(
    {
        Type.LINE,
        Type.TEXT,
        Type.NAME,
        Type.NUMBER,
        Type.DURATION,
        Type.DURATIONS,
        Type.FORMULA,
        Type.TEMPLATE,
        Type.SECRET,
        Type.LINES,
        Type.HEADERS,
    }
)
