"""Before a template is applied it is said what happens to the records that there are."""

from typing import Any

import pytest

from domain.editing.draft import editable
from domain.editing.guarding import Consequences
from domain.sections import Section
from storage.repositories.drafts import DraftRepository
from storage.repositories.record_counts import RecordCounts
from storage.secrets import SecretBox
from tests.domain.records.desk import KEY, Desk

ATTRIBUTES = """
    {title: Тема, type: text, required: true}
    {title: Примечание, type: text}
    """


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    await desk.template(ATTRIBUTES)
    return desk


async def said(desk: Desk, attributes: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """Put these attributes onto the template's draft; return what would follow."""
    stored = await desk.stored()
    editing = await desk.editor.open(desk.admin, Section.TEMPLATES, stored.id)
    document = {**editable(stored.document), "attributes": attributes}
    drafts = DraftRepository(SecretBox(KEY), desk.clock)
    draft = await drafts.write(editing.draft, document, desk.admin.telegram_id)
    found = await Consequences(RecordCounts())(await desk.editor.look(desk.admin, draft.id))
    return [(item.key, item.title, item.records) for item in found]


async def attributes(desk: Desk) -> list[dict[str, Any]]:
    return list(editable((await desk.stored()).document)["attributes"])


async def test_an_attribute_that_comes_goes_or_changes_its_type_is_told_with_how_many_records(desk: Desk) -> None:
    await desk.begin()
    await desk.says("Тема")
    theme, note = await attributes(desk)
    new = {"title": "Новый", "system_name": "Novyy", "type": "text"}
    other = {"title": "Тема", "system_name": "Tema", "type": "document"}
    assert await said(desk, [theme, note]) == []
    assert await said(desk, [theme, note, new]) == [("consequence-added", "Новый", 1)]
    assert await said(desk, [note]) == [("consequence-removed", "Тема", 1)]
    assert await said(desk, [other, note]) == [("consequence-retyped", "Тема", 1)]
    assert await said(desk, [theme]) == []  # nobody has answered it


async def test_nothing_follows_where_there_are_no_records(desk: Desk) -> None:
    assert await said(desk, (await attributes(desk))[1:]) == []


async def test_nothing_follows_for_what_is_no_template(desk: Desk) -> None:
    (route,) = (await desk.editor.office(desk.admin)).routes
    editing = await desk.editor.open(desk.admin, Section.ROUTES, route.id)
    assert await Consequences(RecordCounts())(editing) == []
