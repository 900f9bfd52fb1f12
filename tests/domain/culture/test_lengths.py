"""Lengths of time are read as people of both languages write them, and what is printed for a person is read back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.culture.lengths import LONGEST, print_length, read_length

HALF_AN_HOUR, HOUR, DAY = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
WAYS = {
    HALF_AN_HOUR: ["полчаса", "пол часа", "пол-часа", "получаса",
                   "30 минут", "30 мин", "30 мин.", "30м", "тридцать минут", "half an hour",
                 "30m",
                   "0:30", "0,5 ч", "0.5h", ".5h", "PT30M", "0 ч 30 мин", "половина часа", "thirty minutes"],
    HOUR: ["час", "1 час", "один час", "1ч", "1 h", "an hour", "one hour", "60 минут", "1:00", "часик", "hour",
                 "1:00:00"],
    HOUR * 1.5: ["полтора часа", "1 ч 30 мин", "1ч30м", "1 час 30 минут", "1 час и 30 минут", "1 ч. 30 мин.", "1h30m",
                 "1h 30m", "1:30", "90 минут", "90m", "час с половиной", "1,5 часа", "1.5 hours", "an hour and a half",
                 "one and a half hours", "1 час 30", "час 30", "1ч30", "1 hour, 30 minutes", "PT1H30M",
                 "полутора часа"],
    HOUR * 2: ["2h", "2 часа", "два часа", "2ч", "2 hours", "2 hrs", "two hours", "пара часов", "a couple of hours"],
    HOUR * 2.5: ["2 с половиной часа", "два с половиной часа", "2 часа с половиной", "two and a half hours",
                 "2 ч 30 мин"],
    timedelta(minutes=15): ["15 минут", "четверть часа", "a quarter of an hour", "quarter hour", "15min",
                 "пятнадцать минут"],
    timedelta(minutes=25): ["двадцать пять минут", "twenty-five minutes", "25 минуток"],
    timedelta(minutes=80): ["час двадцать", "1 ч 20", "1 час 20 мин"],
    timedelta(seconds=30): ["30 сек", "30 секунд", "30s", "30 seconds", "PT30S", "0:00:30"],
    DAY: ["день", "сутки", "1 день", "24 часа", "1 day", "a day", "24:00", "P1D", "1.00:00:00", "одни сутки"],
    DAY + HOUR * 2: ["1 день, 2 часа", "1 день 2 часа", "1.02:00:00", "1d 2h", "one day and two hours", "P1DT2H"],
    DAY * 7: ["неделя", "неделю", "1 неделя", "7 дней", "a week", "1w", "P1W"],
    DAY * 30: ["месяц", "1 месяц", "30 дней", "a month", "P1M"],
    DAY * 365: ["год", "1 год", "365 дней", "1 year", "P1Y"],
    timedelta(0): ["0 минут", "0:00", "00:00", "0 дней", "0h", "PT0S"],
}  # fmt: skip
NONE = [
    "", "2", "abc", "скоро", "-2 часа", "2 дня 2 дня", "101 год", "1:60", "25:61", "1:2", "ч", "h", "м", "2 часа назад",
    "через 2 часа", "2 яблока", "2 часа и", "1e5 h", "9999999999 дней", "часов два", "2:30:99", "1 час 75", "P", "PT",
    "завтра", "9:00 утра", "2 часа 30 яблок", "{2h}", "2 h; drop",
]  # fmt: skip


@given(some.timedeltas(timedelta(0), LONGEST), some.sampled_from(["ru", "en"]))
def test_a_printed_length_is_read_back(length: timedelta, language: str) -> None:
    assert read_length(print_length(length, language)) == length


@given(some.text("0123456789 чмсдhmsdpt:.,иand", max_size=12))
def test_any_text_is_a_length_within_its_limits_or_none(text: str) -> None:
    length = read_length(text)
    assert length is None or timedelta(0) <= length <= LONGEST


@pytest.mark.parametrize(("length", "ways"), WAYS.items())
def test_all_ways_of_writing_a_length_are_read(length: timedelta, ways: list[str]) -> None:
    assert {way: read_length(way) for way in ways} == dict.fromkeys(ways, length)
    assert read_length(ways[0].upper()) == length


@pytest.mark.parametrize("text", NONE)
def test_nonsense_is_no_length(text: str) -> None:
    assert read_length(text) is None


@pytest.mark.parametrize(
    ("length", "russian", "english"),
    [
        (HOUR * 1.5, "1 час 30 минут", "1 hour 30 minutes"),
        (DAY * 21 + HOUR * 2, "21 день 2 часа", "21 days 2 hours"),
        (timedelta(days=11, minutes=5), "11 дней 5 минут", "11 days 5 minutes"),
        (timedelta(seconds=1.5), "1,5 секунды", "1.5 seconds"),
        (timedelta(0), "0 минут", "0 minutes"),
        (-HOUR, "-1 час", "-1 hour"),
    ],
)
def test_lengths_are_printed_as_each_language_says_them(length: timedelta, russian: str, english: str) -> None:
    assert (print_length(length, "ru"), print_length(length, "en")) == (russian, english)
