"""What a route's message attributes take, by their types, and how values stand in its letters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import partial
from typing import Any

from domain.culture.lengths import print_length, read_length
from domain.culture.moments import Day, fixed, print_moment, read_moment
from domain.culture.numbers import DIGITS, print_number, read_number
from domain.culture.yes_no import print_yes_no, read_yes_no
from domain.formulas import to_text
from domain.formulas.culture import RUSSIAN, Culture
from domain.formulas.formats.dates import date_format
from domain.formulas.formats.numbers import number_format
from domain.formulas.moments import own_zone
from domain.messages.rich_text import RichText
from domain.messages.template_values import PrintedValue, for_template
from domain.scenarios.variables import for_formula

Typed = bool | Decimal | datetime | timedelta
"""A value that is no text: it is printed for whoever reads it."""


@dataclass(frozen=True, slots=True)
class Locale:
    """How the person writes and reads whose letter it is: in which zone and culture. `now` is when it is made."""

    zone: tzinfo = UTC
    culture: Culture = RUSSIAN
    now: datetime | None = None


def printed(value: Any, locale: Locale) -> str:
    """Return a value as the person reads it: `14,5`, `25.12.2026 9:00`, `1 час 30 минут`, «Да»; others as formulas."""
    language = locale.culture.language
    match value:
        case bool():
            return print_yes_no(value, language)
        case datetime():
            return print_moment(value, language, own_zone(value) or locale.zone)
        case timedelta():
            return print_length(value, language)
        case tuple():
            return ", ".join(printed(item, locale) for item in value)
    return to_text(for_formula(value), locale.zone, locale.culture)


def for_letter(value: Any, locale: Locale, *, as_text: bool) -> Any:
    """Return a value as templates take it. With `as_text` conditions ask the printed text, except for yes and no."""
    match value:
        case tuple():
            return tuple(for_letter(item, locale, as_text=as_text) for item in value)
        case RichText():
            return for_template(value)
        case bool() | Decimal() | datetime() | timedelta():
            text = printed(value, locale)
            truth = bool(text) if as_text and not isinstance(value, bool) else bool(value)
            return PrintedValue(text, value, truth, partial(_in_format, value, locale=locale))
    return "" if value is None else printed(value, locale)


def taken(kind: str, value: Any, locale: Locale) -> Any:
    """Return a value as a message attribute of a type holds it: a text is read, as people write such values.

    None for nothing, and for an empty text. Raises ValueError for what is no such value.
    """
    take = _TAKES.get(kind)
    if take is None:
        return value
    wanted, read = take
    if value is None or isinstance(value, wanted):
        return value
    if not isinstance(value, str | RichText):
        raise ValueError(kind)  # noqa: TRY004 - one error for all that does not fit
    text = for_formula(value) if isinstance(value, str) else value.plain()
    if not text.strip():
        return None
    found = read(text, locale)
    if found is None:
        raise ValueError(text)
    return found


def _moment(text: str, locale: Locale) -> datetime | None:
    now = (locale.now or datetime.now(UTC)).astimezone(locale.zone)
    said = read_moment(text, now, locale.culture.language)
    if said is None:
        return None
    if said.instant is not None:
        return said.instant
    local = datetime.combine(said.day or now.date(), said.clock or time(0), locale.zone)
    if said.clock is not None:
        return fixed(local)
    offset = fixed(local).tzinfo
    return Day(local.year, local.month, local.day, tzinfo=offset)


_TAKES: Mapping[str, tuple[type, Callable[[str, Locale], Any]]] = {
    "number": (Decimal, lambda text, locale: read_number(text, locale.culture.language)),
    "boolean": (bool, lambda text, _locale: read_yes_no(text)),
    "date_time": (datetime, _moment),
    "duration": (timedelta, lambda text, _locale: read_length(text)),
}
"""By types of message attributes: the kind of its values, and how they are read from a text."""


def _in_format(value: Typed, kind: str, source: str | int | None, *, locale: Locale) -> str:
    """Return what a filter of templates prints: a number, a date or a time; raises ValueError for another kind."""
    match kind, value:
        case "number", Decimal():
            if source is None or (isinstance(source, int) and 0 <= source <= DIGITS):
                return print_number(value, locale.culture.language, source)
            if isinstance(source, str):
                return number_format(value, source, locale.culture)
        case "date" | "time", datetime():
            local = value if isinstance(value, Day) else value.astimezone(own_zone(value) or locale.zone)
            if source is None and kind == "date":
                return print_moment(Day(local.year, local.month, local.day), locale.culture.language, locale.zone)
            return date_format(local, "t" if source is None else str(source), locale.culture)
    raise ValueError(f"{kind}: {type(value).__name__}")
