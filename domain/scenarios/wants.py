"""What the places of an action are for: the kinds of values that each takes, held to where one is chosen or typed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.errors import Unfit
from domain.formulas import Field, to_text
from domain.formulas.culture import CULTURES, Culture
from domain.formulas.values import plain
from domain.messages.addresses import InvalidAddress, parse_address
from domain.messages.rich_text import RichText
from domain.scenarios.letter_values import Locale, taken

RECIPIENTS = ("To", "Cc", "Bcc")
"""The variables that name whom a letter goes to."""

UNKNOWN = "any"
"""The kind of a value that only the run can tell."""


@dataclass(frozen=True, slots=True)
class Want:
    """What a place takes: the kinds of its values, and what a value that is always the same must be besides.

    `from_formulas` is off where formulas give nothing of use: files are known to them by their names alone.
    """

    name: str
    kinds: frozenset[str]
    check_fixed: Callable[[Any], None] | None = None
    from_formulas: bool = True
    examples: tuple[str, ...] = ()
    """Formulas that are offered ready."""

    def takes(self, kind: str) -> bool:
        """Whether a value of that kind may do."""
        return kind == UNKNOWN or kind in self.kinds

    def misfit(self, field: Field | None, *, is_formula: bool) -> Unfit | None:
        """Return why a value that is surely of that kind never does."""
        if is_formula and not self.from_formulas:
            return Unfit("config-want-files")
        if field is None or self.takes(field.kind):
            return None
        return Unfit("config-wants", expected=self.name, found=field.kind)


def _values(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple) else (value,)


def _addresses(value: Any) -> None:
    for item in _values(value):
        text = "" if item is None else to_text(plain(item)).strip()
        if not text:
            raise Unfit("config-wants-address-empty")
        try:
            parse_address(text)
        except InvalidAddress as error:
            raise Unfit("config-wants-address", text=text[:100]) from error


def _something(value: Any) -> None:
    if value is None:
        raise Unfit("config-wants-something")


MOST_PASSES = 200_000
"""No run does more actions."""


def _count(value: Any) -> None:
    _something(value)
    is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
    if not is_whole or not 0 <= value <= MOST_PASSES:
        raise Unfit("config-wants-count", text=to_text(plain(value))[:60], limit=MOST_PASSES)


def _readable(kind: str, key: str) -> Callable[[Any], None]:
    """Return a check of values that are always the same: a text must be one of a type, in one of our languages."""

    def check(value: Any) -> None:
        for item in _values(value):
            if isinstance(item, str | RichText) and not any(_reads(kind, item, culture) for culture in CULTURES):
                raise Unfit(key, text=to_text(plain(item)).strip()[:100])

    return check


def _reads(kind: str, item: Any, culture: Culture) -> bool:
    try:
        return taken(kind, item, Locale(culture=culture)) is not None
    except ValueError:
        return False


_PRINTED = frozenset({"text", "number", "boolean", "date_time", "duration", "enum", "record", "file"})

ADDRESS = Want("address", frozenset({"text", "account"}), _addresses)
"""An e-mail address; an account is taken as its address."""

NAME = Want("name", frozenset({"text", "account", "enum"}))
"""What an address is called; an account is taken as its full name."""

FILES = Want("files", frozenset({"file"}), from_formulas=False)
RECORDS = Want("records", frozenset({"record"}), _something)
PRINTED = Want("text", _PRINTED)
"""What stands in a letter: an account would print as a number that nobody knows."""

NOTHING = Want("nested", frozenset())
"""A place that has fields of its own, and takes no value."""

CONDITION = Want("condition", frozenset({"boolean"}), _something)
"""What says yes or no."""

COUNT = Want("number", frozenset({"number"}), _count, examples=("2", "3", "5", "10"))
"""How often something is done."""

MANY = Want("several", _PRINTED | {"account"}, _something)
"""What is gone through one by one: one value is, too."""

OF_ATTRIBUTES = {
    "string": PRINTED,
    "number": Want("number", frozenset({"number", "text"}), _readable("number", "config-wants-number")),
    "boolean": Want("boolean", frozenset({"boolean", "text"}), _readable("boolean", "config-wants-boolean")),
    "date_time": Want("date_time", frozenset({"date_time", "text"}), _readable("date_time", "config-wants-date-time")),
    "duration": Want("duration", frozenset({"duration", "text"}), _readable("duration", "config-wants-duration")),
}
"""By the types of message attributes."""
