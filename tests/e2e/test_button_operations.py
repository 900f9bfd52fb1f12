"""Buttons that do something to the record itself: save, archive, delete."""

import pytest

from domain.configuration.apply_configuration import ConfigurationInvalid
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import Product
from tests.e2e.test_pressing import data_of

TEMPLATE = """
templates:
  - title: Заметка
    attributes:
      - {title: Тема, type: text, required: true}
    buttons:
      - {title: Сохранить, operation: save}
      - {title: В архив, operation: archive}
      - {title: Выбросить, operation: delete}
"""


async def compose(product: Product, text: str = TEMPLATE, subject: str = "Первая") -> ChatMessage:
    await product.apply(text)
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Заметка")
    await staff.wait_for_text("Тема (1 из 1)")
    await staff.send(subject)
    return await staff.wait_for(lambda chat: chat.last if "Выбросить" in chat.last.labels else None)


async def test_a_saved_record_says_so_and_its_old_button_redraws_the_card(product: Product) -> None:
    staff = product.staff
    card = await compose(product)
    old = data_of(card, "Сохранить")
    await staff.press("Сохранить")
    card = await staff.wait_for_text("Сохранено")
    (record,) = await models.Record.all()
    assert record.revision == 3
    answer = await staff.press_data(card, old)
    assert "Карточка успела измениться" in answer.text
    await models.Record.get(id=record.id, revision=3)


async def test_an_archived_record_leaves_the_list_and_comes_back(product: Product) -> None:
    staff = product.staff
    await compose(product)
    await staff.press("В архив")
    card = await staff.wait_for_text("Запись в архиве")
    assert "🗄 в архиве" in card.text
    assert card.labels == ["Вернуть из архива", "Выбросить", "Копия", "📋 Мои"]
    await staff.press("📋 Мои")
    page = await staff.wait_for_text("Все (0)")
    assert "🗄 Архив (1)" in page.labels
    await product.restart()
    await staff.press("🗄 Архив (1)")
    page = await staff.wait_for_text("🗄 Архив (1)")
    await staff.press("🗂 Первая")
    await staff.wait_for_text("🗄 в архиве")
    await staff.press("Вернуть из архива")
    card = await staff.wait_for_text("снова в списке")
    assert "🗄" not in card.text
    assert "В архив" in card.labels
    await staff.press("📋 Мои")
    page = await staff.wait_for_text("Все (1)")
    assert not any("Архив" in label for label in page.labels)


async def test_an_archived_record_is_not_changed_by_old_buttons_or_corrections(product: Product) -> None:
    staff = product.staff
    card = await compose(product)
    typed = next(message for message in staff.messages if message.text == "Первая")
    save = data_of(card, "Сохранить")
    number = save.split(":")[1]
    await staff.press("В архив")
    card = await staff.wait_for_text("Запись в архиве")
    for data in (f"g:{number}:1", f"r:{number}"):
        answer = await staff.press_data(card, data)
        assert answer.answered
    await staff.edit(typed, "Исправлена")
    await staff.wait_for_text("не меняется")
    record = await models.Record.get(id=number)
    assert (record.values, record.disabled) == ({"Tema": "Первая"}, True)


async def test_a_button_that_deletes_asks_first_always(product: Product) -> None:
    staff = product.staff
    await compose(product)
    await staff.press("Выбросить")
    page = await staff.wait_for_text("Удалить запись?")
    assert page.labels == ["Удалить", "Нет, назад"]
    await staff.press("Нет, назад")
    card = await staff.wait_for(lambda chat: chat.last if "Выбросить" in chat.last.labels else None)
    assert await models.Record.all().count() == 1
    assert "🗑 Удалить" not in card.labels
    await staff.press("Выбросить")
    page = await staff.wait_for_text("Удалить запись?")
    sure = data_of(page, "Удалить")
    await staff.press("Удалить")
    page = await staff.wait_for_text("Удалено")
    assert await models.Record.filter(deleted_at=None).count() == 0
    answer = await staff.press_data(page, sure)
    assert "Этого больше нет" in answer.text


