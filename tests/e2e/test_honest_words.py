"""What people are told is so: who has seen a request, what a stranger may expect, what is ready, what an edit does."""

from collections.abc import Callable
from typing import Any

from sandbox import User
from tests.e2e.conftest import BUTTON, Product

Compose = Callable[..., Any]
OTHER = """
connections:
  - {system_name: unused, title: Ничья, type: smtp, host: smtp.example.org, port: 465, encryption: ssl,
     authentication: none, sender_address: a@example.org, enabled: false}
"""


def stranger(product: Product) -> User:
    return product.sandbox.user(7007, "Чужой")


async def test_a_request_that_no_administrator_could_be_told_waits_and_is_shown_at_their_next_start(
    product: Product,
) -> None:
    product.admin.block()
    new = stranger(product)
    await new.send("/start")
    await new.wait_for_text("У вас нет доступа")
    await new.press("Запросить доступ")
    assert not any("уже видят" in message.text for message in new.messages)
    await new.wait_for_text("Показать его пока никому из администраторов не удалось")
    product.admin.unblock()
    await product.admin.send("/start")
    await product.admin.wait_for(lambda chat: "1 запрос на доступ" in chat.last.text)
    await product.admin.press("Запросы на доступ (1)")
    assert "Чужой" in " ".join(product.admin.last.labels)
    await product.admin.send("/admin")
    await product.admin.wait_for(lambda chat: "🙋 Запросы на доступ (1)" in chat.last.labels)


def answers(new: User) -> list[str]:
    return [item.text for item in new.messages if "У вас нет доступа" in item.text]


async def test_a_strangers_fifth_answer_says_that_no_more_come(product: Product) -> None:
    new = stranger(product)
    for number in range(5):
        await new.send(f"Привет {number}")
        await new.wait_for(lambda chat, n=number: len(answers(chat)) == n + 1)
    said = answers(new)
    assert ["10 минут" in text for text in said] == [False] * 4 + [True]
    assert all("сотрудники компании пишут уведомления" in text for text in said)


async def test_the_bots_profile_says_what_it_is_and_is_set_once(product: Product) -> None:
    assert product.app is not None
    await product.app.describe()
    kept = dict(product.sandbox.messenger.descriptions)
    assert {language for _, language in kept} == {"", "en"}
    product.sandbox.messenger.descriptions.clear()
    product.sandbox.messenger.descriptions.update(kept)
    await product.app.describe()
    assert product.sandbox.messenger.descriptions == kept


async def test_a_connection_that_nobody_uses_is_no_reason_to_warn(product: Product) -> None:
    await product.apply(OTHER)
    await product.staff.send("/start")
    page = await product.staff.wait_for_text("Здравствуйте")
    assert "⚠️" not in page.text
    await product.staff.send("/new")
    page = await product.staff.wait_for_text("Получатель (1 из 3)")
    assert "⚠️" not in page.text


async def test_an_edit_after_sending_offers_a_copy_with_the_correction_in_it(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff, text="В семь чесов")
    said = next(item for item in staff.messages if item.text == "В семь чесов")
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    await staff.edit(said, "В семь часов")
    page = await staff.wait_for_text("Правка не учтена")
    assert "Кому: Иванов Иван Петрович" in page.text
    await staff.press("Исправить и отправить заново", page)
    assert "В семь часов" in staff.last.text
    await staff.press(BUTTON, staff.last)
    _, second = await product.sandbox.mailbox.wait_for(2)
    assert "В семь часов" in second.text
