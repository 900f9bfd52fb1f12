"""What people send reaches a bot as Telegram would tell it: each kind as its own update, true to the description."""

import itertools
from collections.abc import Awaitable, Callable

import pytest

from sandbox import Sandbox, User
from sandbox.description import Description
from sandbox.media import Given
from sandbox.origins import from_channel, from_group, from_hidden, from_person

BOLD = {"type": "bold", "offset": 0, "length": 4}
PDF, PNG = "application/pdf", "image/png"
DATE = 1_790_000_000
CHANNEL = {"id": -1001, "type": "channel", "title": "Новости"}
GROUP = {"id": -1002, "type": "supergroup", "title": "Отдел"}
ANNA = {"id": 5, "is_bot": False, "first_name": "Анна"}

KINDS: dict[str, Callable[[User], Awaitable[object]]] = {
    "text": lambda user: user.send("жирный", [BOLD]),
    "document": lambda user: user.send_document("а.pdf", b"%PDF", "вот тут", PDF, [BOLD]),
    "photo": lambda user: user.send_photo(caption="вот тут", entities=[BOLD]),
    "video": lambda user: user.send_files([Given("а.mp4", b"film", "video/mp4")], "вот тут"),
    "animation": lambda user: user.send_files([Given("а.gif", b"GIF89a", "image/gif")], "вот тут"),
    "audio": lambda user: user.send_files([Given("песня.mp3", b"ID3", "audio/mpeg")], "вот тут"),
    "voice": lambda user: user.send_voice(caption="вот тут"),
    "video_note": lambda user: user.send_video_note(),
    "sticker": lambda user: user.send_sticker(),
    "location": lambda user: user.send_location(),
    "venue": lambda user: user.send_venue("Офис", "Лесная, 5"),
    "contact": lambda user: user.share_contact(),
    "album of pictures": lambda user: user.send_files([Given("а.png", b"1", PNG), Given("б.mp4", b"2", "video/mp4")]),
    "album of files": lambda user: user.send_files([Given("а.pdf", b"1", PDF), Given("б.png", b"", PNG, as_file=True)]),
    "another's card": lambda user: user.share_contact("+79991112233", "Вера", 0, vcard="BEGIN:VCARD\nEND:VCARD"),
}  # fmt: skip
ALONG = {
    "by itself": {},
    "in reply": {"reply_to": 1},
    "in reply to a quote": {"reply_to": 1, "quote": "start"},
    "from a person": {"origin": from_person(ANNA, DATE)},
    "from somebody hidden": {"origin": from_hidden("Аноним", DATE)},
    "from a channel": {"origin": from_channel(CHANNEL, DATE, 7, "Редактор")},
    "from a group": {"origin": from_group(GROUP, DATE)},
}
WAYS = {
    "text": lambda user, **along: user.send("жирный", [BOLD], **along),
    "document": lambda user, **along: user.send_document("а.pdf", b"%PDF", "вот тут", PDF, [BOLD], **along),
    "photo": lambda user, **along: user.send_photo(caption="вот тут", entities=[BOLD], **along),
    "album": lambda user, **along: user.send_files([Given("а.png", b"1", PNG), Given("б.png", b"", PNG)], "а", **along),
    "voice": lambda user, **along: user.send_voice(caption="вот тут", **along),
    "video note": lambda user, **along: user.send_video_note(**along),
    "sticker": lambda user, **along: user.send_sticker(**along),
    "location": lambda user, **along: user.send_location(**along),
    "venue": lambda user, **along: user.send_venue("Офис", "Лесная, 5", **along),
    "contact": lambda user, **along: user.share_contact(**along),
}  # fmt: skip


async def told(call) -> list[dict]:
    """Return what the bot has not seen yet, held to the published description."""
    updates = (await call("getUpdates"))["result"]
    for update in updates:
        assert Description().problems(update, "Update") == []
    if updates:
        await call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [body for update in updates for kind, body in update.items() if kind != "update_id"]


