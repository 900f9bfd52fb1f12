"""What staff cannot mend: a button tells administrators, who hear of each cause once, with the way to its page."""

from collections.abc import Awaitable, Callable

import pytest

from bot.demo.stage import STAFF
from domain.accounts.erase_account import EraseAccount
from domain.people import Role
from sandbox import User
from storage import models
from tests.e2e.conftest import BUTTON, RECIPIENT, Product, compose_draft, eventually

TELL = "Сообщить администратору"
WILL, KNOWS = "Администратор узнает", "Администратор уже знает"
MEND, DONE = "Исправить", "Готово"

pytestmark = pytest.mark.usefixtures("administrator_is_there")


async def second_person(product: Product, number: int = 1004, name: str = "Пётр Второй") -> User:
    await product.people.let_in(number, Role.STAFF, name)
    first, _, last = name.partition(" ")
    return product.sandbox.user(number, first_name=first, last_name=last)


def told(admin: User, text: str) -> list[str]:
    return [message.text for message in admin.messages if text in message.text]


async def refused(product: Product, user: User) -> None:
    """Write to an address that the server does not know."""
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    await compose_draft(user)
    await user.press(BUTTON)
    await user.wait_for(lambda chat: any(TELL in message.labels and "❌" in message.text for message in chat.messages))


async def tell(user: User) -> None:
    card = next(message for message in reversed(user.messages) if TELL in message.labels)
    await user.press(TELL, message=card)


async def test_of_a_wrong_address_an_administrator_hears_once_and_mends_it(product: Product) -> None:
    staff, other, admin = product.staff, await second_person(product), product.admin
    await refused(product, staff)
    await tell(staff)
    await staff.wait_for(lambda chat: any(WILL in message.text for message in chat.messages))
    page = await admin.wait_for_text("Письма не доходят")
    assert RECIPIENT in page.text
    assert "ivanov@firma.local" in page.text
    assert page.labels == [MEND, DONE]
    await tell(staff)
    await staff.wait_for(lambda chat: any(KNOWS in message.text for message in chat.messages))
    await refused(product, other)
    await tell(other)
    await other.wait_for(lambda chat: any(KNOWS in message.text for message in chat.messages))
    await admin.wait_for(lambda chat: any("Пётр Второй" in message.text for message in chat.messages))
    (text,) = told(admin, "Письма не доходят")
    assert "2 сотрудникам" in text
    assert await models.Obstacle.all().count() == 1

    await admin.press(MEND, message=next(message for message in admin.messages if MEND in message.labels))
    await admin.wait_for(lambda chat: "Письма не доходят" not in chat.last.text)
    await admin.send("ivanov.new@firma.local")
    await admin.wait_for(lambda chat: bool(told(chat, "Исправлено")))
    (text,) = told(admin, "Письма не доходят")
    assert not any(MEND in message.labels for message in admin.messages)


async def test_what_is_done_may_be_told_again(product: Product) -> None:
    staff, admin = product.staff, product.admin
    await refused(product, staff)
    await tell(staff)
    page = await admin.wait_for_text("Письма не доходят")
    await admin.press(DONE, message=page)
    await admin.wait_for(lambda chat: bool(told(chat, "✅ Готово")))
    await tell(staff)
    await admin.wait_for(lambda chat: len(told(chat, "Письма не доходят")) == 2)
    assert await models.Obstacle.filter(mended_at=None).count() == 1


async def no_scenario(product: Product) -> None:
    (stored,) = await product.configuration.scenarios()
    await product.configuration.save_scenario(stored.document.model_copy(update={"enabled": False}))


async def no_route(product: Product) -> None:
    (stored,) = await product.configuration.routes()
    await product.configuration.save_route(stored.document.model_copy(update={"request": ()}))
    await product.configuration.remove("routes", stored.id, stored.revision + 1)


async def no_server(product: Product) -> None:
    await product.change_connection(enabled=False)


async def in_archive(product: Product) -> None:
    await product.archive("ivanov")


CAUSES: dict[str, tuple[Callable[[Product], Awaitable[None]], str, str]] = {
    "a button without a scenario": (no_scenario, "Шаблон настроен с ошибкой, администратор уже знает", "template"),
    "a scenario with mistakes": (no_route, "Шаблон настроен с ошибкой, администратор уже знает", "scenario"),
    "a connection that is switched off": (no_server, "не настроен", "connection"),
    "an account in the archive": (in_archive, "в архиве", "account"),
}


