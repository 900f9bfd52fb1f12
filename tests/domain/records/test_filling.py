"""Filling: what a record begins with, what is asked next, what is left and what is taken up again."""

from dataclasses import replace
from typing import Any

import pytest

from domain.people import Person
from domain.records.fillings import TemplateGone
from domain.records.template_access import TemplateNotAllowed
from storage import models
from tests.domain.records.desk import Desk, titles

FORM = """
{title: Тема, type: text, required: true}
{title: Текст, type: text, multiline: true, required: true}
{title: Файлы, type: document, multiple: true}
"""


async def test_questions_are_asked_in_the_order_of_the_form(desk: Desk) -> None:
    await desk.template(FORM, form="[Tekst, Tema, Poslat]")
    assert titles(await desk.begin())[0] == "Текст"
    assert titles(await desk.says("Текст"))[0] == "Тема"
    filling = await desk.says("Тема")
    assert titles(filling) == (None, {"Tekst": "Текст", "Tema": "Тема"})
    assert filling.record.saved_at is not None


async def test_a_draft_goes_on_where_it_was_left(desk: Desk) -> None:
    await desk.template(FORM)
    await desk.begin()
    filling = await desk.says("Тема")
    left = await desk.fill.stop(desk.person)
    assert left is not None
    assert await desk.fill.filling(desk.person) is None
    assert titles(await desk.fill.resume(desk.person, filling.record.id)) == ("Текст", {"Tema": "Тема"})


async def test_a_draft_without_an_answer_goes_when_it_is_left(desk: Desk) -> None:
    await desk.template(FORM)
    filling = await desk.begin()
    assert (await desk.begin()).record.id == filling.record.id
    await desk.fill.stop(desk.person)
    assert await desk.records.get(filling.record.id) is None


async def test_a_question_that_was_added_later_is_asked_when_the_draft_goes_on(desk: Desk) -> None:
    await desk.template("{title: Тема, type: text, required: true}")
    await desk.begin()
    filling = await desk.says("Тема")
    await desk.template(FORM)
    assert titles(await desk.fill.resume(desk.person, filling.record.id))[0] == "Текст"


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("{title: Поле, type: text, default: \"'Сводка'\"}", "Сводка"),
        ("{title: Поле, type: text, default: '1 + 1'}", "2"),
        ("{title: Поле, type: text, default: 'true'}", "True"),
        ("{title: Поле, type: account, default: $_creator}", {"account": 1}),
        ("{title: Поле, type: account, multiple: true, default: 'LIST($_creator, $_creator)'}", [{"account": 1}]),
    ],
)
async def test_a_default_is_there_before_anything_is_asked(desk: Desk, attribute: str, value: Any) -> None:
    number = await desk.account("Иванов Иван")
    await desk.template(attribute)
    person = await _with_account(desk, number)
    filling = await desk.fill.start(person, (await desk.stored()).id)
    assert titles(filling) == (None, {"Pole": value})


@pytest.mark.parametrize(
    "attribute",
    [
        "{title: Поле, type: text, default: 'null'}",
        "{title: Поле, type: text, default: \"' '\"}",
        "{title: Поле, type: text, default: \"'" + "x" * 501 + "'\"}",
        "{title: Поле, type: account, default: $_creator}",
        "{title: Поле, type: account, default: $_creator->manager}",
    ],
)
async def test_a_default_that_would_be_no_answer_leaves_the_question(desk: Desk, attribute: str) -> None:
    await desk.template(attribute)
    assert titles(await desk.begin()) == ("Поле", {})


async def test_a_copy_has_the_values_and_files_of_its_own(desk: Desk) -> None:
    await desk.template(FORM)
    await desk.begin()
    await desk.says("Тема")
    await desk.says("Текст")
    await desk.sends_file("a.pdf", b"content")
    filling = await desk.finishes()
    copy = (await desk.fill.copy(desk.person, filling.record.id)).record
    assert copy.id != filling.record.id
    assert (copy.values["Tema"], copy.values["Tekst"]) == ("Тема", "Текст")
    (own,), (other,) = copy.values["Fayly"], filling.record.values["Fayly"]
    assert (own["name"], own["file"] != other["file"]) == ("a.pdf", True)
    (file,) = await desk.files.read((own["file"],))
    assert not isinstance(file.data, bytes)
    assert [piece async for piece in file.data()] == [b"content"]
    await desk.fill.delete(desk.person, filling.record.id)
    assert len(await desk.files.read((own["file"],))) == 1


async def test_the_card_has_a_line_for_every_question_and_a_value_where_one_was_given(desk: Desk) -> None:
    number = await desk.account("Иванов Иван")
    await desk.template(
        f"{FORM.strip()}\n{{title: Кому, type: account}}\n{{title: Ещё, type: account, multiple: true}}"
    )
    await desk.begin()
    await desk.says("Тема")
    await desk.says("Текст")
    await desk.finishes()
    await desk.chooses(number)
    filling = await desk.finishes()
    lines = {line.attribute.title: line.value for line in (await desk.card(desk.person, filling.record.id)).lines}
    assert (lines["Тема"].text, lines["Файлы"], lines["Ещё"]) == ("Тема", None, None)
    assert lines["Кому"].account.full_name == "Иванов Иван"


async def test_a_template_that_is_switched_off_or_not_for_this_person_begins_nothing(desk: Desk) -> None:
    await desk.template(FORM, allowed="administrators")
    with pytest.raises(TemplateNotAllowed):
        await desk.begin()
    await desk.template(FORM, enabled="false")
    with pytest.raises(TemplateGone):
        await desk.begin()


async def _with_account(desk: Desk, number: int) -> Person:
    await models.Person.filter(telegram_id=desk.person.telegram_id).update(account_id=number)
    return replace(desk.person, account_id=number)
