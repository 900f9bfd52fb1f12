"""What became of a letter is told once, whatever Telegram does meanwhile, and the card ends up true."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramServerError

from bot.workers import reporter
from sandbox import User
from sandbox.manners import MailFault
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import BUTTON, Product, all_told, eventually, nothing_left_to_tell

Compose = Callable[..., Any]


def replies(user: User, card: ChatMessage) -> list[ChatMessage]:
    return [item for item in user.messages if item.reply_to == card.id]


def now(user: User, card: ChatMessage) -> ChatMessage:
    return next(item for item in user.messages if item.id == card.id)


async def refuse(product: Product, compose: Compose) -> ChatMessage:
    """Press for a letter that the server refuses for good; return the card."""
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    await compose(product.staff)
    return product.staff.last


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_a_flood_limit_delays_the_report_and_tells_it_once(
    product: Product, compose: Compose, method: str
) -> None:
    staff = product.staff
    card = await refuse(product, compose)
    await product.stop()
    await staff_press_while_down(product, card)
    product.sandbox.telegram.too_many_requests(1, times=3, method=method)
    await product.start()
    await eventually(all_told)
    assert len(replies(staff, card)) == 1
    assert "❌ Не отправлено" in now(staff, card).text


async def staff_press_while_down(product: Product, card: ChatMessage) -> None:
    """The press waits at Telegram until the bot is up."""
    data = next(button.data or "" for row in card.buttons for button in row if button.label == BUTTON)
    product.sandbox.messenger.person_presses(product.staff.chat.messages[card.id], data)


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_a_lost_connection_delays_the_report(product: Product, compose: Compose, method: str) -> None:
    staff = product.staff
    card = await refuse(product, compose)
    await product.stop()
    await staff_press_while_down(product, card)
    product.sandbox.telegram.unreachable(times=3, method=method)
    await product.start()
    await eventually(all_told)
    assert len(replies(staff, card)) == 1
    assert "❌ Не отправлено" in now(staff, card).text


async def test_a_restart_before_the_telling_forgets_nothing(product: Product, compose: Compose) -> None:
    staff = product.staff
    card = await refuse(product, compose)
    product.sandbox.telegram.unreachable(method="sendMessage")
    await staff.press(BUTTON, card)

    async def written() -> bool:
        return await models.Report.filter(drawn=True).exists()

    await eventually(written)
    await product.crash()
    assert replies(staff, card) == []
    product.sandbox.telegram.forget()
    await product.start()
    await eventually(all_told)
    assert len(replies(staff, card)) == 1


async def test_a_deleted_card_is_told_by_a_message(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.LATER, 1
    await product.change_connection(retry_after=(timedelta(hours=1),))
    await staff.press(BUTTON, card)
    await staff.wait_for(lambda chat: replies(chat, card) or None)
    staff.delete_message(card)
    await models.Delivery.all().update(due_at=product.clock())
    product.wake()
    await staff.wait_for(lambda chat: "✅ Отправлено" in chat.last.text)
    await eventually(all_told)


async def test_a_blocked_bot_is_no_error_and_the_report_rests_until_its_person_is_back(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    card = await refuse(product, compose)
    product.sandbox.telegram.unreachable(method="sendMessage")
    await staff.press(BUTTON, card)

    async def written() -> bool:
        return await models.Report.filter(drawn=True).exists()

    await eventually(written)
    staff.block()
    product.sandbox.telegram.forget()
    product.wake()

    async def rests() -> bool:
        return await models.Report.filter(due_at=None).exists()

    await eventually(rests)
    staff.unblock()
    await eventually(all_told)
    await staff.send("/list")
    page = await staff.wait_for_text("Все (1)")
    assert "❌" in page.text


async def test_one_drawing_of_a_card_shows_every_outcome_that_was_there(product: Product, compose: Compose) -> None:
    """A run of hundreds of letters would else edit its one card for each, and hold everybody's reports meanwhile."""
    staff = product.staff
    await compose(staff)
    card = staff.last
    await staff.press(BUTTON)
    await eventually(all_told)
    assert product.app is not None
    edits = 0

    async def count(make_request, bot, method):
        nonlocal edits
        edits += method.__api_method__ == "editMessageText"
        return await make_request(bot, method)

    product.app.bot.session.middleware(count)
    run = await models.ScenarioRun.all().get()
    await models.Report.bulk_create([models.Report(run=run, news="sent", due_at=product.clock()) for _ in range(100)])
    product.wake()
    await eventually(all_told)
    assert 1 <= edits < 10
    assert "✅ Отправлено" in now(staff, card).text
    assert replies(staff, card) == []


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_an_error_of_telegrams_servers_delays_the_report_and_tells_it_once(
    product: Product, compose: Compose, method: str
) -> None:
    staff = product.staff
    card = await refuse(product, compose)
    assert product.app is not None
    left = 3

    async def break_down(make_request, bot, call):
        nonlocal left
        if left and call.__api_method__ == method:
            left -= 1
            raise TelegramServerError(call, "Bad Gateway")
        return await make_request(bot, call)

    product.app.bot.session.middleware(break_down)
    await staff.press(BUTTON)
    await eventually(all_told)
    assert left == 0
    assert len(replies(staff, card)) == 1
    assert "❌ Не отправлено" in now(staff, card).text


async def test_a_card_that_is_too_old_to_be_edited_is_told_by_a_message(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.LATER, 1
    await product.change_connection(retry_after=(timedelta(hours=1),))
    await staff.press(BUTTON, card)
    await staff.wait_for(lambda chat: replies(chat, card) or None)
    await eventually(nothing_left_to_tell)
    assert product.app is not None

    async def refuse_to_edit(make_request, bot, call):
        if call.__api_method__ == "editMessageText":
            raise TelegramBadRequest(call, "Bad Request: message can't be edited")
        return await make_request(bot, call)

    product.app.bot.session.middleware(refuse_to_edit)
    await models.Delivery.all().update(due_at=product.clock())
    product.wake()
    await eventually(all_told)
    assert "✅ Отправлено" in staff.last.text


async def test_a_flood_of_outcomes_is_gathered_into_few_messages(
    product: Product, compose: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporter, "GATHERED_FOR", timedelta(seconds=10))
    staff = product.staff
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    cards, before = [], len(staff.messages)
    for number in range(8):
        await compose(staff, subject=f"Письмо {number}")
        cards.append(staff.last)
        await staff.press(BUTTON)

    async def eight_ended() -> bool:
        return await models.Delivery.filter(state="failed").count() == 8

    await eventually(eight_ended)
    await staff.wait_for(lambda chat: "Итоги по" in chat.last.text)
    await eventually(all_told)
    told = [item for item in staff.messages[before:] if item.sender == "bot" and item.id not in {c.id for c in cards}]
    assert len(told) <= 3
    for card in cards:
        assert "❌ Не отправлено" in now(staff, card).text
