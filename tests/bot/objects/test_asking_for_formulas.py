"""A question for a formula shows an example of what that very field takes."""

from typing import Any

import pytest

from bot.objects.editing_pages import editing_page
from domain.editing.nodes import nearest_to
from domain.mistakes import Path as FieldPath
from domain.sections import Section
from tests.domain.records.desk import EVENT, Desk

CHECK = {"check": {}}
REPEAT = {"repeat": {"times": {}}}
CHOOSE = {"by_conditions": {"branches": [{}]}}
CONTEXT = {"change_context": {"template": "Uvedomleniya", "objects": {}}}
LETTER = {"change_variables": {"set": "pismo", "variables": {"To": {}, "Subject": {}}}}
TO = ("change_variables", "variables", "To", "formula")


def scenario(action: dict[str, Any]) -> tuple[Section, dict[str, Any]]:
    return Section.SCENARIOS, {"title": "Проба", "event": EVENT, "actions": [action]}


def template(kind: str) -> tuple[Section, dict[str, Any]]:
    attribute = {"title": "А", "type": kind, "required": True}
    return Section.TEMPLATES, {"title": "Проба", "attributes": [attribute], "buttons": [{"title": "Да"}]}


@pytest.mark.parametrize(
    ("about", "path", "example"),
    [
        (scenario(CHECK), ("actions", 0, "check", "condition"), "$Summa > 1000"),
        (scenario(CHECK), ("actions", 0, "check", "message"), "'Заказ: ' + $Tema"),
        (scenario(CHOOSE), ("actions", 0, "by_conditions", "branches", 0, "condition"), "$Summa > 1000"),
        (scenario(REPEAT), ("actions", 0, "repeat", "times", "formula"), "$Summa * 2"),
        (scenario(CONTEXT), ("actions", 0, "change_context", "objects", "formula"), "$id"),
        (scenario(LETTER), ("actions", 0, *TO), "$Poluchatel->mbox"),
        (template("text"), ("attributes", 0, "default"), "'Заказ: ' + $Tema"),
        (template("number"), ("attributes", 0, "default"), "$Summa * 2"),
        (template("boolean"), ("attributes", 0, "default"), "true"),
        (template("date_time"), ("attributes", 0, "default"), "ADDDAYS(NOW(), 7)"),
        (template("duration"), ("attributes", 0, "default"), "DURATION('PT2H')"),
        (template("account"), ("attributes", 0, "default"), "$_creator"),
        (template("text"), ("buttons", 0, "condition"), "$Summa > 1000"),
    ],
)
async def test_the_example_is_of_what_the_field_takes(
    desk: Desk, about: tuple[Section, dict[str, Any]], path: FieldPath, example: str
) -> None:
    section, document = about
    begun = await desk.editor.begin(desk.admin, section, document)
    root = begun.chain[0]
    here = nearest_to(root, path)[-1]
    assert here.path == path
    editing = await desk.editor.look(desk.admin, begun.draft.id, here.token)
    text = editing_page(desk.reader(), editing).text
    assert f"например <code>{example.replace('>', '&gt;')}</code>." in text
