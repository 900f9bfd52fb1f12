import pytest

from sandbox import Sandbox, User
from tests.page.conftest import Open, Told
from tests.page.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RICH = """<meta charset="utf-8"><style>p { color: red }</style><p>Первая <b>жирная</b>
строка</p><p>Вторая <a href="https://firma.ru/?a=1&amp;b=2" onclick="alert(1)">ссылка</a></p><pre>  код
там</pre>"""


async def came(alice: User, told: Told, count: int = 1) -> list[dict]:
    """Wait for so many of Alice's messages, and return what the bot is told."""
    await alice.wait_for(lambda _: len(alice_queue(alice)) >= count)
    return told()


def alice_queue(alice: User) -> list[dict]:
    return list(alice._messenger.updates.pending)


def entities(body: dict) -> list[tuple]:
    text = body.get("text") or body.get("caption", "")
    found = body.get("entities") or body.get("caption_entities") or []
    units = text.encode("utf-16-le")
    pieces = [(one["offset"] * 2, (one["offset"] + one["length"]) * 2) for one in found]
    return [
        (one["type"], units[begin:end].decode("utf-16-le"), *[one[name] for name in ("url", "language") if name in one])
        for one, (begin, end) in zip(found, pieces, strict=True)
    ]


async def test_enter_sends_shift_enter_breaks_the_line_and_the_focus_stays(phone: Phone, alice: User, told) -> None:
    await phone.write("раз\nдва\n\nтри")
    await phone.write("и ещё")
    bodies = await came(alice, told, 2)
    assert [body["text"] for body in bodies] == ["раз\nдва\n\nтри", "и ещё"]
    await phone.is_focused()
    await phone.field_says("")


async def test_spaces_and_empty_lines_are_sent_as_they_were_written(phone: Phone, alice: User, told) -> None:
    typed = "№\u00a05  и  два\tпробела\n\n\n- конец"
    await phone.paste(plain=typed)
    await phone.page.keyboard.press("Enter")
    await phone.is_focused()
    await phone.page.keyboard.type("a  b   c")
    await phone.page.keyboard.press("Enter")
    assert [body["text"] for body in await came(alice, told, 2)] == [typed, "a  b   c"]


async def test_an_edit_that_is_refused_keeps_both_the_edit_and_what_was_being_written(
    phone: Phone, alice: User, told
) -> None:
    await phone.field.press_sequentially("недописанное")
    await phone.do_with(await phone.sees("/start"), "Изменить")
    alice.make_older(alice.messages[0], 49)
    await phone.page.keyboard.insert_text(" позже")
    await phone.page.keyboard.press("Enter")
    await phone.page.get_by_text("Изменить можно только").wait_for()
    await phone.field_says("/start позже")
    assert told() == []
    await phone.page.keyboard.press("Escape")
    await phone.field_says("недописанное")


async def test_what_is_written_fast_arrives_in_order(phone: Phone, alice: User, told) -> None:
    words = [str(number) for number in range(12)]
    for word in words:
        await phone.write(word)
    assert [body["text"] for body in await came(alice, told, 12)] == words


MARKS = {
    "**жирный** и __курсив__": ("жирный и курсив", [("bold", "жирный"), ("italic", "курсив")]),
    "~~нет~~ ||тайна||": ("нет тайна", [("strikethrough", "нет"), ("spoiler", "тайна")]),
    "`a**b**`": ("a**b**", [("code", "a**b**")]),
    "```python\nx = 1\n```": ("x = 1", [("pre", "x = 1", "python")]),
    "**🙂 __вместе__**": ("🙂 вместе", [("bold", "🙂 вместе"), ("italic", "вместе")]),
    "2 ** 3 и a__b": ("2 ** 3 и a__b", []),
    "ivanov@firma.ru и firma.ru": ("ivanov@firma.ru и firma.ru", [("email", "ivanov@firma.ru"), ("url", "firma.ru")]),
}


async def test_marks_become_formatting_as_clients_do(phone: Phone, alice: User, told) -> None:
    for typed in MARKS:
        await phone.write(typed)
    bodies = await came(alice, told, len(MARKS))
    assert [(body["text"], entities(body)) for body in bodies] == list(MARKS.values())


KEYS = {
    "bold": "Control+b", "italic": "Control+i", "underline": "Control+u", "strikethrough": "Control+Shift+KeyX",
    "code": "Control+Shift+KeyM", "spoiler": "Control+Shift+KeyP", "blockquote": "Control+Shift+Period",
}  # fmt: skip
LABELS = {"pre": "{ }", "bold": "Ж", "spoiler": "▒"}


async def test_what_is_selected_is_formatted_by_keys_and_by_buttons(phone: Phone, alice: User, told) -> None:
    for kind in (*KEYS, *LABELS):
        await phone.field.press_sequentially("одно слово")
        await phone.select("слово")
        if kind in LABELS:
            await phone.page.get_by_role("toolbar").get_by_text(LABELS[kind], exact=True).click()
        else:
            await phone.page.keyboard.press(KEYS[kind])
        await phone.page.keyboard.press("Enter")
    bodies = await came(alice, told, len(KEYS) + len(LABELS))
    assert [entities(body) for body in bodies] == [[(kind, "слово")] for kind in (*KEYS, *LABELS)]


