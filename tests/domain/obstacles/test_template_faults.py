"""A template that was set up wrong: staff read whose mistake it is, administrators are told what it is, and once."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.card_page import card_page
from bot.obstacles.pages import ObstacleView, obstacle_page
from bot.telegram.mistakes import error_words
from domain.errors import GonetsError
from domain.obstacles.told_obstacles import TOPIC
from domain.obstacles.what_is_wrong import WhatIsWrong
from domain.people import Person
from domain.records.record import Record
from domain.runs.may_begin import CannotBegin
from storage import models
from storage.repositories.runs import RunRepository
from tests.bot.cards.test_recipients_on_cards import SEND, formula, put, written
from tests.domain.obstacles.conftest import Telling
from tests.domain.records.desk import Desk

FAULTY = "Шаблон настроен с ошибкой"
KNOWN = "администратор уже знает"


async def card(desk: Desk, record: Record, person: Person | None = None) -> str:
    view = await desk.card(desk.person, record.id)
    text = card_page(replace(desk.reader(), person=person or desk.person), view).text
    return re.sub(r"<[^>]*>", "", text)


async def run(desk: Desk, record: Record, telling: Telling) -> None:
    """Press, do what is due, and tell what came of it, as the report does."""
    (template,) = await desk.configuration.templates()
    now = await desk.records.get(record.id)
    assert now is not None
    number = template.numbers["Otpravituvedomlenie"]
    turn = await models.ScenarioRun.filter(record_id=record.id).count()
    try:
        await desk.press(desk.person, now.id, number, now.revision, turn, sure=True)
    except CannotBegin as error:
        told: GonetsError = await telling.tell.instead_of(error, desk.person, record.id)
        assert told.key == "error-template-faulty"
    await desk.letters()
    await telling.tell.of_fault(desk.person, record.id)


async def told(desk: Desk, telling: Telling) -> list[str]:
    """What administrators read, message by message."""
    texts = []
    for row in await models.Announcement.filter(topic=TOPIC).order_by("id"):
        found = await telling.obstacles.get(row.subject)
        assert found is not None
        what = WhatIsWrong(desk.configuration, RunRepository())
        view = ObstacleView(found, "Отправка", (), {}, 0, wrong=await what(found.obstacle))
        texts.append(re.sub(r"<[^>]*>", "", obstacle_page(replace(desk.reader(), person=desk.admin), view).text))
    return texts


ADDRESS = "'a@firma.local'"
FIVE = "IF($Temauvedomleniya == 'Тема', 5, 'a@firma.local')"
NOTHING = "IF($Temauvedomleniya == 'Тема', 'слово', 5) - 1"
FAULTS: dict[str, tuple[Iterable[str], str]] = {
    "a number where an address is meant": ((put(formula(FIVE)), SEND + "}"), "«5» — не почтовый адрес"),
    "nobody to write to": (
        (put(formula("IF($Temauvedomleniya == 'Тема', '', 'a@firma.local')")), SEND + "}"),
        "Некому отправлять",
    ),
    "words that are counted with": (
        (put(formula("'a@firma.local'"), Nomer=f'{{formula: "{NOTHING}"}}'), SEND + "}"),
        "нужно число, а здесь текст",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_staff_read_whose_mistake_it_is_and_administrators_what_it_is(
    desk: Desk, telling: Telling, fault: str
) -> None:
    actions, words = FAULTS[fault]
    record = await written(desk, *actions)
    before = await card(desk, record)
    assert FAULTY in before
    assert KNOWN not in before
    assert words in await card(desk, record, desk.admin)
    await run(desk, record, telling)
    after = await card(desk, record)
    assert f"{FAULTY}, {KNOWN}" in after
    assert words not in after
    assert words in await card(desk, record, desk.admin)
    (message,) = await told(desk, telling)
    assert FAULTY in message
    assert words in message
    assert re.search(r"Действие \d:", message)


async def test_of_one_template_they_are_told_once_however_often_it_is_pressed(desk: Desk, telling: Telling) -> None:
    record = await written(desk, put(formula(FIVE)), SEND + "}")
    await run(desk, record, telling)
    await run(desk, record, telling)
    assert len(await told(desk, telling)) == 1


async def test_a_press_of_a_template_without_a_scenario_says_the_same(desk: Desk, telling: Telling) -> None:
    record = await written(desk)
    (stored,) = await desk.configuration.scenarios()
    await desk.configuration.save_scenario(stored.document.model_copy(update={"enabled": False}))
    assert "сценарий" not in await card(desk, record)
    await run(desk, record, telling)
    assert f"{FAULTY}, {KNOWN}" in await card(desk, record)
    (message,) = await told(desk, telling)
    assert "не подключён сценарий" in message


async def test_once_it_was_changed_staff_read_that_and_send_again(desk: Desk, telling: Telling) -> None:
    actions, _ = FAULTS["words that are counted with"]
    record = await written(desk, *actions)
    await run(desk, record, telling)
    (stored,) = await desk.configuration.scenarios()
    await desk.configuration.save_scenario(stored.document.model_copy(update={"title": "Другое"}))
    await desk.ready()
    text = await card(desk, record)
    assert "С тех пор его изменили" in text
    assert KNOWN not in text


CHECK = """check: {condition: "$Temauvedomleniya != 'Тема'", message: "'Тема слишком коротка'"}"""
OWN: dict[str, tuple[Iterable[str], dict[str, Any], str]] = {
    "an address that they typed": (
        (put(formula("$Temauvedomleniya")), SEND + "}"),
        {"subject": "не адрес"},
        "«не адрес» — не почтовый адрес",
    ),
    "a check that says what they are to do": (
        (CHECK, put(formula("'a@firma.local'")), SEND + "}"),
        {},
        "Тема слишком коротка",
    ),
}


@pytest.mark.parametrize("case", OWN)
async def test_what_the_author_can_mend_is_told_to_them_alone(desk: Desk, telling: Telling, case: str) -> None:
    actions, fields, words = OWN[case]
    record = await written(desk, *actions, **fields)
    before = await card(desk, record)
    assert f"Сейчас письмо не уйдёт. {words}" in before
    assert FAULTY not in before
    await run(desk, record, telling)
    text = await card(desk, record)
    assert words in text
    assert FAULTY not in text
    assert await told(desk, telling) == []


async def test_an_administrator_who_presses_is_told_on_the_card_and_nobody_else(desk: Desk, telling: Telling) -> None:
    record = await written(desk, put(formula(FIVE)), SEND + "}")
    await models.Person.filter(telegram_id=desk.person.telegram_id).update(role="admin")
    desk.person = await telling.person(desk.person.telegram_id)
    await run(desk, record, telling)
    assert "«5» — не почтовый адрес" in await card(desk, record)
    assert await told(desk, telling) == []


async def test_a_placeholder_that_nothing_fills_is_told_before_the_press(desk: Desk, telling: Telling) -> None:
    record = await written(desk, f"change_variables: {{set: n, variables: {{To: {formula(ADDRESS)}}}}}", SEND + "}")
    assert "В письме останутся пустые места: {Subject}, {Body} ничем не заполняются." in await card(desk, record)
    assert FAULTY not in await card(desk, record)
    await telling.tell.of_record(desk.person, record.id)
    (message,) = await told(desk, telling)
    assert "Действие 2: в письме останется пустое место: «Subject»" in message


async def test_a_default_of_too_many_people_says_so_where_it_is_asked(desk: Desk) -> None:
    numbers = [await desk.account(f"Человек {number:03}", f"a{number}@firma.local") for number in range(101)]
    ids = ", ".join(f"ID('account.{number}')" for number in numbers)
    await desk.template(f"""{{title: Кому, type: account, multiple: true, default: "LIST({ids})"}}""")
    (refused,) = (await desk.begin()).refused
    assert refused[0] == "Кому"
    words = error_words(desk.reader(), refused[1])
    assert words.startswith("По умолчанию там 101 человек, а у одного письма их не больше 100.")
