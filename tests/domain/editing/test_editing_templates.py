"""Editing a record template on its draft, without a chat: types of attributes, their fields, and what is applied."""

from typing import Any

import pytest

from domain.editing.choices import choices
from domain.editing.draft import editable
from domain.editing.editing import Editing
from domain.editing.fields import applies, field_token
from domain.editing.guarding import PartUsed
from domain.editing.keep_object import NothingToApply
from domain.editing.nodes import NodeGone, part_token
from domain.errors import GonetsError
from domain.records.template import RecordTemplate
from domain.sections import Section
from storage import models
from tests.domain.records.desk import Desk

LINES = "{title: Текст, type: text, multiline: true, required: true}"


class Template:
    """The draft of the template «Проба» as an administrator changes it."""

    def __init__(self, desk: Desk, editing: Editing) -> None:
        self.desk = desk
        self.editing = editing

    @classmethod
    async def open(cls, desk: Desk, attributes: str) -> "Template":
        stored = await desk.template(attributes)
        return cls(desk, await desk.editor.open(desk.admin, Section.TEMPLATES, stored.id))

    def token(self, number: int, field: str = "") -> str:
        return field_token("attributes") + part_token(number) + (field_token(field) if field else "")

    async def look(self, token: str) -> Editing:
        return await self.desk.editor.look(self.desk.admin, self.editing.draft.id, token)

    async def fields(self, number: int) -> set[str]:
        """Which fields of an attribute can be asked about now."""
        here = (await self.look(self.token(number))).here
        assert here.form is not None
        return {field.name for field in here.form.fields if applies(field, here.data)}

    async def choose(self, number: int, field: str, value: Any) -> None:
        here = await self.look(self.token(number, field))
        (choice,) = [item for item in choices(here.draft, here.chain, here.office) if item.value == value]
        self.editing = await self.desk.editor.choose(
            self.desk.admin, here.draft.id, here.draft.revision, here.here.token, choice.number
        )

    async def answer(self, number: int, field: str, text: str) -> None:
        draft = self.editing.draft
        self.editing = await self.desk.editor.answer(
            self.desk.admin, draft.id, draft.revision, self.token(number, field), text
        )

    async def apply(self) -> list[str]:
        draft = self.editing.draft
        applied = await self.desk.keep.apply(self.desk.admin, draft.id, draft.revision)
        return [mistake.key for mistake in applied.mistakes]

    async def attribute(self, number: int) -> dict[str, Any]:
        attribute: dict[str, Any] = editable((await self.desk.stored()).document)["attributes"][number]
        return attribute


COMMON = {"title", "system_name", "type", "required", "hint"}


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("text", {"default", "multiline", "formatted"}),
        ("account", {"default", "multiple"}),
        ("document", {"multiple"}),
    ],
)
async def test_each_type_has_its_own_fields(desk: Desk, kind: str, own: set[str]) -> None:
    template = await Template.open(desk, f"{{title: Поле, type: {kind}}}")
    assert await template.fields(0) == COMMON | own


async def test_a_new_type_leaves_nothing_of_the_former_one_that_would_be_refused(desk: Desk) -> None:
    template = await Template.open(desk, f"{LINES}\n{{title: Кому, type: account, multiple: true, default: USER()}}")
    await template.choose(0, "type", "account")
    await template.choose(1, "type", "document")
    assert await template.apply() == []
    assert (await template.attribute(0))["type"] == "account"
    assert "multiline" not in await template.attribute(0)
    assert (await template.attribute(1))["multiple"]
    assert (await template.attribute(1))["default"] is None


async def test_a_type_that_was_pressed_by_mistake_costs_nothing(desk: Desk) -> None:
    template = await Template.open(desk, LINES)
    await template.choose(0, "type", "document")
    await template.choose(0, "type", "text")
    assert not template.editing.is_changed
    with pytest.raises(NothingToApply):
        await template.apply()


async def test_a_choice_that_the_new_type_does_not_have_is_left_out(desk: Desk) -> None:
    template = await Template.open(desk, "{title: Сколько, type: number, format: money}")
    await template.choose(0, "type", "date_time")
    assert await template.apply() == []
    assert (await template.attribute(0))["format"] == "date_time"


async def test_the_own_fields_of_a_type_are_written_and_applied(desk: Desk) -> None:
    template = await Template.open(desk, "{title: Тема, type: text}\n{title: Кому, type: account}")
    await template.choose(0, "formatted", value=True)
    await template.choose(1, "multiple", value=True)
    await template.answer(1, "default", "USER()")
    assert await template.apply() == []
    assert (await template.attribute(0))["formatted"]
    assert (await template.attribute(1))["multiple"]
    assert (await template.attribute(1))["default"] == "USER()"


async def test_a_field_of_another_type_has_no_place(desk: Desk) -> None:
    template = await Template.open(desk, "{title: Кому, type: account}")
    with pytest.raises(NodeGone):
        await template.answer(0, "multiline", "да")


@pytest.mark.parametrize("text", ["'Иванов'", "1", "NOW()", "$_creator->fullName", "1 - 'a'"])
async def test_a_default_of_another_kind_is_refused_where_it_is_typed(desk: Desk, text: str) -> None:
    template = await Template.open(desk, "{title: Кому, type: account}")
    with pytest.raises(GonetsError) as refused:
        await template.answer(0, "default", text)
    assert refused.value.key in {"config-formula-kind", "error-formula-type"}


async def test_an_attribute_that_a_scenario_uses_is_not_taken_away(desk: Desk) -> None:
    stored = await desk.stored("Uvedomleniya")
    editing = await desk.editor.open(desk.admin, Section.TEMPLATES, stored.id)
    token = field_token("attributes") + part_token(0)
    with pytest.raises(PartUsed):
        await desk.editor.rearrange(desk.admin, editing.draft.id, editing.draft.revision, token, "remove")


async def test_a_draft_that_an_earlier_version_began_is_not_changed_by_the_upgrade(desk: Desk) -> None:
    """Version 0.1.0 wrote every field into every attribute."""
    template = await Template.open(desk, f"{{title: Кому, type: account}}\n{LINES}")
    document = dict(template.editing.draft.document)
    document["attributes"] = [
        {"multiline": False, "formatted": False, "multiple": False, "default": None, **item}
        for item in document["attributes"]
    ]
    await models.Draft.filter(id=template.editing.draft.id).update(document=document)
    editing = await template.look("")
    assert not editing.is_changed


def test_what_an_earlier_version_kept_is_read_and_a_new_field_of_another_type_is_not_accepted() -> None:
    kept = {
        "version": 1,
        "system_name": "Proba",
        "title": "Проба",
        "enabled": True,
        "attributes": [
            {
                "title": "Кому",
                "system_name": "Komu",
                "type": "account",
                "required": True,
                "multiple": False,
                "multiline": False,
                "formatted": False,
                "default": None,
                "hint": None,
            }
        ],
    }
    assert RecordTemplate.from_stored(kept) == RecordTemplate.model_validate(kept)
    with pytest.raises(ValueError, match="multiline"):
        RecordTemplate.model_validate({**kept, "attributes": [{**kept["attributes"][0], "multiline": True}]})
