"""Groups and channels, as far as a bot that leaves them has to do with them."""

import pytest

from sandbox.description import Description

GROUP, CHANNEL = -1_001_000_000_001, -1_001_000_000_002


@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_what_happens_in_a_group_looks_as_the_description_says(sandbox, call, alice, status) -> None:
    group, channel = sandbox.group(GROUP), sandbox.group(CHANNEL, "Канал", kind="channel")
    for one in (group, channel):
        one.add_bot(alice, status)
    number = group.say(alice, "привет")
    group.edit(alice, number, "пока")
    group.say_anonymously("от группы")
    group.say_as_channel(channel, "от канала")
    group.forward_from_linked(channel, "новость")
    channel.post("новость")
    group.press(alice, "x")
    alice.press_inline("x")
    group.remove_bot(alice)
    updates = (await call("getUpdates"))["result"]
    assert len(updates) == 13
    assert [problem for update in updates for problem in Description().problems(update, "Update")] == []


async def test_a_group_is_left_once_and_hears_nothing_more(sandbox, call, alice) -> None:
    group = sandbox.group(GROUP)
    group.add_bot(alice)
    assert (await call("leaveChat", chat_id=GROUP))["result"] is True
    assert not group.has_bot
    group.say(alice, "привет")
    last = (await call("getUpdates"))["result"][-1]
    assert last["my_chat_member"]["new_chat_member"]["status"] == "left"
    again = await call("leaveChat", chat_id=GROUP)
    assert (again["error_code"], again["description"]) == (403, "Forbidden: bot is not a member of the supergroup chat")


async def test_a_group_that_has_thrown_the_bot_out_takes_no_message_and_is_not_left(sandbox, call, alice) -> None:
    group = sandbox.group(GROUP, kind="group")
    group.add_bot(alice)
    assert (await call("sendMessage", chat_id=GROUP, text="привет"))["ok"]
    assert group.said_by_bot == ["привет"]
    group.remove_bot(alice)
    for method, fields in (("sendMessage", {"text": "привет"}), ("leaveChat", {})):
        answer = await call(method, chat_id=GROUP, **fields)
        assert answer["description"] == "Forbidden: bot was kicked from the group chat"


async def test_a_private_chat_and_one_that_is_not_there_cannot_be_left(sandbox, call, alice) -> None:
    assert "private" in (await call("leaveChat", chat_id=alice.id))["description"]
    assert (await call("leaveChat", chat_id=-5))["description"] == "Bad Request: chat not found"
