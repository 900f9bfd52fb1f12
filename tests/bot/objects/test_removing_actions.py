"""Before an action goes, the question says what goes with it."""

from typing import Any

import pytest

from bot.objects.addresses import MovePart
from bot.objects.editing_parts import remove_part_page
from domain.editing.nodes import nearest_to
from domain.editing.rearranging import MOVES
from domain.mistakes import Path
from domain.sections import Section
from tests.domain.records.desk import EVENT, Desk

SEND = {"send_message": {}}
CHECK = {"check": {}}
LOOP = {"for_each": {"variable": "x", "actions": [SEND, {"repeat": {"variable": "n", "actions": [CHECK]}}]}}
CHOOSE = {
    "by_conditions": {"branches": [{"condition": "true", "actions": [SEND]}, {"actions": [CHECK]}], "otherwise": [SEND]}
}


@pytest.mark.parametrize(
    ("action", "path", "named"),
    [
        (SEND, ("send_message",), []),
        (LOOP, ("for_each",), ["1.1 Отправить сообщение", "1.2 Повторять заданное число раз", "1.2.1 Проверить"]),
        (CHOOSE, ("by_conditions",), ["1.1.1 Отправить", "1.2.1 Проверить", "1.3.1 Отправить"]),
        (CHOOSE, ("by_conditions", "branches", 1), ["1.2.1 Проверить"]),
        ({"run_apart": {"actions": [CHECK]}}, ("run_apart",), ["1.1 Проверить"]),
        ({"create_record": {"actions": [SEND] * 12}}, ("create_record",), ["1.10 Отправить", "и ещё 2."]),
    ],
)
async def test_actions_that_go_with_it_are_counted_and_named(
    desk: Desk, action: dict[str, Any], path: Path, named: list[str]
) -> None:
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, {"title": "?", "event": EVENT, "actions": [action]})
    here = nearest_to(begun.chain[0], ("actions", 0, *path))[-1]
    assert here.path == ("actions", 0, *path)
    editing = await desk.editor.look(desk.admin, begun.draft.id, here.token)
    move = MOVES.index("remove")
    address = MovePart(draft=editing.draft.id, revision=editing.draft.revision, token=here.token, move=move)
    text = remove_part_page(desk.reader(), editing, address).text
    assert ("внутри" in text) is bool(named)
    for words in named:
        assert words in text
