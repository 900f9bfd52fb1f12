"""What comes from groups, channels, bots and inline messages is told from private chats by its JSON alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot

from bot.telegram.groups import REMEMBERED, FromGroup, Groups, without_words
from bot.telegram.updates import NOBODY, read_update, sender_of

PERSON = {"id": 7, "is_bot": False, "first_name": "Анна"}
ROBOT = {**PERSON, "is_bot": True}
PRIVATE = {"id": 7, "type": "private", "first_name": "Анна"}
GROUPS = [{"id": -100 - at, "type": kind, "title": "Г"} for at, kind in enumerate(("group", "supergroup", "channel"))]
MESSAGE = {"message_id": 1, "date": 1, "text": "/start code"}


def change(chat: dict[str, Any], status: str, **more: Any) -> dict[str, Any]:
    member = {"user": ROBOT, "status": status, **more}
    return {"my_chat_member": {"chat": chat, "from": PERSON, "date": 1, "new_chat_member": member}}


def press(message: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    return {
        "callback_query": {"id": "1", "from": PERSON, "chat_instance": "1", "data": "n", **more}
        | ({"message": message} if message else {})
    }


@pytest.mark.parametrize("chat", GROUPS)
@pytest.mark.parametrize(
    "kind", ["message", "edited_message", "channel_post", "edited_channel_post", "message_reaction"]
)
@pytest.mark.parametrize("who", [{"from": PERSON}, {"from": ROBOT}, {}, {"from": ROBOT, "sender_chat": PRIVATE}])
def test_whatever_is_said_in_a_group_is_the_groups(chat: dict[str, Any], kind: str, who: dict[str, Any]) -> None:
    assert sender_of({"update_id": 1, kind: {**MESSAGE, **who, "chat": chat}}) == chat["id"]


@pytest.mark.parametrize("chat", GROUPS)
def test_a_press_and_a_membership_in_a_group_are_the_groups(chat: dict[str, Any]) -> None:
    assert sender_of(press({**MESSAGE, "chat": chat})) == chat["id"]
    assert sender_of(press({"message_id": 1, "date": 0, "chat": chat})) == chat["id"]
    for status in ("member", "administrator"):
        assert sender_of(change(chat, status)) == chat["id"]
    assert sender_of(change(chat, "restricted", is_member=True)) == chat["id"]


@pytest.mark.parametrize(
    "content",
    [
        press(None, inline_message_id="AQ"),
        {"message": {**MESSAGE, "from": ROBOT, "chat": PRIVATE}},
        {"edited_message": {**MESSAGE, "from": ROBOT, "chat": PRIVATE}},
        {"message": {**MESSAGE, "from": PERSON, "chat": PRIVATE, "sender_chat": GROUPS[2]}},
        {"message": {**MESSAGE, "from": PERSON, "chat": {**PRIVATE, "type": "supergroup"}}},
        {"message": {**MESSAGE, "from": PERSON, "chat": {**PRIVATE, "type": "club"}}},
        *(change(chat, status) for chat in GROUPS for status in ("left", "kicked")),
        change(GROUPS[1], "restricted", is_member=False),
    ],
)
def test_what_nobody_stands_behind_is_for_nobody(content: dict[str, Any]) -> None:
    assert sender_of({"update_id": 1, **content}) is None


@pytest.mark.parametrize(
    "content",
    [
        {"message": {**MESSAGE, "from": PERSON, "chat": PRIVATE}},
        {"message": {**MESSAGE, "from": PERSON, "chat": PRIVATE, "via_bot": ROBOT}},
        {
            "message": {
                **MESSAGE,
                "from": PERSON,
                "chat": PRIVATE,
                "forward_origin": {"type": "channel", "chat": GROUPS[2]},
            }
        },
        {"message": {**MESSAGE, "from": PERSON, "chat": PRIVATE, "reply_to_message": {**MESSAGE, "chat": GROUPS[0]}}},
        press({**MESSAGE, "from": ROBOT, "chat": PRIVATE}),
        press({"message_id": 1, "date": 0, "chat": PRIVATE}),
        press(None),
        change(PRIVATE, "kicked"),
        change(PRIVATE, "member"),
    ],
)
def test_what_a_person_does_in_the_private_chat_is_theirs(content: dict[str, Any]) -> None:
    assert sender_of({"update_id": 1, **content}) == PERSON["id"]


@pytest.mark.parametrize("added", [False, True])
def test_what_is_kept_of_a_group_is_its_number_and_whether_the_bot_was_added(added: bool) -> None:
    kept = without_words(5, -100, added=added)
    with pytest.raises(FromGroup) as caught:
        read_update(kept.encode(), Bot("42:TEST"))
    assert (caught.value.group_id, caught.value.added) == (-100, added)


async def test_groups_in_any_number_are_left_once_each_and_few_are_remembered() -> None:
    calls: list[int] = []
    now = datetime(2026, 11, 29, tzinfo=UTC)

    async def leave(group_id: int) -> None:
        calls.append(group_id)

    groups = Groups(leave, lambda: now)
    for _ in range(3):
        for number in range(100):
            await groups.leave(-1 - number, added=False)
    assert len(calls) == 100
    await groups.leave(-1, added=True)
    assert len(calls) == 101
    now += timedelta(minutes=11)
    await groups.leave(-1, added=False)
    assert len(calls) == 102
    for number in range(2 * REMEMBERED):
        await groups.leave(-1 - number, added=True)
    assert sum(groups.is_left(-1 - number) for number in range(2 * REMEMBERED)) == REMEMBERED


@pytest.mark.parametrize("number", [0, -7, 2**52, 2**63, True, "7", 7.0, None])
def test_a_sender_whose_number_telegram_gives_nobody_is_nobody(number: Any) -> None:
    message = {**MESSAGE, "from": {**PERSON, "id": number}, "chat": {"id": 7, "type": "private"}, "text": "/start"}
    assert sender_of({"update_id": 1, "message": message}) == NOBODY