async def test_a_link_is_put_on_words(phone: Phone, alice: User, told) -> None:
    await phone.field.press_sequentially("на сайте")
    await phone.select("сайте")
    await phone.page.keyboard.press("Control+k")
    await phone.page.get_by_label("Адрес").fill("firma.ru/a?b=1")
    await phone.page.keyboard.press("Enter")
    await phone.is_focused()
    await phone.page.keyboard.press("Enter")
    (body,) = await came(alice, told)
    assert entities(body) == [("text_link", "сайте", "http://firma.ru/a?b=1")]


async def test_what_another_program_has_formatted_is_pasted_with_its_formatting(
    phone: Phone, alice: User, told
) -> None:
    await phone.paste(html=RICH, plain="Первая жирная строка")
    await phone.page.keyboard.press("Enter")
    (body,) = await came(alice, told)
    assert body["text"] == "Первая жирная строка\nВторая ссылка\n  код\nтам"
    link = ("text_link", "ссылка", "https://firma.ru/?a=1&b=2")
    assert entities(body) == [("bold", "жирная"), link, ("pre", "  код\nтам")]


async def test_a_long_paste_goes_in_parts(phone: Phone, alice: User, told) -> None:
    line = "строка, в которой что-то написано\n"
    for lines, parts in ((150, 2), (1500, 13)):
        await phone.field.press_sequentially("Вот: ")
        await phone.paste(plain=line * lines)
        await phone.page.keyboard.press("Enter")
        bodies = await came(alice, told, parts)
        assert all(len(body["text"]) <= 4096 for body in bodies)
        assert "\n".join(body["text"] for body in bodies) == "Вот: " + (line * lines).strip()


async def test_arrow_up_edits_the_last_own_message_with_its_formatting(phone: Phone, alice: User, told) -> None:
    await phone.write("Было **важно**, ivanov@firma.ru")
    await phone.choose("Приложить", "Стикер")
    await came(alice, told, 2)
    await phone.has_message(3)
    await phone.page.keyboard.press("ArrowUp")
    await phone.field_says("Было важно, ivanov@firma.ru")
    await phone.page.keyboard.insert_text("!")
    await phone.page.keyboard.press("Enter")
    (body,) = await came(alice, told)
    assert (body["text"], body["message_id"]) == ("Было важно, ivanov@firma.ru!", alice.messages[1].id)
    assert [kind for kind, *_ in entities(body)] == ["bold", "email"]
    await phone.field_says("")


async def test_a_caption_is_edited_and_what_was_being_written_comes_back(phone: Phone, alice: User, told) -> None:
    await alice.send_document("а.pdf", b"1", "подпись")
    told()
    await phone.field.press_sequentially("недописанное")
    await phone.do_with(await phone.sees("подпись"), "Изменить")
    await phone.field_says("подпись")
    await phone.page.keyboard.insert_text(" новая")
    await phone.page.keyboard.press("Enter")
    (body,) = await came(alice, told)
    assert body["caption"] == "подпись новая"
    await phone.field_says("недописанное")


async def test_escape_leaves_an_edit_and_a_reply(phone: Phone, alice: User, told) -> None:
    await phone.field.press_sequentially("недописанное")
    await phone.do_with(await phone.sees("/start"), "Изменить")
    await phone.page.keyboard.press("Escape")
    await phone.field_says("недописанное")
    await phone.do_with(await phone.sees("/start"), "Ответить")
    await phone.page.keyboard.press("Escape")
    await phone.page.keyboard.press("Enter")
    (body,) = await came(alice, told)
    assert body["text"] == "недописанное"
    assert "reply_to_message" not in body


async def test_a_message_is_answered_and_a_piece_of_it_quoted(phone: Phone, alice: User, told) -> None:
    await alice.send("Договор подписан вчера")
    told()
    message = phone.messages.nth(1)
    await phone.do_with(message, "Ответить")
    await phone.write("ясно")
    await phone.select("подписан", message.locator(".body"))
    await phone.do_with(message, "Ответить с цитатой")
    await phone.write("точно?")
    plain, quoted = await came(alice, told, 2)
    assert plain["reply_to_message"]["text"] == quoted["reply_to_message"]["text"] == "Договор подписан вчера"
    assert (plain.get("quote"), quoted["quote"]["text"]) == (None, "подписан")


async def test_what_was_not_taken_comes_back_into_the_field(phone: Phone, alice: User, told) -> None:
    alice.block()
    told()
    await phone.page.get_by_text("Разблокировать бота").wait_for()
    await phone.page.evaluate("write.hidden = false")
    await phone.write("важное **слово**")
    await phone.page.get_by_text("сначала разблокируйте").wait_for()
    await phone.field_says("важное **слово**")
    alice.unblock()
    told()
    await phone.page.keyboard.press("Enter")
    (body,) = await came(alice, told)
    assert entities(body) == [("bold", "слово")]


async def test_everybody_has_a_draft_of_their_own(sandbox: Sandbox, open_page: Open, alice: User, told) -> None:
    bob = sandbox.user(1002, "Борис")
    phone = await open_page(sandbox, alice)
    await phone.field.press_sequentially("от Алисы")
    await phone.page.get_by_label("Вы сейчас").select_option(str(bob.id))
    await phone.field_says("")
    await phone.write("от Бориса")
    await bob.wait_for(lambda user: user.messages[-1].text == "от Бориса")
    await phone.page.get_by_label("Вы сейчас").select_option(str(alice.id))
    await phone.field_says("от Алисы")
