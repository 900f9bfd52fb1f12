import json

import pytest
from aiohttp import FormData

from sandbox.description import Description

LONG = "ы" * 4096
INLINE = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def buttons(*items):
    return {"inline_keyboard": [list(items)]}


async def test_a_message_comes_back_as_a_published_message(call, alice) -> None:
    body = await call("sendMessage", chat_id=alice.id, text=" <b>жир</b> 🙂 x ", parse_mode="HTML", reply_markup=INLINE)
    message = body["result"]
    assert message["text"] == "жир 🙂 x"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert message["reply_markup"] == INLINE
    assert message["chat"]["type"] == "private"
    assert Description().problems(message, "Message") == []


@pytest.mark.parametrize(
    ("method", "fields", "problem"),
    [
        ("sendMessage", {"text": "a"}, 'required field "chat_id" is missing'),
        ("sendMessage", {"chat_id": 1001, "text": "a", "colour": "red"}, 'unknown field "colour"'),
        ("sendMessage", {"chat_id": 1001, "text": 5}, "field \"text\" must be String, not '5'"),
        ("sendMessage", {"chat_id": 1001, "text": "a", "disable_notification": "да"}, "must be Boolean"),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "a", "reply_markup": buttons({"text": "a", "callback": "b"})},
            'unknown field "reply_markup.inline_keyboard[0][0].callback"',
        ),
        ("sendMessage", {"chat_id": 1001, "text": "a", "reply_markup": "{"}, 'field "reply_markup" must be'),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "a", "reply_parameters": {"message_id": "1"}},
            'field "reply_parameters.message_id" must be Integer',
        ),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "a", "entities": [{"type": "bold", "offset": 0}]},
            'required field "entities[0].length" is missing',
        ),
        (
            "sendMessage",
            {"chat_id": 1001, "text": "a", "link_preview_options": {"disabled": True}},
            'unknown field "link_preview_options.disabled"',
        ),
        (
            "setMessageReaction",
            {"chat_id": 1001, "message_id": 1, "reaction": [{"type": "emoji"}]},
            'required field "reaction[0].',
        ),
        ("sendDocument", {"chat_id": 1001, "document": "attach://absent"}, 'no file for "attach://absent"'),
        ("sendMessage", {"chat_id": 1001, "text": "a", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ],
)
async def test_a_call_against_the_description_is_refused_and_remembered(
    sandbox, call, alice, method, fields, problem
) -> None:
    refusal = await call.refusal(method, **fields)
    assert problem in refusal
    assert sandbox.violations == [refusal]


async def test_an_unknown_method_fails_loudly(sandbox, call, alice) -> None:
    body = await call("sendRainbow", chat_id=1001)
    assert body["error_code"] == 404
    assert "sendRainbow" in body["description"]
    body = await call("sendDice", chat_id=1001)
    assert body["error_code"] == 404
    assert sandbox.violations == [
        "method sendRainbow is not in the published description",
        "method sendDice is not known to the sandbox",
    ]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"text": LONG + "ы"}, "Bad Request: message is too long"),
        ({"text": "🙂" * 2049}, "Bad Request: message is too long"),
        ({"text": " \n "}, "Bad Request: message text is empty"),
        ({}, "Bad Request: message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"),
        ({"text": "a", "chat_id": 404}, "Bad Request: chat not found"),
        ({"text": "a", "chat_id": "@gonets"}, "Bad Request: chat not found"),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2",
        ),
        ({"reply_markup": buttons({"text": "a", "callback_data": "я" * 33})}, "Bad Request: BUTTON_DATA_INVALID"),
        ({"reply_markup": buttons({"text": "a", "callback_data": ""})}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"reply_markup": buttons({"text": "a"})},
            "Bad Request: can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": buttons({"text": "a", "callback_data": "b", "url": "https://example.com"})},
            "Bad Request: can't parse inline keyboard button: exactly one action is allowed, not url and callback_data",
        ),
        (
            {"reply_markup": buttons({"text": "a", "url": "http://localhost/x"})},
            "Bad Request: inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"reply_markup": buttons({"text": "a", "callback_data": "b", "style": "pink"})},
            "Bad Request: can't parse inline keyboard button: invalid button style 'pink' specified",
        ),
        (
            {"reply_markup": buttons({"text": "a", "copy_text": {"text": "x" * 257}})},
            "Bad Request: BUTTON_COPY_TEXT_INVALID",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]] * 101}},
            "Bad Request: REPLY_MARKUP_TOO_LONG",
        ),
    ],
)
async def test_telegram_refuses_in_its_own_words(sandbox, call, alice, fields, refusal) -> None:
    given = {"chat_id": alice.id, "text": "a", **fields} if fields else {"chat_id": alice.id}
    assert await call.refusal("sendMessage", **given) == refusal
    assert len(alice.messages) == 1
    assert sandbox.violations == []


