"""What was typed for a formula and is none: plain words are taken as a text by one press, a slip by its correction."""

from typing import Any

import pytest

from domain.editing.editing import Editing
from domain.editing.mended import Mended, mended
from domain.editing.nodes import nearest_to
from domain.mistakes import Path
from domain.sections import Section
from tests.domain.editing.test_ready_values import EVENT, OFFICE
from tests.domain.records.desk import Desk

WORDS = ({"check": {}}, ("check", "message"))
CONDITION = ({"check": {}}, ("check", "condition"))
BODY = (
    {"change_variables": {"set": "s", "variables": {"Body": {}}}},
    ("change_variables", "variables", "Body", "formula"),
)
TIMES = ({"repeat": {"times": {}}}, ("repeat", "times", "formula"))
TO = ({"change_variables": {"set": "s", "variables": {"To": {}}}}, ("change_variables", "variables", "To", "formula"))

SENTENCES = [
    "Нельзя: сумма больше лимита",
    "Нет денег",
    "Исправьте и нажмите ещё раз.",
    "День визита уже прошёл",
    "It is too late",
    "Стоп!",
    "Заказ от 100 000 руб. уходит с копией",
    "Don't do it",
    "Нельзя (см. правила)",
    "Сумма больше 100",
    "Всё ли верно?",
    "1. Сначала заполните",
    "«Кавычки» внутри",
    "Нельзя\nДва абзаца",
    "🛑 Стоп",
    "Сумма > 100 — нельзя",
    "Не указан руководитель или отдел",
]


async def at(desk: Desk, place: tuple[dict[str, Any], Path]) -> Editing:
    action, path = place
    await desk.apply(OFFICE)
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, {"title": "?", "event": EVENT, "actions": [action]})
    here = nearest_to(begun.chain[0], ("actions", 0, *path))[-1]
    return await desk.editor.look(desk.admin, begun.draft.id, here.token)


async def test_a_sentence_is_offered_in_quotes_wherever_a_text_may_stand(desk: Desk) -> None:
    for place in (WORDS, BODY):
        editing = await at(desk, place)
        for words in SENTENCES:
            doubled = words.replace("'", "''")
            assert mended(editing, words)[0] == Mended(f"'{doubled}'", is_text=True), words


@pytest.mark.parametrize(
    ("place", "typed", "offered"),
    [
        (WORDS, "Тема: $Tema слишком длинная", ["'Тема: ' + $Tema + ' слишком длинная'"]),
        (WORDS, "Нет $Nichego", []),
        (WORDS, "'Тема: ' $Tema", ["'Тема: ' + $Tema"]),
        (CONDITION, "Нет денег", []),
        (CONDITION, "$Summa больше 5", ["$Summa > 5"]),
        (TIMES, "три раза", []),
        (TO, "ivanov@firma.ru", ["'ivanov@firma.ru'"]),
        (TO, "Иванову", []),
    ],
)
async def test_only_what_would_be_taken_is_offered(
    desk: Desk, place: tuple[dict[str, Any], Path], typed: str, offered: list[str]
) -> None:
    found = [item.formula for item in mended(await at(desk, place), typed)]
    assert found[: len(offered)] == offered
    assert bool(found) is bool(offered)
