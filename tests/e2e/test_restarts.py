"""Stopped or killed at any moment, the product goes on where it was: nothing is lost and nothing is done twice."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox import User
from sandbox.manners import MailFault
from storage import models
from tests.e2e.conftest import BUTTON, RECIPIENT, Product, eventually, nothing_left_to_tell

Compose = Callable[..., Any]

STEPS = ("new", "recipient", "subject", "text", "press", "sent")


async def play(user: User, after: Callable[[str], Awaitable[None]]) -> None:
    """Compose and send, doing something after each step."""
    await user.send("/new")
    await user.wait_for_text("Получатель (1 из 3)")
    await after("new")
    await user.press(RECIPIENT)
    await user.wait_for_text("Тема уведомления (2 из 3)")
    await after("recipient")
    await user.send("Совещание")
    await user.wait_for_text("Текст уведомления (3 из 3)")
    await after("subject")
    await user.send("В 15:00")
    await user.wait_for(lambda chat: BUTTON in chat.last.labels)
    await after("text")
    await user.press(BUTTON)
    await after("press")
    await user.wait_for_text("сервер принял письмо")
    await after("sent")


@pytest.mark.parametrize("step", STEPS)
async def test_a_restart_after_any_step_lets_the_conversation_go_on(product: Product, step: str) -> None:
    async def restart_after(done: str) -> None:
        if done == step:
            await product.restart()

    await play(product.staff, restart_after)
    await product.staff.send("/list")
    await product.staff.wait_for_text("Все (1)")
    (letter,) = product.sandbox.mailbox.letters
    assert (letter.subject, letter.text.rstrip("\n")) == ("Совещание", "В 15:00")


@pytest.mark.parametrize("step", STEPS)
async def test_what_is_sent_while_the_bot_is_down_is_handled_when_it_is_up(product: Product, step: str) -> None:
    """The bot is down from the step on; the person does the next step meanwhile, and it comes up again."""
    staff = product.staff
    downs: list[str] = []

    async def down_before_next(done: str) -> None:
        if downs and downs[-1] == "down":
            return
        if done == step:
            await product.stop()
            downs.append("down")
            group.create_task(product.start())

    async with asyncio.TaskGroup() as group:
        await play(staff, down_before_next)
    await product.sandbox.mailbox.wait_for(1)
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_press_while_the_bot_is_down_is_not_lost(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    await product.stop()
    data = next(button.data for row in card.buttons for button in row if button.label == BUTTON)
    product.sandbox.messenger.person_presses(staff.chat.messages[card.id], data or "")
    product.sandbox.messenger.person_presses(staff.chat.messages[card.id], data or "")
    await product.start()
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_answers_given_while_the_bot_is_down_are_taken_in_order(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await product.stop()
    await staff.send("Тема")
    await staff.send("Текст")
    await product.start()
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    assert "Тема уведомления: Тема" in card.text
    assert "Текст уведомления: Текст" in card.text


async def test_an_effect_that_nobody_saw_is_shown_and_not_done_again(product: Product) -> None:
    """The answer is committed, the page cannot be shown, and the process is killed."""
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    product.sandbox.telegram.unreachable(method="sendMessage")
    await staff.send("Тема")
    await eventually(lambda: models.Update.filter(done_at=None, applied_at__isnull=False).exists())
    await product.crash()
    product.sandbox.telegram.forget()
    await product.start()
    question = await staff.wait_for_text("Текст уведомления (3 из 3)")
    assert "Тема уведомления: Тема" in question.text
    assert await models.Update.filter(done_at=None).count() <= 1


async def test_a_card_that_was_shown_before_the_kill_is_not_shown_a_second_time(
    product: Product, compose: Compose
) -> None:
    """Killed between the card's message and the note that it was seen."""
    staff = product.staff
    await compose(staff)
    card = staff.last
    await product.stop()
    row = await models.Update.all().order_by("-id").first()
    assert row is not None
    answer = next(message for message in reversed(staff.messages) if message.sender == "person")
    body = {
        "update_id": row.id,
        "message": staff.chat.messages[answer.id].body(product.sandbox.messenger.bot()),
    }
    await models.Update.filter(id=row.id).update(done_at=None, applied_at=datetime.now(UTC), body=body)
    staff.chat.messages[card.id].text = "что-то старое"
    await product.start()
    await staff.wait_for_text("Уведомления · 📝 черновик")
    assert staff.last.id == card.id


