import pytest

from sandbox import User
from tests.page.phone import Phone, paper, picture
from tests.page.test_writing import came, entities

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_album_has_one_number_and_a_caption_with_formatting(phone: Phone, alice: User, told) -> None:
    await phone.attach(picture("а.png"), picture("б.png"))
    await phone.write("Оба **снимка**")
    first, second = await came(alice, told, 2)
    assert first["media_group_id"] == second["media_group_id"]
    assert ("photo" in first, "photo" in second) == (True, True)
    assert (first["caption"], entities(first), second.get("caption")) == ("Оба снимка", [("bold", "снимка")], None)


async def test_a_picture_is_a_photo_or_the_file_that_it_is(phone: Phone, alice: User, told) -> None:
    await phone.attach(picture())
    await phone.page.keyboard.press("Enter")
    await phone.attach(picture(), as_file=True)
    await phone.page.keyboard.press("Enter")
    await phone.attach(picture())
    await phone.page.get_by_label("Показать как фото").uncheck()
    await phone.page.keyboard.press("Enter")
    bodies = await came(alice, told, 3)
    assert ["photo" if "photo" in body else body["document"]["file_name"] for body in bodies] == [
        *["photo", "снимок.png", "снимок.png"]
    ]


async def test_what_was_attached_by_mistake_is_taken_away(phone: Phone, alice: User, told) -> None:
    await phone.attach(paper("нужный.pdf"), paper("лишний.pdf"), as_file=True)
    await phone.page.get_by_role("button", name="Убрать лишний.pdf").click()
    await phone.page.keyboard.press("Enter")
    (body,) = await came(alice, told)
    assert body["document"]["file_name"] == "нужный.pdf"
    assert "media_group_id" not in body
    await phone.attach(paper(), as_file=True)
    await phone.page.keyboard.press("Escape")
    await phone.write("без файлов")
    assert [body["text"] for body in await came(alice, told)] == ["без файлов"]


async def test_a_caption_that_is_too_long_comes_back_with_its_files(phone: Phone, alice: User, told) -> None:
    await phone.attach(paper(), as_file=True)
    await phone.paste(plain="я" * 1025)
    await phone.page.keyboard.press("Enter")
    await phone.page.get_by_text("Подпись длиннее 1024 знаков на 1").wait_for()
    await phone.is_focused()
    await phone.page.keyboard.press("Backspace")
    await phone.page.keyboard.press("Enter")
    (body,) = await came(alice, told)
    assert (body["document"]["file_name"], len(body["caption"])) == ("договор.pdf", 1024)


KINDS = {
    "Голосовое сообщение": "voice", "Видеосообщение": "video_note", "Стикер": "sticker", "Место": "location",
    "Место с адресом": "venue", "Свой контакт": "contact",
}  # fmt: skip


async def test_recordings_stickers_places_and_contacts_go_at_once(phone: Phone, alice: User, told) -> None:
    await phone.field.press_sequentially("недописанное")
    for label in KINDS:
        await phone.choose("Приложить", label)
    for body, kind in zip(await came(alice, told, len(KINDS)), KINDS.values(), strict=True):
        assert kind in body
    await phone.field_says("недописанное")
    await phone.is_focused()


async def test_somebody_elses_contact_and_a_custom_emoji_are_sent(phone: Phone, alice: User, told) -> None:
    await phone.choose("Приложить", "Чужой контакт…")
    await phone.page.get_by_role("textbox", name="Имя", exact=True).fill("Вера")
    await phone.page.get_by_label("Телефон").fill("+7 999 111-22-33")
    await phone.page.keyboard.press("Enter")
    await phone.choose("Приложить", "Эмодзи из набора")
    await phone.page.keyboard.press("Enter")
    contact, emoji = await came(alice, told, 2)
    assert contact["contact"] == {"phone_number": "+7 999 111-22-33", "first_name": "Вера"}
    assert entities(emoji) == [("custom_emoji", "👍")]


ORIGINS = {"person": "user", "hidden": "hidden_user", "channel": "channel", "group": "chat"}


async def test_what_comes_next_is_forwarded_from_somebody(phone: Phone, alice: User, told) -> None:
    for kind in ORIGINS:
        await phone.choose("Приложить", "Переслать от кого-то…")
        await phone.page.get_by_label("Откуда").select_option(kind)
        await phone.page.get_by_label("Название или имя").fill("Кто-то")
        await phone.page.get_by_role("button", name="Дальше").click()
        await phone.write("чужое **слово**")
        await phone.write("своё")
    bodies = await came(alice, told, 2 * len(ORIGINS))
    assert [body["forward_origin"]["type"] for body in bodies[::2]] == list(ORIGINS.values())
    assert [entities(body) for body in bodies[::2]] == [[("bold", "слово")]] * len(ORIGINS)
    assert not any("forward_origin" in body for body in bodies[1::2])
    await phone.sees("Переслано от Кто-то")


async def test_a_message_of_the_chat_is_forwarded_an_album_as_one(phone: Phone, alice: User, told) -> None:
    await phone.attach(paper("а.pdf"), paper("б.pdf"), as_file=True)
    await phone.write("Договоры")
    await came(alice, told, 2)
    await phone.do_with(await phone.sees("Договоры"), "Переслать боту")
    first, second = await came(alice, told, 2)
    assert first["forward_origin"]["sender_user"]["id"] == alice.id
    assert (first["media_group_id"], second["caption"]) == (second["media_group_id"], "Договоры")
