"""Each type of attribute by each thing that can be done with it. What it takes it prints, and takes again."""

import json
import re
from dataclasses import replace

import pytest
import yaml

from bot.cards.card_page import card_page
from bot.cards.types import DRAWINGS
from bot.files.config_file import write_configuration
from bot.texts import LANGUAGES, load_texts
from domain.configuration.export_configuration import ExportConfiguration
from domain.errors import GonetsError
from domain.messages.rich_text import RichText
from domain.records import query_records
from domain.records.find_records import FindRecords
from domain.records.looking_up import ANYTHING
from domain.records.types import ATTRIBUTE_TYPES
from domain.records.types.asked import Moment
from domain.runs.trial import Trial
from storage import models
from storage.repositories.journal import JournalRepository
from storage.repositories.record_search import RecordSearchRepository
from tests.domain.records.desk import Desk, read_letter, titles
from tests.domain.records.types.samples import SAMPLES, Sample

EVERY = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
LAST = "{title: Конец, type: text}"
SENDING = """
scenarios:
  - title: Отправка пробы
    event: {{type: button_clicked, template: Proba, button: Poslat}}
    actions:
      - change_variables:
          set: notification
          variables:
            To: {{Address: {{formula: "'ivanov@firma.local'"}}}}
            Subject: {{formula: {formula}}}
            Body: {{attribute: Otvet}}
      - send_message: {{connection: smtp_connection, route: smtp_route, variable: notification}}
"""


def attribute(sample: Sample, *more: str) -> str:
    return "{" + ", ".join(["title: Ответ", sample.attribute, *more]) + "}"


async def tried(desk: Desk, record_id: int, formula: str) -> Trial:
    """A trial of a scenario whose subject is a formula."""
    assert await desk.apply(SENDING.format(formula=json.dumps(formula))) == []
    scenario = next(
        item for item in await desk.configuration.scenarios() if item.document.system_name == "Otpravkaproby"
    )
    return await desk.trial(None, scenario.document, record_id)


def test_every_type_has_a_line() -> None:
    older = {"text", "account", "document", "record"}
    lines = {sample.attribute.split(",")[0].removeprefix("type: ") for sample in SAMPLES.values()}
    assert lines == ATTRIBUTE_TYPES.keys() - older


@EVERY
async def test_it_is_asked_with_its_hint_and_its_buttons(desk: Desk, sample: Sample) -> None:
    await desk.template(f"{attribute(sample, 'hint: Для пропуска', 'required: true')}\n{LAST}")
    await desk.begin()
    page = await desk.drawn()
    assert "Для пропуска" in page.text
    assert sample.asked.replace("\u00a0", " ") in page.text.replace("\u00a0", " ")
    labels = [button.label for row in page.rows for button in row]
    assert labels[: len(sample.pressed)] == [*sample.pressed] or set(sample.pressed) <= set(labels)
    assert all(len(row) <= 2 or all(len(button.shown) < 6 for button in row) for row in page.rows)


@EVERY
async def test_it_is_answered_by_words_as_people_write_them(desk: Desk, sample: Sample) -> None:
    await desk.template(f"{attribute(sample, 'required: true')}\n{LAST}")
    kept = {}
    for words in sample.typed:
        filling = await desk.begin()
        await desk.fill.delete(desk.person, filling.record.id)
        await desk.begin()
        kept[words] = (await desk.says(words)).record.values["Otvet"]
    assert kept == sample.typed


@EVERY
async def test_what_does_not_fit_is_refused_with_its_reason_and_the_question_stays(desk: Desk, sample: Sample) -> None:
    await desk.template(f"{attribute(sample, 'required: true')}\n{LAST}")
    await desk.begin()
    for words, reason in sample.refused.items():
        with pytest.raises(GonetsError) as refused:
            await desk.says(words)
        for language in LANGUAGES:
            said = load_texts(language)(refused.value.key, **refused.value.params)
            assert "Ответ" in said
            assert language != "ru" or reason in said, words
    for act in (desk.chooses(987_654), desk.sends_file("a.pdf"), desk.says("слово " * 700)):
        with pytest.raises(GonetsError):
            await act
    assert titles(await desk.filling()) == ("Ответ", {})


