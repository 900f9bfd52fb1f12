"""What people read of a scenario names attributes, templates, routes and connections by their titles alone."""

import re
from typing import Any

import pytest

from bot.files.config_file import recipe_text
from bot.journal.chain import step_lines
from bot.objects.addresses import TryOnRecord
from bot.objects.trial import trial_page
from domain.configuration.validation import Configuration
from domain.runs.chain import steps_of
from domain.scenarios.titles import Titles, TitlesHere
from domain.scenarios.values import AttributeValue
from storage.repositories.runs import RunRepository
from tests.domain.records.desk import Desk

ACTIONS = """
      - change_context:
          template: Uvedomleniya
          objects: {attribute: id}
          actions:
            - change_attributes:
                changes: [{attribute: Temauvedomleniya, value: {attribute: Tekstuvedomleniya}}]
            - change_variables:
                set: n
                variables:
                  To: {Address: {formula: "'a@firma.local'"}}
                  Body: {attribute: Tekstuvedomleniya}
                  Subject: {attribute: Temauvedomleniya}
            - for_each: {values: {attribute: Temauvedomleniya}, variable: one, actions: [{create_record: {
                template: Uvedomleniya, actions: [{change_attributes: {changes: [
                {attribute: Tekstuvedomleniya, value: {formula: "'x'"}}]}}]}}]}
            - run_apart: {actions: [{change_attributes: {changes: [{attribute: Temauvedomleniya, operation: clear}]}}]}
            - send_message: {connection: smtp_connection, route: smtp_route, variable: n}
"""
NAMES = re.compile(r"Uvedomleniya|Temauvedomleniya|Tekstuvedomleniya|smtp_route|smtp_connection")


async def written(desk: Desk) -> int:
    """Fill a record in, whose button does all this."""
    await desk.ready()
    text = recipe_text()
    whole = f"{text[text.index('scenarios:') : text.index('    actions:')]}    actions:{ACTIONS}"
    assert await desk.apply(whole) == []
    number = await desk.account("Иванов Иван Петрович")
    (template,) = await desk.configuration.templates()
    await desk.fill.start(desk.person, template.id)
    await desk.chooses(number)
    await desk.says("Тема")
    return (await desk.says("Текст")).record.id


async def test_a_dry_run_names_nothing_by_its_system_name(desk: Desk) -> None:
    record = await written(desk)
    (scenario,) = await desk.configuration.scenarios()
    trial = await desk.trial(desk.admin, scenario.document, record)
    page = trial_page(desk.reader(), trial, TryOnRecord(scenario=scenario.id, draft=0, record=record))
    assert trial.is_fine
    assert not NAMES.findall(page.text)
    assert "<code>Body = Текст</code> ← Текст уведомления" in page.text
    assert "Тема уведомления = Текст ← Текст уведомления" in page.text


async def test_an_event_chain_names_nothing_by_its_system_name(desk: Desk) -> None:
    record = await desk.records.get(await written(desk))
    assert record is not None
    (template,) = await desk.configuration.templates()
    pressed = await desk.press(
        desk.person, record.id, template.numbers["Otpravituvedomlenie"], record.revision, 0, sure=True
    )
    assert pressed.run is not None
    await desk.letters()
    runs = RunRepository()
    run, entries = await runs.get(pressed.run.id), await runs.steps(pressed.run.id, 0, 100)
    assert run is not None
    titles = (await Configuration.stored(desk.configuration)).titles
    say = desk.reader().texts.html
    lines = [line for step in steps_of(run.scenario, entries, titles) for line in step_lines(say, step, texts=True)]
    assert not NAMES.findall("\n".join(lines))
    assert "Тема уведомления = Текст ← Текст уведомления" in lines
    assert any("Записи шаблона «Уведомления»" in line for line in lines)
    assert "Путь «Отправка уведомлений по эл. почте через SMTP», подключение «Отправка уведомлений через SMTP»" in lines


ATTRIBUTES = [
    {"title": "Тема", "type": "text"},
    {"title": "тема", "system_name": "Tema2", "type": "text"},
    {"title": "Итог", "type": "text"},
]


@pytest.mark.parametrize(
    ("name", "told"),
    [("Itog", "Итог"), ("Tema", "Тема · Tema"), ("Tema2", "тема · Tema2"), ("id", "ID"), ("Net", "Net")],
)
async def test_twins_keep_their_names_beside_and_what_is_gone_has_no_other(desk: Desk, name: str, told: str) -> None:
    await desk.template("\n".join(str(one).replace("'", '"') for one in ATTRIBUTES))
    titles: Any = (await Configuration.stored(desk.configuration)).titles
    assert TitlesHere(titles, "Proba").source(AttributeValue(attribute=name)) == told
    assert TitlesHere(Titles(), "Proba").source(AttributeValue(attribute=name)) in {name, "ID"}
