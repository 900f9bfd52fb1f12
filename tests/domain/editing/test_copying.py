"""Copying an object: a draft of a new one with other names, which takes nothing away from the one it was made of."""

from typing import Any

import pytest

from domain.editing.draft import editable
from domain.editing.editing import Editing
from domain.errors import NotFound, NotYours
from domain.sections import Section
from tests.domain.records.desk import Desk


async def objects(desk: Desk, section: Section) -> list[Any]:
    return list((await desk.editor.office(desk.admin)).objects(section))


async def copied(desk: Desk, section: Section) -> tuple[dict[str, Any], Editing]:
    """The object of the recipe as it is, and a draft of its copy."""
    (stored,) = await objects(desk, section)
    return editable(stored.document), await desk.keep.copy(desk.admin, section, stored.id)


async def applied(desk: Desk, editing: Editing) -> list[str]:
    draft = editing.draft
    return [item.key for item in (await desk.keep.apply(desk.admin, draft.id, draft.revision)).mistakes]


@pytest.mark.parametrize("section", Section)
async def test_a_copy_is_a_new_object_with_names_of_its_own(desk: Desk, section: Section) -> None:
    original, copy = await copied(desk, section)
    document = dict(copy.draft.document)
    assert copy.draft.object_id is None
    assert document["title"] != original["title"]
    assert document["system_name"].casefold() != original["system_name"].casefold()
    own = {"title", "system_name", "enabled"}
    assert {k: v for k, v in document.items() if k not in own} == {k: v for k, v in original.items() if k not in own}


async def test_a_copy_of_an_enabled_scenario_is_disabled_and_applies_beside_it(desk: Desk) -> None:
    original, copy = await copied(desk, Section.SCENARIOS)
    assert original.get("enabled", True)
    assert copy.draft.document["enabled"] is False
    assert await applied(desk, copy) == []
    assert [item.document.enabled for item in await objects(desk, Section.SCENARIOS)] == [True, False]


async def test_a_copy_of_a_disabled_scenario_is_disabled_too(desk: Desk) -> None:
    (stored,) = await objects(desk, Section.SCENARIOS)
    assert await desk.keep.switch(desk.admin, Section.SCENARIOS, stored.id, stored.revision, on=False) == ()
    _, copy = await copied(desk, Section.SCENARIOS)
    assert copy.draft.document["enabled"] is False


@pytest.mark.parametrize("section", [item for item in Section if item is not Section.SCENARIOS])
async def test_a_copy_of_anything_else_is_as_enabled_as_it_was(desk: Desk, section: Section) -> None:
    original, copy = await copied(desk, section)
    assert copy.draft.document.get("enabled", True) == original.get("enabled", True)


async def test_what_is_gone_and_what_is_not_ones_own_is_not_copied(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await desk.keep.copy(desk.admin, Section.ROUTES, 100)
    with pytest.raises(NotYours):
        await desk.keep.copy(desk.person, Section.ROUTES, 1)
