"""Times of day as people write them: `9:00`, «в 10», «9 утра», «9 часов 30 минут», `5:30 pm`, «полдень», `noon`."""

import re
from datetime import time

_FILLER = re.compile(r"^(?:(?:в|во|к|на|с|at|by|on|from)\s+)?(?:(?:ровно|примерно|около|about|exactly)\s+)?")
_HALVES = {
    "am": "a|am|a m",
    "pm": "p|pm|p m",
    "night": "ночи|ночью",
    "morning": "утра|утром|in the morning",
    "day": "дня|днем|in the afternoon",
    "evening": "вечера|вечером|in the evening",
}
_HOURS: dict[str, dict[int, int]] = {
    "am": {12: 0, **{hour: hour for hour in range(1, 12)}},
    "pm": {12: 12, **{hour: hour + 12 for hour in range(1, 12)}, **{hour: hour for hour in range(13, 24)}},
    "night": {0: 0, 12: 0, **{hour: hour for hour in range(1, 6)}, 10: 22, 11: 23, 22: 22, 23: 23},
    "morning": {hour: hour for hour in range(1, 12)},
    "day": {11: 11, 12: 12, **{hour: hour + 12 for hour in range(1, 7)}, **{hour: hour for hour in range(13, 19)}},
    "evening": {**{hour: hour + 12 for hour in range(3, 12)}, **{hour: hour for hour in range(15, 24)}},
}
"""Which hours people say with each, and what they mean: «11 ночи» is late, «11 дня» early, «12 вечера» is neither."""

_HALF = "|".join(rf"(?P<{half}>{words})" for half, words in _HALVES.items())
_FIRST = re.compile(
    r"(?:(?:this|in the)\s+)?(?:(?P<night>ночью)|(?P<morning>утром|morning)|(?P<day>днем|afternoon)"
    r"|(?P<evening>вечером|evening))[\s,]+"
)
"""«утром в 9»: the part of the day may stand before the hour."""
_ITS_OWN_HALF = re.compile(rf"\b(?:{_HALF})$")
_MINUTES = r"(?P<minute>[0-5]\d)(?:\s*(?:м|мин|минут[аы]?|m|min))?(?:[:.](?P<second>[0-5]\d))?"
_TIME = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:\s*(?:[:.\-]|час(?:а|ов)?|ч|h)\s*{_MINUTES}"
    rf"|\s*(?P<hours>час(?:а|ов)?|ч|h|hours?|o'?clock))?(?:\s*(?:{_HALF}))?"
)
_ONE_MINUTE = re.compile(r"(?<![\d:.])(\d)(?=\s*(?:м|мин|минут[аы]?|min)\b)")
"""«9 часов 5 минут»: with the word behind it one digit is enough."""
_ONE_O_CLOCK = re.compile(r"^час(?= (?:дня|ночи)$)")
_NAMED = {
    time(12): "полдень|в полдень|noon|midday|at noon|12 noon",
    time(0): "полночь|в полночь|midnight|at midnight|12 midnight",
}
_DIGITS = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)")


def read_time(text: str, *, bare: bool) -> time | None:
    """Return the time that folded words are; None where they are none.

    A `bare` number is an hour, four digits are hours and minutes; else a number alone is one only behind «в» or "at".
    """
    text = re.sub(r"(?<=[a-zа-я])\.", " ", text).strip(" .,;")
    text = re.sub(r"\b([ap]) m\b", r"\1m", " ".join(text.split()))
    for clock, words in _NAMED.items():
        if re.fullmatch(words, text):
            return clock
    first = _FIRST.match(text)
    if first is not None:
        return _within(next(name for name in _HALVES if first.groupdict().get(name)), text[first.end() :])
    text = _ONE_MINUTE.sub(r"0\1", text)
    filler = _FILLER.match(text)
    behind = text[filler.end() :] if filler else text
    behind = _ONE_O_CLOCK.sub("1 час", behind)
    if bare and (match := _DIGITS.fullmatch(behind)):
        return time(int(match["hour"]), int(match["minute"]))
    match = _TIME.fullmatch(behind)
    if match is None:
        return None
    half = next((name for name in _HALVES if match[name]), None)
    if not (bare or behind != text or half or match["minute"] or match["hours"]):
        return None
    hour = _of_the_day(int(match["hour"]), half)
    return None if hour is None else time(hour, int(match["minute"] or 0), int(match["second"] or 0))


def _within(half: str, text: str) -> time | None:
    """Return the time of that part of the day which a text is: «9» of the morning, «8», «20:00» or `8 pm` at night."""
    clock = read_time(text, bare=True)
    if clock is None or clock.hour in _HOURS[half].values():
        return clock
    if _ITS_OWN_HALF.search(text):
        return None
    hour = _of_the_day(clock.hour, half)
    return None if hour is None else clock.replace(hour=hour)


def print_time(clock: time) -> str:
    """Return `9:05`."""
    return f"{clock.hour}:{clock.minute:02}"


def _of_the_day(hour: int, half: str | None) -> int | None:
    """Return the hour of 24 that somebody means; None where there is none. «24:00» is the next day's, and none here."""
    if half is not None:
        return _HOURS[half].get(hour)
    return hour if hour <= 23 else None
