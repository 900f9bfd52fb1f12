"""Where a page is in an object: parts are called by what is read elsewhere in the chat, never by system names."""

from bot.objects.editing_words import crumbs
from domain.editing.fields import field_token
from domain.editing.nodes import part_token
from domain.sections import Section
from tests.domain.records.desk import EVENT, Desk

CHANGES = field_token("actions") + part_token(0) + field_token("changes")


async def test_a_change_is_called_by_the_title_of_its_attribute(desk: Desk) -> None:
    changes = [{"attribute": "Temauvedomleniya"}, {"attribute": "Net"}, {}]
    document = {"title": "Проба", "event": EVENT, "actions": [{"change_attributes": {"changes": changes}}]}
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, document)
    pages = [
        await desk.editor.look(desk.admin, begun.draft.id, CHANGES + part_token(index)) for index in range(len(changes))
    ]
    shown = [crumbs(desk.reader(), page).split(" › ")[-1] for page in pages]
    assert shown == ["Тема уведомления", "Net", "без названия"]
