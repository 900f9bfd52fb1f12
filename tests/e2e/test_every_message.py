"""Whatever a Telegram client can send, sent by anybody while somebody composes: nobody notices."""

import pytest

from bot.telegram.service_messages import SERVICE
from domain.people import Role
from sandbox import User
from sandbox.description import Description
from tests.e2e.conftest import BUTTON, RECIPIENT, Product, all_handled
from tests.every_message import every_message

IDLE, ASKED, STRANGER = 4_001, 4_002, 4_003
SERVICE_KINDS = {name: fields for name, fields in every_message().items() if fields.keys() & SERVICE}
OTHER_KINDS = {name: fields for name, fields in every_message().items() if name not in SERVICE_KINDS}


async def colleague(product: Product, number: int, name: str) -> User:
    await product.people.let_in(number, Role.STAFF, name)
    return product.sandbox.user(number, first_name=name)


def answers(user: User) -> list[str]:
    return [message.text for message in user.messages if message.sender == "bot"]


async def composing(product: Product) -> None:
    await product.staff.send("/new")
    await product.staff.wait_for_text("Получатель (1 из 3)")
    await product.staff.press(RECIPIENT)
    await product.staff.wait_for_text("Тема уведомления (2 из 3)")


async def compose_to_the_end(product: Product) -> None:
    staff = product.staff
    await staff.send("Тема письма")
    await staff.wait_for_text("Текст уведомления (3 из 3)")
    await staff.send("Текст письма")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    await staff.press(BUTTON)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert (letter.subject, letter.text.strip()) == ("Тема письма", "Текст письма")


async def send_each(user: User, kinds: dict[str, dict[str, object]]) -> None:
    """Send one of each kind, and edit it, as a place that moves or a poll that ends is edited."""
    for fields in kinds.values():
        user.edit_anything(await user.send_anything(fields))


async def test_messages_of_every_kind_disturb_nobody_and_are_answered_sensibly(product: Product) -> None:
    idle, asked = await colleague(product, IDLE, "Вера"), await colleague(product, ASKED, "Глеб")
    stranger = product.sandbox.user(STRANGER, first_name="Чужой")
    await asked.send("/new")
    await asked.wait_for_text("Получатель (1 из 3)")
    await composing(product)
    page = answers(product.staff)
    for user in (idle, asked, stranger):
        await send_each(user, OTHER_KINDS)
    await compose_to_the_end(product)
    await all_handled(product)
    assert page[-1] not in answers(product.staff)
    for user in (idle, asked):
        assert answers(user)
        assert not any("Что-то пошло не так" in text for text in answers(user))
    assert 0 < len(answers(stranger)) <= 5
    assert await product.people.get(STRANGER) is None


async def test_service_messages_are_answered_to_nobody(product: Product) -> None:
    idle, asked = await colleague(product, IDLE, "Вера"), await colleague(product, ASKED, "Глеб")
    stranger = product.sandbox.user(STRANGER, first_name="Чужой")
    await asked.send("/new")
    await asked.wait_for_text("Получатель (1 из 3)")
    before = answers(asked)
    for user in (idle, asked, stranger):
        await send_each(user, SERVICE_KINDS)
    await all_handled(product)
    assert (answers(idle), answers(stranger)) == ([], [])
    assert answers(asked) == before


@pytest.mark.parametrize("name", every_message())
def test_each_kind_is_as_the_published_description_says(name: str) -> None:
    envelope = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}}
    assert Description().problems(envelope | every_message()[name], "Message") == []


def test_what_a_person_sends_is_no_service_message() -> None:
    sent = {"text", "voice", "poll", "location", "contact", "giveaway", "invoice", "story", "checklist", "paid_media"}
    assert not SERVICE & sent
    assert {"pinned_message", "gift", "chat_background_set"} <= SERVICE


async def test_an_album_of_a_stranger_is_answered_once(product: Product) -> None:
    stranger = product.sandbox.user(STRANGER, first_name="Чужой")
    for _ in range(10):
        await stranger.send_anything({"photo": [{"file_id": "x", "width": 1, "height": 1}], "media_group_id": "77"})
    await all_handled(product)
    assert len(answers(stranger)) == 1


async def test_what_a_stranger_changes_is_not_answered_once_more(product: Product) -> None:
    stranger = product.sandbox.user(STRANGER, first_name="Чужой")
    place = await stranger.send_anything({"location": {"latitude": 59.9, "longitude": 30.3, "live_period": 900}})
    for _ in range(5):
        stranger.edit_anything(place)
    await all_handled(product)
    assert len(answers(stranger)) == 1
