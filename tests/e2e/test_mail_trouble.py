"""What a mail server can do to a letter, as the person at the phone sees it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from sandbox import User
from sandbox.manners import MailFault
from sandbox.seen import ChatMessage
from tests.e2e.conftest import BUTTON, Product, eventually, nothing_left_to_tell

Compose = Callable[..., Any]

HOUR = timedelta(hours=1)


async def told(user: User, card: ChatMessage) -> ChatMessage:
    """Wait for the message of its own, in reply to the card."""
    return await user.wait_for(
        lambda chat: next((item for item in reversed(chat.messages) if item.reply_to == card.id), None)
    )


async def press(product: Product, compose: Compose, **fields: Any) -> ChatMessage:
    """Compose, press, and return the card."""
    await product.change_connection(timeout=timedelta(seconds=1), **{"retry_after": (HOUR,), **fields})
    await compose(product.staff)
    card = product.staff.last
    await product.staff.press(BUTTON, card)
    return card


def now(user: User, card: ChatMessage) -> ChatMessage:
    return next(item for item in user.messages if item.id == card.id)


async def test_greylisting_waits_and_is_told_once(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    card = await press(product, compose)
    news = await told(staff, card)
    assert "🕓 Ждёт отправки" in news.text
    assert "просит повторить позже" in news.text
    shown = now(staff, card)
    assert "1 попытка" in shown.text
    assert "Следующая попытка в" in shown.text
    assert "Greylisted" not in shown.text
    assert shown.labels[:3] == ["Повторить сейчас", "Отменить", "Отменить и исправить"]
    await staff.press("Повторить сейчас", card)
    await staff.wait_for_text("2 попытки")
    await eventually(nothing_left_to_tell)
    assert [item.id for item in staff.messages if item.reply_to == card.id] == [news.id]
    assert product.sandbox.mailbox.letters == []


async def test_trying_now_sends_and_what_was_told_late_is_told_to_the_end(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    card = await press(product, compose)
    news = await told(staff, card)
    product.sandbox.mail.reset()
    answer = await staff.press("Повторить сейчас", card)
    assert answer.answered
    await staff.wait_for_text("сервер принял письмо")
    await eventually(nothing_left_to_tell)
    assert "✅ Отправлено" in now(staff, card).text
    assert staff.last.id == news.id + 1
    assert "✅ Отправлено" in staff.last.text
    assert len(product.sandbox.mailbox.letters) == 1


async def test_the_schedule_sends_by_itself(product: Product, compose: Compose) -> None:
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.LATER, 2
    card = await press(product, compose, retry_after=(timedelta(milliseconds=300),))
    await product.staff.wait_for_text("сервер принял письмо")
    assert "✅ Отправлено" in now(product.staff, card).text
    assert len(product.sandbox.mailbox.letters) == 1


async def test_patience_ends_with_words_and_the_next_press_sends(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    card = await press(
        product, compose, retry_after=(timedelta(milliseconds=200),), give_up_after=timedelta(milliseconds=300)
    )
    await staff.wait_for_text("❌ Не отправлено")
    await staff.wait_for(lambda chat: BUTTON in now(chat, card).labels)
    product.sandbox.mail.reset()
    await staff.press(BUTTON, card)
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_cancelling_a_waiting_letter_stops_it_and_gives_the_draft_back(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    card = await press(product, compose)
    await told(staff, card)
    await staff.press("Отменить", card, exact=True)
    shown = await staff.wait_for_text("Отправка отменена")
    assert BUTTON in shown.labels
    assert "Изменить" in shown.labels
    product.sandbox.mail.reset()
    await product.restart()
    await staff.press(BUTTON, shown)
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_cancelling_to_correct_opens_the_fields(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    card = await press(product, compose)
    await told(staff, card)
    await staff.press("Отменить и исправить", card)
    page = await staff.wait_for_text("Что изменить?")
    assert page.labels == ["Получатель", "Тема уведомления", "Текст уведомления", "К карточке"]
    await staff.press("Тема уведомления", page)
    await staff.wait_for_text("новое значение")
    await staff.send("Исправленная тема")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    product.sandbox.mail.reset()
    await staff.press(BUTTON)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    await staff.wait_for_text("сервер принял письмо")
    assert letter.subject == "Исправленная тема"
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_button_of_a_letter_that_has_gone_meanwhile_shows_the_card(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    card = await press(product, compose)
    await told(staff, card)
    waiting = now(staff, card)
    product.sandbox.mail.reset()
    await staff.press("Повторить сейчас", card)
    await staff.wait_for_text("сервер принял письмо")
    for row in waiting.buttons:
        for button in row:
            answer = await staff.press_data(card, button.data or "")
            assert answer.answered
    assert len(product.sandbox.mailbox.letters) == 1
    assert product.sandbox.mail.fault is MailFault.ACCEPT


async def test_an_unknown_mailbox_ends_in_words_and_the_draft_can_be_corrected(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    card = await press(product, compose)
    news = await told(staff, card)
    for message in (news, now(staff, card)):
        assert "❌ Не отправлено" in message.text
        assert "нет такого ящика" in message.text
        assert "550" not in message.text
        assert "127.0.0.1" not in message.text
    await staff.press("Подробности", card)
    page = await staff.wait_for_text("550 5.1.1 No such user")
    assert "нет такого ящика" in page.text
    assert "127.0.0.1" not in page.text
    await staff.press("К карточке", page)
    await staff.wait_for_text("❌ Не отправлено")
    await staff.press("Изменить", card)
    await staff.wait_for_text("Что изменить?")
    await staff.press("Получатель")
    await staff.wait_for_text("новое значение")
    await staff.press("Иванова Анна Сергеевна")
    await staff.wait_for(lambda chat: BUTTON in now(chat, card).labels)
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    await staff.wait_for_text("сервер принял письмо")
    assert letter.rcpt_to == ["ivanova@firma.local"]


async def test_a_corrected_card_says_nothing_more_of_the_letter_before(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("❌ Не отправлено")
    await staff.press("Изменить")
    await staff.wait_for_text("Что изменить?")
    await staff.press("Получатель")
    await staff.wait_for_text("новое значение")
    await staff.press("Семёнов Пётр Ильич")
    card = await staff.wait_for_text("📝 черновик")
    assert BUTTON in card.labels
    assert "нет такого ящика" not in card.text
    await staff.press(BUTTON)
    await staff.wait_for_text("✅ Отправлено")
    (letter,) = product.sandbox.mailbox.letters
    assert letter.rcpt_to == ["semenov@firma.local"]


async def test_a_refusal_after_the_letter_was_given_is_permanent(product: Product, compose: Compose) -> None:
    product.sandbox.mail.replies["DATA_END"] = "554 5.7.1 Message rejected as spam"
    card = await press(product, compose)
    news = await told(product.staff, card)
    assert "принял письмо за спам" in news.text
    assert product.sandbox.mailbox.letters == []


@pytest.mark.parametrize("fault", [MailFault.DROPPED, MailFault.SILENT])
async def test_no_answer_after_the_final_dot_asks_the_person(
    product: Product, compose: Compose, fault: MailFault
) -> None:
    staff = product.staff
    product.sandbox.mail.fault, product.sandbox.mail.times = fault, 1
    card = await press(product, compose)
    news = await told(staff, card)
    assert "❓ Неизвестно, ушло ли" in news.text
    shown = now(staff, card)
    assert shown.labels[:2] == ["Отправить ещё раз", "Считать отправленным"]
    assert BUTTON not in shown.labels
    await staff.press("Отправить ещё раз", card)
    first, second = await product.sandbox.mailbox.wait_for(2)
    await staff.wait_for_text("сервер принял письмо")
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert len(product.sandbox.mailbox.letters) == 2


async def test_three_fast_presses_of_send_again_send_one_more_letter(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.DROPPED, 1
    card = await press(product, compose)
    await told(staff, card)
    data = next(button.data or "" for row in now(staff, card).buttons for button in row if "ещё раз" in button.label)
    answers = [await staff.press_data(card, data) for _ in range(3)]
    await staff.wait_for_text("сервер принял письмо")
    await eventually(nothing_left_to_tell)
    assert all(answer.answered for answer in answers)
    assert len(product.sandbox.mailbox.letters) == 2


async def test_a_server_that_is_too_busy_to_greet_is_tried_again(product: Product, compose: Compose) -> None:
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.OVERLOADED, 1
    card = await press(product, compose)
    news = await told(product.staff, card)
    assert "🕓 Ждёт отправки" in news.text
    assert "ограничивает" in news.text or "занят" in news.text
    await product.staff.press("Повторить сейчас", card)
    await product.staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_server_that_is_not_there_is_tried_again(product: Product, compose: Compose) -> None:
    staff = product.staff
    card = await press(product, compose, port=1)
    news = await told(staff, card)
    assert "не достучаться" in news.text
    await product.change_connection(port=product.sandbox.smtp_port)
    await staff.press("Повторить сейчас", card)
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_wrong_password_keeps_the_letter_and_says_who_can_mend_it(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.user, product.sandbox.mail.password = "notify", "пароль"
    (stored,) = await product.configuration.connections()
    login = {"authentication": "basic", "username": "notify"}
    await product.configuration.save_connection(
        stored.document.model_copy(update=login), {"password": SecretStr("не тот")}
    )
    card = await press(product, compose)
    news = await told(staff, card)
    assert "не принял имя пользователя или пароль" in news.text
    assert "администратор" in news.text
    await staff.press("Подробности", card)
    page = await staff.wait_for(lambda chat: now(chat, card) if "К карточке" in now(chat, card).labels else None)
    for hidden in ("535", "127.0.0.1", "не тот"):
        assert hidden not in news.text + page.text
    (stored,) = await product.configuration.connections()
    await product.configuration.save_connection(stored.document, {"password": SecretStr("пароль")})
    product.wake()
    await staff.wait_for_text("сервер принял письмо")
    (letter,) = product.sandbox.mailbox.letters
    assert letter.authenticated_as == "notify"


async def test_an_administrator_is_told_of_a_wrong_password_at_once_and_lets_the_letter_go(
    product: Product, compose: Compose
) -> None:
    staff, admin = product.staff, product.admin
    await admin.send("/start")
    await admin.wait_for_text("Здравствуйте")
    product.sandbox.mail.fault = MailFault.WRONG_PASSWORD
    (stored,) = await product.configuration.connections()
    login = stored.document.model_copy(update={"authentication": "basic", "username": "notify"})
    await product.configuration.save_connection(login, {"password": SecretStr("старый")})
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("Письмо готово и ждёт")
    await admin.wait_for_text("остановлено")
    product.sandbox.mail.reset()
    await admin.press("Проверить сейчас")
    await admin.wait_for_text("✅ Подключение")
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


MANY = """
templates:
  - title: Рассылка
    system_name: Rassylka
    attributes:
      - {title: Кому, type: account, required: true, multiple: true}
      - {title: Тема, type: text, required: true}
    buttons:
      - {title: Разослать}