@EVERY
async def test_it_is_pressed_shown_changed_cleared_and_copied(desk: Desk, sample: Sample) -> None:
    await desk.template(f"{attribute(sample)}\n{LAST}")
    for label, value in sample.pressed.items():
        filling = await desk.begin()
        offered = await desk.offered()
        question = filling.question
        assert question is not None
        drawing = DRAWINGS[question.type]
        number = next(
            choice.number
            for choice in offered.choices
            if drawing.label(desk.reader(), question, choice, offered.choices) == label
        )
        filling = await desk.chooses(number)
        assert filling.record.values == {"Otvet": value}
        await desk.fill.delete(desk.person, filling.record.id)
    await desk.begin()
    first, *rest = sample.printed
    await desk.says(first, message=500)
    record = (await desk.says("Конец")).record
    for words in [first, *rest]:
        await desk.changes(record, "Otvet")
        now = await desk.drawn()
        await desk.says(words)
        view = await desk.card(desk.person, record.id)
        assert f"<b>Ответ:</b> {sample.printed[words][0]}" in card_page(desk.reader(), view).text
    assert "Сейчас:" in now.text
    assert (await desk.fill.copy(desk.person, record.id)).record.values["Otvet"] == view.record.values["Otvet"]
    await desk.changes(record, "Otvet")
    assert titles(await desk.clears()) == (None, {"Otvet": None, "Konets": "Конец"})
    assert "<b>Ответ:" not in card_page(desk.reader(), await desk.card(desk.person, record.id)).text


@EVERY
async def test_editing_the_message_corrects_it_and_nonsense_changes_nothing(desk: Desk, sample: Sample) -> None:
    await desk.template(f"{attribute(sample)}\n{LAST}")
    await desk.begin()
    first, *_, last = sample.typed
    await desk.says(first, message=500)
    filling = await desk.edits(500, last)
    assert filling is not None
    assert filling.record.values["Otvet"] == sample.typed[last]
    for wrong in filter(str.strip, sample.refused):
        with pytest.raises(GonetsError):
            await desk.edits(500, wrong)
    assert (await desk.filling()).record.values["Otvet"] == sample.typed[last]


@EVERY
async def test_what_it_takes_it_prints_and_takes_again_in_both_languages(desk: Desk, sample: Sample) -> None:
    document = (await desk.template(attribute(sample))).document.attribute("Otvet")
    assert document is not None
    view = desk.reader()
    for words in [*sample.typed, *sample.printed]:
        kept = document.written(RichText(words), Moment(desk.clock(), view.zone, "ru"))
        filling = await desk.begin()
        await desk.says(words)
        (line,) = (await desk.card(desk.person, filling.record.id)).lines
        prints = []
        for language in LANGUAGES:
            reader = replace(view, texts=load_texts(language))
            prints.append(DRAWINGS[document.type].text(reader, document, line.value))
            assert document.written(RichText(prints[-1]), Moment(desk.clock(), view.zone, language)) == kept
        assert words not in sample.printed or tuple(prints) == sample.printed[words]
        await desk.fill.delete(desk.person, filling.record.id)


@EVERY
async def test_a_default_gives_it_and_a_wrong_one_is_refused_or_leaves_the_question(desk: Desk, sample: Sample) -> None:
    formula, kept = sample.default
    await desk.template(attribute(sample, f'default: "{formula}"'))
    assert (await desk.begin()).record.values == {"Otvet": kept}
    for wrong, key in sample.wrong_defaults.items():
        text = attribute(sample, f'default: "{wrong}"')
        whole = f"templates:\n  - title: Проба\n    system_name: Proba\n    attributes:\n      - {text}\n"
        assert [item.key for item in await desk.mistakes(whole)] == ([key] if key else []), wrong
        if not key:
            await desk.template(text)
            filling = await desk.begin()
            await desk.fill.delete(desk.person, filling.record.id)
            assert (await desk.begin()).record.values == {}


@EVERY
async def test_many_are_collected_where_they_can_be(desk: Desk, sample: Sample) -> None:
    text = attribute(sample, "multiple: true", "required: true")
    if not sample.is_many:
        whole = f"templates:\n  - title: Проба\n    system_name: Proba\n    attributes:\n      - {text}\n"
        assert [item.key for item in await desk.mistakes(whole)] == ["config-not-multiple"]
        return
    await desk.template(f"{text}\n{LAST}")
    await desk.begin()
    (first, one), (second, two), *_ = sample.typed.items()
    if one == two:
        (second, two) = next((words, value) for words, value in sample.typed.items() if value != one)
    await desk.says(first)
    await desk.says(second, message=700)
    assert titles(await desk.filling())[1]["Otvet"] == [one, two]
    filling = await desk.edits(700, first)
    assert filling is not None
    repeats = (await desk.filling()).question.repeats
    assert (await desk.filling()).record.values["Otvet"] == ([one, one] if repeats else [one])
    assert titles(await desk.finishes())[0] == "Конец"


