"""Days as people write them: `25.12`, «31 декабря», «пн», «завтра», «через 2 недели», `Dec 25, 2026`, `2026-12-25`."""

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from domain.culture.lengths import AMOUNT, amount_of
from domain.culture.words import DAYS_FROM_NOW, MONTHS, WEEKDAYS

FIRST_YEAR, LAST_YEAR = 1900, 2199
_SOON = 30
"""Years ahead for which two digits of a year mean this century."""

_E = r"(?![\w:])"
_S = r"(?<![\w:.])"
_YEAR = r"(?:\s*,?\s*(?P<year>\d{4}|\d{2}(?![:.\d]))(?:\s*(?:г|года?|году)\b\.?)?)?"
_BEHIND_A_DOT = r"\.\d\d(?:\d\d)?(?![\d:])"
"""A year that has no such day, or is too far away: its digits are no time of another year's day."""
_MONTH = "|".join(f"(?P<m{number}>{words})" for number, words in enumerate(MONTHS, 1))
_WEEKDAY = "|".join(f"(?P<w{number}>{words})" for number, words in enumerate(WEEKDAYS))
_NEAR = r"эт(?:от|а|о|у|ой|ом)|ближайш(?:ий|ая|ее|ую)|this|coming"
_NEXT = r"следующ(?:ий|ая|ее|ую|ей|его|ем|им)|след|next"
_LAST = r"прошл(?:ый|ая|ое|ую|ой|ого|ом)|last"
_UNIT = (
    r"(?P<days>дн(?:я|ей|ь)|день|сут(?:ки|ок)|days?)|(?P<weeks>недел[яиюь]|нед|weeks?)"
    r"|(?P<months>месяц(?:а|ев)?|мес|months?)|(?P<years>год(?:а|у)?|лет|years?)"
)
_COUNT = rf"(?:(?:{AMOUNT})\s*)?(?:{_UNIT}){_E}\.?"

Found = Callable[[re.Match[str], date, str], date | None]


def find_day(text: str, today: date, language: str) -> tuple[date, str] | None:
    """Return the day that folded words name, and the words around it; None where they name none that there is.

    Without a year it is the next such day, today included; a weekday is the next one, today excluded.
    """
    for pattern, meaning in _WAYS:
        for match in pattern.finditer(text):
            found = None
            with suppress(ValueError, OverflowError):
                found = meaning(match, today, language)
            if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR:
                return found, f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;")
    return None


def day_there_is_not(text: str, today: date, language: str) -> str:
    """Return the words of folded ones that name a day which no calendar has, such as `31.02.2026`; empty for others."""
    for pattern, meaning in _WAYS:
        if "month" not in pattern.groupindex and meaning is not _in_words:
            continue
        for match in pattern.finditer(text):
            found = None
            with suppress(ValueError):
                found = meaning(match, today, language)
            if found is None:
                return match[0].strip()
    return ""


def without_weekday(text: str, day: date) -> str | None:
    """Return folded words without the weekday of a day; None where they name another one.

    «пятница, 4 декабря», `Fri, 4 Dec`: calendars and letters write both.
    """
    found = _WEEKDAY_ALONE.search(text)
    if found is None:
        return text
    if not found[f"w{day.weekday()}"]:
        return None
    return f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;")


def by_number(text: str, today: date) -> date | None:
    """Return the next day of a month that a number is, today included: «25»."""
    match = re.fullmatch(r"(?:на |до |к |the |on the )?(\d{1,2})(?:-?(?:го|е|st|nd|rd|th))?(?: числ[оае])?", text)
    if match is None:
        return None
    for ahead in range(3):
        month = _months_on(today.replace(day=1), ahead)
        with suppress(ValueError):
            found = month.replace(day=int(match[1]))
            if found >= today:
                return found
    return None


def _year(match: re.Match[str], today: date) -> int | None:
    text = match["year"]
    if text is None:
        return None
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year if year <= today.year + _SOON else year - 100


def _dated(match: re.Match[str], today: date, day: int, month: int) -> date | None:
    """Return a day of a month, in the year that is named or else the next one that has it."""
    year = _year(match, today)
    if year is not None:
        return date(year, month, day)
    for ahead in range(9):
        with suppress(ValueError):
            found = date(today.year + ahead, month, day)
            if found >= today:
                return found
    return None


def _iso(match: re.Match[str], _today: date, _language: str) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _in_digits(match: re.Match[str], today: date, language: str) -> date | None:
    day, month = int(match["day"]), int(match["month"])
    slashed = match["sign"] == "/"
    if slashed and (month > 12 or (language == "en" and day <= 12)):
        day, month = month, day
    return _dated(match, today, day, month)


def _in_words(match: re.Match[str], today: date, _language: str) -> date | None:
    month = next(number for number in range(1, 13) if match[f"m{number}"])
    return _dated(match, today, int(match["day"]), month)


def _of_the_month(match: re.Match[str], today: date, _language: str) -> date | None:
    return by_number(match["day"], today)


