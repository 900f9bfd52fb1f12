"""Buttons that begin a record from another one, or bring one back; and buttons that a change shows and hides."""

import pytest

from bot.cards.card_page import card_page
from domain.records.record import Record
from domain.runs.press_button import ButtonHidden, Pressed
from storage import models
from tests.domain.records.desk import Desk

TEMPLATES = """
templates:
  - title: Заявка
    system_name: Zayavka
    attributes:
      - {title: Тема, type: text}
      - {title: Кому, type: account}
    buttons:
      - title: Пропуск
        operation: create
        template: Propusk
        values:
          - {attribute: Povod, formula: "'По заявке: ' + $Tema"}
          - {attribute: Gost, formula: $Komu}
      - {title: В архив, operation: archive}
      - {title: Вернуть, operation: unarchive}
      - {title: Срочно, operation: save, condition: "$Tema == 'Пожар'"}
  - title: Пропуск
    system_name: Propusk
    attributes:
      - {title: Повод, type: text}
      - {title: Гость, type: account}
      - {title: Этаж, type: text}
    buttons: [{title: Отправить}]
"""


async def written(desk: Desk, subject: str = "Ремонт") -> Record:
    assert await desk.apply(TEMPLATES) == []
    number = await desk.account("Иванов Иван Петрович")
    template = await desk.stored("Zayavka")
    await desk.fill.start(desk.person, template.id)
    await desk.says(subject)
    return (await desk.chooses(number)).record


async def press(desk: Desk, record: Record, button: str) -> Pressed:
    now = await desk.records.get(record.id)
    assert now is not None
    number = (await desk.stored("Zayavka")).numbers[button]
    return await desk.press(desk.person, now.id, number, now.revision, 0)


async def labels(desk: Desk, record: Record) -> list[str]:
    rows = card_page(desk.reader(), await desk.card(desk.person, record.id)).rows
    return [button.label for row in rows for button in row]


async def test_a_new_record_begins_with_what_the_formulas_give_and_asks_for_the_rest(desk: Desk) -> None:
    record = await written(desk)
    pressed = await press(desk, record, "Propusk")
    assert pressed.new is not None
    begun = await desk.fill.start_from(desk.person, pressed.new.template_id, pressed.new.values)
    assert begun.template.document.title == "Пропуск"
    assert {name: str(value) for name, value in begun.record.values.items()}["Povod"].count("По заявке: Ремонт") == 1
    assert begun.record.values["Gost"] == record.values["Komu"]
    assert begun.question is not None
    assert begun.question.title == "Этаж"
    assert await models.ScenarioRun.all().count() == 0


async def test_a_second_press_opens_the_draft_of_the_first(desk: Desk) -> None:
    record = await written(desk)
    numbers = []
    for _ in range(2):
        new = (await press(desk, record, "Propusk")).new
        assert new is not None
        numbers.append((await desk.fill.start_from(desk.person, new.template_id, new.values)).record.id)
    assert numbers[0] == numbers[1] != record.id


async def test_somebody_who_cannot_be_written_to_is_asked_for_with_the_reason(desk: Desk) -> None:
    record = await written(desk)
    await models.Account.all().update(active=False)
    new = (await press(desk, record, "Propusk")).new
    assert new is not None
    assert [title for title, _ in new.refused] == ["Гость"]
    assert "Gost" not in new.values


async def test_a_record_comes_back_from_the_archive_by_its_own_button(desk: Desk) -> None:
    record = await written(desk)
    assert "Вернуть" not in await labels(desk, record)
    with pytest.raises(ButtonHidden):
        await press(desk, record, "Vernut")
    await press(desk, record, "Varkhiv")
    shown = await labels(desk, record)
    assert "Вернуть" in shown
    assert "Вернуть из архива" not in shown
    assert (await press(desk, record, "Vernut")).done == "unarchive"
    assert "Вернуть" not in await labels(desk, record)


async def test_a_condition_shows_and_hides_its_button_with_each_change(desk: Desk) -> None:
    record = await written(desk)
    assert "Срочно" not in await labels(desk, record)
    number = (await desk.stored("Zayavka")).numbers["Tema"]
    for subject, shown in (("Пожар", True), ("Потоп", False), ("Пожар", True)):
        await desk.fill.change(desk.person, record.id, number)
        await desk.says(subject, message=500)
        assert ("Срочно" in await labels(desk, record)) is shown
    await desk.edits(500, "Уже нет")
    assert "Срочно" not in await labels(desk, record)


WRONG = {
    "an attribute that is not there": ("{attribute: Net, formula: $Tema}", "config-unknown-name"),
    "a formula of another template": ("{attribute: Povod, formula: $Povod}", "error-formula-unknown-name"),
    "a text where somebody is meant": ("{attribute: Gost, formula: $Tema}", "config-formula-kind"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_what_cannot_be_filled_in_is_refused_where_it_is_written(desk: Desk, case: str) -> None:
    value, key = WRONG[case]
    text = TEMPLATES.replace("{attribute: Gost, formula: $Komu}", value)
    (mistake,) = await desk.mistakes(text)
    assert mistake.key == key
    assert mistake.path[:5] == ("templates", 0, "buttons", 0, "values")