async def fetched(sandbox: Sandbox, call, http, file_id: str) -> bytes:
    path = (await call("getFile", file_id=file_id))["result"]["file_path"]
    async with http.get(f"{sandbox.api_url}/file/bot{sandbox.token}/{path}") as response:
        return await response.read()


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_of_message_is_told_as_the_description_says(call, alice: User, kind: str) -> None:
    await told(call)
    await KINDS[kind](alice)
    bodies = await told(call)
    assert len(bodies) == (2 if "album" in kind else 1)
    named = {"another's card": "contact", "album of pictures": "photo", "album of files": "document"}.get(kind, kind)
    assert named in bodies[0]


@pytest.mark.parametrize(("way", "along"), list(itertools.product(WAYS, ALONG)))
async def test_whatever_is_sent_may_be_a_reply_or_a_forward(call, alice: User, way: str, along: str) -> None:
    await told(call)
    first = alice.messages[0].id
    given = {**ALONG[along], **({"reply_to": first} if "reply_to" in ALONG[along] else {})}
    await WAYS[way](alice, **given)
    for body in await told(call):
        assert body.get("forward_origin") == given.get("origin")
        assert body.get("reply_to_message", {}).get("message_id") == given.get("reply_to")
        assert body.get("quote", {}).get("text") == given.get("quote")


async def test_a_quote_says_where_in_the_message_it_stands(call, alice: User) -> None:
    sent = (await call("sendMessage", chat_id=alice.id, text="🙂 Договор подписан"))["result"]
    await told(call)
    await alice.send("точно?", reply_to=sent["message_id"], quote="подписан")
    (body,) = await told(call)
    assert body["quote"] == {"text": "подписан", "position": 11, "is_manual": True}
    with pytest.raises(ValueError, match="Такого места"):
        await alice.send("а", reply_to=sent["message_id"], quote="чужое")


async def test_an_album_is_updates_that_share_a_number(sandbox: Sandbox, call, http, alice: User) -> None:
    await told(call)
    await alice.send_files([Given(f"{n}.pdf", bytes([n]), PDF) for n in range(3)], "Договоры", [BOLD])
    await alice.send_files([Given(f"{n}.png", bytes([n]), PNG) for n in range(2)], "Снимки")
    bodies = await told(call)
    assert [body.get("caption") for body in bodies] == [None, None, "Договоры", "Снимки", None]
    assert bodies[2]["caption_entities"] == [BOLD]
    groups = [body["media_group_id"] for body in bodies]
    assert groups == [groups[0]] * 3 + [groups[3]] * 2
    assert groups[0] != groups[3]
    content = [await fetched(sandbox, call, http, body["document"]["file_id"]) for body in bodies[:3]]
    assert content == [b"\x00", b"\x01", b"\x02"]


async def test_pictures_and_files_do_not_share_an_album_and_ten_are_the_most(call, alice: User) -> None:
    await told(call)
    pictures = [Given(f"{n}.png", bytes([n]), PNG) for n in range(12)]
    await alice.send_files([*pictures, Given("а.pdf", b"1", PDF)])
    groups = [body.get("media_group_id") for body in await told(call)]
    assert [len(list(same)) for _, same in itertools.groupby(groups)] == [10, 2, 1]
    assert groups[-1] is None


async def test_a_picture_goes_as_a_photo_or_as_the_file_that_it_is(call, alice: User) -> None:
    await told(call)
    await alice.send_files([Given("снимок.png", b"1", PNG)])
    await alice.send_files([Given("снимок.png", b"1", PNG, as_file=True)])
    photo, file = await told(call)
    assert photo["photo"][-1].keys() == {"file_id", "file_unique_id", "file_size", "width", "height"}
    assert (file["document"]["file_name"], file["document"]["mime_type"]) == ("снимок.png", PNG)


