"""A typed label is its button where that costs nothing; other words on a page that wants a button repeat it."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.composing.typed_labels import folded, meant
from bot.telegram.catalogue import addresses
from storage import models
from tests.e2e.conftest import BUTTON, RECIPIENT, Product

Compose = Callable[..., Any]


@pytest.mark.parametrize("typed", ["новое", "НОВОЕ", "✉️ Новое", " Новое! "])
async def test_a_label_typed_on_the_first_page_is_its_button(product: Product, typed: str) -> None:
    staff = product.staff
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    await staff.send(typed)
    await staff.wait_for_text("Получатель (1 из 3)")


async def test_a_choice_typed_at_its_question_is_pressed(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.send(RECIPIENT.upper())
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("отложить")
    await staff.wait_for_text("Черновик сохран")


async def test_what_sends_or_deletes_is_never_typed(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    await staff.send(BUTTON)
    await staff.wait_for_text("Сейчас вопроса нет")
    assert not await models.ScenarioRun.exists()
    await staff.press("Удалить", card)
    await staff.wait_for_text("Удалить черновик?")
    for words in ("удалить", "да"):
        await staff.send(words)
        page = await staff.wait_for_text(f"пришло «{words}»")
        assert "Удалить черновик?" in page.text
        assert page.labels == ["Удалить", "Нет, назад"]
    await staff.send("нет, назад")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    assert await models.Record.all().count() == 1


async def test_words_at_a_question_for_a_button_do_not_land_in_another_draft(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff, subject="Первая")
    card = staff.last
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.press("Удалить", card)
    await staff.wait_for_text("Удалить черновик?")
    await staff.send("Длинный текст, который никак не подпись кнопки, и терять его нельзя")
    page = await staff.wait_for_text("Здесь нужно выбрать кнопку")
    assert page.labels == ["Удалить", "Нет, назад", "Что с присланным?"]
    assert await models.KeptPiece.all().count() == 1
    assert [record.values.get("Temauvedomleniya") for record in await models.Record.all().order_by("id")] == [
        "Первая",
        None,
    ]


async def test_cancel_leaves_a_field_of_a_finished_draft_and_leads_back_to_its_card(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff, subject="Тема")
    await staff.press("Изменить")
    await staff.press("Тема уведомления", await staff.wait_for_text("Что изменить?"))
    await staff.wait_for_text("новое значение")
    await staff.send("/cancel")
    card = await staff.wait_for_text("Поле осталось как было")
    assert BUTTON in card.labels
    assert not await models.Asking.exists()


async def test_cancel_at_a_page_that_asks_leads_back_to_where_it_was_asked(product: Product) -> None:
    admin = product.admin
    await admin.send("/accounts")
    await admin.wait_for_text("Справочник")
    await admin.press("Добавить")
    await admin.wait_for(lambda chat: "Справочник" not in chat.last.text)
    await admin.send("/cancel")
    page = await admin.wait_for_text("Вопрос закрыт, ничего не изменено")
    assert "Справочник" in page.text
    await admin.send("/settings")
    await admin.wait_for(lambda chat: "Часовой пояс" in " ".join(chat.last.labels))
    await admin.press(next(label for label in admin.last.labels if "Часовой пояс" in label))
    asking = await admin.wait_for(lambda chat: "Часовой пояс" not in " ".join(chat.last.labels))
    await admin.send("/cancel")
    await admin.wait_for(lambda chat: "Вопрос закрыт" in chat.last.text and asking is not chat.last)
    assert any("Часовой пояс" in label for label in admin.last.labels)
    assert (await models.Person.get(telegram_id=admin.id)).question is None


def test_only_safe_buttons_are_meant() -> None:
    card = addresses()["c"](record=1).pack()
    sure, asks = addresses()["d"](record=1, sure=1).pack(), addresses()["d"](record=1).pack()
    send = addresses()["p"](record=1, button=1, revision=1, turn=0).pack()
    offered = [
        ("📋 К карточке", card, None),
        ("Удалить", asks, None),
        ("Да, удалить", sure, None),
        ("Послать", send, None),
    ]
    assert meant("к карточке", offered) == card
    assert meant("УДАЛИТЬ", offered) == asks
    assert (meant("да, удалить", offered), meant("послать", offered), meant("", offered)) == (None, None, None)
    assert meant("Удалить", [*offered, ("удалить", card, None)]) is None
    assert folded("✉️ Ещё  РАЗ…") == "еще раз"


CHOICES = {
    "Чья у вас почта?": ("/connections", "Добавить"),
    "Microsoft 365: как входить?": ("/connections", "Добавить", "Microsoft 365"),
    "› Шифрование": ("/connections", "Отправка уведомлений", "Изменить", "Шифрование"),
    "Какое действие добавить?": ("/scenarios", "Отправка уведомления", "Изменить", "➕ Действие"),
    "Какого сценария?": ("/journal", "Отбор", "Сценарий"),
    "Что показать?": ("/admin", "Кто что менял", "Что менялось"),
    "На каком языке": ("/staff", "Борис Сотрудник", "Язык"),
}
"""Pages that buttons alone answer, and the way to each."""


@pytest.mark.parametrize("asked", CHOICES)
async def test_words_at_a_question_that_buttons_alone_answer_ask_again(product: Product, asked: str) -> None:
    admin = product.admin
    command, *labels = CHOICES[asked]
    await admin.send(command)
    for label in labels:
        await admin.press(label)
    offered = (await admin.wait_for_text(asked)).labels
    await admin.send("так, как было")
    page = await admin.wait_for_text("Здесь нужно выбрать кнопку, а пришло «так, как было»")
    assert asked in page.text
    assert page.labels == offered


async def test_a_choice_of_a_field_may_be_typed(product: Product) -> None:
    admin = product.admin
    await admin.send("/connections")
    for label in ("Отправка уведомлений", "Изменить", "Шифрование"):
        await admin.press(label)
    await admin.wait_for_text("› Шифрование")
    await admin.send("starttls")
    await admin.wait_for_text("Шифрование: STARTTLS")
