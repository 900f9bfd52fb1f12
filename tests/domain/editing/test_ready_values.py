"""Values that one press gives: what loops around hold, what a record leads to, and constants of an attribute's type."""

from typing import Any

import pytest

from domain.editing.choices import choices
from domain.editing.nodes import nearest_to
from domain.editing.ready import ready_values, takes_texts
from domain.mistakes import Path
from domain.sections import Section
from tests.domain.records.desk import Desk

OFFICE = """
templates:
  - title: Отдел
    system_name: Otdel
    attributes:
      - {title: Название, type: text, required: true, system_name: Nazvanie}
      - {title: Люди, type: account, multiple: true, system_name: Lyudi}
  - title: Заявка
    system_name: Zayavka
    attributes:
      - {title: Тема, type: text, required: true, system_name: Tema}
      - {title: Отдел, type: record, template: Otdel, system_name: Otdel}
      - {title: Отделы, type: record, template: Otdel, multiple: true, system_name: Otdely}
      - {title: Кому, type: account, system_name: Komu}
      - {title: Важность, type: enum, system_name: Vazhnost, values: [Низкая, Высокая]}
      - {title: Срочно, type: boolean, system_name: Srochno}
      - {title: Сумма, type: number, system_name: Summa, least: 1}
      - {title: День, type: date_time, format: date, system_name: Den}
      - {title: Начало, type: date_time, system_name: Nachalo}
      - {title: Длится, type: duration, system_name: Dlitsya}
    buttons: [{title: Отправить, operation: raise_event, system_name: Otpravit}]
"""
EVENT = {"type": "button_clicked", "template": "Zayavka", "button": "Otpravit"}
TO = {"change_variables": {"set": "pismo", "variables": {"To": {}}}}
IN_TO = ("change_variables", "variables", "To")


def loop(values: str, *actions: dict[str, Any]) -> dict[str, Any]:
    return {"for_each": {"values": {"formula": values}, "variable": "odin", "actions": list(actions)}}


async def look(desk: Desk, action: dict[str, Any], path: Path) -> Any:
    await desk.apply(OFFICE)
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, {"title": "?", "event": EVENT, "actions": [action]})
    here = nearest_to(begun.chain[0], ("actions", 0, *path))[-1]
    assert here.path == ("actions", 0, *path)
    return await desk.editor.look(desk.admin, begun.draft.id, here.token)


async def offered(desk: Desk, action: dict[str, Any], *path: str | int) -> list[str]:
    editing = await look(desk, action, path)
    found = ready_values(editing.draft, editing.chain, editing.office)
    return [str(item.value.get("attribute") or item.value.get("formula") or item.value) for item in found]


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ("$Otdel->Lyudi", "$$odin->mbox"),
        ("LIST($Komu, USER())", "$$odin->mbox"),
        ("$Komu", "$$odin->mbox"),
    ],
)
async def test_a_loop_over_accounts_offers_their_addresses_first(desk: Desk, values: str, first: str) -> None:
    found = await offered(desk, loop(values, TO), "for_each", "actions", 0, *IN_TO)
    assert found[0] == str({"Address": {"formula": first}})


async def test_what_a_loop_of_records_leads_to_is_offered(desk: Desk) -> None:
    records = loop("from x in db->Otdel select x", {"repeat": {"times": {}}}, loop("", TO))
    records["for_each"]["actions"][1]["for_each"]["values"] = {}
    found = await offered(desk, records, "for_each", "actions", 1, "for_each", "values")
    assert "$$odin->Lyudi" in found


async def test_a_variable_of_a_loop_is_offered_inside_it_alone(desk: Desk) -> None:
    inside = loop("$Otdel->Lyudi", TO)
    found = await offered(desk, {"by_conditions": {"branches": [{"condition": "true", "actions": [inside, TO]}]}},
                          "by_conditions", "branches", 0, "actions", 1, *IN_TO)  # fmt: skip
    assert not [text for text in found if "odin" in text]


async def test_what_can_be_gone_through_is_offered(desk: Desk) -> None:
    found = await offered(desk, {"for_each": {"values": {}}}, "for_each", "values")
    assert found == [
        "Otdely",
        "$Otdel->Lyudi",
        "$Otdely->Nazvanie",
        "$Otdely->Lyudi",
        "from x in db->Uvedomleniya select x",
        "from x in db->Otdel select x",
        "from x in db->Zayavka select x",
    ]


@pytest.mark.parametrize(
    ("target", "values"),
    [
        ("Otdel", ["Otdel", "Otdely", "from x in db->Otdel select x"]),
        ("Zayavka", ["id", "from x in db->Zayavka select x"]),
        ("Uvedomleniya", ["from x in db->Uvedomleniya select x"]),
    ],
)
async def test_another_context_is_offered_what_finds_its_records(desk: Desk, target: str, values: list[str]) -> None:
    action = {"change_context": {"template": target, "objects": {}}}
    assert await offered(desk, action, "change_context", "objects") == values


