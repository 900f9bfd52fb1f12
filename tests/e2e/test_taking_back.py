"""What was deleted is taken back for a day, whole, and only by whoever deleted it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from domain.clock import system_clock
from sandbox import User
from sandbox.seen import ChatMessage
from storage import models
from storage.repositories.erasing import ErasingRepository
from tests.e2e.conftest import BUTTON, Product
from tests.e2e.test_documents import compose as compose_with_files

Compose = Callable[..., Any]


async def delete(staff: User) -> ChatMessage:
    """Delete what the newest card shows; return the list that follows."""
    await staff.press("Удалить")
    await staff.press("Удалить", staff.last)
    assert "Удалено." in staff.last.text
    return staff.last


def data_of(page: ChatMessage, label: str) -> str:
    """Return what a button carries."""
    return next(button.data or "" for row in page.buttons for button in row if button.label == label)


async def day_later(product: Product) -> None:
    """Let what was deleted be older than a day, and sweep."""
    await models.DeletedRecord.all().update(deleted_at=system_clock() - timedelta(hours=25))
    assert product.app is not None
    await product.app.forget_old()


async def test_a_deleted_draft_is_seen_nowhere_and_taken_back_whole(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Собрание", text="Приходите все")
    page = await delete(staff)
    assert page.labels[0] == "Вернуть"
    assert "Собрание" not in " ".join(page.labels)
    await staff.send("/list Собрание")
    await staff.wait_for(lambda chat: "среди ваших уведомлений ничего нет" in chat.last.text)
    await staff.press("Мои", staff.last)
    await staff.press("Удалённые (1)", staff.last)
    assert "Иванов Иван Петрович · Собрание" in staff.last.text
    await staff.press("Вернуть 1", staff.last)
    assert "Возвращено" in staff.last.text
    assert "Приходите все" in staff.last.text
    await staff.send("/list Собрание")
    await staff.wait_for(lambda chat: "Собрание" in " ".join(chat.last.labels))
    await staff.press("Собрание")
    await staff.press(BUTTON, staff.last)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.subject == "Собрание"


async def test_a_second_press_shows_what_is_there_already(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    page = await delete(staff)
    back = data_of(page, "Вернуть")
    await staff.press_data(page, back)
    await staff.press_data(page, back)
    assert "Уже возвращено" in staff.last.text
    assert BUTTON in staff.last.labels
    assert await models.Record.filter(deleted_at=None).count() == 1


async def test_a_sent_record_comes_back_after_a_restart_with_what_became_of_its_letter(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    page = await delete(staff)
    await product.restart()
    await staff.press("Вернуть", page)
    assert "сервер принял письмо" in staff.last.text
    assert "Отправить ещё раз" in staff.last.labels
    assert len(product.sandbox.mailbox.letters) == 1


async def test_files_come_back_with_what_is_in_them(product: Product) -> None:
    staff = product.staff
    await compose_with_files(product)
    await staff.send_document("важное.txt", b"content")
    await staff.wait_for_text("Принят 1 файл")
    await staff.press("Готово")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    page = await delete(staff)
    await staff.press("Вернуть", page)
    await staff.press("Послать", staff.last)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert [item.data for item in letter.attachments] == [b"content"]


async def test_a_draft_that_was_not_finished_goes_on_where_it_was(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press("Иванов Иван Петрович")
    await staff.press("Отложить")
    await staff.send("/list")
    await staff.wait_for(lambda chat: "Все (1)" in chat.last.text)
    await staff.press("Иванов Иван Петрович")
    await staff.wait_for(lambda chat: "Продолжить" in chat.last.labels)
    page = await delete(staff)
    await staff.send("/new")
    await staff.wait_for(lambda chat: "Получатель (1 из 3)" in chat.last.text)
    await staff.press_data(page, data_of(page, "Вернуть"))
    await staff.press("Продолжить")
    assert "Тема уведомления (2 из 3)" in staff.last.text


async def test_after_a_day_it_is_gone_with_its_files_and_a_press_says_so(product: Product) -> None:
    staff = product.staff
    await compose_with_files(product)
    await staff.send_document("важное.txt", b"content")
    await staff.wait_for_text("Принят 1 файл")
    await staff.press("Готово")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    page = await delete(staff)
    assert product.app is not None
    await product.app.forget_old()
    assert await models.File.all().count() == 1
    await day_later(product)
    assert (await models.Record.all().count(), await models.File.all().count()) == (0, 0)
    answer = await staff.press("Вернуть", page)
    assert "Вернуть уже нельзя" in answer.text


async def test_after_a_day_an_empty_row_stays_for_the_journal_of_what_was_sent(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    page = await delete(staff)
    await day_later(product)
    row = await models.Record.get()
    assert (row.values, row.deleted_at is None) == ({}, False)
    assert await models.RecordText.all().count() == 0
    assert await models.ScenarioRun.all().count() == 1
    answer = await staff.press("Вернуть", page)
    assert "Вернуть уже нельзя" in answer.text


async def test_nobody_else_takes_it_back(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    page = await delete(staff)
    await product.admin.send("/start")
    await product.admin.wait_for(lambda chat: "Здравствуйте" in chat.last.text)
    await product.admin.press_data(product.admin.last, data_of(page, "Вернуть"))
    assert await models.Record.filter(deleted_at=None).count() == 0


async def test_erasing_a_recipients_data_leaves_no_deleted_letter_to_them(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, text="О вас")
    page = await delete(staff)
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await ErasingRepository().erase(account)
    assert await models.Record.all().count() == 0
    answer = await staff.press("Вернуть", page)
    assert "Вернуть уже нельзя" in answer.text


async def test_an_edit_of_what_was_deleted_is_left_alone(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, text="Было")
    said = next(item for item in staff.messages if item.text == "Было")
    page = await delete(staff)
    await staff.edit(said, "Стало")
    await staff.press("Вернуть", page)
    assert "Было" in staff.last.text
