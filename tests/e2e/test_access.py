"""Who may come in: strangers and removed people are told their number, and the first link works once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.demo.stage import ADMIN, STAFF
from storage import models
from tests.e2e.conftest import BUTTON, RECIPIENT, Product

Compose = Callable[..., Any]

STRANGER = 2_001


async def test_a_stranger_is_told_their_number_whatever_they_send(product: Product) -> None:
    one, another = (product.sandbox.user(STRANGER + number, first_name="Чужой") for number in (0, 1))
    for stranger, send in (
        (one, lambda: one.send("/start")),
        (one, lambda: one.send("/new")),
        (one, lambda: one.send("/list")),
        (one, lambda: one.send("Здравствуйте")),
        (another, lambda: another.send("/start wrong-code")),
        (another, another.send_sticker),
        (another, another.send_photo),
    ):
        sent = await send()
        page = await stranger.wait_for(lambda chat, sent=sent: chat.last if chat.last.id > sent.id else None)
        assert "У вас нет доступа" in page.text
        assert str(stranger.id) in page.text
        assert page.labels == ["Запросить доступ"]
    assert await models.Record.all().count() == 0
    assert await models.Person.filter(telegram_id__in=[STRANGER, STRANGER + 1]).count() == 0


async def test_a_strangers_forged_presses_are_refused_and_change_nothing(product: Product, compose: Compose) -> None:
    staff, stranger = product.staff, product.sandbox.user(STRANGER, first_name="Чужой")
    await compose(staff)
    await stranger.send("/start")
    refused = await stranger.wait_for_text("У вас нет доступа")
    data = [button.data or "" for row in staff.last.buttons for button in row]
    for one in (*data, "n:0:0", "h", "мусор"):
        answer = await stranger.press_data(refused, one)
        assert "У вас нет доступа" in answer.text
        assert str(STRANGER) in answer.text
    assert stranger.last == refused
    assert product.sandbox.mailbox.letters == []


async def test_a_removed_person_is_refused_even_in_the_middle_of_composing(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    question = staff.last
    assert await product.people.remove(STAFF)
    answer = await staff.press(RECIPIENT, question)
    assert "У вас нет доступа" in answer.text
    await staff.send("Тема")
    assert str(STAFF) in (await staff.wait_for_text("У вас нет доступа")).text
    (record,) = await models.Record.all().values("values")
    assert record["values"] == {}


async def test_a_removed_person_cannot_send_and_goes_on_when_let_in_again(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    await product.people.remove(STAFF)
    answer = await staff.press(BUTTON, card)
    assert "У вас нет доступа" in answer.text
    await staff.edit(next(message for message in staff.messages if message.text == "Тема письма"), "Другая")
    await staff.send("Есть кто-нибудь?")
    await staff.wait_for_text("У вас нет доступа")
    assert product.sandbox.mailbox.letters == []
    person = await product.people.let_in(STAFF, (await product.people.everybody())[0].role)
    assert person.telegram_id == STAFF
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.subject == "Тема письма"


@pytest.fixture
async def nobody(product: Product) -> Product:
    """The product without any administrator, and a clock that can be moved."""
    await product.stop()
    await product.people.remove(ADMIN)
    product.admins = ()
    product.clock = Moved()
    await product.start()
    return product


class Moved:
    """A clock that is some time ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


async def link(product: Product) -> str:
    assert product.app is not None
    code = await product.app.admission.first_link_code()
    assert code is not None
    return code


async def test_the_first_link_makes_an_administrator_once(nobody: Product) -> None:
    first = nobody.sandbox.user(STRANGER, first_name="Первый")
    second = nobody.sandbox.user(STRANGER + 1, first_name="Второй")
    code = await link(nobody)
    await first.send(f"/start {code}")
    await first.wait_for_text("Здравствуйте, Первый")
    await second.send(f"/start {code}")
    await second.wait_for_text("У вас нет доступа")
    await first.send("/help")
    await first.wait_for_text("Администратору")
    assert nobody.app is not None
    assert await nobody.app.admission.first_link_code() is None


async def test_the_first_link_ends_after_fifteen_minutes(nobody: Product) -> None:
    late = nobody.sandbox.user(STRANGER, first_name="Поздний")
    code = await link(nobody)
    assert isinstance(nobody.clock, Moved)
    nobody.clock.ahead = timedelta(minutes=15, seconds=1)
    await late.send(f"/start {code}")
    await late.wait_for_text("У вас нет доступа")
    nobody.clock.ahead = timedelta(0)
    await late.send(f"/start {await link(nobody)}")
    await late.wait_for_text("Здравствуйте, Поздний")


async def test_a_new_link_ends_the_one_before(nobody: Product) -> None:
    user = nobody.sandbox.user(STRANGER, first_name="Первый")
    old = await link(nobody)
    new = await link(nobody)
    await user.send(f"/start {old}")
    await user.wait_for_text("У вас нет доступа")
    await user.send(f"/start {new}")
    await user.wait_for_text("Здравствуйте")


async def test_a_member_of_staff_who_opens_the_first_link_becomes_an_administrator(nobody: Product) -> None:
    await nobody.staff.send(f"/start {await link(nobody)}")
    await nobody.staff.wait_for_text("Здравствуйте")
    person = await nobody.people.get(STAFF)
    assert person is not None
    assert person.is_admin


async def test_a_link_opened_while_the_bot_is_down_works_after_the_start(nobody: Product) -> None:
    user = nobody.sandbox.user(STRANGER, first_name="Первый")
    code = await link(nobody)
    await nobody.stop()
    await user.send(f"/start {code}")
    await nobody.start()
    await user.wait_for_text("Здравствуйте, Первый")


async def test_the_menu_shows_each_person_what_they_may_use(product: Product) -> None:
    staff = product.staff
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    await staff.send("/help")
    await staff.wait_for_text("по одному вопросу")
    assert [name for name, _ in staff.commands] == ["new", "list", "settings", "help", "cancel"]
