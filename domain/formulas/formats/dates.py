"""Dates by .NET's formats: `dd MMMM yyyy`, and the standard ones of a single letter."""

from datetime import UTC, datetime, timedelta

from domain.formulas.culture import RUSSIAN, Culture
from domain.formulas.formats.codes import Code, codes

LETTERS = "dMyHhmstfFKz"
_RUSSIAN_STANDARD = {
    "d": "dd.MM.yyyy",
    "D": "d MMMM yyyy 'г.'",
    "t": "H:mm",
    "T": "H:mm:ss",
    "f": "d MMMM yyyy 'г.' H:mm",
    "F": "d MMMM yyyy 'г.' H:mm:ss",
    "g": "dd.MM.yyyy H:mm",
    "G": "dd.MM.yyyy H:mm:ss",
    "M": "d MMMM",
    "m": "d MMMM",
    "Y": "MMMM yyyy 'г.'",
    "y": "MMMM yyyy 'г.'",
}
_ENGLISH_STANDARD = {
    "d": "M'/'d'/'yyyy",
    "D": "dddd, MMMM d, yyyy",
    "t": "h:mm tt",
    "T": "h:mm:ss tt",
    "f": "dddd, MMMM d, yyyy h:mm tt",
    "F": "dddd, MMMM d, yyyy h:mm:ss tt",
    "g": "M'/'d'/'yyyy h:mm tt",
    "G": "M'/'d'/'yyyy h:mm:ss tt",
    "M": "MMMM d",
    "m": "MMMM d",
    "Y": "MMMM yyyy",
    "y": "MMMM yyyy",
}
_STANDARD = {
    "s": "yyyy-MM-dd'T'HH:mm:ss",
    "u": "yyyy-MM-dd HH:mm:ss'Z'",
    "o": "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
    "O": "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
}


def custom(source: str, culture: Culture) -> str:
    """Return the custom format that a standard one of a single letter stands for; others are custom ones."""
    standard = _RUSSIAN_STANDARD if culture is RUSSIAN else _ENGLISH_STANDARD
    return {**standard, **_STANDARD}.get(source, source)


def date_format(local: datetime, source: str, culture: Culture) -> str:
    """Return a reading of a clock, which has its offset, in a format; raises ValueError for a broken one."""
    if len(source) == 1 and source.isalpha() and source not in LETTERS and custom(source, culture) == source:
        raise ValueError(source)
    parts = list(codes(custom(source, culture), LETTERS))
    has_day = any(part.text == "d" and part.count in {1, 2} for part in parts)
    printed = ""
    for part in parts:
        text = part.text if not part.count else _printed(part, local, culture, of_a_date=has_day)
        if part.text == "F" and part.count and not text:
            printed = printed.removesuffix(".")
        printed += text
    return printed


def _printed(code: Code, local: datetime, culture: Culture, *, of_a_date: bool) -> str:
    count = code.count
    match code.text:
        case "d" if count > 2:
            names = culture.short_weekdays if count == 3 else culture.weekdays
            return names[local.weekday()]
        case "M" if count > 2:
            long = culture.months_of_a_date if of_a_date else culture.months
            return (culture.short_months if count == 3 else long)[local.month - 1]
        case "y":
            return f"{local.year % 100:0{count}}" if count < 3 else f"{local.year:0{count}}"
        case "t":
            noon = culture.before_noon if local.hour < 12 else culture.after_noon
            return noon[:count] if count == 1 else noon
        case "f":
            return f"{local.microsecond:06}0"[:count]
        case "F":
            return f"{local.microsecond:06}0"[:count].rstrip("0")
        case "K":
            return ("Z" if local.tzinfo is UTC else _offset(local, 3)) * count
        case "z":
            return _offset(local, count)
    values = {"d": local.day, "M": local.month, "H": local.hour, "h": (local.hour - 1) % 12 + 1, "m": local.minute}
    return f"{values.get(code.text, local.second):0{min(count, 2)}}"


def _offset(local: datetime, count: int) -> str:
    length = local.utcoffset() or timedelta(0)
    minutes = abs(length) // timedelta(minutes=1)
    sign = "-" if length < timedelta(0) else "+"
    hours = f"{sign}{minutes // 60:0{min(count, 2)}}"
    return hours if count < 3 else f"{hours}:{minutes % 60:02}"
