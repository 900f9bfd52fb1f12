"""A page of mistakes leads to each field that is wrong."""

from typing import Any

import pytest

from bot.objects.editing_pages import mistakes_page
from domain.sections import Section
from tests.domain.records.desk import EVENT, Desk

SEND = {"send_message": {"connection": "smtp_connection", "route": "smtp_route", "variable": "n"}}


def filling(**variables: Any) -> dict[str, Any]:
    return {"change_variables": {"set": "n", "variables": variables}}


WRONG: dict[str, tuple[Section, dict[str, Any], list[str]]] = {
    "a connection without its server and sender": (
        Section.CONNECTIONS,
        {"title": "П", "system_name": "p", "type": "smtp", "authentication": "none"},
        ["Сервер", "Адрес отправителя"],
    ),
    "an action without its route": (
        Section.SCENARIOS,
        {"title": "С", "event": EVENT, "actions": [filling(), {"send_message": {"variable": "n"}}]},
        ["2 Отправить сообщение › Путь"],
    ),
    "a formula deep inside": (
        Section.SCENARIOS,
        {"title": "С", "event": EVENT, "actions": [filling(To={"Address": {"formula": "$Nikto"}}), SEND]},
        ["Address › Формула"],
    ),
}


@pytest.mark.parametrize("case", WRONG)
async def test_each_wrong_field_has_a_button_that_opens_it(desk: Desk, case: str) -> None:
    section, document, titles = WRONG[case]
    await desk.ready()
    begun = await desk.editor.begin(desk.admin, section, document)
    applied = await desk.keep.apply(desk.admin, begun.draft.id, begun.draft.revision)
    assert applied.mistakes
    shown = await desk.editor.look(desk.admin, begun.draft.id)
    buttons = [button for row in mistakes_page(desk.reader(), shown, applied.mistakes).rows for button in row]
    for title in titles:
        way = next(button for button in buttons if title in button.label)
        address: Any = way.address
        found = await desk.editor.look(desk.admin, begun.draft.id, address.token)
        assert found.here.token == address.token != ""
    assert buttons[-1].label == "Назад"
