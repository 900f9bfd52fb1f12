"""A card says whom its letters go to: before the press as the scenario works it out, after it as it was."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.cards.card_page import card_page
from bot.files.config_file import recipe_text
from domain.records.record import Record
from storage import models
from tests.domain.records.desk import Desk

LATER = "Кому: станет известно только при отправке."
NO_ADDRESS = "«не адрес» — не почтовый адрес (To). Исправьте его у получателя."
SCENARIO = """
scenarios:
  - title: Отправка уведомления
    event: {type: button_clicked, template: Uvedomleniya, button: Otpravituvedomlenie}
    actions:
"""
SEND = "send_message: {connection: smtp_connection, route: smtp_route, variable: n"
TEXTS = "Subject: {attribute: Temauvedomleniya}, Body: {attribute: Tekstuvedomleniya}"


def put(to: str, **more: str) -> str:
    rest = "".join(f"{name}: {value}, " for name, value in more.items())
    return f"change_variables: {{set: n, variables: {{To: {to}, {rest}{TEXTS}}}}}"


def formula(text: str) -> str:
    return f'{{Address: {{formula: "{text}"}}}}'


async def written(desk: Desk, *actions: str, route: str = "", to: Sequence[int] = (), subject: str = "Тема") -> Record:
    """Fill a record in, whose button does these actions."""
    await desk.ready()
    if actions:
        lines = [f"      - {line}" for line in actions]
        assert await desk.apply("\n".join([SCENARIO.rstrip(), *lines, ""])) == []
    if route:
        text = recipe_text()
        routes = text[text.index("routes:") : text.index("templates:")]
        assert await desk.apply(f"{routes.rstrip()}\n    {route}\n") == []
    number = await desk.account("Иванов Иван Петрович")
    (template,) = await desk.configuration.templates()
    await desk.fill.start(desk.person, template.id)
    await desk.chooses(number)
    await desk.says(subject)
    return (await desk.says("Текст")).record


async def pressed(desk: Desk, record: Record) -> None:
    (template,) = await desk.configuration.templates()
    number = template.numbers["Otpravituvedomlenie"]
    await desk.press(desk.person, record.id, number, record.revision, 0, sure=True)
    await desk.letters()


async def said(desk: Desk, record: Record) -> list[str]:
    """Return the lines of its card that tell whom it goes to."""
    view = await desk.card(desk.person, record.id)
    lines = [re.sub(r"<[^>]*>", "", line) for line in card_page(desk.reader(), view).text.splitlines()]
    return [line for line in lines if line.startswith(("Кому", "Копия", "Скрытая", "По кнопке", "⚠️"))]


def apart(*actions: str) -> str:
    return f"run_apart: {{actions: [{', '.join(f'{{{action}}}' for action in actions)}]}}"


def loop(send: str) -> str:
    return (
        "for_each: {values: {formula: \"LIST('a@firma.local', 'b@firma.local')\"}, variable: one, "
        f"actions: [{{{put(formula('$$one'))}}}, {{{send}}}]}}"
    )


A, B = (put(formula(f"'{name}@firma.local'")) for name in "ab")
BRANCHES = (
    f"by_conditions: {{branches: [{{condition: \"$Temauvedomleniya == 'Тема'\", actions: [{{{A}}}]}}, "
    f"{{condition: \"$Temauvedomleniya != 'Тема'\", actions: [{{{B}}}]}}]}}"
)


BEFORE: dict[str, tuple[tuple[str, ...], dict[str, Any], list[str]]] = {
    "the recipe, whose card shows the address of the recipient above": ((), {}, []),
    "an address that stands in the scenario": (
        (put(formula("'a@firma.local'")), SEND + "}"),
        {},
        ["Кому: a@firma.local"],
    ),
    "an address made of what was typed": (
        (put(formula("$Temauvedomleniya + '@firma.local'")), SEND + "}"),
        {"subject": "kadry"},
        ["Кому: kadry@firma.local"],
    ),
    "copies and hidden copies": (
        (put(formula("$Poluchatel->mbox"), Cc=formula("'b@firma.local'"), Bcc=formula("'c@firma.local'")), SEND + "}"),
        {},
        [
            "Кому: Иванов Иван Петрович (ivanov@firma.local)",
            "Копия: b@firma.local",
            "Скрытая копия: c@firma.local",
        ],
    ),
    "fixed addresses of the route": (
        (),
        {"route": "cc: [arhiv@firma.local]"},
        ["Кому: Иванов Иван Петрович (ivanov@firma.local)", "Копия: arhiv@firma.local"],
    ),
    "two letters": (
        (put(formula("'a@firma.local'")), SEND + "}", put(formula("'b@firma.local'")), SEND + "}"),
        {},
        ["Кому: a@firma.local, b@firma.local"],
    ),
    "a short loop": (
        (loop(SEND + "}"),),
        {},
        ["Кому: a@firma.local, b@firma.local"],
    ),
    "a long loop": (
        (f"repeat: {{times: {{formula: '500'}}, variable: i, actions: [{{{A}}}, {{{SEND}}}}}]}}",),
        {},
        [LATER],
    ),
    "a letter behind the server's answer": (
        (put(formula("'a@firma.local'")), SEND + ", success_variable: ok}", put(formula("$$ok")), SEND + "}"),
        {},
        ["Кому: a@firma.local", "Кому ещё — станет известно только при отправке."],
    ),
    "nothing behind the server's answer": (
        (put(formula("'a@firma.local'")), SEND + ", success_variable: ok}"),
        {},
        ["Кому: a@firma.local"],
    ),
    "a letter of a record that is made for it": (
        (
            (
                "create_record: {template: Uvedomleniya, variable: made, actions: [{change_attributes: {changes: "
                "[{attribute: Temauvedomleniya, value: {formula: \"'Новая'\"}}]}}]}"
            ),
            put(formula("'a@firma.local'")),
            SEND + "}",
        ),
        {},
        ["Кому: a@firma.local"],
    ),
    "what fails": (
        (put(formula("$Temauvedomleniya")), SEND + "}"),
        {"subject": "не адрес"},
        [f"⚠️ Сейчас письмо не уйдёт. {NO_ADDRESS}"],
    ),
    "a letter apart": ((put(formula("'a@firma.local'")), apart(SEND + "}")), {}, ["Кому: a@firma.local"]),
    "a letter apart, whose address is made there": (
        (apart(put(formula("$Poluchatel->mbox")), SEND + "}"),),
        {},
        [],
    ),
    "one letter and another apart": ((A, SEND + "}", B, apart(SEND + "}")), {}, ["Кому: a@firma.local, b@firma.local"]),
    "one apart inside of another": ((A, apart(apart(SEND + "}"))), {}, ["Кому: a@firma.local"]),
    "a letter apart for each of a few": ((loop(apart(SEND + "}")),), {}, ["Кому: a@firma.local, b@firma.local"]),
    "a letter apart for each of many": (
        (f"repeat: {{times: {{formula: '500'}}, variable: i, actions: [{{{A}}}, {{{apart(SEND + '}')}}}]}}",),
        {},
        [LATER],
    ),
    "something apart that sends nothing": ((A, SEND + "}", apart(B)), {}, ["Кому: a@firma.local"]),
    "a letter apart behind the server's answer": (
        (A, apart(SEND + ", success_variable: ok}", put(formula("$$ok")), SEND + "}")),
        {},
        ["Кому: a@firma.local", "Кому ещё — станет известно только при отправке."],
    ),
    "a letter apart that fails alone": (
        (A, SEND + "}", apart(put(formula("$Temauvedomleniya")), SEND + "}")),
        {"subject": "не адрес"},
        ["Кому: a@firma.local", f"⚠️ Остальным письмо сейчас не уйдёт. {NO_ADDRESS}"],
    ),
    "nobody is written to": ((put(formula("'a@firma.local'")),), {}, []),
    "another branch": (
        (BRANCHES, SEND + "}"),
        {},
        ["Кому: a@firma.local"],
    ),
}


@pytest.mark.parametrize("case", BEFORE)
async def test_it_is_said_before_the_press_wherever_addresses_come_from(desk: Desk, case: str) -> None:
    actions, fields, lines = BEFORE[case]
    record = await written(desk, *actions, **fields)
    kept = await models.Record.all().count()
    assert await said(desk, record) == lines
    assert await models.Record.all().count() == kept
    for model in (models.ScenarioRun, models.Delivery, models.Letter):
        assert await model.all().count() == 0


async def test_fifty_are_told_by_the_first_few_and_how_many_more(desk: Desk) -> None:
    many = ", ".join(f"{{formula: \"'a{number}@firma.local'\"}}" for number in range(50))
    record = await written(desk, put(f"{{Address: [{many}]}}"), SEND + "}")
    (line,) = await said(desk, record)
    assert line == "Кому: a0@firma.local, a1@firma.local, a2@firma.local, a3@firma.local, a4@firma.local и ещё 45"


async def test_a_letter_that_is_on_its_way_says_whom_it_goes_to_whatever_the_scenario_says_now(desk: Desk) -> None:
    record = await written(desk, route="cc: [arhiv@firma.local]")
    await pressed(desk, record)
    lines = [
        SCENARIO.rstrip(),
        "      - " + put(formula("'other@firma.local'")),
        f"      - {SEND}}}",
        "",
    ]
    assert await desk.apply("\n".join(lines)) == []
    assert await said(desk, record) == [
        "Кому: Иванов Иван Петрович (ivanov@firma.local)",
        "Копия: arhiv@firma.local",
    ]


async def test_a_letter_that_went_where_the_directory_says_tells_nothing_twice_until_the_address_changes(
    desk: Desk,
) -> None:
    record = await written(desk)
    await pressed(desk, record)
    assert await said(desk, record) == []
    (ivanov,) = (await desk.accounts.search("Иванов")).accounts
    await desk.accounts.save(replace(ivanov, mbox="new@firma.local"))
    assert await said(desk, record) == ["Кому: Иванов Иван Петрович (ivanov@firma.local)"]


async def test_a_form_that_is_not_filled_in_names_nobody_yet(desk: Desk) -> None:
    await desk.ready()
    (template,) = await desk.configuration.templates()
    filling = await desk.fill.start(desk.person, template.id)
    assert await said(desk, filling.record) == []
