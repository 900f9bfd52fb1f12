"""Things of one title: told apart wherever they are chosen or read of, told of when they are made, never refused."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from bot.cards.addresses import ChangeField
from bot.cards.card_page import fields_page
from bot.composing.kept_pages import new_from_page
from bot.composing.new import choose_template_page
from bot.files.config_file import read_configuration
from bot.objects.editing_pages import editing_page
from bot.objects.field_values import value_words
from bot.objects.pages import section_page
from bot.objects.scenario_lines import tree_lines
from bot.telegram.page import LONGEST_LABEL, Page
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configuration.apply_from_chat import found
from domain.editing.choices import choices
from domain.editing.editing import Editing
from domain.editing.fields import field_token
from domain.editing.nodes import part_token
from domain.journal.browse_journal import told_apart
from domain.sections import Section
from domain.twins import names_apart
from storage import models
from storage.transactions import atomically
from tests.domain.records.desk import Desk

TWINS = """
connections:
  - {system_name: other, title: Отправка уведомлений через SMTP, host: smtp.other.test, port: 25, encryption: none,
     authentication: none, sender_address: a@other.test, enabled: false}
routes:
  - {system_name: other_route, title: "отправка  уведомлений по эл. почте через SMTP", connection: smtp_connection,
     request: [{name: Body}], subject: "{Body}", body: "{Body}"}
templates:
  - title: Уведомления
    system_name: Drugie
    attributes:
      - {title: Тема, type: text, system_name: Tema}
      - {title: Тема, type: text, system_name: Tema2}
    buttons:
      - {title: Послать, system_name: Poslat}
      - {title: Послать, system_name: Poslat2}
scenarios:
  - title: Отправка уведомления
    system_name: drugoi
    enabled: false
    event: {type: button_clicked, template: Drugie, button: Poslat2}
    actions:
      - change_context:
          template: Drugie
          objects: {attribute: id}
          actions:
            - change_variables:
                set: letter
                variables: {Body: {attribute: Tema2}, To: {Address: {formula: "'a@b.test'"}}}
            - send_message: {connection: smtp_connection, route: other_route, variable: letter}
