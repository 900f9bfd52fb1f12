"""What comes along when a value is copied, and nobody sees, changes nothing of what it says."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from domain.accounts.fields import checked
from domain.culture.lengths import read_length
from domain.culture.moments import read_moment
from domain.culture.numbers import read_number
from domain.culture.yes_no import read_yes_no
from domain.system_names import system_name_of

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
AROUND = [
    "\u200e{}",
    "\u2066{}\u2069",
    "\u202a{}\u202c",
    "{}\u200b",
    "\ufeff{}",
    "{}\u00ad",
    "{}\u2060",
    "{}\u200d",
    "\u061c{}",
]


@pytest.mark.parametrize("around", AROUND, ids=ascii)
@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda text: read_number(text, "ru"), "1\u00a0234,5"),
        (lambda text: read_number(text, "ru"), "−5"),
        (lambda text: read_moment(text, NOW, "ru"), "завтра в 9"),
        (lambda text: read_moment(text, NOW, "ru"), "2026-12-25T09:00:00Z"),
        (lambda text: read_moment(text, NOW, "ru"), "25.12.2026 9:00"),
        (read_length, "2 часа"),
        (read_yes_no, "да"),
    ],
)
def test_a_value_is_what_is_seen_of_it(read: Callable[[str], object], text: str, around: str) -> None:
    assert read(around.format(text)) == read(text) is not None


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda text: read_moment(text, NOW, "ru"), "10 мая, понедельник"),
        (lambda text: read_moment(text, NOW, "ru"), "следующий вторник"),
        (read_length, "5 дней"),
        (system_name_of, "Проверочный код: объём"),
        (lambda text: checked("full_name", text), "Андрей Ёлкин"),
    ],
)
def test_a_letter_in_two_characters_is_that_letter(read: Callable[[str], object], text: str) -> None:
    assert read(unicodedata.normalize("NFD", text)) == read(text) is not None