async def test_what_is_just_within_the_limits_is_taken(call, alice) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "я" * 32}]] * 100}
    body = await call("sendMessage", chat_id=alice.id, text=f"<b>{LONG}</b>", parse_mode="HTML", reply_markup=markup)
    assert body["ok"]
    loose = {"message_id": 99, "allow_sending_without_reply": True}
    assert (
        "reply_to_message"
        not in (await call("sendMessage", chat_id=alice.id, text="a", reply_parameters=loose))["result"]
    )


async def test_a_wrong_token_is_unauthorized(call, alice) -> None:
    assert await call("getMe", token="1:WRONG") == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_bot_cannot_write_first(sandbox, call) -> None:
    stranger = sandbox.user(7)
    assert await call.refusal("sendMessage", chat_id=stranger.id, text="a") == "Bad Request: chat not found"


async def test_a_blocked_bot_is_told_so(call, alice) -> None:
    alice.block()
    body = await call("sendMessage", chat_id=alice.id, text="a")
    assert (body["error_code"], body["description"]) == (403, "Forbidden: bot was blocked by the user")
    alice.unblock()
    assert (await call("sendMessage", chat_id=alice.id, text="a"))["ok"]


async def test_editing_keeps_telegrams_rules(call, alice) -> None:
    sent = (await call("sendMessage", chat_id=alice.id, text="a", reply_markup=INLINE))["result"]
    place = {"chat_id": alice.id, "message_id": sent["message_id"]}
    assert await call.refusal("editMessageText", **place, text="a", reply_markup=INLINE) == NOT_MODIFIED
    assert await call.refusal("editMessageReplyMarkup", **place, reply_markup=INLINE) == NOT_MODIFIED
    edited = (await call("editMessageText", **place, text="b"))["result"]
    assert edited["text"] == "b"
    assert "reply_markup" not in edited
    assert "edit_date" in edited
    assert alice.last.edited == 1
    assert await call.refusal("editMessageText", chat_id=alice.id, message_id=99, text="b") == (
        "Bad Request: message to edit not found"
    )
    mine = alice.messages[0].id
    assert await call.refusal("editMessageText", chat_id=alice.id, message_id=mine, text="b") == (
        "Bad Request: message can't be edited"
    )


async def test_deleting_keeps_telegrams_rules(call, alice) -> None:
    mine = await alice.send("пароль")
    assert (await call("deleteMessage", chat_id=alice.id, message_id=mine.id))["ok"]
    assert [message.text for message in alice.messages] == ["/start"]
    assert await call.refusal("deleteMessage", chat_id=alice.id, message_id=mine.id) == (
        "Bad Request: message to delete not found"
    )
    old = await alice.send("давно")
    alice.make_older(old, hours=49)
    assert await call.refusal("deleteMessage", chat_id=alice.id, message_id=old.id) == (
        "Bad Request: message can't be deleted for everyone"
    )
    young = await alice.send("недавно")
    assert (await call("deleteMessages", chat_id=alice.id, message_ids=[young.id, old.id, 12345]))["ok"]
    assert [message.text for message in alice.messages] == ["/start", "давно"]


