"""Invitations: one-time links for staff and administrators, that end, can be revoked, and are shown once."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.stage import ADMIN, STAFF
from domain.access.invitations import LIVES, hash_of
from domain.people import Role
from sandbox import User
from storage import models
from tests.e2e.conftest import Product, eventually, menu_of

NEW = 2_001


class Moved:
    """A clock that is some time ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


async def made(product: Product, label: str = "Новая для сотрудника") -> str:
    """Make a link in the chat; return its code."""
    admin = product.admin
    await admin.send("/staff")
    await admin.wait_for_text("Люди · ")
    await admin.press("Приглашения")
    await admin.wait_for(lambda chat: label in chat.last.labels)
    await admin.press(label)
    page = await admin.wait_for_text("Скопируйте её сейчас")
    answer = await admin.press("Скопировать ссылку", page)
    assert answer.copied is not None
    assert answer.copied in page.text
    assert answer.copied.startswith("https://t.me/")
    return answer.copied.rpartition("start=")[2]


def newcomer(product: Product, number: int = NEW, first_name: str = "Новый") -> User:
    return product.sandbox.user(number, first_name=first_name)


async def test_a_link_lets_one_person_in_once_and_its_maker_is_told(product: Product) -> None:
    code = await made(product)
    first, second = newcomer(product), newcomer(product, NEW + 1, "Второй")
    await first.send(f"/start {code}")
    page = await first.wait_for_text("Здравствуйте, Новый")
    assert "Доступ открыт" in page.text
    await second.send(f"/start {code}")
    page = await second.wait_for_text("У вас нет доступа")
    assert "уже вошли" in page.text
    told = await product.admin.wait_for_text("Новый: вход по вашему приглашению, сотрудник")
    await product.admin.press("К человеку", told)
    await product.admin.wait_for_text(f"Номер в Telegram: {NEW}")
    person = await product.people.get(NEW)
    assert person is not None
    assert person.role is Role.STAFF


async def test_only_the_hash_is_kept(product: Product) -> None:
    code = await made(product)
    (row,) = await models.Invitation.all().values()
    assert row["code_hash"] == hash_of(code)
    assert code not in repr(row)
    assert code not in repr(await models.AuditEntry.all().values())
    await product.admin.press("К приглашениям")
    await product.admin.wait_for_text("Приглашения · 1")
    assert all(code not in message.text for message in product.admin.messages)


async def test_a_link_for_administrators_makes_one_and_raises_staff(product: Product) -> None:
    code = await made(product, "Новая для администратора")
    staff = product.staff
    await staff.send(f"/start {code}")
    await staff.wait_for_text("Теперь вы администратор")
    await eventually(menu_of(staff, "staff"))
    code = await made(product, "Новая для администратора")
    other = newcomer(product)
    await other.send(f"/start {code}")
    await other.wait_for_text("Вы администратор")
    assert {person.telegram_id for person in await product.people.administrators()} == {ADMIN, STAFF, NEW}
    acts = await models.AuditEntry.filter(kind="person").order_by("id")
    assert [(row.act, row.person_id) for row in acts] == [("changed", STAFF), ("let_in", NEW)]


async def test_whoever_has_what_a_link_gives_leaves_it_unused(product: Product) -> None:
    code = await made(product)
    for user in (product.staff, product.admin):
        await user.send(f"/start {code}")
        await user.wait_for_text("Ссылка осталась неиспользованной")
    other = newcomer(product)
    await other.send(f"/start {code}")
    await other.wait_for_text("Доступ открыт")
    await product.staff.send(f"/start {code[:-3]}")
    await product.staff.wait_for_text("Такой ссылки нет")


async def test_a_revoked_link_lets_nobody_in_and_says_so(product: Product) -> None:
    code = await made(product)
    admin = product.admin
    await admin.press("К приглашениям")
    page = await admin.wait_for_text("Приглашения · 1")
    assert "Сотрудник, до " in page.text
    assert "Алиса Администратор" in page.text
    await admin.press("до ", page)
    page = await admin.wait_for_text("Приглашение для сотрудника")
    await admin.press("Отозвать", page)
    await admin.wait_for_text("Ссылка отозвана")
    await admin.press_data(page, "Pir:1")
    await admin.wait_for_text("Уже не действует: отозвано")
    other = newcomer(product)
    await other.send(f"/start {code}")
    await other.wait_for_text("Эту ссылку отозвали")
    await product.staff.send(f"/start {code}")
    await product.staff.wait_for_text("Доступ у вас уже есть")
    acts = await models.AuditEntry.filter(kind="invitation").order_by("id")
    assert [row.act for row in acts] == ["invited", "revoked"]


async def test_a_link_ends_after_a_week(product: Product) -> None:
    await product.stop()
    clock = product.clock = Moved()
    await product.start()
    code = await made(product)
    clock.ahead = LIVES + timedelta(seconds=1)
    other = newcomer(product)
    await other.send(f"/start {code}")
    page = await other.wait_for_text("У вас нет доступа")
    assert "Срок этой ссылки вышел" in page.text
    await product.admin.press("К приглашениям")
    await product.admin.wait_for_text("Ссылок, по которым ещё можно войти, нет")


async def test_two_presses_make_one_link_and_leave_it_on_the_screen(product: Product) -> None:
    code = await made(product)
    page = product.admin.last
    answer = await product.admin.press_data(page, "Pim:0:0")
    assert "уже сделана другая ссылка" in answer.text
    assert code in product.admin.last.text
    assert await models.Invitation.all().count() == 1


async def test_a_link_opened_while_the_bot_is_down_works_after_the_start(product: Product) -> None:
    code = await made(product)
    other = newcomer(product)
    await product.stop()
    await other.send(f"/start {code}")
    await product.start()
    await other.wait_for_text("Доступ открыт")


async def test_a_link_answers_the_request_of_whoever_opens_it(product: Product) -> None:
    other = newcomer(product)
    await other.send("/start")
    await other.wait_for_text("У вас нет доступа")
    code = await made(product)
    await other.press("Запросить доступ")
    await product.admin.wait_for_text("Новый просит доступ")
    await other.send(f"/start {code}")
    await other.wait_for_text("Доступ открыт")
    page = await product.admin.wait_for_text("Новый: доступ открыт по приглашению")
    assert "Разрешить" not in page.labels


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_the_pages_are_there_in_both_languages(product: Product, language: str) -> None:
    await models.Person.filter(telegram_id=ADMIN).update(language=language)
    admin = product.admin
    await admin.send("/staff")
    words = {"ru": ("🔗 Приглашения (0)", "Новая для сотрудника"), "en": ("🔗 Invitations (0)", "New for staff")}[
        language
    ]
    await admin.wait_for(lambda chat: words[0] in chat.last.labels)
    await admin.press(words[0])
    await admin.wait_for(lambda chat: words[1] in chat.last.labels)