async def test_a_message_of_any_chat_is_forwarded_with_what_it_says_and_without_its_buttons(
    sandbox: Sandbox, call, alice: User
) -> None:
    bob = sandbox.user(1002, "Борис")
    news = sandbox.group(-1001, "Новости", "channel")
    post = news.post("Новость")
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    text = {"text": "<b>Карточка</b>", "parse_mode": "HTML", "reply_markup": markup}
    card = (await call("sendMessage", chat_id=alice.id, **text))["result"]
    said = await bob.send("жирный", [BOLD])
    await told(call)
    await alice.forward(card["message_id"], said, post)
    again = await alice.forward(alice.messages[-1])
    await alice.forward(said, hidden=True)
    bodies = await told(call)
    assert [body["text"] for body in bodies] == ["Карточка", "жирный", "Новость", "Новость", "жирный"]
    assert [body["entities"][0]["type"] for body in bodies[:2]] == ["bold", "bold"]
    assert all("reply_markup" not in body for body in bodies)
    assert {body["from"]["id"] for body in bodies} == {alice.id}
    origins = [body["forward_origin"] for body in bodies]
    assert [origin["type"] for origin in origins] == ["user", "user", "channel", "channel", "hidden_user"]
    assert (origins[0]["sender_user"]["is_bot"], origins[1]["sender_user"]["id"]) == (True, bob.id)
    assert (origins[2]["chat"]["title"], origins[2]["message_id"]) == ("Новости", post)
    assert origins[4]["sender_user_name"] == "Борис"
    assert again[0].text == "Новость"


async def test_an_album_that_is_forwarded_stays_one(call, alice: User) -> None:
    album = await alice.send_files([Given("а.pdf", b"1", PDF), Given("б.pdf", b"2", PDF)], "Оба")
    await told(call)
    await alice.forward(*album)
    await alice.forward(album[0])
    first, second, alone = await told(call)
    assert first["media_group_id"] == second["media_group_id"]
    assert "media_group_id" not in alone
    assert second["caption"] == "Оба"


FOUND = {
    "пишите на ivanov@firma.local": ["email"],
    "Ivan.Petrov+x@mail.firma.ru, потом": ["email"],
    "https://firma.ru/a?b=1#c.": ["url"],
    "см. firma.ru/договор,": ["url"],
    "сайт президент.рф и www.firma.by": ["url", "url"],
    "http://localhost.local:8080/": ["url"],
    "@ivanov_ii и /new": ["mention", "bot_command"],
    "#отчёт за $USD": ["hashtag", "cashtag"],
    "звоните +7 999 123-45-67": ["phone_number"],
    "п.1.2 и т.д.": [],
    "а@б": [],
    "цена 5$ и 1/2": [],
}


@pytest.mark.parametrize("text", FOUND)
async def test_addresses_and_the_like_are_found_in_what_is_typed(call, alice: User, text: str) -> None:
    await told(call)
    await alice.send(text)
    (body,) = await told(call)
    assert [entity["type"] for entity in body.get("entities", [])] == FOUND[text]


async def test_an_address_in_code_or_on_a_link_is_not_found_again(call, alice: User) -> None:
    await told(call)
    link = {"type": "text_link", "offset": 0, "length": 8, "url": "https://other.example"}
    await alice.send("firma.ru a@b.ru", [link, {"type": "code", "offset": 9, "length": 6}])
    (body,) = await told(call)
    assert [entity["type"] for entity in body["entities"]] == ["text_link", "code"]
    assert body["entities"][0]["url"] == "https://other.example/"


async def test_formatting_that_telegram_does_not_keep_is_dropped(call, alice: User) -> None:
    await told(call)
    broken = [
        {"type": "text_link", "offset": 0, "length": 3, "url": address} for address in ("javascript:x", "", "нет")
    ]
    inside = [{"type": "code", "offset": 0, "length": 5}, {"type": "bold", "offset": 1, "length": 2}]
    await alice.send("слово слово", broken)
    await alice.send("слово слово", inside)
    first, second = await told(call)
    assert "entities" not in first
    assert [entity["type"] for entity in second["entities"]] == ["code"]


