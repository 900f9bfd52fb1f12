"""The names that a formula of a draft may use, each with its title: every one can be typed as it stands."""

from typing import Any

from domain.configuration.schema import schema_of, schemas_of
from domain.editing.context import template_in_context
from domain.editing.fields import field_token
from domain.editing.names_at_hand import NameAtHand, names_at_hand
from domain.editing.nodes import leaf_token, part_token
from domain.formulas import compile_formula
from domain.sections import Section
from tests.domain.records.desk import Desk

ATTRIBUTES = [
    {"title": "Кому", "system_name": "Komu", "type": "account"},
    {"title": "Состояние", "system_name": "Sostoyanie", "type": "enum",
     "values": [{"title": "Новая", "system_name": "Novaya"}, {"title": "Что'то", "system_name": "Chtoto"}]},
    {"title": "О чём", "system_name": "Ochyom", "type": "record", "template": "Uvedomleniya"},
]  # fmt: skip
SCENARIO = {
    "title": "Проба",
    "event": {"type": "button_clicked", "template": "Uvedomleniya", "button": "Otpravituvedomlenie"},
    "actions": [
        {"repeat": {"times": {"formula": "2"}, "variable": "n", "actions": [
            {"change_variables": {"set": "letter", "variables": {"Body": {"formula": "'а'"}}}},
        ]}},
    ],
}  # fmt: skip
BODY = (
    f"{field_token('actions')}{part_token(0)}{field_token('actions')}{part_token(0)}"
    f"{field_token('variables')}{part_token(0)}{leaf_token('formula')}"
)


async def names(desk: Desk, section: Section, document: dict[str, Any], token: str) -> dict[str, NameAtHand]:
    """Return them by what is typed; each is a formula that is right there, but for those that queries go over."""
    begun = await desk.editor.begin(desk.admin, section, document)
    editing = await desk.editor.look(desk.admin, begun.draft.id, token)
    template = template_in_context(editing.draft, editing.chain, editing.office)
    assert template is not None
    templates = schemas_of(item.document for item in editing.office.templates)
    found = names_at_hand(editing.draft, editing.chain, editing.office)
    for item in found:
        text = f"from x in {item.text} select x" if item.text.startswith("db->") else item.text
        compile_formula(text, schema_of(template), templates)
    return {item.text: item for item in found}


async def test_a_template_offers_its_attributes_their_values_and_what_they_lead_to(desk: Desk) -> None:
    token = field_token("attributes") + part_token(0) + field_token("default")
    found = await names(desk, Section.TEMPLATES, {"title": "Заявка", "attributes": ATTRIBUTES}, token)
    assert found["$Komu"] == NameAtHand("$Komu", "Кому", "", "account")
    assert found["$Komu->mbox"] == NameAtHand("$Komu->mbox", "Кому", "mbox", "text")
    assert found["$Sostoyanie == 'Что''то'"].title == "Состояние: Что'то"
    assert found["$Ochyom->Temauvedomleniya"].title == "О чём: Тема уведомления"
    assert found["$_creationDate"].field == "_creationDate"
    assert found["db->Uvedomleniya"].title == "Уведомления"


async def test_a_scenario_offers_its_variables_and_those_of_the_loops_around(desk: Desk) -> None:
    found = await names(desk, Section.SCENARIOS, SCENARIO, BODY)
    assert {"$Temauvedomleniya", "$$n", "$$letter->Body"} <= set(found)


async def test_a_draft_that_knows_no_template_yet_offers_what_queries_go_over(desk: Desk) -> None:
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, {"title": "?", "event": {}, "actions": []})
    editing = await desk.editor.look(desk.admin, begun.draft.id, "")
    assert [item.text for item in names_at_hand(editing.draft, editing.chain, editing.office)] == ["db->Uvedomleniya"]
