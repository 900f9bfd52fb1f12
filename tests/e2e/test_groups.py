"""The bot is for private chats: it leaves groups and channels, and nothing that comes from there counts."""

import pytest

from bot.cards.addresses import NewRecord
from sandbox.groups import Group
from storage import models
from storage.secrets import SecretBox
from tests.e2e.conftest import BUTTON, Product, all_handled, compose_draft, eventually
from tests.e2e.test_invitations import made

GROUP, CHANNEL, STRANGER = -1_001_000_000_001, -1_001_000_000_002, 2_001
KINDS = ("group", "supergroup", "channel")


async def left(product: Product, group: Group) -> None:
    await product.sandbox.messenger.changed.until(lambda: not group.has_bot, 60)
    await all_handled(product)


def silent(product: Product, *groups: Group) -> bool:
    """Whether the bot has said nothing, in a group or to anybody."""
    spoken = [text for group in groups for text in group.said_by_bot]
    return not spoken and all(message.sender == "person" for user in product.sandbox.users for message in user.messages)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_a_group_that_the_bot_is_added_to_is_left_once_and_without_a_word(
    product: Product, kind: str, status: str
) -> None:
    group = product.sandbox.group(GROUP, kind=kind)
    group.add_bot(product.sandbox.user(STRANGER), status)
    await left(product, group)
    assert group.chat.leaves == 1
    assert silent(product, group)


async def test_a_group_that_the_bot_is_added_to_again_is_left_again(product: Product) -> None:
    group = product.sandbox.group(GROUP)
    for times in (1, 2, 3):
        group.add_bot(product.admin)
        await left(product, group)
        assert group.chat.leaves == times


async def test_a_group_that_the_bot_was_added_to_while_it_was_off_is_left(product: Product) -> None:
    await product.stop()
    group, channel = product.sandbox.group(GROUP), product.sandbox.group(CHANNEL, kind="channel")
    for one in (group, channel):
        one.add_bot(product.sandbox.user(STRANGER))
    group.say(product.staff, "/start")
    await product.start()
    await left(product, group)
    await left(product, channel)
    assert (group.chat.leaves, channel.chat.leaves) == (1, 1)


async def test_a_group_that_it_has_stayed_in_is_left_when_somebody_writes_there(product: Product) -> None:
    group = product.sandbox.group(GROUP)
    group.chat.bot_status = "member"
    group.say(product.sandbox.user(STRANGER), "Всем привет")
    await left(product, group)
    assert silent(product, group)


async def test_a_flood_of_a_groups_messages_is_one_leaving_and_few_rows(product: Product) -> None:
    await product.stop()
    group = product.sandbox.group(GROUP)
    group.add_bot(product.sandbox.user(STRANGER))
    for number in range(350):
        group.say(product.sandbox.user(STRANGER), f"/start {number}")
    await product.start()
    await left(product, group)
    assert group.chat.leaves == 1
    assert silent(product, group)


async def test_a_group_that_cannot_be_left_is_no_error_and_is_not_tried_again_and_again(product: Product) -> None:
    group = product.sandbox.group(GROUP)
    for _ in range(5):
        body = {
            "message_id": 1,
            "date": 1,
            "chat": group.chat.brief(),
            "from": product.staff.chat.person(),
            "text": "a",
        }
        product.sandbox.messenger.updates.add("message", body)
        await all_handled(product)
    assert group.chat.leaves == 1


async def test_leaving_is_patient_with_telegram(product: Product) -> None:
    product.sandbox.telegram.too_many_requests(1, times=2, method="leaveChat")
    group = product.sandbox.group(GROUP)
    group.add_bot(product.admin)
    await left(product, group)


