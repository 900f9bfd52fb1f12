"""Nothing that is sent with no question open is thrown away: the card stays, and what came is offered a place."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox import User
from sandbox.media import Given
from sandbox.seen import ChatMessage
from storage import models
from storage.repositories.sweeping import SweepRepository
from tests.e2e.conftest import BUTTON, RECIPIENT, Product, all_handled, eventually
from tests.e2e.test_documents import TEMPLATE

Compose = Callable[..., Any]
OFFER = "Сейчас вопроса нет"
ADD, REPLACE, NEW = "Добавить к тексту", "Заменить текст", "Новое уведомление из этого"


def shown(user: User, message: ChatMessage) -> ChatMessage:
    """Return a message as it is in the chat now; it must be there."""
    return next(one for one in user.messages if one.id == message.id)


async def offered(user: User, *words: str) -> ChatMessage:
    """Wait for the one offer that names all of this, and is the only one."""
    page = await user.wait_for(
        lambda chat: chat.last if OFFER in chat.last.text and all(word in chat.last.text for word in words) else None
    )
    assert len([message for message in user.messages if OFFER in message.text]) == 1
    return page


async def test_a_second_line_leaves_the_card_and_is_offered_a_place(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Совещание")
    card = staff.last
    await staff.send("и возьмите пропуск")
    page = await offered(staff, "и возьмите пропуск", "Совещание")
    assert {f"{ADD} «Совещание»", REPLACE, NEW} <= set(page.labels)
    assert BUTTON in shown(staff, card).labels
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.rstrip("\n") == "Текст письма"
    assert await models.KeptPiece.all().count() == 1


async def test_a_second_line_is_added_to_the_text(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await staff.send("Вторая строка", entities=[{"type": "bold", "offset": 0, "length": 6}])
    await offered(staff, "Вторая строка")
    await staff.press(ADD)
    await staff.wait_for_text("Добавлено")
    assert not await models.KeptPiece.exists()
    await staff.press(BUTTON, staff.last)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.rstrip("\n") == "Текст письма\nВторая строка"
    assert "<b>Вторая</b>" in letter.html


async def test_a_text_takes_the_place_of_the_other(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await staff.send("Совсем другой текст")
    await offered(staff, "Совсем другой")
    await staff.press(REPLACE)
    await staff.wait_for_text("Текст заменён")
    await staff.press(BUTTON, staff.last)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.rstrip("\n") == "Совсем другой текст"


async def test_a_notification_is_begun_with_what_came(product: Product) -> None:
    staff = product.staff
    await staff.send("Завтра в девять учения")
    page = await offered(staff, "учения")
    assert not any(ADD in label or REPLACE in label for label in page.labels)
    await staff.press(NEW)
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("Учения")
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    assert "Завтра в девять учения" in card.text


async def test_lines_in_a_row_are_one_offer_that_grows(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    for line in ("первая", "вторая", "третья"):
        await staff.send(line)
    page = await offered(staff, "первая", "вторая", "третья")
    assert BUTTON in shown(staff, card).labels
    await staff.press(ADD, page)
    await staff.wait_for_text("Добавлено")
    assert (await models.Record.get()).values["Tekstuvedomleniya"] == "Текст письма\nпервая\nвторая\nтретья"


async def test_a_long_paste_without_a_question_is_one_text(product: Product) -> None:
    staff = product.staff
    paste = "слово " * 2_000
    await staff.send(paste.strip())
    await offered(staff, "слово")
    await all_handled(product)
    await staff.press(NEW)
    await staff.wait_for_text("Получатель (1 из 3)")
    assert (await models.Record.get()).values["Tekstuvedomleniya"] == paste.strip()


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "video_note", "forward"])
async def test_whatever_comes_is_kept(product: Product, compose: Compose, kind: str) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    match kind:
        case "photo":
            await staff.send_photo(caption="Подпись фото")
        case "document":
            await staff.send_document("отчёт.pdf", b"%PDF-1.4", caption="Подпись файла")
        case "voice":
            await staff.send_voice(caption="Подпись записи")
        case "video_note":
            await staff.send_video_note()
        case _:
            own = next(message for message in staff.messages if message.text == "Текст письма")
            await staff.forward(own)
    await offered(staff)
    assert BUTTON in shown(staff, card).labels
    (piece,) = await models.KeptPiece.all()
    assert (piece.text is not None) is (kind != "video_note")
    assert (piece.content is not None) is (kind != "forward")


async def test_an_album_is_one_offer(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    await staff.send_files([Given(f"{number}.pdf", b"%PDF") for number in range(3)], caption="Три файла")
    page = await offered(staff, "0.pdf", "1.pdf", "2.pdf", "Три файла")
    assert "места нет" in page.text
    await staff.press(ADD)
    await staff.wait_for_text("ждёт: /start")
    assert (await models.Record.get()).values["Tekstuvedomleniya"] == "Текст письма\nТри файла"
    assert await models.KeptPiece.all().count() == 3


async def test_files_become_attachments_where_the_template_takes_them(product: Product) -> None:
    staff = product.staff
    await product.apply(TEMPLATE)
    await staff.send_voice(caption="Послушайте")
    await staff.send_files([Given("а.pdf", b"%PDF-a"), Given("б.pdf", b"%PDF-b")])
    await offered(staff, "а.pdf", "б.pdf", "Послушайте")
    await staff.press(NEW)
    await staff.wait_for_text("Что написать?")
    await staff.press("С файлами")
    await staff.wait_for_text("Кому (1 из 4)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема (2 из 4)")
    await staff.send("Записи")
    card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
    assert not await models.KeptPiece.exists()
    await staff.press("Послать", card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.rstrip("\n") == "Послушайте"
    assert [item.data for item in letter.attachments][1:] == [b"%PDF-a", b"%PDF-b"]
    assert letter.attachments[0].mime_type == "audio/ogg"


async def test_a_restart_a_kill_and_other_pages_lose_nothing(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Ждёт")
    await staff.send("ещё строка")
    await offered(staff, "ещё строка")
    await product.crash()
    await product.start()
    await staff.send("/start")
    page = await staff.wait_for_text("Здравствуйте")
    assert "Готовое неотправленное: Ждёт" in page.text
    assert {"К карточке", "Что с присланным?"} <= set(page.labels)
    await staff.press("Что с присланным?", page)
    await staff.wait_for_text("ещё строка")
    await staff.press(ADD)
    await staff.wait_for_text("Добавлено")


async def test_what_was_kept_but_not_shown_is_shown_after_a_kill(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    product.sandbox.telegram.unreachable(method="sendMessage")
    await staff.send("не показано")
    await eventually(models.KeptPiece.exists)
    await product.crash()
    product.sandbox.telegram.forget()
    await product.start()
    await offered(staff, "не показано")
    assert await models.KeptPiece.all().count() == 1
    assert BUTTON in shown(staff, card).labels


async def test_new_beside_a_finished_draft_names_it(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Готовая")
    card = staff.last
    await staff.send("/new")
    page = await staff.wait_for_text("Получатель (1 из 3)")
    assert "Готовое неотправленное: Готовая" in page.text
    assert BUTTON in shown(staff, card).labels
    await staff.press("К карточке", page)
    page = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    await staff.press(BUTTON, page)
    await product.sandbox.mailbox.wait_for(1)


async def test_a_record_that_nothing_sends_is_no_unsent_draft(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Готовая")
    attributes = "[{title: Название, type: text, required: true}]"
    await product.apply(f"templates:\n  - {{title: Отдел, system_name: Otdel, attributes: {attributes}}}")
    await staff.send("/new")
    await staff.press("Отдел")
    await staff.wait_for_text("Название (1 из 1)")
    await staff.send("Бухгалтерия")
    await staff.wait_for(lambda chat: "Копия" in chat.last.labels)
    await staff.send("/start")
    page = await staff.wait_for_text("Черновик сохранён")
    assert "Готовое неотправленное: Готовая" in page.text


@pytest.mark.parametrize("command", ["/start", "/help"])
async def test_the_first_pages_say_that_the_draft_is_kept(product: Product, compose: Compose, command: str) -> None:
    staff = product.staff
    await compose(staff, subject="Готовая")
    await staff.send(command)
    page = await staff.wait_for_text("Черновик сохранён")
    await staff.press("К карточке", page)
    await staff.wait_for(lambda chat: BUTTON in shown(chat, page).labels)


async def test_an_edit_of_what_waits_changes_it_where_it_waits(product: Product) -> None:
    staff = product.staff
    sent = await staff.send("с ашипкой")
    await offered(staff, "с ашипкой")
    await staff.edit(sent, "без ошибки")
    await offered(staff, "без ошибки")
    await staff.press(NEW)
    await staff.wait_for_text("Получатель (1 из 3)")
    assert (await models.Record.get()).values["Tekstuvedomleniya"] == "без ошибки"


async def test_an_edit_of_an_added_line_corrects_that_line_alone(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    sent = await staff.send("добавка")
    await offered(staff, "добавка")
    await staff.press(ADD)
    await staff.wait_for_text("Добавлено")
    await staff.edit(sent, "поправка")
    await staff.wait_for_text("Ответ исправлен")
    assert (await models.Record.get()).values["Tekstuvedomleniya"] == "Текст письма\nпоправка"


async def test_what_is_not_needed_goes_after_a_question(product: Product) -> None:
    staff = product.staff
    await staff.send("лишнее")
    await offered(staff, "лишнее")
    await staff.press("Не нужно")
    page = await staff.wait_for_text("Удалить то, что вы прислали?")
    assert "лишнее" in page.text
    await staff.press("Удалить", page)
    await staff.wait_for_text("Удалено")
    assert not await models.KeptPiece.exists()


async def test_what_nobody_wants_for_long_is_forgotten(product: Product) -> None:
    staff = product.staff
    await staff.send("давно")
    await offered(staff, "давно")
    now = datetime.now(UTC)
    assert await SweepRepository().forget_kept(now - timedelta(days=14)) == 0
    assert await SweepRepository().forget_kept(now + timedelta(days=1)) == 1
    await staff.press(NEW)
    await staff.wait_for_text("Здравствуйте")


async def test_an_album_at_the_last_question_goes_to_the_letter_as_a_whole(product: Product) -> None:
    """Its first file answers the question and finishes the form; the others are for the same letter."""
    staff = product.staff
    await product.apply(TEMPLATE)
    await staff.send("/new")
    await staff.press("С файлами", await staff.wait_for_text("Что написать?"))
    await staff.wait_for_text("Кому (1 из 4)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема (2 из 4)")
    await staff.send("Альбом")
    await staff.wait_for_text("Текст (3 из 4)")
    await staff.send_files([Given(f"{number}.png", b"\x89PNG" + bytes([number])) for number in range(3)], caption="Вот")
    await all_handled(product)
    card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
    await staff.press("Послать", card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert (letter.text.rstrip("\n"), len(letter.attachments)) == ("Вот", 3)


@pytest.mark.parametrize("kind", ["photo", "document", "voice"])
async def test_the_caption_of_a_refused_file_is_taken_as_the_text(product: Product, kind: str) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press(RECIPIENT)
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("Тема")
    await staff.wait_for_text("Текст уведомления (3 из 3)")
    bold = [{"type": "bold", "offset": 0, "length": 6}]
    match kind:
        case "photo":
            await staff.send_photo(caption="Срочно всем", entities=bold)
        case "document":
            await staff.send_document("отчёт.pdf", b"%PDF-1.4", caption="Срочно всем", entities=bold)
        case _:
            await staff.send_voice(caption="Срочно всем", entities=bold)
    page = await staff.wait_for_text("Здесь нужен текст")
    assert "Текст уведомления (3 из 3)" in page.text
    await staff.press("Взять подпись как текст", page)
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    (piece,) = await models.KeptPiece.all()
    assert (piece.text, piece.name is not None) == (None, True)
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.rstrip("\n") == "Срочно всем"
    assert "<b>Срочно</b>" in letter.html


async def test_a_correction_by_an_edit_leads_back_to_the_finished_draft(product: Product, compose: Compose) -> None:
    """What is typed next lands in no field: it is offered a place."""
    staff = product.staff
    await compose(staff, subject="Ашипка")
    own = next(message for message in staff.messages if message.text == "Ашипка")
    await staff.press("Изменить")
    await staff.press("Текст уведомления", await staff.wait_for_text("Что изменить?"))
    await staff.wait_for_text("новое значение")
    await staff.edit(own, "Ошибка")
    card = await staff.wait_for_text("Ответ исправлен")
    assert BUTTON in card.labels
    await staff.send("вдогонку")
    await offered(staff, "вдогонку", "Ошибка")
    values = (await models.Record.get()).values
    assert (values["Temauvedomleniya"], values["Tekstuvedomleniya"]) == ("Ошибка", "Текст письма")
