"""A new type of attribute is its module and its drawing: a made-up one goes all the way with nothing else touched."""

from collections.abc import Iterator

import pytest
import yaml

from bot.cards.card_page import card_page
from bot.cards.types import DRAWINGS
from bot.cards.values import about_record
from bot.files.config_file import write_configuration
from bot.objects.addresses import FormPreviewPage
from bot.objects.previews import form_preview_page
from bot.telegram.page import Page
from domain.configuration.export_configuration import ExportConfiguration
from domain.configuration.formula_names import formula_names
from domain.editing.choices import choices, likely_formulas
from domain.editing.editing import Editing
from domain.editing.fields import applies, form_of
from domain.records.types import ATTRIBUTE_TYPES
from domain.records.types.attribute import EmptyAnswer
from domain.sections import Section
from tests.domain.records.desk import Desk, read_letter, titles
from tests.domain.records.types.made_up import StarsAttribute, StarsDrawing, StarsExpected

STARS = "{title: Оценка, type: stars, required: true, most: 4}"
FREE = "{title: Оценка, type: stars}"
MANY = "{title: Оценки, type: stars, multiple: true, required: true}"
LAST = "{title: Конец, type: text, required: true}"
SENDING = """
scenarios:
  - title: Отправка оценки
    event: {type: button_clicked, template: Proba, button: Poslat}
    actions:
      - change_variables:
          set: notification
          variables:
            To: {Address: {formula: "'ivanov@firma.local'"}}
            Subject: {formula: "IF($Otsenka > 3, 'хорошо', 'плохо')"}
            Body: {attribute: Otsenka}
      - send_message: {connection: smtp_connection, route: smtp_route, variable: notification}
"""


