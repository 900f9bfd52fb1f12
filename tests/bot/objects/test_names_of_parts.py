"""Where a page is in an object: parts are called by what is read elsewhere in the chat, never by system names."""

from pathlib import Path

from bot.objects.editing_words import crumbs
from domain.editing.fields import field_token
from domain.editing.nodes import part_token
from domain.sections import Section
from tests.domain.records.desk import EVENT, open_desk

CHANGES = field_token("actions") + part_token(0) + field_token("changes")


async def test_a_change_is_called_by_the_title_of_its_attribute(tmp_path: Path) -> None:
    changes = [{"attribute": "Temauvedomleniya"}, {"attribute": "Net"}, {}]
    document = {"title": "Проба", "event": EVENT, "actions": [{"change_attributes": {"changes": changes}}]}
    async with open_desk(tmp_path / "gonets.db") as desk:
        begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, document)
        pages = [
            await desk.editor.look(desk.admin, begun.draft.id, CHANGES + part_token(index))
            for index in range(len(changes))
        ]
        shown = [crumbs(desk.reader(), page).split(" › ")[-1] for page in pages]
    assert shown == ["Тема уведомления", "Net", "без названия"]
