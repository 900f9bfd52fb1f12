"""Functions are found by words as people have them in mind."""

import pytest

from bot.texts import load_texts
from domain.formulas import FunctionHelp, known_functions
from domain.formulas.finding_functions import find_functions
from domain.formulas.looked_for import LOOKED_FOR

TEXTS = load_texts("ru")


def about(item: FunctionHelp) -> str:
    return f"{TEXTS(f'function-{item.name.lower()}')} {TEXTS(f'function-group-{item.group}')}"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("CONCAT", "CONCAT"),
        ("concat", "CONCAT"),
        ("Склеить", "CONCAT"),
        ("ВПР", ""),
        ("СЦЕПИТЬ", "CONCAT"),
        ("округлить", "ROUND"),
        ("round", "ROUND"),
        ("сумма", "SUM"),
        ("сегодня", "STARTOFDAY"),
        ("большие буквы", "TOUPPER"),
        ("regex", "MATCHES"),
        ("прибавить дни", "ADDDAYS"),
        ("разница дат", "GETSPAN"),
        ("дней между датами", "GETSPAN"),
        ("заглавные", "TOUPPER"),
        ("число знаков", "LENGTH"),
        ("по умолчанию", "VALUE"),
        ("выходной", "ISWEEKEND"),
        ("сортировать", "ASCENDING"),
        ("регулярное выражение", "MATCHES"),
        ("часовой пояс", "CONVERTTIMEZONE"),
        ("округлить вверх", "CEILING"),
        ("текст в число", "DECIMAL"),
        ("номер недели", "WEEKOFYEAR"),
        ("time zone", "CONVERTTIMEZONE"),
        ("😀", ""),
        ("", ""),
        ("   ", ""),
    ],
)
def test_words_find_a_function(words: str, first: str) -> None:
    found = [item.name for item in find_functions(words, about)]
    assert found[:1] == ([first] if first else []) or first in found[:3]


def test_what_is_looked_for_names_functions_that_there_are() -> None:
    assert LOOKED_FOR.keys() - {item.name for item in known_functions()} == set()
