"""Moments are read as people write them, and what is printed for a person is read back from them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.culture.moments import Said, print_day, print_moment, read_moment

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 11, 30, 11, 30, tzinfo=MOSCOW)
DAYS = {
    date(2026, 11, 30): ["сегодня", "today", "30.11", "30 ноября", "30"],
    date(2026, 12, 1): ["завтра", "tomorrow", "вт", "во вторник", "tuesday", "1", "через день", "in a day",
                        "01.12.2026"],
    date(2026, 12, 2): ["послезавтра", "через 2 дня", "через пару дней", "the day after tomorrow", "ср"],
    date(2026, 12, 7): ["пн", "понедельник", "через неделю", "next week", "в следующий понедельник", "in a week"],
    date(2026, 12, 25): ["25.12", "25.12.", "25/12", "25 декабря", "25 дек", "25", "25-го", "25 числа", "Dec 25",
                         "25 Dec", "December 25th, 2026", "2026-12-25", "25.12.26", "25-дек-2026", "25-Dec-26",
                         "25.12.2026 г.", "25-12-2026"],
    date(2027, 1, 31): ["31 января", "31.01", "31 янв 2027"],
    date(2028, 2, 29): ["29.02", "29 февраля"],
    date(2026, 11, 29): ["вчера", "yesterday", "29.11.2026", "1 день назад"],
}  # fmt: skip
WITH_TIMES = {
    (date(2026, 12, 1), time(9)): [
        "завтра утром в 9",
        "завтра, утром, в девять",
        "утром в 9 1 декабря",
        "завтра 9:00",
        "завтра в 9",
        "завтра в 9 утра",
        "9:00 завтра",
        "tomorrow at 9",
        "завтра 9-00",
    ],
    (date(2026, 12, 4), time(15, 30)): [
        "пт 15:30",
        "в пятницу в 15:30",
        "Friday 3:30 pm",
        "4.12 15.30",
        "15:30 4 декабря",
    ],
    (date(2026, 12, 1), time(13)): ["завтра в час дня", "завтра в 1 час дня", "завтра в 13 часов"],
    (date(2026, 12, 1), time(9, 5)): ["завтра в 9 часов 5 минут", "завтра в 9 ч 5 мин", "завтра 9:05"],
    (date(2026, 12, 25), time(10)): ["25 числа в 10", "25-го в 10:00", "в 10 утра 25-го", "on the 25th at 10"],
    (date(2026, 12, 25), time(12)): ["25.12 полдень", "25 декабря в полдень", "Dec 25 noon"],
    (date(2026, 11, 30), time(20)): ["сегодня вечером в 8", "tonight at 8", "tonight at 8 pm", "today evening 20:00"],
    (date(2026, 12, 8), time(10)): [
        "на следующей неделе во вторник в 10",
        "во вторник на следующей неделе в 10:00",
        "Tuesday next week at 10",
    ],
    (None, time(23)): ["11 ночи", "11 вечера", "23 часа ночи", "11 pm", "в 11 часов ночи"],
    (None, time(11)): ["11 дня", "11 утра", "11 am"],
    (None, time(0, 30)): ["00:30 ночи", "12:30 ночи", "12:30 am"],
    (None, time(15)): ["3 дня", "3 часа дня", "15 часов дня", "3 in the afternoon"],
    (None, time(12)): ["12 дня", "12 pm", "12 часов дня"],
    (None, time(3)): ["3 ночи", "3 утра", "3 am"],
    (None, time(18, 0)): ["18:00", "в 18", "6 вечера", "6 pm", "18.00", "at 18:00"],
}
NONE = [
    "",
    "abc",
    "скоро",
    "32.12",
    *["29.02.2027", "29.2.2027", "29.02.23", "01.01.0001", "05.06.1745", "12.05.2200"],
    "30.02",
    *["12 вечера", "12 утра", "7 ночи", "8 дня", "15 утра", "13 am", "12 in the evening"],
    *["31-го февраля", "30-го февраля в 9", "32-го в 9"],
    "31 июня",
    "завтра в 25:00",
    "0",
    "13/13/2026",
    "25.12 25.12 25.12",
    "99.99.99",
    *["завтра вечером в 9 утра", "tonight at 2"],
]


@given(some.dates(date(1900, 1, 1), date(2199, 12, 31)), some.sampled_from(["ru", "en"]))
def test_a_printed_day_is_read_back(day: date, language: str) -> None:
    assert read_moment(print_day(day, language), MONDAY, language) == Said(day)


@given(
    some.integers(0, 7_250_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    some.sampled_from(["ru", "en"]),
)
def test_a_printed_moment_is_read_back(moment: datetime, language: str) -> None:
    local = moment.astimezone(MOSCOW)
    said = read_moment(print_moment(local, language, MOSCOW), MONDAY, language)
    assert said == Said(local.date(), local.time())


WEEKDAYS = (
    *(("пн", "Monday", "понедельник"), ("вт", "Tue", "вторник"), ("ср", "Wed", "среду"), ("чт", "Thu", "четверг")),
    *(("пт", "Friday", "пятницу"), ("сб", "Sat", "субботу"), ("вс", "Sun", "воскресенье")),
)
WITH_WEEKDAY = [
    "{weekday}, {day}",
    "{weekday} {day}, 14:30",
    "в {weekday} {day} в 14:30",
    "{day} ({weekday})",
    "{day}, {weekday}, 14:30",
]


@pytest.mark.parametrize("form", WITH_WEEKDAY)
@given(some.dates(date(2000, 1, 1), date(2099, 12, 31)), some.integers(0, 2), some.sampled_from(["ru", "en"]))
def test_a_day_may_have_its_weekday_and_no_other(form: str, day: date, way: int, language: str) -> None:
    printed = print_day(day, language)
    texts = [form.format(weekday=WEEKDAYS[number][way], day=printed) for number in range(7)]
    said = [read_moment(text, MONDAY, language) for text in texts]
    expected = Said(day, time(14, 30) if "14:30" in form else None)
    assert said == [expected if number == day.weekday() else None for number in range(7)]


@given(some.text(max_size=16))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    assert isinstance(read_moment(text, MONDAY, "ru"), Said | None)


@pytest.mark.parametrize(("day", "ways"), DAYS.items())
def test_all_ways_of_writing_a_day_are_read(day: date, ways: list[str]) -> None:
    assert {way: read_moment(way, MONDAY, "ru") for way in ways} == dict.fromkeys(ways, Said(day))


@pytest.mark.parametrize(("said", "ways"), WITH_TIMES.items())
def test_all_ways_of_writing_a_time_are_read(said: tuple[date | None, time], ways: list[str]) -> None:
    assert {way: read_moment(way, MONDAY, "ru") for way in ways} == dict.fromkeys(ways, Said(*said))


@pytest.mark.parametrize("text", NONE)
def test_nonsense_is_no_moment(text: str) -> None:
    assert read_moment(text, MONDAY, "ru") is None


def test_the_order_of_day_and_month_is_that_of_the_language() -> None:
    assert read_moment("05/12/2026", MONDAY, "ru") == Said(date(2026, 12, 5))
    assert read_moment("05/12/2026", MONDAY, "en") == Said(date(2026, 5, 12))


def test_a_length_from_now_is_an_instant_without_seconds() -> None:
    ahead = {"через 2 часа": 120, "in 2 hours": 120, "через полчаса": 30, "через 25 минут": 25, "+15 минут": 15}
    ahead |= {"Сейчас": 0, "right now": 0}
    assert {text: read_moment(text, MONDAY, "ru") for text in ahead} == {
        text: Said(instant=MONDAY + timedelta(minutes=minutes)) for text, minutes in ahead.items()
    }
