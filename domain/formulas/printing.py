"""How the platform prints values: the text that a value becomes inside a string."""

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal

from domain.formulas.values import Entity, Value
from domain.messages.rich_text import RichText


def to_text(value: Value, zone: tzinfo = UTC) -> str:
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
            return _number(value)
        case datetime():
            local = value.astimezone(zone) if value.tzinfo else value
            return f"{local:%d.%m.%Y} {local.hour}:{local:%M:%S}"
        case timedelta():
            return _duration(value)
        case tuple():
            return ", ".join(to_text(item, zone) for item in value)
        case Entity():
            return value.identity
    return str(value)


def _number(value: Decimal) -> str:
    """Return at most 15 significant digits with a decimal comma and without trailing zeros."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 28:
        return str(int(value))
    digits = f"{value:.15g}"
    if "e" in digits:
        digits = f"{Decimal(digits):f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.replace(".", ",")


def _duration(value: timedelta) -> str:
    sign = "-" if value < timedelta(0) else ""
    value = abs(value)
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    days = f"{value.days}." if value.days else ""
    fraction = f".{value.microseconds:06d}0" if value.microseconds else ""
    return f"{sign}{days}{hours:02d}:{minutes:02d}:{seconds:02d}{fraction}"