@pytest.mark.parametrize(
    ("action", "path", "names"),
    [
        ({"for_each": {}}, ("for_each", "variable"), ["element"]),
        ({"repeat": {}}, ("repeat", "variable"), ["number"]),
        ({"change_variables": {}}, ("change_variables", "set"), ["notification"]),
        (
            {"for_each": {"variable": "element", "actions": [{"for_each": {}}]}},
            ("for_each", "actions", 0, "for_each", "variable"),
            ["element2"],
        ),
    ],
)
async def test_a_name_of_a_variable_needs_no_typing(
    desk: Desk, action: dict[str, Any], path: Path, names: list[str]
) -> None:
    editing = await look(desk, action, path)
    assert [item.value for item in choices(editing.draft, editing.chain, editing.office)] == names


@pytest.mark.parametrize(
    ("attribute", "values"),
    [
        ("Vazhnost", ["ENUMVALUE('Vazhnost', 'Nizkaya')", "ENUMVALUE('Vazhnost', 'Vysokaya')", "Vazhnost"]),
        ("Srochno", ["true", "false", "Srochno"]),
        ("Summa", ["1", "VALUE($Summa, 0) + 1", "Summa"]),
        ("Den", ["NOW()", "ADDDAYS(NOW(), 1)", "ADDDAYS(NOW(), 7)", "Den", "Nachalo", "$_creationDate"]),
        ("Nachalo", ["NOW()", "ADDDAYS(NOW(), 1)", "ADDDAYS(NOW(), 7)", "Den", "Nachalo"]),
        ("Dlitsya", ["DURATION('PT1H')", "DURATION('P1D')", "Dlitsya"]),
        ("Komu", ["USER()", "Komu", "$Komu->manager", "$_creator"]),
        ("Otdel", ["Otdel"]),
    ],
)
async def test_what_an_attribute_is_set_to_is_offered_by_its_type(
    desk: Desk, attribute: str, values: list[str]
) -> None:
    action = {"change_attributes": {"changes": [{"attribute": attribute, "operation": "replace", "value": {}}]}}
    found = await offered(desk, action, "change_attributes", "changes", 0, "value")
    assert found[: len(values)] == values
    editing = await look(desk, action, ("change_attributes", "changes", 0, "value"))
    for item in ready_values(editing.draft, editing.chain, editing.office):
        assert item.label or desk.reader().label(item.name, title=item.title)


async def test_every_ready_value_is_taken_by_a_press(desk: Desk) -> None:
    for attribute in ("Tema", "Vazhnost", "Srochno", "Summa", "Den", "Nachalo", "Dlitsya", "Komu", "Otdel", "Otdely"):
        action = {"change_attributes": {"changes": [{"attribute": attribute, "operation": "replace", "value": {}}]}}
        editing = await look(desk, action, ("change_attributes", "changes", 0, "value"))
        for number, item in enumerate(ready_values(editing.draft, editing.chain, editing.office)):
            fresh = await look(desk, action, ("change_attributes", "changes", 0, "value"))
            draft, token = fresh.draft, fresh.here.token
            taken = await desk.editor.choose(desk.admin, draft.id, draft.revision, token, 1000 + number)
            change = taken.draft.document["actions"][0]["change_attributes"]["changes"][0]
            assert change["value"] == item.value


async def test_a_condition_is_offered_what_says_yes_or_no(desk: Desk) -> None:
    editing = await look(desk, {"check": {}}, ("check", "condition"))
    texts = [item.value for item in choices(editing.draft, editing.chain, editing.office)]
    assert {"$Srochno", "$Vazhnost == 'Низкая'", "NOT(EMPTY($Komu))"} <= set(texts)
    assert "$Tema" not in texts
    for number, text in enumerate(texts):
        fresh = await look(desk, {"check": {}}, ("check", "condition"))
        draft, token = fresh.draft, fresh.here.token
        taken = await desk.editor.choose(desk.admin, draft.id, draft.revision, token, number)
        assert taken.draft.document["actions"][0]["check"]["condition"] == text


@pytest.mark.parametrize(
    ("action", "path", "takes"),
    [
        ({"check": {}}, ("check", "message"), True),
        ({"check": {}}, ("check", "condition"), False),
        ({"repeat": {"times": {}}}, ("repeat", "times", "formula"), False),
        ({"change_variables": {"set": "s", "variables": {"Body": {}}}},
         ("change_variables", "variables", "Body", "formula"), True),
        ({"change_attributes": {"changes": [{"attribute": "Tema", "value": {}}]}},
         ("change_attributes", "changes", 0, "value", "formula"), True),
        ({"change_attributes": {"changes": [{"attribute": "Summa", "value": {}}]}},
         ("change_attributes", "changes", 0, "value", "formula"), False),
    ],
)  # fmt: skip
async def test_it_is_known_where_plain_words_may_stand(
    desk: Desk, action: dict[str, Any], path: Path, takes: bool
) -> None:
    editing = await look(desk, action, path)
    assert takes_texts(editing.draft, editing.chain, editing.office) is takes
