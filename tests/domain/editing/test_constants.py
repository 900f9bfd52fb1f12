"""A constant that every run would stumble over is refused where it is typed: a table of all places of actions."""

from typing import Any

from domain.editing.editing import Editing
from domain.editing.nodes import nearest_to
from domain.errors import GonetsError
from domain.mistakes import Path
from domain.scenarios.bounds import MAX_STEPS
from domain.scenarios.wants import MOST_PASSES
from domain.sections import Section
from tests.domain.editing.test_ready_values import EVENT, OFFICE
from tests.domain.records.desk import Desk

TIMES = ({"repeat": {"times": {}}}, ("repeat", "times", "formula"))
VALUES = ({"for_each": {"values": {}}}, ("for_each", "values", "formula"))
OBJECTS = ({"change_context": {"template": "Zayavka", "objects": {}}}, ("change_context", "objects", "formula"))
CONDITION = ({"check": {}}, ("check", "condition"))
WORDS = ({"check": {}}, ("check", "message"))
BRANCH = ({"by_conditions": {"branches": [{}]}}, ("by_conditions", "branches", 0, "condition"))


def variable(*path: str) -> tuple[dict[str, Any], Path]:
    inner: dict[str, Any] = {}
    for name in reversed(path):
        inner = {name: inner}
    return {"change_variables": {"set": "s", "variables": inner}}, ("change_variables", "variables", *path, "formula")


def attribute(name: str, operation: str = "replace") -> tuple[dict[str, Any], Path]:
    change = {"attribute": name, "operation": operation, "value": {}}
    return {"change_attributes": {"changes": [change]}}, ("change_attributes", "changes", 0, "value", "formula")


REFUSED = [
    *((TIMES, text) for text in ("-3", "1.5", "'три'", "'3'", "true", "null", "0 - 1", "7 / 2", "200001", "NOW()")),
    *((VALUES, text) for text in ("null",)),
    *((OBJECTS, text) for text in ("'нет'", "1.5", "-1", "true", "null")),
    *((place, text) for place in (CONDITION, BRANCH) for text in ("1", "'да'", "null", "NOW()", "LIST(1, 2)")),
    *((WORDS, text) for text in ("USER()",)),
    *((variable("To"), text) for text in ("'никто'", "''", "5", "true", "'a@b.ru, c@d.ru'")),
    *((variable("To", "Address"), text) for text in ("'никто'", "null", "NOW()")),
    *((variable("Cc", "Name"), text) for text in ("5", "true")),
    *((variable("Attachments"), text) for text in ("'a.pdf'", "5")),
    *((variable("CustomHeaders"), text) for text in ("'x'",)),
    *((attribute("Summa"), text) for text in ("0", "-5", "'пять'", "true")),
    *((attribute("Vazhnost"), text) for text in ("'Средняя'", "5", "true")),
    *((attribute("Srochno"), text) for text in ("'да'", "1")),
    *((attribute("Den"), text) for text in ("'завтра'", "5")),
    *((attribute("Dlitsya"), text) for text in ("'час'", "5")),
    *((attribute("Komu"), text) for text in ("'Иванов'", "5")),
    *((attribute("Otdel"), text) for text in ("'Склад'", "true")),
    *((attribute("Tema"), f"'{text}'") for text in ("x" * 501,)),
    *((attribute("Otdely", operation), "true") for operation in ("replace", "add", "remove")),
]
TAKEN = [
    *((TIMES, text) for text in ("0", "3", "200000", "1 + 2", "$Summa", "COUNT($Otdely)")),
    *((VALUES, text) for text in ("LIST(1, 2)", "'один'", "$Otdely", "USER()")),
    *((place, text) for place in (CONDITION, BRANCH) for text in ("true", "false", "1 < 2", "$Srochno")),
    *((WORDS, text) for text in ("'Нельзя'", "5", "'Сумма ' + $Summa")),
    *((variable("To"), text) for text in ("'a@firma.ru'", "$Komu")),
    *((attribute("Summa"), text) for text in ("1", "5.5", "null", "$Summa + 1", "2 * 3")),
    *((attribute("Vazhnost"), text) for text in ("'Низкая'", "'Nizkaya'", "ENUMVALUE('Vazhnost', 'Nizkaya')", "''")),
    *((attribute("Srochno"), text) for text in ("true", "1 < 2")),
    *((attribute("Den"), text) for text in ("NOW()", "DATE('2026-12-01')")),
    *((attribute("Tema"), text) for text in ("'x'", "5", "$Summa", "NOW()")),
    *((attribute("Komu"), text) for text in ("USER()", "null")),
]


async def typed(desk: Desk, place: tuple[dict[str, Any], Path], text: str) -> Editing | GonetsError:
    """Type a formula at a place of a new draft; return where it leads, or what was said against it."""
    action, path = place
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, {"title": "?", "event": EVENT, "actions": [action]})
    here = nearest_to(begun.chain[0], ("actions", 0, *path))[-1]
    assert here.path == ("actions", 0, *path)
    try:
        return await desk.editor.answer(desk.admin, begun.draft.id, begun.draft.revision, here.token, text)
    except GonetsError as error:
        return error


async def test_what_can_never_do_is_refused_where_it_is_typed(desk: Desk) -> None:
    await desk.apply(OFFICE)
    for place, text in REFUSED:
        refused = await typed(desk, place, text)
        assert isinstance(refused, GonetsError), (place, text)
        assert desk.reader().texts.has(refused.key)


async def test_what_may_do_is_taken(desk: Desk) -> None:
    await desk.apply(OFFICE)
    for place, text in TAKEN:
        taken = await typed(desk, place, text)
        assert isinstance(taken, Editing), (place, text, taken)


def test_a_count_is_bounded_as_runs_are() -> None:
    assert MOST_PASSES == MAX_STEPS
