"""A connection whose own fault stops every letter, as staff and administrators see it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import BUTTON, Product

Compose = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("administrator_is_there")


async def expire_password(product: Product) -> None:
    """The server asks for a password, and the one at hand is wrong."""
    product.sandbox.mail.user, product.sandbox.mail.password = "notify", "новый-пароль"
    await set_password(product, "старый-пароль")


async def set_password(product: Product, password: str) -> None:
    (stored,) = await product.configuration.connections()
    login = {"authentication": "basic", "username": "notify", "timeout": timedelta(seconds=2)}
    await product.configuration.save_connection(
        stored.document.model_copy(update=login), {"password": SecretStr(password)}
    )


async def press_two(product: Product, compose: Compose) -> tuple[ChatMessage, ChatMessage]:
    """Two letters, both waiting behind the connection."""
    staff = product.staff
    await compose(staff, subject="Первое")
    first = staff.last
    await staff.press(BUTTON)
    await product.admin.wait_for_text("остановлено")
    await compose(staff, subject="Второе")
    second = staff.last
    await staff.press(BUTTON, second)
    await staff.wait_for(lambda chat: "ждёт" in card(product, second).text)
    return first, second


def card(product: Product, message: ChatMessage) -> ChatMessage:
    return next(item for item in product.staff.messages if item.id == message.id)


async def test_the_card_says_that_the_letter_waits_and_the_administrator_hears_the_next_step(
    product: Product, compose: Compose
) -> None:
    await expire_password(product)
    first, second = await press_two(product, compose)
    for number in (first, second):
        await product.staff.wait_for(lambda _, number=number: "🕓 Ждёт отправки" in card(product, number).text)
    for message in (card(product, first), card(product, second)):
        assert "не принял имя пользователя или пароль" in message.text
        assert "Отменить" in message.labels
    notice = await product.admin.wait_for_text("остановлено")
    assert "нажмите «Ввести новый пароль»" in notice.text
    assert "Ввести новый пароль" in notice.labels
    assert "Следующая проверка в" in notice.text
    assert "535" in notice.text
    assert "пароль" not in {"старый-пароль", "новый-пароль"} & set(notice.text.split())
    everything = " ".join(item.text for user in (product.staff, product.admin) for item in user.messages)
    assert "старый-пароль" not in everything
    assert product.sandbox.mailbox.letters == []


async def test_checking_now_with_the_fault_still_there_says_so_and_sends_nothing(
    product: Product, compose: Compose
) -> None:
    await expire_password(product)
    await press_two(product, compose)
    notice = await product.admin.wait_for_text("остановлено")
    answer = await product.admin.press("Проверить сейчас", notice)
    assert answer.answered
    await product.admin.wait_for(lambda chat: "Следующая проверка" in chat.last.text)
    assert "остановлено" in product.admin.last.text
    assert product.sandbox.mailbox.letters == []


async def test_a_new_password_lets_everything_go_in_order(product: Product, compose: Compose) -> None:
    await expire_password(product)
    first, second = await press_two(product, compose)
    await set_password(product, "новый-пароль")
    product.wake()
    letters = await product.sandbox.mailbox.wait_for(2)
    assert [letter.subject for letter in letters] == ["Первое", "Второе"]
    told = await product.admin.wait_for_text("снова работает")
    assert "Писем ждёт" not in told.text
    for message in (first, second):
        await product.staff.wait_for(lambda chat, message=message: "✅ Отправлено" in card(product, message).text)


async def test_checking_now_after_the_server_was_mended_lets_everything_go(product: Product, compose: Compose) -> None:
    await expire_password(product)
    await press_two(product, compose)
    notice = await product.admin.wait_for_text("остановлено")
    product.sandbox.mail.password = "старый-пароль"
    await product.admin.press("Проверить сейчас", notice)
    await product.sandbox.mailbox.wait_for(2)
    await product.admin.wait_for_text("снова работает")


async def test_a_letter_that_waited_too_long_asks_its_author(product: Product, compose: Compose) -> None:
    staff = product.staff
    await expire_password(product)
    first, _ = await press_two(product, compose)
    await models.Delivery.filter(subject="Первое").update(give_up_at=product.clock() - timedelta(minutes=1))
    product.wake()
    await staff.wait_for(lambda chat: "Оно ещё нужно?" in card(product, first).text)
    await staff.wait_for_text("❓ Ещё нужно?")
    assert card(product, first).labels[:2] == ["Нужно, пусть ждёт", "Не нужно, отменить"]
    await product.restart()
    await staff.press("Нужно, пусть ждёт", first)
    await set_password(product, "новый-пароль")
    product.wake()
    await product.sandbox.mailbox.wait_for(2)


async def test_the_administrator_lets_all_go_that_waited(product: Product, compose: Compose) -> None:
    await expire_password(product)
    await press_two(product, compose)
    await models.Delivery.all().update(give_up_at=product.clock() - timedelta(minutes=1))
    product.wake()
    await product.staff.wait_for_text("Оно ещё нужно?")
    product.sandbox.mail.password = "старый-пароль"
    notice = await product.admin.wait_for_text("остановлено")
    await product.admin.press("Обновить", notice)
    page = await product.admin.wait_for_text("ждёт ответа автора: 2")
    await product.admin.press("Отправить все ждавшие (2)", page)
    await product.sandbox.mailbox.wait_for(2)
    assert len(product.sandbox.mailbox.letters) == 2


async def test_staff_cannot_press_the_administrators_buttons(product: Product, compose: Compose) -> None:
    await expire_password(product)
    await press_two(product, compose)
    notice = await product.admin.wait_for_text("остановлено")
    for row in notice.buttons:
        for button in row:
            answer = await product.staff.press_data(product.staff.last, button.data or "")
            assert answer.answered
    assert "остановлено</b>" not in product.staff.last.text
    assert not any("Проверить сейчас" in item.labels for item in product.staff.messages)
    assert product.sandbox.mailbox.letters == []


async def test_a_restart_in_a_suspension_forgets_nothing(product: Product, compose: Compose) -> None:
    await expire_password(product)
    await press_two(product, compose)
    told = len(product.admin.messages)
    await product.restart()
    await product.staff.send("/list")
    await product.staff.wait_for_text("Все (2)")
    assert len(product.admin.messages) == told
    await set_password(product, "новый-пароль")
    product.wake()
    await product.sandbox.mailbox.wait_for(2)


async def test_a_connection_mended_in_the_chat_is_tried_at_once(product: Product, compose: Compose) -> None:
    await expire_password(product)
    await compose(product.staff)
    await product.staff.press(BUTTON)
    await product.admin.wait_for_text("остановлено")
    product.sandbox.mail.user = product.sandbox.mail.password = None
    admin = product.admin
    await admin.send("/connections")
    await admin.wait_for(lambda chat: any("Отправка уведомлений" in label for label in chat.last.labels))
    await admin.press("Отправка уведомлений через SMTP", admin.last)
    await admin.wait_for(lambda chat: "Изменить" in chat.last.labels)
    await admin.press("Изменить", admin.last)
    await admin.wait_for(lambda chat: any("Имя отправителя" in label for label in chat.last.labels))
    await admin.press("Имя отправителя", admin.last)
    await admin.wait_for_text("Имя отправителя")
    await admin.send("Отдел кадров")
    await admin.wait_for(lambda chat: "Применить" in chat.last.labels)
    await admin.press("Применить", admin.last)
    await product.staff.wait_for_text("сервер принял письмо")


async def test_the_first_page_and_a_new_notification_say_that_letters_wait_and_lead_to_the_cause(
    product: Product, compose: Compose
) -> None:
    await expire_password(product)
    await compose(product.staff, subject="Первое")
    await product.staff.press(BUTTON)
    await product.admin.wait_for_text("остановлено")
    await product.staff.send("/start")
    page = await product.staff.wait_for_text("Отправка остановлена")
    assert "письма подождут и уйдут сами" in page.text
    assert "⛔ Что случилось" not in page.labels
    await product.staff.send("/new")
    await product.staff.wait_for(lambda chat: "Отправка остановлена" in chat.last.text and "1 из 3" in chat.last.text)
    await product.admin.send("/start")
    await product.admin.wait_for_text("Отправка остановлена")
    await product.admin.press("⛔ Что случилось")
    await product.admin.wait_for(lambda chat: "Ввести новый пароль" in chat.last.labels)
