"""Durations and names of hosts as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.durations import format_duration, parse_duration, split_durations
from domain.errors import Unfit
from domain.hosts import hello_name, server_host

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("30s", MINUTE / 2),
        ("5m", 5 * MINUTE),
        ("24H", DAY),
        ("30 d", 30 * DAY),
        ("5 минут", 5 * MINUTE),
        ("1 минута", MINUTE),
        ("2 минуты", 2 * MINUTE),
        ("5 мин.", 5 * MINUTE),
        ("1 час", HOUR),
        ("3 ЧАСА", 3 * HOUR),
        ("30 с", MINUTE / 2),
        ("30 сек", MINUTE / 2),
        ("1,5 часа", 1.5 * HOUR),
        ("1.5h", 1.5 * HOUR),
        ("0,5 мин", MINUTE / 2),
        ("2 дня", 2 * DAY),
        ("1 сутки", DAY),
        ("7 дней", 7 * DAY),
        ("1 час 30 минут", 1.5 * HOUR),
        ("1 час и 30 минут", 1.5 * HOUR),
        ("1h30m", 1.5 * HOUR),
        ("2 days 3 hours", 2 * DAY + 3 * HOUR),
        (" 5\u00a0минут ", 5 * MINUTE),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    ["", "5", "m", "минута", "-5m", "5 мес", "5 месяцев", "5mm", "5m5m", "5 минут 1 час", "1,5 с", "1e3s", "5m,", "m5",
     "5 m x", "x 5 m", "1/2 часа", "9999999999d", "0x5m", "٥m", "1 час, 30 минут", "5м5"],
)  # fmt: skip
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(Unfit):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1m 5m 15m", ["1m", "5m", "15m"]),
        ("1m,5m;15m", ["1m", "5m", "15m"]),
        ("5 минут, 1 час", ["5 минут", "1 час"]),
        ("1,5 часа, 2 дня", ["1,5 часа", "2 дня"]),
        ("1h30m 2h", ["1h30m", "2h"]),
        ("5 минут\n1 час", ["5 минут", "1 час"]),
        ("5 минут скоро", ["5 минут", "скоро"]),
        ("", []),
    ],
)
def test_several_durations_are_told_apart(text: str, parts: list[str]) -> None:
    assert split_durations(text) == parts


@given(st.integers(0, 10**12))
def test_what_is_written_is_read_back(seconds: int) -> None:
    duration = timedelta(seconds=seconds)
    assert parse_duration(format_duration(duration)) == duration


@given(st.text(st.sampled_from("аbя.-_:[]@/%1٣ß\u200b\u0301😀 ")) | st.text())
def test_a_host_that_is_taken_can_be_looked_up_and_stays_as_it_is(text: str) -> None:
    try:
        host = server_host(text)
    except Unfit:
        return
    assert server_host(host) == host
    assert host.encode("idna")
    assert not set(host) & set(" /@\n\0\u2028")


@given(st.text(st.sampled_from("аbя.-_:[]@/%1٣ß\u200b\u0301😀 ")) | st.text())
def test_a_name_to_greet_with_is_one_word_of_ascii_and_stays_as_it_is(text: str) -> None:
    try:
        name = hello_name(text)
    except Unfit:
        return
    assert hello_name(name) == name
    assert name.isascii()
    assert name.isprintable()
    assert " " not in name
