"""Expressions and formats that stand in a formula as texts: one that cannot be read is told when it is saved."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from domain.formulas.culture import RUSSIAN
from domain.formulas.errors import UnreadableForm
from domain.formulas.formats.dates import date_format
from domain.formulas.formats.durations import duration_format
from domain.formulas.formats.numbers import number_format
from domain.formulas.formats.placing import Placeholder, placed
from domain.formulas.kinds import surely
from domain.formulas.moments import UTC_CLOCK
from domain.formulas.patterns import BrokenPattern, Searches
from domain.formulas.schema import Schema
from domain.formulas.tree import Call, Literal, Node

_AT = datetime(2026, 1, 31, 15, 30, 45, tzinfo=UTC)
_BY_EXPRESSION = ("MATCHES", "NOTMATCHES", "REGEXREPLACE")
_BY_DATE_FORMAT = ("FORMATLOC", "FORMATUTC", "PARSEDATE", "PARSEDATEUTC")
_WHERE = {"FORMAT": 0, **dict.fromkeys((*_BY_EXPRESSION, *_BY_DATE_FORMAT), 1)}
"""Which argument of a function is an expression or a format."""


def check_forms(node: Call, schema: Schema) -> None:
    """Raise UnreadableForm for a text of which a function can make nothing, whatever its values are."""
    where = _WHERE.get(node.name)
    if where is None or where >= len(node.arguments):
        return
    written = node.arguments[where]
    if not isinstance(written, Literal) or not isinstance(written.value, str):
        return
    what = "pattern" if node.name in _BY_EXPRESSION else "format"
    try:
        if what == "pattern":
            Searches().read(written.value)
        elif node.name == "FORMAT":
            kinds = _kinds_of(node.arguments[1], schema)
            placed(written.value, lambda placeholder: _printed(placeholder, kinds))
        else:
            date_format(UTC_CLOCK.read(_AT), written.value, RUSSIAN)
    except BrokenPattern as broken:
        raise UnreadableForm(written.spot, name=node.name, what=what, rest=broken.rest) from None
    except ValueError as broken:
        rest = str(broken.args[0]) if isinstance(broken, _NotPrinted) else ""
        raise UnreadableForm(written.spot, name=node.name, what=what, rest=rest) from None


class _NotPrinted(ValueError):
    """A form of a placeholder in which nothing is printed that may stand there."""


_WAYS: dict[str, Callable[[str], str]] = {
    "number": lambda form: number_format(Decimal(5), form, RUSSIAN),
    "date_time": lambda form: date_format(UTC_CLOCK.read(_AT), form, RUSSIAN),
    "duration": lambda form: duration_format(timedelta(minutes=90), form, RUSSIAN),
}


def _kinds_of(values: Node, schema: Schema) -> list[str] | None:
    """Return the kinds of a list's values one by one; None where only the evaluation can tell."""
    if not isinstance(values, Call) or values.name != "LIST":
        return None
    found = [surely(item, schema) for item in values.arguments]
    kinds = [item.kind for item in found if item is not None and not item.multiple]
    return kinds if len(kinds) == len(found) else None


def _printed(placeholder: Placeholder, kinds: list[str] | None) -> str:
    if kinds is not None and placeholder.number >= len(kinds):
        raise _NotPrinted(f"{{{placeholder.number}}}")
    kind = None if kinds is None else kinds[placeholder.number]
    if not placeholder.form or (kind is not None and kind not in _WAYS):
        return ""
    for way in _WAYS.values() if kind is None else [_WAYS[kind]]:
        with suppress(ValueError):
            return way(placeholder.form)
    raise _NotPrinted(placeholder.form)