async def test_a_person_without_a_username_is_mentioned_and_a_custom_emoji_kept(sandbox, call, alice: User) -> None:
    bob = sandbox.user(1002, "Борис")
    await told(call)
    mention = {"type": "text_link", "offset": 0, "length": 5, "url": f"tg://user?id={bob.id}"}
    emoji = {"type": "custom_emoji", "offset": 6, "length": 2, "custom_emoji_id": "5368324170671202286"}
    await alice.send("Борис 👍", [mention, emoji])
    (body,) = await told(call)
    assert body["entities"] == [{"type": "text_mention", "offset": 0, "length": 5, "user": bob.chat.person()}, emoji]


async def test_a_long_paste_is_cut_where_white_space_is_and_keeps_its_formatting(call, alice: User) -> None:
    await told(call)
    first, second = "я" * 3900, "ю" * 1000
    bold = {"type": "bold", "offset": 3800, "length": 300}
    await alice.send(f"{first}\n\n{second}", [bold])
    one, two = await told(call)
    assert (one["text"], two["text"]) == (first, second)
    assert one["entities"] == [{"type": "bold", "offset": 3800, "length": 100}]
    assert two["entities"] == [{"type": "bold", "offset": 0, "length": 198}]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("я" * 4096, [4096]),
        ("я" * 5000, [4096, 904]),
        ("🙂" * 3000, [4096, 1904]),
        ("я" + "🙂" * 3000, [4095, 1906]),
        (" слово" * 1000, [4091, 1907]),
        ("Да. " * 1024 + "а" * 20, [4095, 20]),
        ("\n" * 5000 + "а" * 4097, [4096, 1]),
    ],
)
async def test_no_part_is_too_long_and_no_character_torn(call, alice: User, text: str, sizes: list[int]) -> None:
    await told(call)
    await alice.send(text)
    bodies = await told(call)
    assert [len(body["text"].encode("utf-16-le")) // 2 for body in bodies] == sizes
    assert "".join("".join(body["text"] for body in bodies).split()) == "".join(text.split())


async def test_texts_and_captions_are_edited_with_their_formatting(call, alice: User) -> None:
    text, file = await alice.send("было"), await alice.send_document("а.pdf", b"1", "было")
    bare, voice = await alice.send_photo(), await alice.send_voice()
    await told(call)
    for message in (text, file, bare, voice):
        await alice.edit(message, "стало", [BOLD])
    bodies = await told(call)
    assert [body.get("text") or body["caption"] for body in bodies] == ["стало"] * 4
    assert [body.get("entities") or body["caption_entities"] for body in bodies] == [[BOLD]] * 4
    assert all("edit_date" in body for body in bodies)
    await alice.edit(file, "")
    assert "caption" not in (await told(call))[0]


async def test_what_a_client_would_not_send_or_edit_changes_nothing(sandbox, call, alice: User) -> None:
    said, card = await alice.send("было"), (await call("sendMessage", chat_id=alice.id, text="а"))["result"]
    forwarded = (await alice.forward(said))[0]
    sticker, place, old = await alice.send_sticker(), await alice.send_location(), await alice.send("давно")
    alice.make_older(old, 49)
    await told(call)
    for message in (card["message_id"], forwarded, sticker, place, old):
        with pytest.raises(ValueError, match="Изменить можно"):
            await alice.edit(message, "стало")
    for text in ("", " \n", "я" * 4097):
        with pytest.raises(ValueError, match=r"пуст|Пуст|длиннее"):
            await alice.edit(said, text)
    for send in (alice.send_photo(caption="я" * 1025), alice.send("  "), alice.send_voice(caption="я" * 1025)):
        with pytest.raises(ValueError, match=r"Пуст|длиннее"):
            await send
    with pytest.raises(ValueError, match="длиннее"):
        await alice.send_files([Given("а.pdf", b"1", PDF), Given("б.pdf", b"2", PDF)], "я" * 1025)
    await alice.edit(said, "было")
    assert await told(call) == []