"""


def labels(page: Page) -> list[str]:
    return [button.shown for row in page.rows for button in row]


async def twins(desk: Desk) -> None:
    assert await desk.apply(TWINS) == []


@pytest.mark.parametrize(
    ("things", "names"),
    [
        ([("Отчёт", "a"), ("Заявка", "b")], ["Отчёт", "Заявка"]),
        ([("Отчёт", "a"), ("Отчет", "b"), ("ОТЧЁТ ", "c")], ["Отчёт · a", "Отчет · b", "ОТЧЁТ  · c"]),
        ([("А", "a"), ("А", "b"), ("Б", "c")], ["А · a", "А · b", "Б"]),
        ([], []),
    ],
)
def test_only_what_has_one_title_has_its_system_name_beside(things: list[tuple[str, str]], names: list[str]) -> None:
    assert names_apart([SimpleNamespace(title=title, system_name=name) for title, name in things]) == names


@pytest.mark.parametrize(
    "names",
    [
        ("Zayavka", "Zayavka2"),
        ("Z" * 100, "Z" * 99 + "2"),
        ("A" * 50 + "x" + "B" * 49, "A" * 50 + "y" + "B" * 49),
        ("x" + "B" * 99, "y" + "B" * 99, "B" * 100),
    ],
)
def test_a_button_tells_twins_of_long_names_apart(names: tuple[str, ...]) -> None:
    things = [SimpleNamespace(title="Заявка на пропуск " * 5, system_name=name, enabled=False) for name in names]
    found = names_apart(things, short=True)
    assert len(set(found)) == len(names)
    assert all(len(name) <= LONGEST_LABEL for name in found)


async def test_lists_and_choices_tell_objects_of_one_title_apart(desk: Desk) -> None:
    await twins(desk)
    office = await desk.editor.office(desk.admin)
    for section, name in zip(Section, ("other", "other_route", "Drugie", "drugoi"), strict=True):
        text = section_page(desk.reader(), section, office, [], 0).text
        assert f" · {name}" in text
    stored = office.get(Section.ROUTES, office.routes[0].id)
    assert stored is not None
    editing = await desk.editor.open(desk.admin, Section.ROUTES, stored.id)
    editing = await desk.editor.look(desk.admin, editing.draft.id, field_token("connection"))
    offered = [item.label for item in choices(editing.draft, editing.chain, office)]
    assert len(set(offered)) == 2
    assert [str(label).startswith("⏸ ") for label in offered] == [False, True]
    field = editing.here.field
    assert field is not None
    assert value_words(desk.reader(), editing.draft, field, "other", office).endswith(" · other")


async def test_pickers_of_staff_and_filters_of_the_journal_tell_them_apart(desk: Desk) -> None:
    await twins(desk)
    templates = await desk.configuration.templates()
    nothing = SimpleNamespace(lines=lambda reader: "", connection=None, templates=False)
    for page in (
        choose_template_page(desk.reader(), templates, nothing, {}),
        new_from_page(desk.reader(), SimpleNamespace(id=1), templates),
    ):
        assert {"Уведомления · Uvedomleniya", "Уведомления · Drugie"} <= {*labels(page)}
    names = [name for _, name in told_apart(await desk.configuration.scenarios())]
    assert len(set(names)) == len(names) == 2


async def test_a_scenario_is_read_with_attributes_buttons_and_routes_told_apart(desk: Desk) -> None:
    await twins(desk)
    office = await desk.editor.office(desk.admin)
    scenario = office.whole.scenarios["drugoi"]
    text = "\n".join(tree_lines(desk.reader(), scenario.stored(), office))
    for name in ("Послать · Poslat2", "Тема · Tema2", "Уведомления · Drugie", " · other_route"):
        assert name in text
    recipe = next(item for name, item in office.whole.scenarios.items() if name != "drugoi")
    assert "Отправить уведомление · " not in "\n".join(tree_lines(desk.reader(), recipe.stored(), office))


async def begun(desk: Desk, section: Section, document: dict[str, object]) -> Editing:
    return await desk.editor.begin(desk.admin, section, document)


async def test_a_second_one_of_a_title_is_told_where_it_is_typed_and_when_it_is_made(desk: Desk) -> None:
    editing = await begun(desk, Section.TEMPLATES, {})
    editing = await desk.editor.answer(
        desk.admin, editing.draft.id, editing.draft.revision, field_token("title"), " уведомления"
    )
    page = editing_page(desk.reader(), editing)
    assert "⚠️ уже есть «уведомления» (системное имя: Uvedomleniya)" in page.text
    attributes = [{"title": "А", "type": "text"}, {"title": "а", "type": "text"}]
    editing = await begun(
        desk, Section.TEMPLATES, {"title": "Уведомления", "system_name": "X", "attributes": attributes}
    )
    applied = await desk.keep.apply(desk.admin, editing.draft.id, editing.draft.revision)
    assert applied.created
    assert [item.key for item in applied.remarks] == ["config-twin", "config-twin-attributes"]


async def test_renaming_to_a_title_that_is_there_is_told_and_another_change_is_not(desk: Desk) -> None:
    await twins(desk)
    stored = next(item for item in await desk.configuration.routes() if item.document.system_name == "other_route")
    for field, value, keys in (
        ("title", "Другой путь", []),
        ("title", "Отправка уведомлений по эл. почте через SMTP", ["config-twin"]),
        ("body", "{Body}!", []),
    ):
        editing = await desk.editor.open(desk.admin, Section.ROUTES, stored.id)
        editing = await desk.editor.answer(
            desk.admin, editing.draft.id, editing.draft.revision, field_token(field), value
        )
        applied = await desk.keep.apply(desk.admin, editing.draft.id, editing.draft.revision)
        assert applied.mistakes == ()
        assert [item.key for item in applied.remarks] == keys


@pytest.mark.parametrize("name", ["attributes", "buttons"])
async def test_parts_of_one_title_are_told_where_they_are_listed_and_stand_apart(desk: Desk, name: str) -> None:
    await twins(desk)
    stored = await desk.stored("Drugie")
    editing = await desk.editor.open(desk.admin, Section.TEMPLATES, stored.id)
    listed = editing_page(desk.reader(), await desk.editor.look(desk.admin, editing.draft.id, field_token(name)))
    whole = editing_page(desk.reader(), editing)
    part = field_token(name) + part_token(1)
    inside = editing_page(desk.reader(), await desk.editor.look(desk.admin, editing.draft.id, part))
    words = {"attributes": "несколько атрибутов", "buttons": "несколько кнопок"}
    other = next(word for key, word in words.items() if key != name)
    assert all(f"⚠️ {words[name]} называются" in page.text for page in (listed, whole, inside))
    assert other not in listed.text
    assert len({label for label in labels(listed) if "·" in label}) == 2


async def test_the_use_of_a_part_is_told_by_the_scenario_that_is_meant(desk: Desk) -> None:
    await twins(desk)
    office = await desk.editor.office(desk.admin)
    assert office.names_of([office.whole.scenarios["drugoi"]]) == ["⏸ Отправка уведомления · drugoi"]


@pytest.mark.parametrize("section", Section)
async def test_a_draft_that_nobody_has_answered_goes_when_it_is_left(desk: Desk, section: Section) -> None:
    await begun(desk, section, {})
    assert await desk.editor.unfinished(desk.admin, section) == []
    assert await models.Draft.all().count() == 0


async def test_beginning_again_leaves_one_draft_and_what_is_answered_stays(desk: Desk) -> None:
    for _ in range(3):
        editing = await begun(desk, Section.ROUTES, {})
    assert await models.Draft.all().count() == 1
    await desk.editor.answer(desk.admin, editing.draft.id, editing.draft.revision, field_token("title"), "Путь")
    await begun(desk, Section.ROUTES, {})
    (kept,) = await desk.editor.unfinished(desk.admin, Section.ROUTES)
    assert kept.document["title"] == "Путь"


async def test_what_somebody_else_has_just_begun_is_not_shown_and_stays_theirs(desk: Desk) -> None:
    editing = await begun(desk, Section.ROUTES, {})
    other = SimpleNamespace(telegram_id=99, is_admin=True)
    assert await desk.editor.unfinished(other, Section.ROUTES) == []
    await desk.editor.answer(desk.admin, editing.draft.id, editing.draft.revision, field_token("title"), "Путь")
    assert len(await desk.editor.unfinished(other, Section.ROUTES)) == 1


async def test_a_copy_that_is_left_stays_a_draft(desk: Desk) -> None:
    stored = (await desk.configuration.routes())[0]
    await desk.keep.copy(desk.admin, Section.ROUTES, stored.id)
    assert len(await desk.editor.unfinished(desk.admin, Section.ROUTES)) == 1


async def test_a_file_s_twins_are_told_and_nothing_is_refused(desk: Desk) -> None:
    read = read_configuration(TWINS, {})
    assert read.mistakes == []
    changes = await ApplyConfiguration(desk.configuration, atomically)(read.file, dry_run=True)
    told = {change.name: [item.key for item in change.remarks] for change in changes}
    assert told == {
        "other": ["config-twin"],
        "other_route": ["config-twin"],
        "Drugie": ["config-twin", "config-twin-attributes", "config-twin-buttons"],
        "drugoi": ["config-twin"],
    }
    shown = found(changes)["objects"]
    assert [len(item["told"]) for item in shown] == [1, 1, 3, 1]


async def test_what_is_looked_at_is_the_same_whether_or_not_it_was_told_of(desk: Desk) -> None:
    read = read_configuration(TWINS, {})
    changes = await ApplyConfiguration(desk.configuration, atomically)(read.file, dry_run=True)
    untold = [replace(change, remarks=()) for change in changes]
    assert found(changes)["fingerprint"] == found(untold)["fingerprint"]


async def test_an_order_and_the_page_of_a_draft_tell_twins_apart(desk: Desk) -> None:
    await twins(desk)
    stored = await desk.stored("Drugie")
    editing = await desk.editor.open(desk.admin, Section.TEMPLATES, stored.id)
    assert "Уведомления · Drugie" in editing_page(desk.reader(), editing).text
    order = editing_page(desk.reader(), await desk.editor.look(desk.admin, editing.draft.id, field_token("form")))
    assert "Тема · Tema2" in order.text
    assert "Послать · Poslat2" in order.text


async def test_staff_tell_attributes_of_one_title_apart_when_they_change_one(desk: Desk) -> None:
    await desk.template("{title: Тема, type: text, system_name: Tema}\n{title: Тема, type: text, system_name: Tema2}")
    filling = await desk.begin()
    view = await desk.card(desk.person, filling.record.id)
    assert {"Тема · Tema", "Тема · Tema2"} <= {*labels(fields_page(desk.reader(), view, ChangeField))}
