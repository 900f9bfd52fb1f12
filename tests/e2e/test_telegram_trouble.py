"""On Telegram's bad days the page arrives afterwards, the letter goes once, and nothing breaks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.demo.stage import TOKEN
from sandbox import User
from sandbox.manners import MailFault
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import BUTTON, RECIPIENT, Product, all_handled, eventually

Compose = Callable[..., Any]

METHODS = ("sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery")


async def play(product: Product) -> None:
    """Compose, change a field, and send, once."""
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("Тема")
    await staff.wait_for_text("Текст уведомления (3 из 3)")
    await staff.send("Текст")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


@pytest.mark.parametrize("method", METHODS)
async def test_a_flood_limit_on_any_screen_only_costs_time(product: Product, method: str) -> None:
    product.sandbox.telegram.too_many_requests(1, times=2, method=method)
    await play(product)


@pytest.mark.parametrize("method", METHODS)
async def test_a_lost_answer_on_any_screen_loses_nothing(product: Product, method: str) -> None:
    product.sandbox.telegram.lose_answers(times=2, method=method)
    await play(product)


@pytest.mark.parametrize("method", [*METHODS, "getUpdates"])
async def test_telegram_out_of_reach_for_a_moment_loses_nothing(product: Product, method: str) -> None:
    product.sandbox.telegram.unreachable(times=1, method=method)
    await play(product)


async def two_cards(product: Product) -> tuple[ChatMessage, ChatMessage]:
    """The card of a draft, twice: the answer to the first was lost on its way to the bot."""
    staff = product.staff
    await staff.send("/new")
    await staff.press(RECIPIENT, await staff.wait_for_text("Получатель (1 из 3)"))
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("Тема")
    await staff.wait_for_text("Текст уведомления (3 из 3)")
    product.sandbox.telegram.lose_answers(times=1, method="sendMessage")
    await staff.send("Текст")

    def cards(chat: User) -> list[ChatMessage]:
        return [message for message in chat.messages if BUTTON in message.labels]

    first, second = await staff.wait_for(lambda chat: found if len(found := cards(chat)) == 2 else None)
    return first, second


async def test_of_two_cards_that_a_lost_answer_has_left_none_promises_an_outcome_that_never_comes(
    product: Product,
) -> None:
    staff = product.staff
    first, second = await two_cards(product)
    await staff.press(BUTTON, first)
    await staff.wait_for_text("сервер принял письмо")
    left = next(message for message in staff.messages if message.id == second.id)
    assert "Карточка этого уведомления — в другом сообщении: Иванов Иван Петрович · Тема." in left.text
    await staff.press("К карточке", left)
    await staff.wait_for(lambda chat: "сервер принял письмо" in chat.last.text)
    assert all("Отправляется" not in message.text for message in staff.messages)


async def test_a_press_on_a_card_that_is_gone_brings_the_known_one_up_to_date_instead_of_one_more(
    product: Product,
) -> None:
    staff = product.staff
    first, second = await two_cards(product)
    data = next(button.data or "" for row in first.buttons for button in row if button.label == BUTTON)
    staff.delete_message(first)
    for _ in range(3):
        await staff.press_data(first.id, data)
    await staff.wait_for(lambda chat: "сервер принял письмо" in chat.last.text)
    assert staff.last.id == second.id
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_refusal_of_a_press_is_shown_even_when_the_alert_is_lost(product: Product, compose: Compose) -> None:
    """The only answer to this press is the alert's text: a flood limit must not swallow it."""
    staff = product.staff
    await compose(staff)
    await product.change_connection(enabled=False)
    product.sandbox.telegram.too_many_requests(1, times=1, method="answerCallbackQuery")
    answer = await staff.press(BUTTON)
    assert "Черновик сохранён" in answer.text + staff.last.text


async def test_a_refusal_of_a_press_that_is_too_old_to_be_answered_is_shown(product: Product, compose: Compose) -> None:
    """The bot was down for so long that Telegram takes no answer to the press any more."""
    staff = product.staff
    await compose(staff)
    await product.change_connection(enabled=False)
    await product.stop()
    data = next(button.data or "" for row in staff.last.buttons for button in row if button.label == BUTTON)
    press = product.sandbox.messenger.person_presses(staff.chat.messages[staff.last.id], data)
    press.pressed_at -= 3_600
    await product.start()
    page = await staff.wait_for_text("Черновик сохранён")
    assert BUTTON in page.labels


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (MailFault.ACCEPT, "✅ Отправлено"),
        (MailFault.REFUSE, "❌ Не отправлено"),
        (MailFault.DROPPED, "❓ Неизвестно, ушло ли"),
    ],
)
async def test_what_became_of_a_letter_while_its_author_blocked_the_bot_is_told_once_when_they_are_back(
    product: Product, compose: Compose, fault: MailFault, outcome: str
) -> None:
    staff = product.staff
    await product.change_connection(retry_after=(timedelta(hours=1),))
    product.sandbox.mail.fault = MailFault.LATER
    await compose(staff)
    card = staff.last.id
    await staff.press(BUTTON)
    await staff.wait_for_text("Ждёт отправки —")
    staff.block()
    product.sandbox.mail.reset()
    product.sandbox.mail.fault = fault
    await models.Delivery.all().update(due_at=product.clock())
    await product.restart()

    async def rests() -> bool:
        return [row.due_at for row in await models.Report.all()] == [None]

    await eventually(rests)
    staff.unblock()
    await staff.wait_for(lambda chat: any(item.id == card and outcome in item.text for item in chat.messages))
    await staff.wait_for_text(f"{outcome} —")

    async def all_is_told() -> bool:
        return not await models.Report.exists()

    await eventually(all_is_told)
    assert len([item for item in staff.messages if f"{outcome} —" in item.text]) == 1
    await staff.send("/list")
    await staff.wait_for(lambda chat: outcome[0] in chat.last.text)


async def test_a_person_who_blocks_the_bot_while_it_writes_does_not_hold_others(product: Product) -> None:
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
    await product.staff.send("/list")
    product.staff.block()
    await product.admin.send("/start")
    await product.admin.wait_for_text("Здравствуйте")
    await all_handled(product)


async def test_a_webhook_that_an_earlier_program_left_is_taken_away(product: Product) -> None:
    await product.stop()
    async with ClientSession() as session:
        url = f"{product.sandbox.api_url}/bot{TOKEN}/setWebhook"
        async with session.post(url, json={"url": "https://example.org/hook"}) as answer:
            assert (await answer.json())["ok"]
    await product.start()
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