async def test_a_press_is_answered_once(sandbox, call, alice) -> None:
    sent = (await call("sendMessage", chat_id=alice.id, text="a", reply_markup=INLINE))["result"]
    press = sandbox.messenger.person_presses(alice.chat.messages[sent["message_id"]], "yes")
    assert (await call("answerCallbackQuery", callback_query_id=press.id, text="да"))["ok"]
    assert await call.refusal("answerCallbackQuery", callback_query_id=press.id) == TOO_LATE
    assert await call.refusal("answerCallbackQuery", callback_query_id="1") == TOO_LATE


async def test_captions_are_shorter_than_texts(http, sandbox, call, alice) -> None:
    form = FormData({"chat_id": str(alice.id), "document": "attach://one", "caption": "ы" * 1025})
    form.add_field("one", b"data", filename="отчёт.txt", content_type="text/plain")
    async with http.post(f"{sandbox.api_url}/bot{sandbox.token}/sendDocument", data=form) as response:
        assert (await response.json())["description"] == "Bad Request: message caption is too long"


async def test_a_file_can_be_sent_again_by_its_id_and_downloaded(http, sandbox, call, alice) -> None:
    form = FormData(
        {"chat_id": str(alice.id), "document": "attach://one", "reply_markup": json.dumps(INLINE)}, quote_fields=False
    )
    form.add_field("one", b"data", filename="отчёт.txt", content_type="text/plain")
    async with http.post(f"{sandbox.api_url}/bot{sandbox.token}/sendDocument", data=form) as response:
        document = (await response.json())["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == ("отчёт.txt", "text/plain", 4)
    assert (await call("sendDocument", chat_id=alice.id, document=document["file_id"]))["ok"]
    told = (await call("getFile", file_id=document["file_id"]))["result"]
    async with http.get(f"{sandbox.api_url}/file/bot{sandbox.token}/{told['file_path']}") as response:
        assert await response.read() == b"data"
    async with http.get(f"{sandbox.api_url}/file/bot{sandbox.token}/documents/none") as response:
        assert response.status == 404
    assert await call.refusal("sendPhoto", chat_id=alice.id, photo="nothing") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert sandbox.violations == []


async def test_urlencoded_and_query_calls_are_read_alike(http, sandbox, alice) -> None:
    address = f"{sandbox.api_url}/bot{sandbox.token}/SENDMESSAGE"
    fields = {"chat_id": str(alice.id), "text": "5", "reply_markup": json.dumps(INLINE), "protect_content": "true"}
    async with http.post(address, data=fields) as response:
        assert (await response.json())["ok"]
    async with http.get(address, params=fields) as response:
        assert (await response.json())["ok"]
    assert [message.labels for message in alice.messages[1:]] == [["Да"], ["Да"]]
    assert sandbox.violations == []


async def test_the_menu_follows_scope_and_language(call, alice) -> None:
    def menu(name):
        return [{"command": name, "description": name}]

    assert (await call("setMyCommands", commands=menu("common")))["ok"]
    assert alice.commands == [("common", "common")]
    await call("setMyCommands", commands=menu("russian"), language_code="ru")
    assert alice.commands == [("russian", "russian")]
    await call("setMyCommands", commands=menu("hers"), scope={"type": "chat", "chat_id": alice.id})
    assert alice.commands == [("hers", "hers")]
    await call("deleteMyCommands", scope={"type": "chat", "chat_id": alice.id})
    assert alice.commands == [("russian", "russian")]
    assert (await call("getMyCommands"))["result"] == menu("common")
    assert await call.refusal("setMyCommands", commands=menu("Большая")) == "Bad Request: BOT_COMMAND_INVALID"
    scope = {"type": "chat", "chat_id": 5}
    assert await call.refusal("setMyCommands", commands=[], scope=scope) == "Bad Request: chat not found"


async def test_a_reaction_a_pin_and_typing_are_seen(sandbox, call, alice) -> None:
    mine = alice.messages[0]
    place = {"chat_id": alice.id, "message_id": mine.id}
    assert (await call("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👍"}]))["ok"]
    assert (await call("pinChatMessage", **place))["ok"]
    assert (await call("sendChatAction", chat_id=alice.id, action="typing"))["ok"]
    assert (alice.messages[0].reaction, alice.messages[0].pinned, alice.chat.acting()) == ("👍", True, "typing")
    refusal = await call.refusal("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "🥒"}])
    assert refusal == "Bad Request: REACTION_INVALID"
    shown = (await call("getChat", chat_id=alice.id))["result"]
    assert Description().problems(shown, "ChatFullInfo") == []
    assert shown["pinned_message"]["message_id"] == mine.id
    assert sandbox.violations == []


async def test_a_caption_is_edited_and_a_keyboard_is_taken_away(http, sandbox, call, alice) -> None:
    form = FormData({"chat_id": str(alice.id), "caption": "<b>раз</b>", "parse_mode": "HTML"}, quote_fields=False)
    form.add_field("photo", b"data", filename="снимок.png", content_type="image/png")
    form.add_field("reply_markup", json.dumps(INLINE))
    async with http.post(f"{sandbox.api_url}/bot{sandbox.token}/sendPhoto", data=form) as response:
        sent = (await response.json())["result"]
    assert Description().problems(sent, "Message") == []
    place = {"chat_id": alice.id, "message_id": sent["message_id"]}
    assert (await call("editMessageReplyMarkup", **place))["ok"]
    assert (alice.last.labels, alice.last.edited, alice.last.html) == ([], 0, "<b>раз</b>")
    assert (await call("editMessageCaption", **place, caption="два"))["ok"]
    assert (alice.last.text, alice.last.edited) == ("два", 1)
    assert await call.refusal("editMessageText", **place, text="три") == (
        "Bad Request: there is no text in the message to edit"
    )
    text = (await call("sendMessage", chat_id=alice.id, text="a"))["result"]["message_id"]
    assert await call.refusal("editMessageCaption", chat_id=alice.id, message_id=text, caption="три") == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_pins_and_menu_buttons_are_set_and_taken_away(sandbox, call, alice) -> None:
    place = {"chat_id": alice.id, "message_id": alice.messages[0].id}
    await call("pinChatMessage", **place)
    assert (await call("unpinChatMessage", chat_id=alice.id))["ok"]
    assert await call.refusal("unpinChatMessage", chat_id=alice.id) == "Bad Request: message to unpin not found"
    assert (await call("unpinAllChatMessages", chat_id=alice.id))["ok"]
    assert (await call("setChatMenuButton", menu_button={"type": "commands"}))["ok"]
    assert (await call("setChatMenuButton", chat_id=alice.id, menu_button={"type": "default"}))["ok"]
    assert (await call("getChatMenuButton", chat_id=alice.id))["result"] == {"type": "default"}
    assert (await call("getChatMenuButton"))["result"] == {"type": "commands"}
    assert sandbox.violations == []


async def test_a_reply_keyboard_is_kept_until_it_is_removed(call, alice) -> None:
    keyboard = {"keyboard": [[{"text": "Раз"}]], "resize_keyboard": True}
    body = await call("sendMessage", chat_id=alice.id, text="a", reply_markup=keyboard)
    assert "reply_markup" not in body["result"]
    assert alice.chat.reply_keyboard == keyboard
    await call("sendMessage", chat_id=alice.id, text="a", reply_markup={"remove_keyboard": True})
    assert alice.chat.reply_keyboard is None


async def test_unreadable_bodies_are_refused(http, sandbox) -> None:
    address = f"{sandbox.api_url}/bot{sandbox.token}/getMe"
    for body in ("{", "[1]"):
        async with http.post(address, data=body, headers={"Content-Type": "application/json"}) as response:
            assert (await response.json())["error_code"] == 400
