import asyncio

import pytest

from sandbox import CallbackAnswer

ROWS = {
    "inline_keyboard": [
        [{"text": "Отправить уведомление", "callback_data": "send"}, {"text": "Отправить", "callback_data": "short"}],
        [{"text": "Сайт", "url": "https://example.com"}, {"text": "Код", "copy_text": {"text": "42"}}],
    ]
}


async def next_press(call) -> dict:
    updates = (await call("getUpdates", timeout=5, allowed_updates=["callback_query"], offset=-1))["result"]
    return updates[-1]["callback_query"]


async def pressed(call, person, *args, **options) -> tuple[str, CallbackAnswer]:
    await call("getUpdates", offset=2**31)
    async with asyncio.TaskGroup() as group:
        press = group.create_task(person.press(*args, **options))
        query = await next_press(call)
        await call("answerCallbackQuery", callback_query_id=query["id"], text="ок")
    return query["data"], press.result()


async def test_the_exact_label_wins_over_a_part(call, alice) -> None:
    await call("sendMessage", chat_id=alice.id, text="a", reply_markup=ROWS)
    assert (await pressed(call, alice, "Отправить"))[0] == "short"
    data, answer = await pressed(call, alice, "уведомление")
    assert data == "send"
    assert answer == CallbackAnswer(answered=True, text="ок")
    with pytest.raises(AssertionError, match="нет кнопки «уведомление», есть:"):
        await alice.press("уведомление", exact=True, answer_within=0.05)


async def test_buttons_that_the_phone_handles_need_no_bot(call, alice) -> None:
    await call("sendMessage", chat_id=alice.id, text="a", reply_markup=ROWS)
    assert (await alice.press("Сайт")).url == "https://example.com"
    assert (await alice.press("Код")).copied == "42"


async def test_the_newest_message_with_the_label_is_pressed(call, alice) -> None:
    await call("sendMessage", chat_id=alice.id, text="a", reply_markup=ROWS)
    old = alice.last
    newer = {"inline_keyboard": [[{"text": "Отправить", "callback_data": "newer"}]]}
    await call("sendMessage", chat_id=alice.id, text="b", reply_markup=newer)
    await call("sendMessage", chat_id=alice.id, text="c")
    assert (await pressed(call, alice, "Отправить"))[0] == "newer"
    assert (await pressed(call, alice, "Отправить", message=old))[0] == "short"


async def test_a_press_can_be_forged_on_a_message_that_is_gone(call, alice) -> None:
    await call("sendMessage", chat_id=alice.id, text="a", reply_markup=ROWS)
    gone = alice.last
    alice.delete_message(gone)
    await call("getUpdates", offset=2**31)
    async with asyncio.TaskGroup() as group:
        group.create_task(alice.press_data(gone, "чужое"))
        query = await next_press(call)
        await call("answerCallbackQuery", callback_query_id=query["id"])
    assert query["data"] == "чужое"
    assert query["message"] == {"chat": alice.chat.brief(), "message_id": gone.id, "date": 0}


async def test_waiting_in_vain_shows_the_chat(call, alice) -> None:
    await call("sendMessage", chat_id=alice.id, text="Вопрос", reply_markup=ROWS)
    with pytest.raises(AssertionError) as caught:
        await alice.wait_for_text("ответ", timeout=0.01)
    shown = str(caught.value)
    assert "Алиса Петрова:\n    /start" in shown
    assert "Гонец:\n    Вопрос\n    [Отправить уведомление] [Отправить]\n    [Сайт] [Код]" in shown


async def test_a_predicate_may_fail_until_the_chat_is_ready(call, alice) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(alice.wait_for(lambda chat: "да" in chat.last.text))
        await call("sendMessage", chat_id=alice.id, text="да")
    assert waiting.result() is True


async def test_people_are_kept_by_their_id(sandbox, alice) -> None:
    assert sandbox.user(1001) is alice
    assert [user.name for user in sandbox.users] == ["Алиса Петрова"]


async def test_who_has_blocked_the_bot_cannot_write(alice) -> None:
    alice.block()
    with pytest.raises(ValueError, match="разблокируйте"):
        await alice.send("привет")
