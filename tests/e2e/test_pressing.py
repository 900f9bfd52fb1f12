"""A press is answered at once, counts once, and what callback data says is never trusted."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from tortoise.connection import get_connection

from bot.cards.addresses import PressRecordButton
from domain.runs.press_button import PressButton, Pressed
from sandbox.manners import MailFault
from sandbox.seen import ChatMessage
from storage import models
from storage.opened import writer
from storage.repositories.outbox import OutboxRepository
from tests.e2e.conftest import BUTTON, RECIPIENT, Product

Compose = Callable[..., Any]


@asynccontextmanager
async def noted(executed: list[str]) -> AsyncIterator[None]:
    """Note the statements of all who write."""
    tortoise = get_connection("default")._connection
    own = writer.get()._connection
    await tortoise.set_trace_callback(executed.append)
    own.set_trace_callback(executed.append)
    try:
        yield
    finally:
        await tortoise.set_trace_callback(None)
        own.set_trace_callback(None)


def data_of(message: ChatMessage, label: str) -> str:
    return next(button.data or "" for row in message.buttons for button in row if label in button.label)


async def test_the_card_has_no_button_to_press_twice_while_it_sends(product: Product, compose: Compose) -> None:
    staff = product.staff
    seen: list[list[str]] = []
    await compose(staff)
    answer = await staff.press(BUTTON)
    await staff.wait_for(lambda chat: seen.append(chat.last.labels) or "✅ Отправлено" in chat.last.text or None)
    assert answer.answered
    assert all(BUTTON not in labels for labels in seen[:-1])


async def test_a_press_is_taken_visibly_while_the_server_says_nothing(product: Product, compose: Compose) -> None:
    product.sandbox.mail.fault = MailFault.SILENT
    await compose(product.staff)
    await product.staff.press(BUTTON)
    await product.staff.wait_for_text("Нажатие принято")


async def test_a_press_is_three_commits_before_the_final_dot(
    product: Product, compose: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The press with its run, which is claimed; the segment with its letter, which is taken; the mark."""
    executed: list[str] = []
    before_the_dot: list[int] = []
    press, mark = PressButton.__call__, OutboxRepository.mark

    async def pressed(self: PressButton, *args: Any, **kwargs: Any) -> Pressed:
        executed.clear()
        return await press(self, *args, **kwargs)

    async def marked(self: OutboxRepository, *args: Any) -> bool:
        written = await mark(self, *args)
        before_the_dot.append(executed.count("COMMIT"))
        return written

    await compose(product.staff)
    monkeypatch.setattr(PressButton, "__call__", pressed)
    monkeypatch.setattr(OutboxRepository, "mark", marked)
    async with noted(executed):
        await product.staff.press(BUTTON)
        await product.staff.wait_for_text("сервер принял письмо")
    assert before_the_dot == [3]