scenarios:
  - title: Отправка рассылки
    event: {type: button_clicked, template: Rassylka, button: Razoslat}
    actions:
      - change_variables:
          operation: replace
          set: notification
          variables:
            To:
              Address: {formula: $Komu->mbox}
            Body: {attribute: Tema}
            Subject: {attribute: Tema}
      - send_message: {connection: smtp_connection, route: smtp_route, variable: notification}
"""


async def compose_many(product: Product) -> ChatMessage:
    staff = product.staff
    await product.change_connection(timeout=timedelta(seconds=1), retry_after=(HOUR,))
    await product.apply(MANY)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("Рассылка")
    await staff.wait_for_text("Кому (1 из 2)")
    data = next(button.data or "" for row in staff.last.buttons for button in row if "Иванов Иван" in button.label)
    for _ in range(3):
        await staff.press_data(staff.last, data)
    await staff.wait_for_text("Выбран 1 адресат")
    await staff.press("Семёнов Пётр Ильич")
    page = await staff.wait_for_text("Выбрано 2 адресата")
    assert "Кому: Иванов Иван Петрович (ivanov@firma.local), Семёнов Пётр Ильич (semenov@firma.local)" in page.text
    await staff.press("Готово")
    await staff.wait_for_text("Тема (2 из 2)")
    await staff.send("Всем")
    return await staff.wait_for(lambda chat: chat.last if "Разослать" in chat.last.labels else None)


async def test_one_letter_goes_to_many_recipients(product: Product) -> None:
    card = await compose_many(product)
    await product.staff.press("Разослать", card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    await product.staff.wait_for_text("сервер принял письмо")
    assert sorted(letter.rcpt_to) == ["ivanov@firma.local", "semenov@firma.local"]


async def test_a_letter_that_one_of_two_refuses_is_partly_sent_and_told(product: Product) -> None:
    staff = product.staff
    product.sandbox.mail.refuse_recipient("semenov@firma.local")
    card = await compose_many(product)
    await staff.press("Разослать", card)
    news = await told(staff, card)
    assert "⚠️ Отправлено не всем" in news.text
    assert "Кому: semenov@firma.local" in news.text
    assert "нет такого ящика" in news.text
    assert "ivanov@firma.local" not in news.text
    (letter,) = product.sandbox.mailbox.letters
    assert letter.rcpt_to == ["ivanov@firma.local"]
    await staff.press("Отправить ещё раз", card)
    await staff.wait_for_text("Отправить ещё раз?")


async def test_a_recipient_who_is_refused_for_now_is_tried_again_alone(product: Product) -> None:
    staff = product.staff
    product.sandbox.mail.refuse_recipient("semenov@firma.local", "450 4.2.0 Greylisted, try later")
    card = await compose_many(product)
    await staff.press("Разослать", card)
    news = await told(staff, card)
    assert "🕓 Ждёт отправки" in news.text
    assert "semenov@firma.local" in news.text
    product.sandbox.mail.reset()
    await staff.press("Повторить сейчас", card)
    await staff.wait_for_text("✅ Отправлено")
    assert [letter.rcpt_to for letter in product.sandbox.mailbox.letters] == [
        ["ivanov@firma.local"],
        ["semenov@firma.local"],
    ]


async def test_cancelling_the_rest_of_a_letter_says_that_it_went_to_some(product: Product) -> None:
    staff = product.staff
    product.sandbox.mail.refuse_recipient("semenov@firma.local", "450 4.2.0 Greylisted, try later")
    card = await compose_many(product)
    await staff.press("Разослать", card)
    await told(staff, card)
    await staff.press("Отменить", card, exact=True)
    shown = await staff.wait_for_text("⚠️ Отправлено не всем")
    assert "Кому: semenov@firma.local" in shown.text
    await product.restart()
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_an_administrator_reads_behind_their_card_which_server_said_what(
    product: Product, compose: Compose
) -> None:
    admin = product.admin
    product.sandbox.mail.fault = MailFault.WRONG_PASSWORD
    (stored,) = await product.configuration.connections()
    login = stored.document.model_copy(update={"authentication": "basic", "username": "notify"})
    await product.configuration.save_connection(login, {"password": SecretStr("старый")})
    await compose(admin)
    card = admin.last
    await admin.press(BUTTON, card)
    await admin.wait_for(lambda chat: "Подробности" in now(chat, card).labels)
    assert "535" not in now(admin, card).text
    await admin.press("Подробности", card)
    page = await admin.wait_for(lambda chat: now(chat, card) if "535" in now(chat, card).text else None)
    assert f":{product.sandbox.smtp_port}" in page.text
    await admin.press("В журнале", page)
    await admin.wait_for(lambda chat: "Попытки (1)" in now(chat, card).labels)