@pytest.fixture(autouse=True)
def _stars(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All that a new type needs: a line in each of the two tables."""
    monkeypatch.setitem(ATTRIBUTE_TYPES, "stars", StarsAttribute)
    monkeypatch.setitem(DRAWINGS, "stars", StarsDrawing())
    form_of.cache_clear()
    yield
    form_of.cache_clear()


def labels(page: Page) -> list[str]:
    return [button.label for row in page.rows for button in row]


async def test_it_is_asked_with_what_it_offers(desk: Desk) -> None:
    await desk.template(f"{STARS}\n{LAST}")
    await desk.begin()
    page = await desk.drawn()
    assert "От 1 до 4 звёзд." in page.text
    assert labels(page)[:4] == ["★", "★★", "★★★", "★★★★"]


@pytest.mark.parametrize(("answer", "kept"), [("3", 3), (" 4 ", 4), ("★★", 2)])
async def test_it_is_answered_by_words(desk: Desk, answer: str, kept: int) -> None:
    await desk.template(f"{STARS}\n{LAST}")
    await desk.begin()
    assert titles(await desk.says(answer)) == ("Конец", {"Otsenka": {"stars": kept}})


@pytest.mark.parametrize("answer", ["0", "5", "хорошо", "", "-1", "★ ★", "3\n4"])
async def test_what_does_not_fit_is_refused_and_the_question_stays(desk: Desk, answer: str) -> None:
    await desk.template(f"{STARS}\n{LAST}")
    await desk.begin()
    with pytest.raises(StarsExpected):
        await desk.says(answer)
    with pytest.raises(StarsExpected):
        await desk.chooses(9)
    with pytest.raises(StarsExpected):
        await desk.sends_file("a.pdf")
    assert titles(await desk.filling()) == ("Оценка", {})


async def test_it_is_pressed_corrected_shown_changed_and_cleared(desk: Desk) -> None:
    await desk.template(f"{FREE}\n{LAST}")
    await desk.begin()
    await desk.says("3", message=100)
    assert (await desk.edits(100, "5")) is not None
    filling = await desk.says("Конец")
    view = await desk.card(desk.person, filling.record.id)
    assert "<b>Оценка:</b> ★★★★★" in card_page(desk.reader(), view).text
    assert about_record(desk.reader(), view.lines) == ("", "★★★★★")
    await desk.changes(filling.record, "Otsenka")
    assert titles(await desk.chooses(2))[1]["Otsenka"] == {"stars": 2}
    await desk.changes(filling.record, "Otsenka")
    assert titles(await desk.clears()) == (None, {"Otsenka": None, "Konets": "Конец"})
    view = await desk.card(desk.person, filling.record.id)
    assert "Оценка" not in card_page(desk.reader(), view).text
    copy = await desk.fill.copy(desk.person, filling.record.id)
    assert copy.record.values == {"Otsenka": None, "Konets": "Конец"}


async def test_many_are_collected_and_one_is_corrected_among_them(desk: Desk) -> None:
    await desk.template(f"{MANY}\n{LAST}")
    await desk.begin()
    with pytest.raises(EmptyAnswer):
        await desk.finishes()
    await desk.chooses(1)
    filling = await desk.says("2", message=100)
    assert titles(filling) == ("Оценки", {"Otsenki": [{"stars": 1}, {"stars": 2}]})
    filling = await desk.edits(100, "3") or filling
    assert titles(filling) == ("Оценки", {"Otsenki": [{"stars": 1}, {"stars": 3}]})
    assert "★, ★★★" in (await desk.drawn()).text
    assert titles(await desk.finishes())[0] == "Конец"


@pytest.mark.parametrize(
    ("default", "values"),
    [
        ("2 + 1", {"Otsenka": {"stars": 3}}),
        ("7 + 1", {}),
        ("null", {}),
        ("IF(true, 4, 'x')", {"Otsenka": {"stars": 4}}),
    ],
)
async def test_a_default_gives_it_or_leaves_the_question(desk: Desk, default: str, values: dict[str, object]) -> None:
    await desk.template(f'{{title: Оценка, type: stars, default: "{default}"}}')
    assert (await desk.begin()).record.values == values


async def test_formulas_know_it_and_what_does_not_fit_is_refused_when_it_is_saved(desk: Desk) -> None:
    stored = await desk.template(f"{STARS}\n{LAST}")
    assert [item.text for item in formula_names(stored.document)][:2] == ["$Otsenka", "$Konets"]
    assert likely_formulas(stored.document) == ["$Otsenka", "$Konets"]
    for attributes, key in (
        ("{title: A, type: stars, default: \"'пять'\"}", "config-formula-kind"),
        ("{title: A, type: stars, most: 11}", "config-out-of-range"),
        ("{title: A, type: stars, most: '5'}", "config-bare-number"),
        ("{title: A, type: text, most: 5}", "config-other-type"),
        ("{title: A, type: stars, multiline: true}", "config-other-type"),
        ("{title: A, type: stars, mosst: 5}", "config-unknown-field"),
        ("{title: A, type: starz}", "config-not-a-choice"),
    ):
        text = f"templates:\n  - title: Проба\n    system_name: Proba\n    attributes:\n      - {attributes}\n"
        assert [item.key for item in await desk.mistakes(text)] == [key], attributes


@pytest.mark.parametrize(("condition", "found"), [("!= null", 1), ("== null", 1), ("== 4", 1), ("> 4", 0), ("!= 3", 2)])
async def test_queries_find_it_though_nothing_is_compared_in_the_database(
    desk: Desk, condition: str, found: int
) -> None:
    count = f"COUNT(from x in db->Proba where x->Otsenka {condition} select x)"
    await desk.template(f'{FREE}\n{LAST}\n{{title: Сколько, type: number, default: "{count}"}}')
    await desk.begin()
    await desk.says("4")
    await desk.says("Конец")
    await desk.begin()
    await desk.finishes()
    await desk.says("Конец")
    filling = await desk.begin()
    assert filling.record.values["Skolko"] == {"number": str(found)}


async def test_an_export_says_it_and_applies_again(desk: Desk) -> None:
    await desk.template(f"{STARS}\n{MANY}")
    exported = write_configuration(await ExportConfiguration(desk.configuration)())
    (template,) = [item for item in yaml.safe_load(exported)["templates"] if item["system_name"] == "Proba"]
    assert template["attributes"] == [
        {"title": "Оценка", "system_name": "Otsenka", "type": "stars", "required": True, "most": 4},
        {"title": "Оценки", "system_name": "Otsenki", "type": "stars", "required": True, "multiple": True},
    ]
    before = await desk.stored()
    assert await desk.apply(exported) == []
    assert await desk.stored() == before


async def test_a_trial_and_a_letter_have_it(desk: Desk) -> None:
    await desk.template(STARS)
    assert await desk.apply(SENDING) == []
    await desk.begin()
    filling = await desk.says("4")
    scenario = next(
        item for item in await desk.configuration.scenarios() if item.document.system_name == "Otpravkaotsenki"
    )
    trial = await desk.trial(None, scenario.document, filling.record.id)
    assert trial.error is None
    assert {seen.path: seen.value for seen in trial.steps[0].seen}["Body"] == "4"
    assert [(item.letter.subject, item.letter.body) for item in trial.letters] == [("хорошо", "4")]
    await desk.ready()
    assert (await desk.presses(filling.record)).began
    (content,) = await desk.letters()
    assert read_letter(content) == ("хорошо", "4")


async def test_a_press_checks_it_once_more(desk: Desk) -> None:
    await desk.template(STARS)
    assert await desk.apply(SENDING) == []
    await desk.ready()
    await desk.begin()
    filling = await desk.says("4")
    await desk.template(STARS.replace("most: 4", "most: 3"))
    with pytest.raises(StarsExpected):
        await desk.presses(filling.record)


async def test_it_is_made_in_the_chat_by_its_own_fields(desk: Desk) -> None:
    stored = await desk.template(LAST)
    editing = await desk.editor.open(desk.admin, Section.TEMPLATES, stored.id)

    def token(name: str) -> str:
        form = editing.here.form
        field = None if form is None else form.field(name)
        assert field is not None
        return editing.here.token + field.token

    async def answer(name: str, text: str) -> Editing:
        draft = editing.draft
        return await desk.editor.answer(desk.admin, draft.id, draft.revision, token(name), text)

    parts = token("attributes")
    editing = await desk.editor.add(desk.admin, editing.draft.id, editing.draft.revision, parts)
    part = editing.chain[-2].token
    editing = await desk.editor.look(desk.admin, editing.draft.id, part)
    assert editing.here.form is not None
    assert editing.here.form.field("most") is None
    editing = await answer("title", "Оценка")
    editing = await desk.editor.look(desk.admin, editing.draft.id, part)
    editing = await answer("system_name", "Otsenka")
    asked = await desk.editor.look(desk.admin, editing.draft.id, f"{part}{_token(editing, part, 'type')}")
    offered = {item.value: item.number for item in choices(asked.draft, asked.chain, asked.office)}
    assert list(offered) == list(ATTRIBUTE_TYPES)
    editing = await desk.editor.choose(
        desk.admin, asked.draft.id, asked.draft.revision, asked.here.token, offered["stars"]
    )
    editing = await desk.editor.look(desk.admin, editing.draft.id, part)
    form = editing.here.form
    assert form is not None
    assert {item.name for item in form.fields if applies(item, editing.here.data)} >= {"most", "multiple", "default"}
    assert form.field("multiline") is None
    editing = await answer("most", "3")
    shown = form_preview_page(desk.reader(), editing.draft.document, FormPreviewPage(template=stored.id))
    assert "От 1 до 3 звёзд." in shown.text
    applied = await desk.keep.apply(desk.admin, editing.draft.id, editing.draft.revision)
    assert applied.mistakes == ()
    made = (await desk.stored()).document.attribute("Otsenka")
    assert isinstance(made, StarsAttribute)
    assert made.most == 3


def _token(editing: Editing, part: str, name: str) -> str:
    form = next(filling.form for filling in editing.chain if filling.token == part)
    field = None if form is None else form.field(name)
    assert field is not None
    return field.token
