"""Values of a list: what formulas and queries make of them, what a list takes, and how it is changed in the chat."""

import pytest

from bot.cards.card_page import card_page
from bot.objects.editing_pages import asks, editing_page
from bot.texts import load_texts
from domain.accounts.entity import KnownAccounts
from domain.editing.answers import Unfitting
from domain.editing.editing import Editing
from domain.editing.guarding import Consequence, Consequences
from domain.errors import GonetsError
from domain.records.query_records import QueryRecords
from domain.records.record import Record
from domain.scenarios.variables import keep, read
from domain.sections import Section
from storage.repositories.record_counts import RecordCounts
from storage.repositories.record_finder import RecordFinder
from storage.repositories.template_grants import TemplateGrantRepository
from tests.domain.records.desk import Desk, titles
from tests.domain.scenarios.test_queries import Unfiltered

VALUES = "values: [{title: Высокая}, {title: Обычная}, {title: Совсем низкая, system_name: low}]"
ASKED = f"{{title: Срочность, type: enum, {VALUES}}}"
LAST = "{title: Конец, type: text, required: true}"


@pytest.fixture
async def urgent(desk: Desk) -> Record:
    """A record of high urgency."""
    await desk.template(f"{ASKED}\n{LAST}")
    await desk.begin()
    await desk.says("Высокая")
    return (await desk.says("Конец")).record


async def test_a_formula_knows_it_by_its_title_its_system_name_and_its_id(desk: Desk, urgent: Record) -> None:
    for text, value in {
        "$Srochnost": "Высокая",
        "'Срочность: ' + $Srochnost": "Срочность: Высокая",
        "$Srochnost == 'Высокая'": True,
        "'Vysokaya' == $Srochnost": True,
        "$Srochnost == 'высокая'": False,
        "ENUMVALUE('Srochnost', 'Vysokaya')": "Vysokaya",
        "$Srochnost == ENUMVALUE('Srochnost', 'Vysokaya')": True,
        "EQUALS($Srochnost, ID(ENUMVALUE('Srochnost', 'Vysokaya')))": True,
        "EQUALS($Srochnost, ID(ENUMVALUE('Srochnost', 'low')))": False,
        "$Srochnost != ENUMVALUE('Srochnost', 'low')": True,
        "LENGTH($Srochnost) == 7": True,
        "ENUMVALUE('Srochnost', null)": None,
    }.items():
        assert await desk.evaluated(urgent, text) == value, text


async def test_a_variable_keeps_both_of_its_names(desk: Desk, urgent: Record) -> None:
    value = await desk.evaluated(urgent, "$Srochnost")
    kept = keep(value)
    assert kept == {"$": "enum", "v": "Vysokaya", "title": "Высокая"}
    again = read({"one": kept}, KnownAccounts())["one"]
    assert again == value == "Vysokaya"
    assert str(again) == "Высокая"


WHERES = {
    "x->Srochnost == 'Высокая'": 1,
    "x->Srochnost == 'Vysokaya'": 1,
    "x->Srochnost == ENUMVALUE('Srochnost', 'Vysokaya')": 1,
    "x->Srochnost == ID(ENUMVALUE('Srochnost', 'low'))": 0,
    "x->Srochnost == $Srochnost": 1,
    "x->Srochnost != $Srochnost": 0,
    "x->Srochnost != 'Обычная'": 1,
    "x->Srochnost != 'Высокая'": 0,
    "x->Srochnost == 'нет такой'": 0,
    "CONTAINS(x->Srochnost, 'сок')": 1,
    "CONTAINS(x->Srochnost, 'low')": 0,
    "x->Srochnost < 'Я'": 1,
    "x->Srochnost > 'Я'": 0,
    "EMPTY(x->Srochnost)": 0,
    "NOT(EMPTY(x->Srochnost))": 1,
}


async def test_a_query_finds_it_as_evaluation_does(desk: Desk, urgent: Record) -> None:
    filtering = QueryRecords(RecordFinder(), desk.configuration, TemplateGrantRepository())
    for queries in (filtering, Unfiltered(filtering)):
        for where, count in WHERES.items():
            text = f"COUNT(from x in db->Proba where {where} select x)"
            assert await desk.evaluated(urgent, text, queries) == count, where


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ("type: enum", "config-enum-empty"),
        ("type: enum, values: []", "config-enum-empty"),
        ("type: enum, values: [{title: А}, {title: а}]", "config-enum-twice"),
        ("type: enum, values: [{title: Ёлка}, {title: елка}]", "config-enum-twice"),
        ("type: enum, values: [{title: А, system_name: x}, {title: Б, system_name: X}]", "config-enum-twice"),
        ("type: enum, values: [{title: А, system_name: x}, {title: x, system_name: y}]", "config-enum-twice"),
        ("type: enum, values: [{title: А, system_name: 1x}]", "config-system-name"),
        ("type: enum, values: [{title: ''}]", "config-none-there"),
        ("type: enum, values: [5]", "config-wrong-type"),
        ("type: enum, values: А", "config-wrong-type"),
        ("type: enum, values: [{title: А, hint: Б}]", "config-unknown-field"),
        ("type: enum, values: [{title: А}], multiline: true", "config-other-type"),
        ("type: text, values: [{title: А}]", "config-other-type"),
    ],
)
async def test_a_list_that_could_not_be_used_is_refused(desk: Desk, fields: str, key: str) -> None:
    text = f"templates:\n  - title: Проба\n    attributes:\n      - {{title: Икс, {fields}}}\n"
    assert [item.key for item in await desk.mistakes(text)] == [key]


