import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiohttp import ServerDisconnectedError


async def test_a_flood_is_told_with_the_time_to_wait(sandbox, call, bot, alice) -> None:
    sandbox.telegram.too_many_requests(retry_after=3, times=2, method="sendMessage")
    assert (await call("getMe"))["ok"]
    body = await call("sendMessage", chat_id=alice.id, text="a")
    assert (body["error_code"], body["parameters"]) == (429, {"retry_after": 3})
    assert body["description"] == "Too Many Requests: retry after 3"
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(alice.id, "a")
    await bot.send_message(alice.id, "b")
    assert alice.last.text == "b"
    assert len(alice.messages) == 2


async def test_an_unreachable_telegram_breaks_the_connection(sandbox, bot, alice) -> None:
    sandbox.telegram.unreachable(times=1)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(alice.id, "a")
    await bot.send_message(alice.id, "b")
    sandbox.telegram.unreachable()
    for _ in range(3):
        with pytest.raises(TelegramNetworkError):
            await bot.get_updates()
    sandbox.telegram.unreachable(False)
    assert len(await bot.get_updates()) == 1


async def test_a_lost_answer_leaves_its_effect(sandbox, call, alice) -> None:
    sandbox.telegram.lose_answers(method="sendMessage")
    with pytest.raises(ServerDisconnectedError):
        await call("sendMessage", chat_id=alice.id, text="a")
    assert alice.last.text == "a"


async def test_forgetting_makes_everything_well(sandbox, call, alice) -> None:
    sandbox.telegram.too_many_requests(retry_after=1, times=5)
    sandbox.telegram.forget()
    assert (await call("getMe"))["ok"]