@EVERY
async def test_a_list_is_searched_by_it(desk: Desk, sample: Sample) -> None:
    await desk.template(attribute(sample))
    find = FindRecords(RecordSearchRepository(), JournalRepository(), desk.configuration, desk.clock)
    if sample.search is None:
        return
    typed, found, missed = sample.search
    await desk.begin()
    record = (await desk.says(typed)).record
    assert [item.id for item in (await find(desk.person, found, 10)).items] == [record.id]
    assert (await find(desk.person, missed, 10)).items == ()


@EVERY
async def test_an_export_says_it_and_applies_again(desk: Desk, sample: Sample) -> None:
    await desk.template(attribute(sample, "hint: Зачем", f'default: "{sample.default[0]}"'))
    exported = write_configuration(await ExportConfiguration(desk.configuration)())
    (template,) = [item for item in yaml.safe_load(exported)["templates"] if item["system_name"] == "Proba"]
    assert template["attributes"] == [
        {
            "title": "Ответ",
            "system_name": "Otvet",
            **(sample.fields or {}),
            "hint": "Зачем",
            "default": sample.default[0],
        }
    ]
    before = await desk.stored()
    assert await desk.apply(exported) == []
    assert await desk.stored() == before


@EVERY
async def test_formulas_a_trial_and_a_letter_have_it(desk: Desk, sample: Sample) -> None:
    await desk.template(attribute(sample))
    typed, formula, given = sample.formula
    await desk.begin()
    record = (await desk.says(typed)).record
    trial = await tried(desk, record.id, formula)
    assert (trial.error, [item.letter.subject for item in trial.letters]) == (None, [given])
    await desk.changes(record, "Otvet")
    await desk.says(sample.letter[0])
    await desk.ready()
    assert (await desk.presses(record)).began
    (content,) = await desk.letters()
    assert read_letter(content)[1] == sample.letter[1]


@EVERY
async def test_a_query_finds_it_by_what_is_kept_typed_beside_it(desk: Desk, sample: Sample) -> None:
    await desk.template(attribute(sample))
    typed, holds, fails = sample.query
    await desk.begin()
    record = (await desk.says(typed)).record
    for condition, count in ((holds, "1"), (fails, "0")):
        trial = await tried(desk, record.id, f"COUNT(from x in db->Proba where {condition} select x)")
        assert (trial.error, [item.letter.subject for item in trial.letters]) == (None, [count]), condition
    assert await models.RecordValue.filter(record_id=record.id, attribute="Otvet").count() == 1


@EVERY
async def test_what_a_database_finds_is_what_evaluation_finds(
    desk: Desk, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.template(attribute(sample))
    for words in {str(kept): words for words, kept in sample.typed.items()}.values():
        await desk.begin()
        record = (await desk.says(words)).record
    compared = [found for text in sample.query[1:] if (found := re.fullmatch(r"x->Otvet \S+ (.+)", text))]
    conditions = [f"x->Otvet {sign} {found[1]}" for found in compared for sign in ("==", "!=", "<", ">=")]
    conditions += ["EMPTY(x->Otvet)", "NOT(EMPTY(x->Otvet))"]

    async def counts() -> list[str]:
        trials = [
            await tried(desk, record.id, f"COUNT(from x in db->Proba where {condition} select x)")
            for condition in conditions
        ]
        return [item.letter.subject if trial.error is None else "" for trial in trials for item in trial.letters]

    found = await counts()
    monkeypatch.setattr(query_records, "look_up", lambda *_: ANYTHING)
    assert await counts() == found


@EVERY
async def test_a_press_refuses_what_another_type_has_left(desk: Desk, sample: Sample) -> None:
    await desk.template("{title: Ответ, type: text}")
    await desk.begin()
    record = (await desk.says("просто слова")).record
    await desk.template(attribute(sample))
    await desk.ready()
    trial = await tried(desk, record.id, "IF($Otvet == null, 'пусто', 'нет')")
    assert [item.letter.subject for item in trial.letters] == ["пусто"]
    assert "<b>Ответ:" not in card_page(desk.reader(), await desk.card(desk.person, record.id)).text
    with pytest.raises(GonetsError) as refused:
        await desk.presses(record)
    assert refused.value.params["title"] == "Ответ"