@pytest.mark.parametrize(
    ("condition", "nearest"),
    [
        ("$Srochnost == 'Высока'", "Vysokaya"),
        ("'vysokaya' != $Srochnost", "Vysokaya"),
        ("EQUALS($Srochnost, 'Обычно')", ""),
        ("$Srochnost == 'Высокая'", None),
        ("$Srochnost == 'low' && $Srochnost != ENUMVALUE('Srochnost', 'Obychnaya')", None),
        ("$Srochnost == ENUMVALUE('Srochnost', 'hight')", ""),
        ("$Srochnost > 'А'", None),
    ],
)
async def test_a_value_that_is_not_listed_is_told_when_a_formula_is_saved(
    desk: Desk, condition: str, nearest: str | None
) -> None:
    button = f'{{title: Б, condition: "{condition}"}}'
    text = f"templates:\n  - title: Проба\n    attributes:\n      - {ASKED}\n    buttons:\n      - {button}\n"
    mistakes = await desk.mistakes(text)
    assert [item.key for item in mistakes] == ([] if nearest is None else ["error-formula-unknown-name"])
    assert not nearest or mistakes[0].params["nearest"] == nearest


async def test_titles_alone_are_values_and_signs_have_names_too(desk: Desk) -> None:
    stored = await desk.template("{title: Знак, type: enum, values: [Да, '+', '—']}")
    names = [item["system_name"] for item in stored.document.attributes[0].model_dump()["values"]]
    assert names == ["Da", "Znachenie", "Znachenie2"]


async def test_a_long_list_is_narrowed_by_words_and_an_edit_narrows_anew(desk: Desk) -> None:
    values = ", ".join(f"{{title: Цех номер {number}}}" for number in range(1, 31))
    await desk.template(f"{{title: Цех, type: enum, values: [{values}]}}\n{LAST}")
    await desk.begin()
    offer = await desk.offered()
    assert (len(offer.choices), offer.more) == (10, True)
    await desk.says("цех 2", message=300)
    assert [item.value.title[10:] for item in (await desk.offered()).choices] == ["2", *map(str, range(20, 29))]
    await desk.edits(300, "номер 30")
    assert [item.value.title for item in (await desk.offered()).choices] == ["Цех номер 30"]
    assert titles(await desk.says("Цех номер 3")) == ("Конец", {"Tsekh": {"enum": "Tsekhnomer3"}})


async def test_a_value_that_left_the_list_is_seen_and_refused_at_the_press(desk: Desk, urgent: Record) -> None:
    await desk.template(f"{{title: Срочность, type: enum, values: [Обычная]}}\n{LAST}")
    view = await desk.card(desk.person, urgent.id)
    assert "<b>Срочность:</b> Vysokaya" in card_page(desk.reader(), view).text
    with pytest.raises(GonetsError) as caught:
        (await desk.stored()).document.attributes[0].check(urgent.values["Srochnost"], KnownAccounts())
    assert "значения «Vysokaya» в списке больше нет" in load_texts("ru")(caught.value.key, **caught.value.params)


async def test_a_new_title_is_the_same_value(desk: Desk, urgent: Record) -> None:
    await desk.template(f"{ASKED.replace('{title: Высокая}', '{title: Горит, system_name: Vysokaya}')}\n{LAST}")
    view = await desk.card(desk.person, urgent.id)
    assert "<b>Срочность:</b> Горит" in card_page(desk.reader(), view).text


async def _values(desk: Desk) -> Editing:
    """The page of the values on the template's draft."""
    editing = await desk.editor.open(desk.admin, Section.TEMPLATES, (await desk.stored()).id)
    token = ""
    for name in ("attributes", 0, "values"):
        form = editing.here.form
        field = None if form is None or isinstance(name, int) else form.field(name)
        token += "00" if field is None else field.token
        editing = await desk.editor.look(desk.admin, editing.draft.id, token)
    return editing


async def test_values_are_typed_a_line_each(desk: Desk, urgent: Record) -> None:
    editing = await _values(desk)
    page = editing_page(desk.reader(), editing)
    assert asks(editing)
    assert "каждое с новой строки" in page.text
    assert [button.label for row in page.rows for button in row][:3] == ["Высокая", "Обычная", "Совсем низкая"]
    draft = editing.draft
    for text, key in (("Горит\nвысокая", "config-enum-twice"), ("Я" * 101, "config-too-long")):
        with pytest.raises(Unfitting) as caught:
            await desk.editor.answer(desk.admin, draft.id, draft.revision, editing.here.token, text)
        assert caught.value.key == key
    editing = await desk.editor.answer(
        desk.admin, draft.id, draft.revision, editing.here.token, "• Горит\n\n- Пожар \u2028Пустяк"
    )
    assert [item["title"] for item in editing.here.data][3:] == ["Горит", "Пожар", "Пустяк"]
    draft = editing.draft
    applied = await desk.keep.apply(desk.admin, draft.id, draft.revision)
    assert applied.mistakes == ()
    await desk.changes(urgent, "Srochnost")
    assert (await desk.says("Пожар")).record.values["Srochnost"] == {"enum": "Pozhar"}


async def test_removing_a_value_says_in_how_many_records_it_stands(desk: Desk, urgent: Record) -> None:
    editing = await _values(desk)
    draft = editing.draft
    editing = await desk.editor.rearrange(desk.admin, draft.id, draft.revision, editing.here.token + "00", "remove")
    editing = await desk.editor.rearrange(
        desk.admin, draft.id, editing.draft.revision, editing.here.token + "00", "remove"
    )
    found = await Consequences(RecordCounts())(editing)
    assert found == [Consequence("consequence-value-removed", "Высокая", 1)]
    assert "Значение «Высокая» стоит в 1 записи" in load_texts("ru")(found[0].key, title="Высокая", count=1)
