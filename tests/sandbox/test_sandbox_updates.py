import asyncio

from sandbox.description import Description


async def fetch(call, **fields):
    return (await call("getUpdates", **fields))["result"]


async def test_an_update_is_served_until_it_is_confirmed(call, alice) -> None:
    first = await fetch(call)
    assert [update["message"]["text"] for update in first] == ["/start"]
    assert await fetch(call) == first
    assert await fetch(call, offset=first[0]["update_id"] + 1) == []
    assert await fetch(call) == []


async def test_a_long_poll_returns_when_something_comes(call, alice) -> None:
    offset = (await fetch(call))[-1]["update_id"] + 1
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(fetch(call, offset=offset, timeout=30))
        await alice.send("привет")
    assert [update["message"]["text"] for update in poll.result()] == ["привет"]


async def test_a_second_poll_ends_the_first_with_a_conflict(sandbox, call, alice) -> None:
    offset = (await fetch(call))[-1]["update_id"] + 1
    async with asyncio.TaskGroup() as group:
        first = group.create_task(call("getUpdates", offset=offset, timeout=30))
        await sandbox.messenger.updates.arrived.wait()
        second = group.create_task(call("getUpdates", offset=offset, timeout=30))
        body = await first
        assert body["error_code"] == 409
        assert body["description"].startswith("Conflict: terminated by other getUpdates request")
        await alice.send("привет")
    assert len(second.result()["result"]) == 1


async def test_a_poll_that_died_loses_nothing(sandbox, call, http, alice) -> None:
    offset = (await fetch(call))[-1]["update_id"] + 1
    address = f"{sandbox.api_url}/bot{sandbox.token}/getUpdates"
    async with asyncio.TaskGroup() as group:
        dying = group.create_task(http.get(address, params={"offset": offset, "timeout": 30}).__aenter__())
        await sandbox.messenger.updates.arrived.wait()
        dying.cancel()
    await alice.send("привет")
    assert [update["message"]["text"] for update in await fetch(call, offset=offset)] == ["привет"]


async def test_limit_and_negative_offset_choose_what_is_served(call, alice) -> None:
    for text in ("а", "б", "в"):
        await alice.send(text)
    assert [update["message"]["text"] for update in await fetch(call, limit=2)] == ["/start", "а"]
    assert [update["message"]["text"] for update in await fetch(call, offset=-1)] == ["в"]


async def test_only_wanted_kinds_come(call, alice) -> None:
    await fetch(call, offset=-1, allowed_updates=["callback_query"])
    await alice.send("мимо")
    assert [update["message"]["text"] for update in await fetch(call)] == ["/start"]
    await fetch(call, allowed_updates=[])
    await alice.send("в цель")
    assert (await fetch(call))[-1]["message"]["text"] == "в цель"


async def test_every_kind_of_update_is_as_published(sandbox, call, alice) -> None:
    description = Description()
    mine = await alice.send("текст", entities=[{"type": "bold", "offset": 0, "length": 5}])
    await alice.edit(mine, "другой")
    await alice.send_document("а.txt", b"1", caption="подпись")
    await alice.send_photo()
    await alice.send_sticker()
    await alice.share_contact()
    sent = (await call("sendMessage", chat_id=alice.id, text="a"))["result"]
    sandbox.messenger.person_presses(alice.chat.messages[sent["message_id"]], "x")
    alice.block()
    alice.unblock()
    updates = await fetch(call)
    kinds = [key for update in updates for key in update if key != "update_id"]
    assert kinds == [
        *["message", "message", "edited_message", "message", "message", "message", "message"],
        *["callback_query", "my_chat_member", "my_chat_member"],
    ]
    for update in updates:
        assert description.problems(update, "Update") == []


async def test_a_long_paste_goes_in_parts(call, alice) -> None:
    await fetch(call, offset=-1)
    await alice.send("я" * 5000)
    assert [len(update["message"]["text"]) for update in (await fetch(call))[1:]] == [4096, 904]


async def test_dropping_pending_updates_empties_the_queue(call, alice) -> None:
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 1
    assert (await call("deleteWebhook", drop_pending_updates=True))["ok"]
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 0
