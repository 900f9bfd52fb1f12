"""Undo, the guard against the same letter twice, and repeating to those alone whom it has not reached."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sandbox.manners import MailFault
from storage import models
from tests.e2e.conftest import BUTTON, Product
from tests.e2e.test_mail_trouble import compose_many, now, told

Compose = Callable[..., Any]


async def with_undo(product: Product, seconds: float) -> None:
    await product.stop()
    product.undo = timedelta(seconds=seconds)
    await product.start()


async def test_a_press_may_be_undone_and_the_draft_comes_back(product: Product, compose: Compose) -> None:
    staff = product.staff
    await with_undo(product, 600)
    await compose(staff)
    card = staff.last
    await staff.press(BUTTON, card)
    page = await staff.wait_for_text("можно отменить до")
    assert "Отменить" in page.labels
    await staff.press("Отменить", card, exact=True)
    shown = await staff.wait_for_text("📝 черновик")
    assert {BUTTON, "Изменить"} <= set(shown.labels)
    assert not await models.Delivery.all().exists()
    await models.ScenarioRun.all().update(due_at=product.clock())
    product.wake()
    await product.restart()
    assert product.sandbox.mailbox.letters == []


async def test_the_time_to_undo_is_kept_over_a_restart(product: Product, compose: Compose) -> None:
    staff = product.staff
    await with_undo(product, 600)
    await compose(staff)
    card = staff.last
    await staff.press(BUTTON, card)
    await staff.wait_for_text("можно отменить до")
    due = await models.ScenarioRun.get().values_list("due_at", flat=True)
    await product.crash()
    await product.start()
    assert await models.ScenarioRun.get().values_list("due_at", flat=True) == due
    assert product.sandbox.mailbox.letters == []
    await staff.press("Отменить", card, exact=True)
    await staff.wait_for_text("📝 черновик")
    await staff.press(BUTTON, card)
    await staff.wait_for_text("можно отменить до")


async def test_when_the_time_to_undo_is_over_the_letter_goes_once(product: Product, compose: Compose) -> None:
    staff = product.staff
    await with_undo(product, 1)
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_the_same_letter_from_another_record_asks_first(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    await compose(staff)
    card = staff.last
    await staff.press(BUTTON, card)
    page = await staff.wait_for_text("Такое же уведомление")
    assert "Кому: Иванов Иван Петрович\nО чём: Тема письма\nТакое же отправлено: " in page.text
    assert page.labels == ["Отправить ещё раз", "Нет, назад"]
    await staff.press("Нет, назад")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    assert len(product.sandbox.mailbox.letters) == 1
    await staff.press(BUTTON)
    await staff.wait_for_text("Такое же уведомление")
    await staff.press("Отправить ещё раз")
    await product.sandbox.mailbox.wait_for(2)


async def test_another_subject_another_person_or_a_later_time_does_not_ask(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    await compose(staff, subject="Другая тема")
    await staff.press(BUTTON)
    await product.sandbox.mailbox.wait_for(2)
    await compose(product.admin)
    await product.admin.press(BUTTON)
    await product.sandbox.mailbox.wait_for(3)
    await models.ScenarioRun.all().update(started_at=product.clock() - timedelta(minutes=11))
    await compose(staff)
    await staff.press(BUTTON)
    await product.sandbox.mailbox.wait_for(4)


async def test_after_a_failure_the_same_letter_goes_without_a_question(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("❌ Не отправлено")
    product.sandbox.mail.reset()
    await compose(staff)
    await staff.press(BUTTON)
    await product.sandbox.mailbox.wait_for(1)


async def test_a_repeat_goes_to_those_alone_whom_the_server_refused(product: Product) -> None:
    staff = product.staff
    product.sandbox.mail.refuse_recipient("semenov@firma.local")
    card = await compose_many(product)
    await staff.press("Разослать", card)
    await told(staff, card)
    product.sandbox.mail.reset()
    await staff.press("Повторить не доставленным", card)
    first, second = await product.sandbox.mailbox.wait_for(2)
    await staff.wait_for(lambda chat: "✅ Отправлено" in now(chat, card).text)
    assert (first.rcpt_to, second.rcpt_to) == (["ivanov@firma.local"], ["semenov@firma.local"])
    assert first.message["Message-ID"] == second.message["Message-ID"]


async def test_where_an_administrator_prefers_a_repeat_nobody_is_asked(product: Product, compose: Compose) -> None:
    staff = product.staff
    await product.change_connection(
        on_uncertain="resend", timeout=timedelta(seconds=1), retry_after=(timedelta(milliseconds=200),)
    )
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.DROPPED, 1
    await compose(staff)
    await staff.press(BUTTON)
    first, second = await product.sandbox.mailbox.wait_for(2)
    await staff.wait_for_text("сервер принял письмо")
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert not any("Неизвестно" in item.text for item in staff.messages)


async def test_a_repeat_that_is_refused_does_not_hide_that_the_first_letter_may_have_come(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await product.change_connection(timeout=timedelta(seconds=1))
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.DROPPED, 1
    await compose(staff)
    card = staff.last
    await staff.press(BUTTON, card)
    await staff.wait_for(lambda chat: "Неизвестно" in now(chat, card).text)
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    await staff.press("Отправить ещё раз", card)
    await staff.wait_for(lambda chat: "❌ Не отправлено" in now(chat, card).text)
    assert "Прежняя попытка могла дойти" in now(staff, card).text