async def test_an_invitation_opened_in_a_group_lets_nobody_in(product: Product) -> None:
    code = await made(product, "Новая для администратора")
    group = product.sandbox.group(GROUP)
    group.chat.bot_status = "member"
    stranger = product.sandbox.user(STRANGER)
    for text in (f"/start {code}", f"/start@gonets_sandbox_bot {code}"):
        group.say(stranger, text)
    await left(product, group)
    assert await product.people.get(STRANGER) is None
    assert stranger.messages == []
    assert group.said_by_bot == []
    await stranger.send(f"/start {code}")
    await stranger.wait_for_text("Здравствуйте")


async def test_what_is_written_in_a_group_answers_no_question(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    before = [message.text for message in staff.messages]
    group, channel = product.sandbox.group(GROUP), product.sandbox.group(CHANNEL, kind="channel")
    group.chat.bot_status = channel.chat.bot_status = "administrator"
    number = group.say(staff, "Иванов")
    group.edit(staff, number, "Семёнов")
    group.say(staff, "/cancel")
    group.say_anonymously("/cancel")
    group.say_as_channel(channel, "/cancel")
    group.forward_from_linked(channel, "/cancel")
    channel.post("/cancel")
    group.press(staff, NewRecord(fresh=1).pack())
    staff.press_inline(NewRecord(fresh=1).pack())
    await left(product, group)
    assert [message.text for message in staff.messages] == before
    assert await models.Record.all().count() == 1
    assert group.said_by_bot == channel.said_by_bot == []


async def test_a_press_in_a_group_sends_no_letter(product: Product) -> None:
    await compose_draft(product.staff)
    data = next(button.data or "" for row in product.staff.last.buttons for button in row if button.label == BUTTON)
    group = product.sandbox.group(GROUP)
    group.chat.bot_status = "member"
    group.press(product.staff, data)
    press = product.staff.press_inline(data)
    await all_handled(product)
    assert await models.ScenarioRun.all().count() == 0
    assert not press.answered


@pytest.mark.parametrize("text", ["Здравствуйте", "/start", "/help"])
async def test_other_bots_count_nothing(product: Product, text: str) -> None:
    robot = product.sandbox.user(9_000, first_name="Робот")
    body = {"message_id": 1, "date": 1, "chat": robot.chat.brief(), "text": text}
    product.sandbox.messenger.updates.add("message", body | {"from": {**robot.chat.person(), "is_bot": True}})
    await all_handled(product)
    assert silent(product)


async def test_nothing_that_was_said_in_a_group_is_kept(product: Product) -> None:
    await product.stop()
    group = product.sandbox.group(GROUP)
    group.chat.bot_status = "member"
    group.say(product.staff, "тайна группы")
    product.sandbox.telegram.unreachable(method="leaveChat")
    await product.start()

    async def kept() -> bool:
        return await models.Update.filter(person_id=GROUP).exists()

    await eventually(kept)
    assert not await models.Update.filter(person_id=product.staff.id).exists()
    row = await models.Update.get(person_id=GROUP)
    sealed = SecretBox.for_home(product.home).open_bytes(row.sealed or b"", f"update:{row.id}")
    assert "тайна" not in sealed.decode()
    assert str(GROUP) in sealed.decode()
    product.sandbox.telegram.unreachable(False)
    await left(product, group)


async def test_what_an_earlier_version_kept_of_a_group_counts_nothing_and_the_group_is_left(product: Product) -> None:
    await product.stop()
    group = product.sandbox.group(GROUP)
    group.chat.bot_status = "member"
    message = {"message_id": 1, "date": 1, "chat": group.chat.brief(), "from": product.staff.chat.person()}
    body = {"update_id": 5, "message": message | {"text": "/new"}}
    await models.Update.create(id=5, person_id=product.staff.id, body=body, received_at=product.clock())
    await product.start()
    await left(product, group)
    assert silent(product, group)
    assert await models.Record.all().count() == 0


async def test_a_person_who_blocks_and_unblocks_the_bot_is_no_group(product: Product) -> None:
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
    product.staff.block()
    product.staff.unblock()
    await all_handled(product)
    await product.staff.send("/help")
    await product.staff.wait_for_text("/list")
