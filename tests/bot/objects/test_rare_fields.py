"""Fields that are rarely given: they stand on the second page, and whatever they say is seen on the first."""

from typing import Any

import pytest

from bot.objects.addresses import DraftPage, TakeChoice
from bot.objects.editing_pages import editing_page
from bot.telegram.page import Page
from domain.editing.fields import field_token
from domain.editing.nodes import part_token
from domain.sections import Section
from tests.domain.records.desk import EVENT, Desk

ACTION = field_token("actions") + part_token(0)
GIVEN: list[tuple[dict[str, Any], str]] = [
    ({"duplicate_record": {"variable": "kopiya"}}, "<b>Переменная с копией:</b> kopiya"),
    ({"create_record": {"variable": "novaya"}}, "novaya"),
    ({"send_message": {"ignore_errors": True}}, "<b>Не замечать ошибок:</b> да"),
    ({"run_apart": {"description": "Копия автору"}}, "<b>Описание:</b> Копия автору"),
    ({"check": {}}, ""),
]


async def page_of(desk: Desk, action: dict[str, Any], token: str = ACTION, *, more: int = 0) -> Page:
    document = {"title": "Проба", "event": EVENT, "actions": [action]}
    begun = await desk.editor.begin(desk.admin, Section.SCENARIOS, document)
    return editing_page(desk.reader(), await desk.editor.look(desk.admin, begun.draft.id, token), more=more)


def ways(page: Page) -> list[Any]:
    return [button.address for row in page.rows for button in row]


@pytest.mark.parametrize(("action", "shown"), GIVEN)
async def test_what_a_rare_field_says_is_seen_on_the_first_page(desk: Desk, action: dict[str, Any], shown: str) -> None:
    page = await page_of(desk, action)
    assert shown in page.text
    assert page.text.count("<b>Не замечать ошибок:</b>") == ("ignore_errors" in str(action))
    assert not any(isinstance(way, TakeChoice) for way in ways(page))


async def test_the_way_back_from_a_rare_field_leads_to_the_page_that_it_stands_on(desk: Desk) -> None:
    rare = await page_of(desk, {"send_message": {}}, ACTION + field_token("description"))
    usual = await page_of(desk, {"send_message": {}}, ACTION + field_token("route"))
    back = [next(way for way in ways(page) if isinstance(way, DraftPage)) for page in (rare, usual)]
    assert [(way.token, way.more) for way in back] == [(ACTION, 1), (ACTION, 0)]