async def test_pressing_a_sent_card_asks_first_and_no_sends_nothing(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    await staff.press("Отправить ещё раз")
    page = await staff.wait_for_text("уже отправлено")
    assert "Кому: Иванов Иван Петрович" in page.text
    assert "О чём: Тема письма" in page.text
    assert "Отправлено: " in page.text
    assert page.labels == ["Отправить ещё раз", "Нет, назад"]
    await staff.press("Нет, назад")
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_sending_once_more_sends_a_second_letter_and_no_third(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    await staff.press("Отправить ещё раз")
    page = await staff.wait_for_text("уже отправлено")
    assert "Кому: Иванов Иван Петрович" in page.text
    assert "О чём: Тема письма" in page.text
    assert "Отправлено: " in page.text
    sure = data_of(page, "Отправить ещё раз")
    answers = [await staff.press_data(page, sure) for _ in range(3)]
    first, second = await product.sandbox.mailbox.wait_for(2)
    await staff.wait_for_text("сервер принял письмо")
    assert all(answer.answered for answer in answers)
    assert first.message["Message-ID"] != second.message["Message-ID"]
    assert len(product.sandbox.mailbox.letters) == 2


async def test_a_button_from_before_an_edit_redraws_the_card_and_sends_nothing(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff, subject="Старая")
    old = staff.last
    await staff.press("Изменить")
    await staff.wait_for_text("Что изменить?")
    await staff.press("Тема уведомления")
    await staff.wait_for_text("новое значение")
    await staff.send("Новая")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    answer = await staff.press_data(old, data_of(old, BUTTON))
    assert answer.answered
    assert "Карточка успела измениться" in answer.text
    card = await staff.wait_for(lambda chat: chat.last if "Новая" in chat.last.text else None)
    assert product.sandbox.mailbox.letters == []
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.subject == "Новая"


async def test_an_old_button_works_after_a_restart_and_a_day(product: Product, compose: Compose) -> None:
    """A message of two days ago cannot be edited: the outcome comes in a new one."""
    staff = product.staff
    await compose(staff)
    staff.make_older(staff.last, hours=49)
    await product.restart()
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_press_on_a_message_that_is_gone_is_answered_with_a_new_page(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    staff.delete_message(card)
    answer = await staff.press_data(card.id, data_of(card, BUTTON))
    assert answer.answered
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_second_persons_forged_presses_change_nothing_and_are_answered(
    product: Product, compose: Compose
) -> None:
    staff, stranger = product.staff, product.admin
    await staff.send("/new")
    question = await staff.wait_for_text("Получатель (1 из 3)")
    pick = data_of(question, RECIPIENT)
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("Тайная тема")
    await staff.wait_for_text("Текст уведомления (3 из 3)")
    await staff.send("Тайный текст")
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    number = data_of(card, "Удалить").split(":")[1]
    kept = ("values", "revision", "status", "creator_id", "saved_at")
    before = await models.Record.get(id=int(number)).values(*kept)
    await stranger.send("/start")
    page = await stranger.wait_for_text("Здравствуйте")
    presses = [data_of(card, label) for label in (BUTTON, "Изменить", "Копия", "Удалить")]
    presses += [pick, f"d:{number}:1", f"c:{number}", f"r:{number}", f"g:{number}:1", f"t:{number}:3:0"]
    presses += [
        f"ln:{number}",
        f"lc:{number}:0",
        f"lu:{number}:1:1",
        f"f:{number}:1",
        f"x:{number}:2",
        f"s:{number}:1:1",
    ]
    for data in presses:
        answer = await stranger.press_data(page, data)
        assert answer.answered, data
        assert "Тайн" not in answer.text + stranger.last.text, data
    assert await models.Record.get(id=int(number)).values(*kept) == before
    assert await models.Record.all().count() == 1
    assert product.sandbox.mailbox.letters == []


GARBAGE = [
    "",
    "нечто",
    "p",
    "p:1",
    "p:1:1:1:1",
    "p:a:b:c:d:e",
    "p:-1:-1:-1:-1:-1",
    "p:99999999999999999999:1:1:1:0",
    "c:99999999999999999999",
    "c:99999999",
    "n:99999999:1",
    "n:99999999999999999999:1",
    "i:0:99999999999999999999",
    "i:0:-1",
    "i:77:0",
    "a:1:1:99999999999999999999",
    "s:1:1:99999999999999999999",
    "s:1:1:99999999999999999",
    "t:1:1:-5",
    "f:1:1",
    "x:²:1",
    "c:²",
    ":::::",
    "q",
    "x" * 64,
]


@pytest.mark.parametrize("state", ["nothing", "question", "card"])
async def test_made_up_callback_data_is_answered_and_harms_nothing(
    product: Product, compose: Compose, state: str
) -> None:
    staff = product.staff
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    if state == "question":
        await staff.send("/new")
        await staff.wait_for_text("Получатель (1 из 3)")
    elif state == "card":
        await compose(staff)
    for data in GARBAGE:
        answer = await staff.press_data(staff.last, data)
        assert answer.answered, data
        assert "у меня ошибка" not in staff.last.text, data
    assert product.sandbox.mailbox.letters == []


async def test_an_archived_account_cannot_be_picked(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await product.archive("ivanov")
    answer = await staff.press(RECIPIENT)
    assert answer.show_alert
    assert "в архиве" in answer.text
    page = await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press("Иванова Анна Сергеевна", page)
    await staff.wait_for_text("Тема уведомления (2 из 3)")


async def test_an_account_archived_before_the_press_keeps_the_draft(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await product.archive("ivanov")
    answer = await staff.press(BUTTON)
    assert "в архиве" in answer.text
    assert BUTTON in staff.last.labels
    await staff.press("Изменить")
    await staff.wait_for_text("Что изменить?")
    await staff.press("Получатель")
    await staff.wait_for_text("новое значение")
    await staff.press("Иванова Анна Сергеевна")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    await staff.press(BUTTON)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.rcpt_to == ["ivanova@firma.local"]


async def test_an_account_without_an_address_is_refused(product: Product) -> None:
    staff = product.staff
    await product.add_account("Безадресный Фома", "", username="foma")
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.send("фома")
    page = await staff.wait_for_text("Нашлись по запросу «фома»")
    assert "Безадресный Фома — ⚠️ нет адреса" in page.text
    assert "Безадресный Фома" not in page.names
    assert "Попросить вписать" in page.names
    await staff.send("иванов")
    await staff.wait_for_text("Нашлись по запросу «иванов»")


@pytest.mark.parametrize("turn", [1, 7])
async def test_a_sure_press_beside_an_open_question_or_out_of_turn_sends_nothing(
    product: Product, compose: Compose, turn: int
) -> None:
    """As from a card that was drawn before: what the question is about is not answered by one more letter."""
    staff = product.staff
    await product.change_connection(timeout=timedelta(seconds=1))
    await compose(staff)
    card = staff.last
    if turn == 1:
        product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.DROPPED, 1
        pressed = PressRecordButton.unpack(data_of(card, BUTTON))
        await staff.press(BUTTON, card)
        await staff.wait_for(lambda chat: chat.last if "Неизвестно" in chat.last.text else None)
    else:
        pressed = PressRecordButton.unpack(data_of(card, BUTTON))
    record = await models.Record.get()
    forged = pressed.model_copy(update={"turn": turn, "sure": 1, "revision": record.revision})
    runs = await models.ScenarioRun.all().count()
    assert (await staff.press_data(card, forged.pack())).answered
    assert await models.ScenarioRun.all().count() == runs