async def test_a_press_that_was_applied_but_not_shown_shows_the_card_and_sends_once(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    await product.stop()
    row = await models.Update.all().order_by("-id").first()
    assert row is not None
    data = next(button.data for row in card.buttons for button in row if button.label == BUTTON)
    body = {
        "update_id": row.id,
        "callback_query": {
            "id": "1",
            "from": staff.chat.person(),
            "chat_instance": "1",
            "data": data,
            "message": staff.chat.messages[card.id].body(product.sandbox.messenger.bot()),
        },
    }
    await models.Update.filter(id=row.id).update(done_at=None, applied_at=datetime.now(UTC), body=body)
    staff.chat.messages[card.id].text = "что-то старое"
    await product.start()
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_the_bot_stops_in_time_while_telegram_is_unreachable(
    product: Product, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.running.GRACE", 1.0)
    staff = product.staff
    product.sandbox.telegram.unreachable(method="sendMessage")
    await staff.send("/new")
    await eventually(lambda: _said(caplog, "Telegram does not answer"))
    async with asyncio.timeout(30):
        await product.stop()
    product.sandbox.telegram.forget()
    await product.start()
    await staff.wait_for_text("Получатель (1 из 3)")


async def test_a_letter_left_before_the_mark_goes_on_by_itself(product: Product, compose: Compose) -> None:
    """The mail server is reached but says nothing; the process is killed while the letter is `connecting`."""
    staff = product.staff
    reached = asyncio.Event()
    let_go = asyncio.Event()

    async def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.set()
        await let_go.wait()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    await product.change_connection(port=port)
    await compose(staff)
    await staff.press(BUTTON)
    await reached.wait()
    await eventually(lambda: models.Delivery.filter(state="connecting").exists())
    await product.crash()
    await product.change_connection(port=product.sandbox.smtp_port)
    await product.start()
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1
    let_go.set()
    server.close()


async def test_a_letter_left_behind_the_mark_is_uncertain_and_may_be_sent_again(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await _kill_behind_the_mark(product, compose)
    card = await staff.wait_for_text("мог его принять")
    assert "❓ Неизвестно, ушло ли" in card.text
    assert len(product.sandbox.mailbox.letters) == 1
    await staff.press("Отправить ещё раз")
    first, second = await product.sandbox.mailbox.wait_for(2)
    await staff.wait_for_text("сервер принял письмо")
    assert first.message["Message-ID"] == second.message["Message-ID"]
    assert first.raw == second.raw
    assert len(product.sandbox.mailbox.letters) == 2


async def test_a_letter_left_behind_the_mark_may_be_counted_as_sent(product: Product, compose: Compose) -> None:
    staff = product.staff
    await _kill_behind_the_mark(product, compose)
    await staff.wait_for(lambda chat: "Считать отправленным" in chat.messages[-2].labels or None)
    await staff.press("Считать отправленным")
    card = await staff.wait_for_text("✅ Отправлено")
    assert "Считать отправленным" not in card.labels
    assert "вы решили считать письмо отправленным" in card.text
    assert "сервер принял" not in card.text
    await product.restart()
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_what_an_uncertain_letter_came_to_after_all_is_told_too(product: Product, compose: Compose) -> None:
    """One message told that it was uncertain; that it is tried again, since they said so, is no news."""
    staff = product.staff
    await _kill_behind_the_mark(product, compose)
    told = await staff.wait_for(lambda chat: chat.last if chat.last.reply_to else None)
    await staff.press("Отправить ещё раз")
    await staff.wait_for_text("сервер принял письмо")
    await eventually(nothing_left_to_tell)
    assert staff.last.reply_to == told.reply_to
    assert "✅ Отправлено" in staff.last.text
    assert staff.last.id == told.id + 1


async def _kill_behind_the_mark(product: Product, compose: Compose) -> None:
    await product.change_connection(timeout=timedelta(seconds=30))
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.SILENT, 1
    await compose(product.staff)
    await product.staff.press(BUTTON)
    await product.sandbox.mailbox.wait_for(1)
    await product.crash()
    await product.start()


async def _said(caplog: pytest.LogCaptureFixture, words: str) -> bool:
    return any(words in record.getMessage() for record in caplog.records)
