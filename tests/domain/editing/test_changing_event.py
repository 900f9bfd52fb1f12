"""Another template for a scenario's event: the button of the former one goes, and its own is asked for."""

import pytest

from domain.editing.choices import choices
from domain.editing.claimed_event import claimed_by_another
from domain.editing.fields import field_token
from domain.sections import Section
from tests.domain.records.desk import EVENT, Desk

TOKEN = field_token("event") + field_token("template")
OTHERS = """
templates:
  - {title: Один, system_name: Odin, attributes: [{title: А, type: text}], buttons: [{title: Да}]}
  - {title: Ни одной, system_name: Niodnoy, attributes: [{title: А, type: text}]}
"""


@pytest.mark.parametrize(
    ("template", "button"), [("Uvedomleniya", "Otpravituvedomlenie"), ("Odin", "Da"), ("Niodnoy", None)]
)
async def test_the_button_of_the_former_template_goes(desk: Desk, template: str, button: str | None) -> None:
    await desk.apply(OTHERS)
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, {"title": "Проба", "event": EVENT})
    editing = await desk.editor.look(desk.admin, begun.draft.id, TOKEN)
    offered = choices(editing.draft, editing.chain, editing.office)
    number = next(item.number for item in offered if item.value == template)
    draft = editing.draft
    after = await desk.editor.choose(desk.admin, draft.id, draft.revision, TOKEN, number)
    event = after.draft.document["event"]
    assert (event["template"], event.get("button")) == (template, button)


async def test_a_button_that_has_a_scenario_is_not_chosen_by_itself_and_told_where_it_is(desk: Desk) -> None:
    editing = await desk.editor.begin(desk.admin, Section.SCENARIOS)
    draft = editing.draft
    editing = await desk.editor.answer(desk.admin, draft.id, draft.revision, editing.here.token, "Ещё один")
    draft = editing.draft
    assert (draft.document["event"], editing.here.path) == ({"template": "Uvedomleniya"}, ("event", "button"))
    (offered,) = choices(draft, editing.chain, editing.office)
    editing = await desk.editor.choose(desk.admin, draft.id, draft.revision, editing.here.token, offered.number)
    told = claimed_by_another(editing.draft, editing.office)
    assert told is not None
    assert (told.key, told.params["scenario"]) == ("config-button-taken", "Отправка уведомления")


async def test_a_scenario_s_own_button_is_not_told_as_taken(desk: Desk) -> None:
    (stored, *_) = (await desk.editor.office(desk.admin)).scenarios
    editing = await desk.editor.open(desk.admin, Section.SCENARIOS, stored.id)
    assert claimed_by_another(editing.draft, editing.office) is None
