"""Adding «Изменить значения атрибутов» in the chat: what is asked, in which order, and what is offered."""

from typing import Any

import pytest

from domain.editing.choices import choices
from domain.editing.editing import next_in
from domain.editing.fields import field_token
from domain.editing.nodes import part_token
from domain.sections import Section
from tests.domain.records.desk import EVENT, Desk

PART = field_token("actions") + part_token(0) + field_token("changes") + part_token(0)
NAMES = ["Poluchatel", "Temauvedomleniya", "Tekstuvedomleniya"]


async def asked(desk: Desk, part: dict[str, Any], *, inside: bool = False) -> tuple[Any, list[Any]]:
    """Return which field of a change is asked for next, and what is offered there."""
    action = {"change_attributes": {"changes": [part]}}
    document = {"title": "Проба", "system_name": "Proba", "event": EVENT, "actions": [action]}
    token = PART
    if inside:
        document["actions"] = [{"create_record": {"template": "Uvedomleniya", "actions": [action]}}]
        token = field_token("actions") + part_token(0) + PART
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, document)
    editing = next_in(begun.draft, token, await desk.editor.office(desk.admin))
    offered = [item.value for item in choices(editing.draft, editing.chain, editing.office)]
    return editing.here.path[-1], offered


@pytest.mark.parametrize("inside", [False, True])
async def test_the_attributes_of_the_record_in_context_are_offered(desk: Desk, inside: bool) -> None:
    name, offered = await asked(desk, {}, inside=inside)
    assert name == "attribute"
    assert offered == NAMES


async def test_then_what_is_done_and_the_value_which_nothing_that_is_cleared_has(desk: Desk) -> None:
    name, offered = await asked(desk, {"attribute": "Poluchatel"})
    assert (name, offered) == ("operation", ["replace", "add", "remove", "clear"])
    name, _ = await asked(desk, {"attribute": "Poluchatel", "operation": "replace"})
    assert name == "value"
    name, _ = await asked(desk, {"attribute": "Poluchatel", "operation": "clear"})
    assert name == 0