@pytest.mark.parametrize("cause", CAUSES)
async def test_a_press_that_is_refused_shows_why_with_the_button(product: Product, cause: str) -> None:
    break_it, words, kind = CAUSES[cause]
    staff, admin = product.staff, product.admin
    await compose_draft(staff)
    await break_it(product)
    await staff.press(BUTTON)
    await staff.wait_for(lambda chat: TELL in chat.last.labels and words in chat.last.text)
    if kind not in {"template", "scenario"}:
        await tell(staff)
        await staff.wait_for_text(WILL)
    page = await admin.wait_for_text("Это мешает 1 сотруднику")
    (row,) = await models.Obstacle.all()
    assert row.kind == kind
    await admin.press(MEND, message=page)
    await admin.wait_for(lambda chat: "Это мешает" not in chat.last.text)
    assert told(admin, "Это мешает 1 сотруднику")


async def test_a_template_that_works_again_is_seen_and_the_card_lets_go(product: Product) -> None:
    staff, admin = product.staff, product.admin
    await compose_draft(staff)
    await no_server(product)
    await staff.press(BUTTON)
    await staff.wait_for(lambda chat: TELL in chat.last.labels)
    await tell(staff)
    await admin.wait_for_text("не уходят письма")
    await product.change_connection(enabled=True)
    await admin.send("/admin")
    await admin.wait_for(lambda chat: bool(told(chat, "Исправлено")))
    await tell(staff)
    await staff.wait_for(lambda chat: "не настроен" not in chat.last.text)
    await staff.press(BUTTON)
    await product.sandbox.mailbox.wait_for(1)


async def test_who_has_no_account_tells_so_from_their_settings(product: Product) -> None:
    staff, admin = product.staff, product.admin
    await models.Person.filter(telegram_id=STAFF).update(account_id=None)
    await staff.send("/settings")
    await staff.wait_for(lambda chat: TELL in chat.last.labels)
    await tell(staff)
    await staff.wait_for_text(WILL)
    page = await admin.wait_for_text("не указан аккаунт")
    await tell(staff)
    await staff.wait_for_text(KNOWS)
    await admin.press(MEND, message=page)
    await admin.wait_for(lambda chat: "Чей аккаунт" in chat.last.labels)
    assert len(told(admin, "не указан аккаунт")) == 1


async def test_with_no_administrator_it_says_that_nobody_could_be_told(product: Product) -> None:
    await refused(product, product.staff)
    await models.Person.filter(role=Role.ADMIN).update(active=False)
    await tell(product.staff)
    await product.staff.wait_for(lambda chat: any("Сообщить не удалось" in item.text for item in chat.messages))
    assert await models.Obstacle.all().count() == 0


async def test_an_erased_person_leaves_the_message(product: Product) -> None:
    staff, admin = product.staff, product.admin
    account = await product.add_account("Пётр Второй", "second@firma.local")
    other = await second_person(product)
    await models.Person.filter(telegram_id=1004).update(account_id=account.id)
    await refused(product, staff)
    await tell(staff)
    await admin.wait_for_text("Письма не доходят")
    await refused(product, other)
    await tell(other)
    await admin.wait_for(lambda chat: any("Пётр Второй" in message.text for message in chat.messages))
    erase: EraseAccount = product.app.dispatcher.workflow_data["erase_account"]
    boss = await product.people.get(admin.id)
    assert boss is not None
    await erase(boss, account.id)
    product.wake()
    await admin.wait_for(lambda chat: not any("Пётр Второй" in message.text for message in chat.messages))
    (text,) = told(admin, "Письма не доходят")
    assert "1 сотруднику" in text


async def test_namesakes_are_told_apart_and_many_are_counted(product: Product) -> None:
    staff, admin = product.staff, product.admin
    await refused(product, staff)
    await tell(staff)
    await admin.wait_for_text("Письма не доходят")
    (row,) = await models.Obstacle.all()
    for number in range(1100, 1112):
        await product.people.let_in(number, Role.STAFF, "Анна Общая")
        await models.ObstacleMet.create(obstacle_id=row.id, person_id=number)
    await models.Announcement.filter(topic="obstacle").update(due_at=row.met_at)

    async def drawn() -> bool:
        product.wake()
        return any("№ 1105" in message.text and "и ещё 3" in message.text for message in admin.messages)

    await eventually(drawn)
