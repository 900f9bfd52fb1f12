"""A route's preview: the letter with sample values, or the mistake with its template, line and column."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.files.config_file import recipe_file
from domain.accounts.account import Account, Found
from domain.configuration.preview_route import PreviewRoute, RoutePreview
from domain.documents import Stored
from domain.errors import NotYours
from domain.messages.templates import names_used
from domain.people import Person, Role

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ADMIN = Person(7, "Анна", Role.ADMIN, account_id=1)


class Directory:
    async def get(self, account_id: int) -> Account | None:
        return Account(1, "anna", "Анна Админ", "anna@firma.local") if account_id == 1 else None

    async def get_many(self, account_ids: Iterable[int]) -> dict[int, Account]:
        return {}

    async def search(self, text: str, *, limit: int = 10, offset: int = 0) -> Found:
        return Found((), more=False)

    async def count(self) -> int:
        return 1


@dataclass
class Recipe:
    """The recipe's connection, and nothing else configured."""

    file: Any = field(default_factory=recipe_file)

    async def connections(self) -> list[Any]:
        return [Stored(1, 1, item) for item in self.file.connections]

    async def routes(self) -> list[Any]:
        return []

    async def templates(self) -> list[Any]:
        return []

    async def scenarios(self) -> list[Any]:
        return []


async def preview(values: dict[str, Any] | None = None, person: Person = ADMIN, **fields: Any) -> RoutePreview:
    document = {"title": "Путь", "connection": "smtp_connection", **fields}
    show = PreviewRoute(Recipe(), Directory(), lambda: NOW, "Europe/Moscow")
    return await show(person, document, values)


REQUEST = [
    {"name": "Subject"},
    {"name": "Copies", "array": True},
    {"name": "Count", "type": "number"},
    {"name": "Day", "type": "date_time"},
    {"name": "Urgent", "type": "boolean"},
]


async def test_sample_values_are_made_by_type() -> None:
    body = "{Count} {Day} {% if Urgent %}срочно{% endif %} {% for copy in Copies %}[{{ copy }}]{% endfor %}"
    shown = await preview(request=REQUEST, subject="О: {Subject}", body=body)
    assert shown.letter is not None
    assert shown.letter.subject == "О: Subject"
    assert shown.letter.body == "1 23.11.2026 15:00 срочно [Copies 1][Copies 2]"
    assert [item.address for item in shown.letter.to] == ["anna@firma.local"]
    assert shown.letter.sender.address == "test@test.ru"
    assert shown.uses == {"subject": ("Subject",), "body": ("Count", "Day", "Urgent", "Copies")}


async def test_given_values_take_the_place_of_samples() -> None:
    given = {"Subject": "Отпуск", "Copies": ["a", "b", "c"], "To": [{"Address": "x@firma.local", "Name": "Икс"}]}
    shown = await preview(given, request=REQUEST, subject="{Subject}", body="{{ Copies | join(', ') }}", cc=["c@d.ru"])
    assert shown.letter is not None
    assert (shown.letter.subject, shown.letter.body) == ("Отпуск", "a, b, c")
    assert [(item.name, item.address) for item in shown.letter.to] == [("Икс", "x@firma.local")]
    assert [item.address for item in shown.letter.cc] == ["c@d.ru"]


async def test_a_mistake_in_a_template_has_its_line_and_column() -> None:
    shown = await preview(request=REQUEST, subject="{Subjekt}", body="Первая\nВторая {% if %}", html="<b>{Count}</b>")
    assert shown.letter is None
    found = [(item.template, item.error.params["line"], item.error.params["reason"]) for item in shown.problems]
    assert found == [("subject", 1, "unknown-name"), ("body", 2, "syntax")]
    assert (shown.problems[0].error.params["column"], shown.problems[0].error.params["nearest"]) == (2, "Subject")


async def test_a_template_that_fails_on_the_values_is_named() -> None:
    shown = await preview(request=REQUEST, body="{% if Subject > 1 %}много{% endif %}")
    assert shown.letter is None
    assert [(item.template, item.error.params["reason"]) for item in shown.problems] == [("body", "render")]


async def test_a_draft_that_lacks_fields_shows_its_mistakes_and_what_its_templates_use() -> None:
    show = PreviewRoute(Recipe(), Directory(), lambda: NOW, "Europe/Moscow")
    shown = await show(ADMIN, {"title": "Путь", "request": [{"name": "Body"}], "body": "{Body} {Bdy}"})
    assert [item.shown_path for item in shown.mistakes] == ["connection"]
    assert [(item.template, item.error.params["nearest"]) for item in shown.problems] == [("body", "Body")]
    assert shown.uses == {"body": ("Body", "Bdy")}


async def test_a_letter_is_shown_before_its_connection_is_there() -> None:
    shown = await preview(request=REQUEST, subject="{Subject}", connection="gone")
    assert shown.letter is not None
    assert [item.key for item in shown.mistakes] == ["config-unknown-name"]


async def test_what_else_keeps_the_letter_from_being_made_is_said() -> None:
    request = [{"name": "Body", "required": True}]
    shown = await preview({"Body": ""}, request=[{**request[0], "non_empty": True}], body="{Body}")
    assert shown.error is not None
    assert shown.error.key == "error-message-attribute-missing"
    shown = await preview({"To": {"Address": "не адрес"}}, request=request, body="{Body}")
    assert shown.error is not None
    assert shown.error.key == "error-message-bad-address"


async def test_staff_see_no_preview() -> None:
    with pytest.raises(NotYours):
        await preview(person=Person(8, "Борис", Role.STAFF))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("", ()),
        ("{B} {{ A | upper }} {B}", ("B", "A")),
        ("{% for x in List %}{{ x }}{{ loop.index }}{% endfor %}", ("List",)),
        ("{% if A == 'B' and C %}{D}{% endif %}", ("A", "C", "D")),
        ("a { color: red } {Тема}", ("Тема",)),
        ("{% raw %}{A}{% endraw %}{B}", ("B",)),
        ("{A} {% if", ("A",)),
        ("{{ A }", ("A",)),
    ],
)
def test_the_names_that_a_template_uses_are_found(source: str, names: tuple[str, ...]) -> None:
    assert names_used(source) == names