def _named(match: re.Match[str], today: date, _language: str) -> date | None:
    away = next(days for days in DAYS_FROM_NOW if match[f"d{days + 9}"])
    return today + timedelta(days=away)


def _weekday(match: re.Match[str], today: date, _language: str) -> date | None:
    wanted = next(number for number in range(7) if match[f"w{number}"])
    ahead = (wanted - today.weekday()) % 7
    if match["near"]:
        return today + timedelta(days=ahead)
    if match["next"]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    if match["last"]:
        return today + timedelta(days=ahead - 7)
    return today + timedelta(days=ahead or 7)


def _counted(match: re.Match[str], today: date, _language: str) -> date | None:
    amount = amount_of(match) * (-1 if match["ago"] else 1)
    if match["weeks"]:
        amount *= 7
    elif match["months"] or match["years"]:
        amount *= 12 if match["years"] else 1
        return _months_on(today, int(amount)) if amount == int(amount) else None
    return today + timedelta(days=int(amount)) if amount == int(amount) else None


def _next_period(match: re.Match[str], today: date, _language: str) -> date | None:
    if match["weeks"]:
        return today + timedelta(days=7)
    return _months_on(today, 12 if match["years"] else 1)


def _months_on(day: date, months: int) -> date:
    """Return the same day some months later; the last one where the month is shorter."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_WEEKDAY_ALONE = re.compile(rf"{_S}\(?(?:(?:в|во|on)\s+)?(?:{_WEEKDAY}){_E}\.?\)?")
_NEXT_WEEK = r"(?:на\s+)?(?P<next>следующей неделе|след\.? неделе|next week)"
_ON = r"(?:(?:на|в|во|on|к)\s+)?"
_WAYS: tuple[tuple[re.Pattern[str], Found], ...] = (
    (re.compile(rf"{_S}(?P<year>\d{{4}})(?P<sign>[-./])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?!\d)"), _iso),
    (
        re.compile(
            rf"{_S}(?P<day>\d{{1,2}})(?P<sign>[-./])(?P<month>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}|\d\d)(?![\d:])"
            r"(?:\s*(?:г|года?|году)\b\.?)?"
        ),
        _in_digits,
    ),
    (re.compile(rf"{_S}(?P<day>\d{{1,2}})-(?:{_MONTH})-(?P<year>\d{{4}}|\d\d)(?![\d:])"), _in_words),
    (re.compile(rf"{_S}(?P<day>\d{{1,2}}) (?P<sign>)(?P<month>\d{{1,2}}) (?P<year>\d{{4}})(?!\d)"), _in_digits),
    (
        re.compile(
            rf"{_S}(?P<day>\d{{1,2}})(?:-?(?:го|е|st|nd|rd|th)\b)?\s*(?:of\s+)?(?:{_MONTH})(?![^\W\d_])\.?{_YEAR}"
        ),
        _in_words,
    ),
    (
        re.compile(rf"{_S}(?:{_MONTH})(?![^\W\d_])\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w:.]){_YEAR}"),
        _in_words,
    ),
    (
        re.compile(
            rf"{_S}(?P<day>\d{{1,2}})(?P<sign>[./])(?P<month>\d{{1,2}})(?P<year>(?!))?(?![\d:/]|{_BEHIND_A_DOT})\.?"
        ),
        _in_digits,
    ),
    (
        re.compile(
            rf"{_S}{_ON}(?:"
            + "|".join(f"(?P<d{days + 9}>{words})" for days, words in sorted(DAYS_FROM_NOW.items(), reverse=True))
            + rf"){_E}"
        ),
        _named,
    ),
    (re.compile(rf"{_S}(?:через|спустя|in|after)\s+{_COUNT}(?P<ago>(?!))?(?:'? time)?"), _counted),
    (re.compile(rf"{_S}{_COUNT}\s+(?:(?P<ago>назад|ago)|спустя|from now|later){_E}"), _counted),
    (re.compile(rf"{_S}{_NEXT_WEEK}(?P<near>(?!))?(?P<last>(?!))?,?\s+{_ON}(?:{_WEEKDAY}){_E}\.?"), _weekday),
    (re.compile(rf"{_S}{_ON}(?:{_WEEKDAY})(?P<near>(?!))?(?P<last>(?!))?\.?,?\s+{_NEXT_WEEK}{_E}"), _weekday),
    (
        re.compile(
            rf"{_S}{_ON}(?:(?:(?P<near>{_NEAR})|(?P<next>{_NEXT})|(?P<last>{_LAST}))\.?\s+)?(?:{_WEEKDAY}){_E}\.?"
        ),
        _weekday,
    ),
    (re.compile(rf"{_S}{_ON}(?:{_NEXT})\.?\s+(?:{_UNIT}){_E}"), _next_period),
    (
        re.compile(rf"{_S}{_ON}(?:the )?(?P<day>\d{{1,2}})(?:-?(?:го|st|nd|rd|th)(?: числа)?| числа){_E}"),
        _of_the_month,
    ),
)
"""How a day may be written, the surest first."""
