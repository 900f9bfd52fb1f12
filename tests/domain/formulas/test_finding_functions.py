"""Functions are found by words as people have them in mind."""

import pytest

from bot.texts import load_texts
from domain.formulas import FunctionHelp
from domain.formulas.finding_functions import find_functions

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
        ("😀", ""),
        ("", ""),
        ("   ", ""),
    ],
)
def test_words_find_a_function(words: str, first: str) -> None:
    found = [item.name for item in find_functions(words, about)]
    assert found[:1] == ([first] if first else []) or first in found[:3]
