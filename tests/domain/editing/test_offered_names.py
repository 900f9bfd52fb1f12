"""System names that are offered with one press: made of the title, and never one that a neighbour has."""

from typing import Any

import pytest

from domain.editing.choices import choices
from domain.editing.fields import field_token
from domain.editing.nodes import part_token
from domain.sections import Section
from tests.domain.records.desk import Desk

NAME = field_token("system_name")


async def offered(desk: Desk, section: Section, document: dict[str, Any], token: str = NAME) -> list[Any]:
    begun = await desk.editor.begin(desk.admin, section, document)
    editing = await desk.editor.look(desk.admin, begun.draft.id, token)
    return [item.value for item in choices(editing.draft, editing.chain, editing.office)]


@pytest.mark.parametrize("section", Section)
async def test_a_title_gives_its_name(desk: Desk, section: Section) -> None:
    assert await offered(desk, section, {"title": "Отчёт за день"}) == ["Otchetzaden"]


async def test_a_name_that_another_object_has_gets_a_number(desk: Desk) -> None:
    assert await offered(desk, Section.TEMPLATES, {"title": "Уведомления"}) == ["Uvedomleniya2"]
    assert await offered(desk, Section.SCENARIOS, {"title": "Уведомления"}) == ["Uvedomleniya"]


@pytest.mark.parametrize("title", ["!!!", "日本", "_"])
async def test_a_title_that_gives_no_name_offers_none(desk: Desk, title: str) -> None:
    assert await offered(desk, Section.ROUTES, {"title": title}) == []


@pytest.mark.parametrize("document", [{}, {"title": ""}, {"title": None}, {"title": 5}, {"title": ["x"]}])
@pytest.mark.parametrize(
    ("section", "names"),
    [
        (Section.CONNECTIONS, ["smtp_connection2"]),
        (Section.ROUTES, ["smtp_route2"]),
        (Section.TEMPLATES, []),
        (Section.SCENARIOS, []),
    ],
)
async def test_without_a_title_the_usual_name_is_offered_where_there_is_one(
    desk: Desk, section: Section, names: list[str], document: dict[str, Any]
) -> None:
    assert await offered(desk, section, document) == names


async def test_a_part_s_title_gives_its_name_beside_those_of_its_neighbours(desk: Desk) -> None:
    parts = [{"title": "Тема", "type": "text", "system_name": "Tema"}, {"title": "Тема", "type": "text"}, {}]
    token = field_token("attributes")
    for number, names in ((1, ["Tema2"]), (2, [])):
        place = token + part_token(number) + NAME
        assert await offered(desk, Section.TEMPLATES, {"title": "Проба", "attributes": parts}, place) == names


async def test_a_route_s_values_are_offered_by_the_usual_names_that_are_left(desk: Desk) -> None:
    token = field_token("request") + part_token(1) + field_token("name")
    for first, names in (("Body", ["Subject"]), ("Topic", ["Body", "Subject"])):
        request = [{"name": first, "type": "string"}, {"type": "string"}]
        assert await offered(desk, Section.ROUTES, {"title": "Путь", "request": request}, token) == names
