"""Nobody holds up others: neither strangers in numbers, nor somebody whom Telegram asks to wait."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.telegram import card_turns
from domain.people import Role
from tests.e2e.conftest import BUTTON, Product, all_handled, compose_draft

Compose = Callable[..., Any]


async def test_twelve_people_whom_telegram_asks_to_wait_for_minutes_hold_up_nobody(product: Product) -> None:
    people = [product.sandbox.user(6_000 + number) for number in range(12)]
    for user in people:
        await product.people.let_in(user.id, Role.STAFF, user.name)
    product.sandbox.telegram.too_many_requests(600, times=len(people), method="sendMessage")
    for user in people:
        await user.send("/help")
    await product.sandbox.messenger.changed.until(lambda: product.sandbox.telegram.met == len(people), 60)
    await product.staff.send("/help")
    await product.staff.wait_for_text("/list")
    assert all(message.sender == "person" for user in people for message in user.messages)
    await product.crash()  # a stop would wait for them


async def test_a_person_whom_telegram_asks_to_wait_gets_the_page_afterwards_and_once(
    product: Product, compose: Compose
) -> None:
    product.sandbox.telegram.too_many_requests(1, times=2, method="sendMessage")
    await compose(product.staff)
    await product.staff.press(BUTTON)
    await product.staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_cards_that_telegram_asks_to_wait_with_hold_up_nobody_elses_outcome(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_turns, "LONGEST_TURN", 0.2)
    people = [product.sandbox.user(6_000 + number) for number in range(4)]
    for user in people:
        await product.people.let_in(user.id, Role.STAFF, user.name)
        await compose_draft(user, subject=user.name)
    await compose_draft(product.staff, subject="Последнее")
    product.sandbox.telegram.too_many_requests(600, times=len(people), method="editMessageText")
    for user in people:
        data = next(button.data or "" for row in user.last.buttons for button in row if button.label == BUTTON)
        product.sandbox.messenger.person_presses(user.chat.messages[user.last.id], data)
    await product.sandbox.messenger.changed.until(lambda: product.sandbox.telegram.met == len(people), 60)
    await product.sandbox.mailbox.wait_for(len(people))
    await product.staff.press(BUTTON)
    await product.staff.wait_for_text("сервер принял письмо")
    await product.crash()


async def test_strangers_in_numbers_are_answered_after_staff_and_each_of_them_once(product: Product) -> None:
    await product.stop()
    strangers = [product.sandbox.user(7_000 + number) for number in range(90)]
    for user in strangers:
        await user.send("Здравствуйте!")
    await product.staff.send("/help")
    await product.start()
    await product.staff.wait_for_text("/list")
    assert sum(len(user.messages) > 1 for user in strangers) < len(strangers) // 2
    await all_handled(product)
    assert [len(user.messages) for user in strangers] == [2] * len(strangers)
