"""What the hints say of renaming is true: titles at any time, system names while nothing refers to them."""

import pytest

from domain.editing.draft import editable
from domain.editing.fields import field_token
from domain.editing.guarding import NameUsed, PartUsed
from domain.editing.nodes import part_token
from domain.sections import Section
from tests.domain.records.desk import Desk

TITLE, NAME = field_token("title"), field_token("system_name")


async def renamed(desk: Desk, section: Section, token: str, name: str, number: int = -1) -> str:
    """Type another name for one of a section's objects, apply it, and return what it is called then."""
    stored = (await desk.editor.office(desk.admin)).objects(section)[number]
    draft = (await desk.editor.open(desk.admin, section, stored.id)).draft
    draft = (await desk.editor.answer(desk.admin, draft.id, draft.revision, token, name)).draft
    applied = await desk.keep.apply(desk.admin, draft.id, draft.revision)
    assert applied.mistakes == ()
    now = (await desk.editor.office(desk.admin)).get(section, stored.id)
    assert now is not None
    return str(editable(now.document)["title" if token == TITLE else "system_name"])


@pytest.mark.parametrize("section", Section)
async def test_a_title_is_changed_though_everything_refers_to_it(desk: Desk, section: Section) -> None:
    assert await renamed(desk, section, TITLE, "Иначе") == "Иначе"


USERS = {
    Section.CONNECTIONS: "Отправка уведомлений по эл. почте через SMTP, Отправка уведомления",
    Section.ROUTES: "Отправка уведомления",
    Section.TEMPLATES: "Отправка уведомления",
}


@pytest.mark.parametrize("section", USERS)
async def test_a_system_name_that_something_refers_to_is_refused_where_it_is_typed(
    desk: Desk, section: Section
) -> None:
    with pytest.raises(NameUsed) as caught:
        await renamed(desk, section, NAME, "Drugoe")
    assert caught.value.params["users"] == USERS[section]


async def test_a_system_name_that_nothing_refers_to_is_changed(desk: Desk) -> None:
    assert await renamed(desk, Section.SCENARIOS, NAME, "Drugoe") == "Drugoe"
    stored = (await desk.editor.office(desk.admin)).scenarios[0]
    await desk.keep.remove(desk.admin, Section.SCENARIOS, stored.id, stored.revision)
    assert await renamed(desk, Section.TEMPLATES, NAME, "Shablon") == "Shablon"
    assert await renamed(desk, Section.ROUTES, NAME, "put") == "put"


@pytest.mark.parametrize("name", ["attributes", "buttons"])
async def test_a_part_that_a_scenario_uses_keeps_its_system_name_and_may_change_its_title(
    desk: Desk, name: str
) -> None:
    part = field_token(name) + part_token(0)
    stored = (await desk.editor.office(desk.admin)).templates[0]
    draft = (await desk.editor.open(desk.admin, Section.TEMPLATES, stored.id)).draft
    with pytest.raises(PartUsed):
        await desk.editor.answer(desk.admin, draft.id, draft.revision, part + NAME, "Drugoe")
    draft = (await desk.editor.answer(desk.admin, draft.id, draft.revision, part + TITLE, "Иначе")).draft
    assert (await desk.keep.apply(desk.admin, draft.id, draft.revision)).mistakes == ()
