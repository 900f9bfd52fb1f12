"""How the platform prints values: the text that a value becomes inside a string."""

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal

from domain.culture.moments import Day
from domain.formulas.culture import RUSSIAN, Culture
from domain.formulas.moments import instant, own_zone
from domain.formulas.values import Entity, Value
from domain.messages.rich_text import RichText

MOST_DIGITS = 28
"""A whole number shows as many; of a fraction 15 significant digits are shown."""


def literal_of(words: str) -> str:
    """Return the formula that always gives these words."""
    doubled = words.replace("'", "''")
    return f"'{doubled}'"


def to_text(value: Value, zone: tzinfo = UTC, culture: Culture = RUSSIAN) -> str:
    """Return the value as text: `True`, `14,5`, `03.07.2027 13:31:06`, `2.01:00:00`, a list joined by commas."""
    match value:
        case None:
            return ""
        case bool():
            return "True" if value else "False"
        case str():
            return value
        case RichText():
            return value.plain()
        case Decimal():
            return number_text(value).replace(".", culture.decimal)
        case Day():
            return f"{value.day:02}.{value.month:02}.{value.year:04}"
        case datetime():
            return _date(value, own_zone(value) or zone)
        case timedelta():
            return duration_text(value)
        case tuple():
            return ", ".join(to_text(item, zone, culture) for item in value)
        case Entity():
            return value.identity
    return str(value)


def number_text(value: Decimal) -> str:
    """Return at most 15 significant digits with a decimal point and without trailing zeros."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** MOST_DIGITS:
        return str(int(value))
    digits = f"{value:.15g}"
    if "e" in digits:
        digits = f"{Decimal(digits):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _date(value: datetime, zone: tzinfo) -> str:
    try:
        local = instant(value).astimezone(zone)
    except OverflowError:
        local = instant(value)  # the first or the last day that there is, which has no reading in that zone
    return (
        f"{local.day:02}.{local.month:02}.{local.year:04} {local.hour}:{local.minute:02}:{local.second:02}"
    )  # fmt: skip


def duration_text(value: timedelta) -> str:
    """Return `[-][d.]hh:mm:ss[.fffffff]`."""
    sign = "-" if value < timedelta(0) else ""
    value = abs(value)
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    days = f"{value.days}." if value.days else ""
    fraction = f".{value.microseconds:06d}0" if value.microseconds else ""
    return f"{sign}{days}{hours:02d}:{minutes:02d}:{seconds:02d}{fraction}"
