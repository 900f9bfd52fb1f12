"""Removing people: at once, even in the middle of composing, with what becomes of their drafts and letters."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.demo.stage import ADMIN, STAFF
from domain.people import Role
from sandbox import MailFault, User
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import BUTTON, RECIPIENT, Product, eventually, menu_of, one_more

Compose = Callable[..., Any]
HEIR = 1_004


@pytest.fixture
async def heir(product: Product) -> User:
    """Somebody who can take over."""
    return await one_more(product, HEIR, Role.STAFF, "Глеб Преемник")


async def removal_page(product: Product, name: str = "Борис Сотрудник") -> ChatMessage:
    admin = product.admin
    await admin.send("/staff")
    await admin.wait_for(lambda chat: "Люди · " in chat.last.text)
    await admin.press(name, admin.last)
    await admin.wait_for(lambda chat: "Номер в Telegram" in chat.last.text)
    await admin.press("Закрыть доступ", admin.last)
    return await admin.wait_for(lambda chat: chat.last if "Нет, назад" in chat.last.names else None)


async def waiting_letter(product: Product, compose: Compose, subject: str = "Важное") -> None:
    """Leave a letter that waits: the mail server cannot be reached."""
    await product.change_connection(port=1)
    await compose(product.staff, subject=subject)
    await product.staff.press(BUTTON)
    await product.staff.wait_for_text("Ждёт отправки")


async def acts() -> list[str]:
    return [str(row.act) for row in await models.AuditEntry.filter(kind="person").order_by("id")]


async def test_a_person_in_the_middle_of_composing_is_out_with_the_next_press(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await staff.send("/start")
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    question = staff.last
    page = await removal_page(product)
    assert page.names == ["Закрыть доступ", "Нет, назад"]
    await admin.press("Закрыть доступ", page)
    await admin.wait_for_text("Доступ закрыт: Борис Сотрудник")
    answer = await staff.press(RECIPIENT, question)
    assert "У вас нет доступа" in answer.text
    await staff.send("Тема")
    await staff.wait_for_text("У вас нет доступа")
    await eventually(menu_of(staff, "new", there=False))
    (record,) = await models.Record.all()
    assert record.values == {}
    assert await models.Asking.all().count() == 0


async def test_a_second_press_changes_nothing_and_says_so(product: Product) -> None:
    admin = product.admin
    page = await removal_page(product)
    stamp = next(button.data for row in page.buttons for button in row if button.label == "Закрыть доступ")
    assert stamp is not None
    await admin.press_data(page, stamp)
    await admin.wait_for_text("Доступ закрыт: Борис Сотрудник")
    await admin.press_data(admin.last, stamp)
    await admin.wait_for_text("Доступ уже был закрыт: Борис Сотрудник (Алиса Администратор)")
    assert await acts() == ["removed"]


async def test_waiting_letters_go_by_themselves(product: Product, compose: Compose) -> None:
    await waiting_letter(product, compose)
    page = await removal_page(product)
    assert "Осталось: 1 уведомление ждёт отправки" in page.text
    await product.admin.press("Пусть уйдут", page)
    await product.admin.wait_for_text("Доступ закрыт")
    await product.change_connection(port=product.sandbox.smtp_port)
    await models.Delivery.all().update(due_at=datetime.now(UTC))
    product.wake()
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.subject == "Важное"
    await eventually(lambda: models.Record.filter(status="sent").exists())


async def test_waiting_letters_are_cancelled(product: Product, compose: Compose) -> None:
    await waiting_letter(product, compose)
    page = await removal_page(product)
    await product.admin.press("Отменить ждущие", page)
    await product.admin.wait_for_text("Доступ закрыт")
    (letter,) = await models.Delivery.all()
    assert (letter.state, letter.due_at) == ("cancelled", None)
    assert await models.Record.filter(status="cancelled").count() == 1
    assert product.sandbox.mailbox.letters == []
    entry = await models.AuditEntry.get(kind="person")
    assert entry.changes == {"role": ["staff", None], "fate": [None, "cancel"]}


async def test_a_waiting_letter_is_handed_over_and_its_report_goes_to_whoever_took_it(
    product: Product, compose: Compose, heir: User
) -> None:
    admin, staff = product.admin, product.staff
    await waiting_letter(product, compose)
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    before = len(staff.messages)
    page = await removal_page(product)
    assert "1 черновик, 1 уведомление" in page.text
    await admin.press("Передать", page)
    page = await admin.wait_for_text("Кому передать черновики и письма: Борис Сотрудник?")
    assert page.names == ["Алиса Администратор", "Глеб Преемник", "Назад"]
    await admin.press("Глеб Преемник", page)
    await admin.wait_for_text("Дальше этим займётся Глеб Преемник")
    await admin.press("Передать и закрыть доступ")
    await admin.wait_for_text("Доступ закрыт: Борис Сотрудник")
    told = await heir.wait_for_text("Вам передали дела: Борис Сотрудник")
    assert "1 черновик, 1 уведомление" in told.text
    assert await models.Asking.all().count() == 0
    await product.change_connection(port=product.sandbox.smtp_port)
    await models.Delivery.all().update(due_at=datetime.now(UTC))
    product.wake()
    await product.sandbox.mailbox.wait_for(1)
    news = await heir.wait_for_text("сервер принял письмо")
    assert "Важное" in news.text
    await heir.press("К карточке", news)
    await heir.wait_for(lambda chat: "✅ Отправлено" in chat.last.text)
    await heir.press("Мои", told)
    page = await heir.wait_for_text("Все (2)")
    assert len(staff.messages) == before
    assert await models.Record.filter(creator_id=HEIR).count() == 2
    assert {run.person_id for run in await models.ScenarioRun.all()} == {HEIR}
    assert {letter.author_id for letter in await models.Delivery.all()} == {HEIR}
    assert await acts() == ["handed_over", "removed"]


async def test_an_answer_that_a_letter_waits_for_is_the_receivers_to_give(
    product: Product, compose: Compose, heir: User
) -> None:
    await waiting_letter(product, compose)
    await models.Recipient.all().update(state="overdue")
    await models.Delivery.all().update(state="overdue", due_at=None)
    await models.Record.all().update(status="overdue")
    page = await removal_page(product)
    data = next(button.data for row in page.buttons for button in row if button.label == "Пусть уйдут")
    assert data is not None
    number, stamp = data.split(":")[1], data.split(":")[3]
    await product.admin.press_data(page, f"Pxx:{number}:2:{stamp}:{HEIR}")
    await heir.wait_for_text("Вам передали дела")
    await product.change_connection(port=product.sandbox.smtp_port)
    record = await models.Record.get(creator_id=HEIR)
    await heir.press_data(heir.last, f"c:{record.id}")
    await heir.press("Нужно, пусть ждёт", await heir.wait_for_text("Оно ещё нужно?"))
    await product.sandbox.mailbox.wait_for(1)


async def test_a_question_that_rests_since_its_author_blocked_the_bot_is_asked_of_the_receiver(
    product: Product, compose: Compose, heir: User
) -> None:
    await waiting_letter(product, compose)
    product.staff.block()
    product.sandbox.mail.fault = MailFault.DROPPED
    await product.change_connection(port=product.sandbox.smtp_port)
    await models.Delivery.all().update(due_at=datetime.now(UTC))
    product.wake()

    async def rests() -> bool:
        return await models.Report.filter(news="uncertain", due_at=None).exists()

    await eventually(rests)
    page = await removal_page(product)
    data = next(button.data for row in page.buttons for button in row if button.label == "Пусть уйдут")
    assert data is not None
    number, stamp = data.split(":")[1], data.split(":")[3]
    await product.admin.press_data(page, f"Pxx:{number}:2:{stamp}:{HEIR}")
    news = await heir.wait_for_text("❓ Неизвестно, ушло ли")
    assert "Важное" in news.text


async def test_a_draft_alone_can_be_kept_or_handed_over(product: Product, compose: Compose, heir: User) -> None:
    await compose(product.staff)
    page = await removal_page(product)
    assert page.names == ["Закрыть и не передавать", "Передать", "Нет, назад"]
    await product.admin.press("Закрыть и не передавать", page)
    await product.admin.wait_for_text("Доступ закрыт")
    assert await models.Record.filter(creator_id=STAFF, status="draft").count() == 1


async def test_nobody_is_removed_by_a_page_that_shows_an_older_state(product: Product, heir: User) -> None:
    page = await removal_page(product)
    await product.people.let_in(STAFF, Role.ADMIN)
    await product.admin.press("Закрыть доступ", page)
    await product.admin.wait_for_text("Пока страница была открыта, её изменили")
    assert await product.people.get(STAFF) is not None


async def test_whoever_was_removed_asks_again_and_goes_on_where_they_were(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    page = await removal_page(product)
    await product.admin.press("Закрыть и не передавать", page)
    await product.admin.wait_for_text("Доступ закрыт")
    await staff.send("/start")
    await staff.press("Запросить доступ", await staff.wait_for_text("У вас нет доступа"))
    await product.admin.press("Разрешить", await product.admin.wait_for_text("Борис Сотрудник просит доступ"))
    await staff.wait_for_text("Доступ открыт")
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")


async def test_an_administrator_can_remove_themselves_while_there_is_another(product: Product) -> None:
    product.admins = ()
    await product.restart()
    await product.people.let_in(HEIR, Role.ADMIN, "Глеб Преемник")
    page = await removal_page(product, "Алиса Администратор")
    assert "самому себе" in page.text
    await product.admin.press("Закрыть доступ", page)
    await product.admin.wait_for_text("Если он снова понадобится")
    assert await product.people.get(ADMIN) is None


async def test_who_was_changed_while_the_heir_was_chosen_is_not_removed_unseen(
    product: Product, compose: Compose, heir: User
) -> None:
    await compose(product.staff)
    admin = product.admin
    page = await removal_page(product)
    await models.Person.filter(telegram_id=STAFF).update(role=Role.ADMIN)
    await admin.press("Передать", page)
    page = await admin.wait_for_text("Пока страница была открыта, её изменили")
    assert "Роль: администратор" in page.text
    await admin.press("Закрыть доступ", page)
    await admin.press("Передать", await admin.wait_for_text("Осталось: 1 черновик"))
    page = await admin.wait_for_text("Кому передать")
    await models.Person.filter(telegram_id=STAFF).update(role=Role.STAFF)
    await admin.press("Глеб Преемник", page)
    page = await admin.wait_for(lambda chat: chat.last if "Роль: сотрудник" in chat.last.text else None)
    assert await product.people.get(STAFF) is not None


async def test_the_receiver_is_found_by_typing_among_many(product: Product, compose: Compose, heir: User) -> None:
    for number in range(12):
        await product.people.let_in(3_000 + number, Role.STAFF, f"Семён Тёзка {number:02}")
    await waiting_letter(product, compose)
    admin = product.admin
    await admin.press("Передать", await removal_page(product))
    page = await admin.wait_for_text("Чтобы найти человека, напишите его имя.")
    assert "Глеб Преемник" in page.names
    await admin.send("семен")
    page = await admin.wait_for_text("Нашлось по запросу «семен»")
    assert "Дальше →" in page.names
    await admin.send_sticker()
    page = await admin.wait_for_text("Здесь нужны слова")
    assert "Нашлось по запросу «семен»" in page.text
    await product.restart()
    await admin.send("никто")
    page = await admin.wait_for_text("По запросу «никто» никого нет")
    await admin.press("Назад", page)
    await admin.wait_for(lambda chat: chat.last.text.startswith("Кому передать") and "Дальше →" in chat.last.names)
    await admin.send("преем")
    page = await admin.wait_for_text("Нашлось по запросу «преем»")
    assert page.names == ["Глеб Преемник", "Назад"]
    await admin.press("Глеб", page)
    await admin.wait_for_text("Дальше этим займётся Глеб Преемник")


async def test_who_is_removed_while_the_receiver_is_typed_is_not_there_any_more(
    product: Product, compose: Compose, heir: User
) -> None:
    await waiting_letter(product, compose)
    admin = product.admin
    await admin.press("Передать", await removal_page(product))
    await admin.wait_for_text("Кому передать")
    await product.people.remove(STAFF)
    await admin.send("Глеб")
    await admin.wait_for(lambda chat: "Люди · 2" in chat.last.text)
