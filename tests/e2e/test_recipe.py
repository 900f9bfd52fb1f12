"""The recipe's own test, as a person does it, and what must not happen besides."""

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import BUTTON, Product
from tests.e2e.test_build_recipe import Fingers

Compose = Callable[..., Any]


async def test_the_recipe_sends_the_letter_and_the_card_says_so(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Совещание", text="В 15:00, переговорная 4.")
    await staff.press(BUTTON)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    card = await staff.wait_for_text("сервер принял письмо")
    assert letter.rcpt_to == ["ivanov@firma.local"]
    assert letter.subject == "Совещание"
    assert letter.text.rstrip("\n") == "В 15:00, переговорная 4."
    assert "✅ Отправлено" in card.text
    assert "Auto-Submitted" not in letter.message


async def test_three_fast_presses_send_one_letter(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    data = next(button.data for row in card.buttons for button in row if button.label == BUTTON)
    answers = [await staff.press_data(card, data) for _ in range(3)]
    await staff.wait_for_text("сервер принял письмо")
    assert all(answer.answered for answer in answers)
    assert len(product.sandbox.mailbox.letters) == 1


async def test_from_new_to_sent_takes_six_touches_at_most_besides_typing(product: Product) -> None:
    hand = Fingers(product.staff)
    await hand.type("/new", "Получатель (1 из 3)")
    await hand.press("Иванов Иван Петрович")
    await hand.type("Совещание", "Текст уведомления (3 из 3)")
    await hand.type("В 15:00", "черновик")
    await hand.press(BUTTON)
    await product.staff.wait_for_text("сервер принял письмо")
    assert hand.touches <= 6
