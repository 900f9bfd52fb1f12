"""Lengths of time as people write them: «2 часа 30 минут», «полтора часа», `1h 30m`, `2:30`, `1.02:00:00`, `PT2H`.

A length is plain, as formulas have it: a month is 30 days, a year 365 (see DURATION in the platform's guide).
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from domain.culture.words import with_digits

LONGEST = timedelta(days=36_500)
"""A hundred years: more is a slip."""

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800, "mo": 2_592_000, "y": 31_536_000}
_UNITS = {
    "mo": r"мес(?:яц(?:а|ев|ы)?)?|mo|mon|mths?|months?",
    "m": r"м|мин|минут[ауы]?|минут(?:к[ауи]|ок)|m|mins?|minutes?",
    "s": r"с|сек|секунд[ауы]?|s|secs?|seconds?",
    "h": r"ч|час(?:а|ов|ик)?|h|hrs?|hours?",
    "d": r"д|дн|день|дня|дней|сут|сутки|суток|d|days?",
    "w": r"нед|недел[яиюь]|w|wks?|weeks?",
    "y": r"г|год(?:а|у)?|лет|y|yrs?|years?",
}
UNIT = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
AMOUNT = (
    r"(?P<number>\d{1,7}(?:[.,]\d{1,6})?|(?<!\d)[.,]\d{1,6})|(?P<one_and_half>полтор[аы]|полутора)"
    r"|(?P<half>половина|полу|пол-?|half(?: of)?(?: an?)?)|(?P<quarter>четверть|(?:a )?quarter(?: of)?(?: an?)?)"
    r"|(?P<pair>пар[ауы]|(?:a )?couple(?: of)?)|(?P<one>одн[ауи]|один|одного|one|an?)"
)
_IN_WORDS = {"one_and_half": "1.5", "half": "0.5", "quarter": "0.25", "pair": "2"}
_AND_HALF = " с половиной| and a half"
_PART = re.compile(
    rf"(?:(?P<sum>{AMOUNT})(?P<with_half>{_AND_HALF})?\s*)?(?:{UNIT})(?![^\W\d_])\.?(?P<and_half>{_AND_HALF})?"
)
_ALONE = re.compile(
    r"час(?:ик)?|минутк?[ау]|секунд[ау]|день|сутки|недел[яю]|месяц|год|hour|minute|second|day|week|month|year"
)
"""A unit that means one of it where no number stands before it."""
_MINUTES_AFTER = re.compile(r"\s?([0-5]?\d)")
_GAP = re.compile(r"[\s,;]*(?:(?:и|and)\s+)?")
_CLOCK = re.compile(r"(?:(\d{1,5})\.)?(\d{1,4}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?")
_ISO = re.compile(
    r"p(?=\d|t\d)(?:(?P<y>\d+)y)?(?:(?P<mo>\d+)m)?(?:(?P<w>\d+)w)?(?:(?P<d>\d+)d)?"
    r"(?:t(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m)?(?:(?P<s>\d+)s)?)?"
)
_NAMES = {
    "ru": (
        ("день", "дня", "дней"),
        ("час", "часа", "часов"),
        ("минута", "минуты", "минут"),
        ("секунда", "секунды", "секунд"),
    ),
    "en": (("day", "days"), ("hour", "hours"), ("minute", "minutes"), ("second", "seconds")),
}


def read_length(text: str) -> timedelta | None:
    """Return the length that a text is; None where it is none, has no unit, is negative or above LONGEST."""
    folded = with_digits(text)
    try:
        read = (way(folded) for way in (_by_clock, _by_iso, _by_words))
        return next((length for length in read if length is not None and length <= LONGEST), None)
    except OverflowError:
        return None


def amount_of(match: re.Match[str]) -> Decimal:
    """Return how many units a part of a text names: one where it says none."""
    if match["number"]:
        return Decimal(match["number"].replace(",", "."))
    return next((Decimal(amount) for name, amount in _IN_WORDS.items() if match[name]), Decimal(1))


def print_length(value: timedelta, language: str) -> str:
    """Return `1 день 2 часа 30 минут`; whole microseconds are parts of a second."""
    sign = "-" if value < timedelta(0) else ""
    value = abs(value)
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    exact = Decimal(seconds) + Decimal(value.microseconds) / 1_000_000
    parts = [Decimal(value.days), Decimal(hours), Decimal(minutes), exact]
    names = _NAMES.get(language, _NAMES["ru"])
    said = [_said(number, name, language) for number, name in zip(parts, names, strict=True) if number]
    return sign + " ".join(said or [_said(Decimal(0), names[2], language)])


def _said(number: Decimal, names: tuple[str, ...], language: str) -> str:
    text = f"{number.normalize():f}" if number else "0"
    if language == "en":
        return f"{text} {names[0] if number == 1 else names[1]}"
    if number != number.to_integral_value():
        return f"{text.replace('.', ',')} {names[1]}"
    ends, teens = int(number) % 10, int(number) % 100
    form = 0 if ends == 1 and teens != 11 else 1 if 2 <= ends <= 4 and not 12 <= teens <= 14 else 2
    return f"{text} {names[form]}"


def _by_clock(text: str) -> timedelta | None:
    """`2:30` is hours and minutes; `1.02:00:00` is what formulas print."""
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[3]) > 59 or int(match[4] or 0) > 59:
        return None
    fraction = int((match[5] or "0").ljust(6, "0")[:6])
    return timedelta(int(match[1] or 0), int(match[4] or 0), fraction, 0, int(match[3]), int(match[2]))


def _by_iso(text: str) -> timedelta | None:
    match = _ISO.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    return timedelta(seconds=sum(int(match[unit] or 0) * size for unit, size in _SECONDS.items()))


def _by_words(text: str) -> timedelta | None:
    total, place, units, unit = Decimal(0), 0, set(), ""
    for match in _parts(text):
        unit = unit_of(match)
        if unit in units or (match["half"] and match["sum"] in {"пол", "полу", "пол-"} and place):
            return None
        units.add(unit)
        total += (amount_of(match) + (Decimal("0.5") if match["and_half"] or match["with_half"] else 0)) * _SECONDS[
            unit
        ]
        place = match.end()
    if unit == "h" and (minutes := _MINUTES_AFTER.fullmatch(text, place)):
        total, place = total + int(minutes[1]) * 60, minutes.end()
    if not units or place != len(text):
        return None
    return timedelta(microseconds=int(total * 1_000_000))


def _parts(text: str) -> Iterator[re.Match[str]]:
    """Go over the parts that stand one behind the other."""
    place = 0
    while place < len(text):
        gap = _GAP.match(text, place)
        match = _PART.match(text, gap.end() if gap and place else place)
        if match is None or (not match["sum"] and not _ALONE.fullmatch(match[unit_of(match)])):
            return
        yield match
        place = match.end()


def unit_of(match: re.Match[str]) -> str:
    """Return which unit a part names."""
    return next(unit for unit in _SECONDS if match[unit])