async def test_a_buttons_own_question_comes_before_its_operation(product: Product) -> None:
    staff = product.staff
    asks = TEMPLATE.replace("operation: archive", "operation: archive, confirm: 'Убрать с глаз?'")
    await compose(product, asks.replace("operation: delete", "operation: delete, confirm: 'Совсем выбросить?'"))
    await staff.press("В архив")
    page = await staff.wait_for_text("Убрать с глаз?")
    assert "Удалить" not in page.text
    await staff.press("Нет, назад")
    await staff.wait_for(lambda chat: "Выбросить" in chat.last.labels)
    await staff.press("Выбросить")
    await staff.wait_for_text("Совсем выбросить?")
    await staff.press("Удалить")
    await staff.wait_for_text("Удалено")


async def test_a_condition_hides_an_operation(product: Product) -> None:
    staff = product.staff
    hidden = TEMPLATE.replace("operation: archive", "operation: archive, condition: \"$Tema == 'Готово'\"")
    card = await compose(product, hidden)
    assert "В архив" not in card.labels
    await staff.press("Изменить")
    await staff.wait_for_text("Что изменить?")
    await staff.press("Тема")
    await staff.wait_for_text("новое значение")
    await staff.send("Готово")
    await staff.wait_for(lambda chat: "В архив" in chat.last.labels)


async def test_somebody_elses_record_is_neither_saved_nor_archived_nor_deleted(product: Product) -> None:
    card = await compose(product)
    presses = [data_of(card, label) for label in ("Сохранить", "В архив", "Выбросить")]
    number = presses[0].split(":")[1]
    stranger = product.admin
    await stranger.send("/start")
    page = await stranger.wait_for_text("Здравствуйте")
    for data in [*presses, f"{presses[2][:-1]}1", f"v:{number}"]:
        answer = await stranger.press_data(page, data)
        assert answer.answered, data
    record = await models.Record.get(id=number)
    assert (record.disabled, record.revision) == (False, 2)


async def test_a_scenario_cannot_wait_for_a_button_that_raises_no_event(product: Product) -> None:
    scenario = """
scenarios:
  - title: Проба
    event: {type: button_clicked, template: Zametka, button: Varkhiv}
    actions:
      - change_variables: {set: a, variables: {B: {formula: "1"}}}
"""
    with pytest.raises(ConfigurationInvalid) as refused:
        await product.apply(TEMPLATE + scenario)
    assert [(item.shown_path, item.key) for item in refused.value.mistakes] == [
        ("scenarios[0].event.button", "config-button-no-event")
    ]


async def test_every_question_that_can_cost_names_the_letter(product: Product) -> None:
    staff = product.staff
    await compose(product, TEMPLATE.replace("operation: archive", "operation: archive, confirm: 'Убрать с глаз?'"))
    for label in ("В архив", "Выбросить"):
        await staff.press(label)
        page = await staff.wait_for(lambda chat: chat.last if "Нет, назад" in chat.last.labels else None)
        assert "О чём: " in page.text
        assert "Записано: " in page.text
        await staff.press("Нет, назад")
        await staff.wait_for(lambda chat: "Выбросить" in chat.last.labels)


async def test_a_button_that_creates_opens_the_draft_of_the_new_record(product: Product) -> None:
    staff = product.staff
    values = "[{attribute: Tema, formula: \"'О: ' + $Tema\"}]"
    creates = f"{{title: Ещё одна, operation: create, template: Zametka, values: {values}}}"
    text = TEMPLATE.replace("{title: В архив, operation: archive}", creates)
    await compose(product, text)
    await staff.press("Ещё одна")
    card = await staff.wait_for_text("О: Первая")
    assert "Заметка" in card.text
    assert await models.Record.all().count() == 2
