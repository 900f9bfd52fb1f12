"""Answers that do not fit are refused with the reason and the question stays; nothing that is sent meets silence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sandbox.manners import MailFault
from tests.e2e.conftest import BUTTON, RECIPIENT, Product

Compose = Callable[..., Any]

TO, SUBJECT, TEXT = "Получатель (1 из 3)", "Тема уведомления (2 из 3)", "Текст уведомления (3 из 3)"


async def to_subject(product: Product) -> None:
    await product.staff.send("/new")
    await product.staff.wait_for_text(TO)
    await product.staff.press(RECIPIENT)
    await product.staff.wait_for_text(SUBJECT)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("одна\nдве\nтри", "пришло 3 строки"),
        ("ж" * 501, "не больше 500 знаков, а пришло 501"),
        ("ж" * 5_000, "Сократите"),
        ("\u2800\u200b", "ответ пустой"),
    ],
)
async def test_a_subject_that_does_not_fit_is_refused_and_asked_again(
    product: Product, answer: str, reason: str
) -> None:
    await to_subject(product)
    await product.staff.send(answer)
    page = await product.staff.wait_for_text(reason)
    assert SUBJECT in page.text
    await product.staff.send("Годная тема")
    assert "Годная тема" in (await product.staff.wait_for_text(TEXT)).text


async def test_a_paste_that_is_too_long_for_a_subject_leaves_no_tail_as_the_answer(product: Product) -> None:
    """A client splits the paste; its short last part must not become the subject."""
    await to_subject(product)
    await product.staff.send("слово " * 700)
    page = await product.staff.wait_for_text("Сократите")
    await product.staff.send("/list")
    await product.staff.wait_for_text("Все (1)")
    await product.staff.send("Настоящая тема")
    page = await product.staff.wait_for_text(TEXT)
    assert "Настоящая тема" in page.text


async def test_a_sticker_where_text_is_expected_is_refused(product: Product) -> None:
    await to_subject(product)
    await product.staff.send_sticker()
    page = await product.staff.wait_for_text("Здесь нужен текст")
    assert SUBJECT in page.text


async def test_files_and_photos_are_refused_where_no_document_has_a_place(product: Product) -> None:
    await to_subject(product)
    await product.staff.send_photo()
    await product.staff.wait_for_text("Здесь нужен текст")
    await product.staff.send("Тема")
    await product.staff.wait_for_text(TEXT)
    await product.staff.send_document("отчёт.pdf", b"%PDF-1.4")
    await product.staff.wait_for(lambda chat: "Здесь нужен текст" in chat.last.text and TEXT in chat.last.text)


CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ваня\nEMAIL;TYPE=WORK:IVANOV@firma.local\nEND:VCARD\n"


@pytest.mark.parametrize("who", ["staff", "admin"])
@pytest.mark.parametrize(
    ("phone", "name", "card"),
    [
        ("+7 999 1", "Ваня", CARD),
        ("8 (912) 345-67-89", "Ваня", None),
        ("+7 999 1", "Иван Иванов", None),
    ],
    ids=["by address", "by telephone", "by name"],
)
async def test_a_contact_where_a_recipient_is_expected_is_looked_up_in_the_directory(
    product: Product, who: str, phone: str, name: str, card: str | None
) -> None:
    person = getattr(product, who)
    ivanov = (await product.accounts.search("Иванов Иван Петрович")).accounts[0]
    await product.accounts.save(replace(ivanov, phone="+7 912 345-67-89"))
    await person.send("/new")
    await person.wait_for_text(TO)
    await person.share_contact(phone, name, 0, vcard=card)
    await person.wait_for_text("Нашлись по запросу")
    await person.press(RECIPIENT)
    await person.wait_for_text(SUBJECT)


@pytest.mark.parametrize("who", ["staff", "admin"])
async def test_a_contact_of_whom_the_directory_does_not_know_keeps_the_question(product: Product, who: str) -> None:
    person = getattr(product, who)
    await person.send("/new")
    await person.wait_for_text(TO)
    await person.share_contact("+7 999 1", "Аделаида", 0, last_name="Ржевская")
    page = await person.wait_for_text("Ржевская Аделаида")
    assert TO in page.text


async def test_a_contact_where_words_are_expected_says_so(product: Product) -> None:
    await to_subject(product)
    await product.staff.share_contact()
    page = await product.staff.wait_for_text("Здесь нужен текст")
    assert SUBJECT in page.text


async def test_an_unknown_command_keeps_the_question_on_the_screen(product: Product) -> None:
    await to_subject(product)
    await product.staff.send("/nonsense")
    page = await product.staff.wait_for_text("Команды /nonsense нет")
    assert SUBJECT in page.text


async def test_an_unknown_command_without_a_question_says_what_there_is(product: Product) -> None:
    await product.staff.send("/nonsense <b>& дальше")
    page = await product.staff.wait_for_text("Команды /nonsense нет")
    assert "/new, /list" in page.text
    assert "/admin" not in page.text
    await product.admin.send("/nonsense")
    assert "/admin" in (await product.admin.wait_for_text("Команды /nonsense нет")).text


async def test_a_text_while_nothing_is_asked_is_answered(product: Product) -> None:
    await product.staff.send("Здравствуйте")
    page = await product.staff.wait_for_text("Сейчас вопроса нет")
    assert "Новое уведомление из этого" in page.labels


@pytest.mark.parametrize("send", ["send_sticker", "send_photo", "share_contact"])
async def test_anything_else_while_nothing_is_asked_is_answered(product: Product, send: str) -> None:
    await getattr(product.staff, send)()
    await product.staff.wait_for_text("Сейчас вопроса нет")


async def test_an_edited_message_corrects_the_draft(product: Product) -> None:
    staff = product.staff
    await to_subject(product)
    subject = await staff.send("Совищание")
    await staff.wait_for_text(TEXT)
    await staff.edit(subject, "Совещание")
    page = await staff.wait_for_text("Ответ исправлен")
    assert "Тема уведомления: Совещание" in page.text
    assert TEXT in page.text
    text = await staff.send("Тест")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    await staff.edit(text, "Текст")
    card = await staff.wait_for(lambda chat: chat.last if "Текст уведомления: Текст" in chat.last.text else None)
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert (letter.subject, letter.text.rstrip("\n")) == ("Совещание", "Текст")


async def test_an_edit_that_does_not_fit_is_refused_and_changes_nothing(product: Product) -> None:
    staff = product.staff
    await to_subject(product)
    subject = await staff.send("Тема")
    await staff.wait_for_text(TEXT)
    await staff.edit(subject, "две\nстроки")
    page = await staff.wait_for_text("пришло 2 строки")
    assert "Тема уведомления: Тема" in page.text
    assert TEXT in page.text


async def test_a_refused_paste_may_be_corrected_by_editing_it(product: Product) -> None:
    staff = product.staff
    await to_subject(product)
    paste = await staff.send("ж" * 4_000)
    await staff.wait_for_text("Сократите")
    await staff.edit(paste, "Коротко")
    page = await staff.wait_for_text("Ответ исправлен")
    assert "Тема уведомления: Коротко" in page.text
    assert TEXT in page.text


async def test_an_edit_of_one_record_keeps_the_question_of_another(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Первая")
    subject = next(message for message in staff.messages if message.text == "Первая")
    await staff.send("/new")
    await staff.wait_for_text(TO)
    await staff.edit(subject, "Первая, исправленная")
    page = await staff.wait_for_text("Ответ исправлен")
    assert TO in page.text
    await staff.press(RECIPIENT, page)
    await staff.wait_for_text(SUBJECT)
    await staff.send("/list")
    page = await staff.wait_for_text("Все (2)")
    assert any("Первая, ис" in label for label in page.labels)


async def test_an_edit_after_sending_says_that_it_is_too_late(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Ушедшая")
    await staff.press(BUTTON)
    card = await staff.wait_for_text("сервер принял письмо")
    subject = next(message for message in staff.messages if message.text == "Ушедшая")
    await staff.edit(subject, "Поздно")
    await staff.wait_for_text("Правка не учтена")
    assert next(message for message in staff.messages if message.id == card.id).text == card.text
    assert [letter.subject for letter in product.sandbox.mailbox.letters] == ["Ушедшая"]


async def test_an_edit_while_a_letter_waits_says_that_it_is_too_late(product: Product, compose: Compose) -> None:
    staff = product.staff
    await product.change_connection(retry_after=(timedelta(hours=1),))
    product.sandbox.mail.fault = MailFault.LATER
    await compose(staff, subject="Ждущая")
    await staff.press(BUTTON)
    await staff.wait_for_text("Ждёт отправки")
    subject = next(message for message in staff.messages if message.text == "Ждущая")
    await staff.edit(subject, "Поздно")
    await staff.wait_for_text("Правка не учтена")


async def test_a_long_paste_is_joined_and_arrives_equal(product: Product) -> None:
    staff = product.staff
    paste = "".join(f"Строка {number}: съешь ещё этих мягких булок & <выпей> чаю.\n" for number in range(200)).strip()
    assert len(paste) > 10_000
    await to_subject(product)
    await staff.send("Длинное")
    await staff.wait_for_text(TEXT)
    await staff.send(paste)
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")
    await staff.press("Длинное")
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    assert paste[:900] in card.text
    assert paste[:1_100] not in card.text
    await staff.press("Показать целиком")
    page = await staff.wait_for_text("· 1 из 4")
    shown = page.text.partition("\n\n")[2]
    for number in (2, 3, 4):
        await staff.press("Дальше")
        page = await staff.wait_for_text(f"· {number} из 4")
        shown += page.text.partition("\n\n")[2]
    assert "".join(shown.split()) == "".join(paste.split())
    await staff.press("К карточке")
    await staff.press(BUTTON)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.rstrip("\n") == paste


@pytest.mark.parametrize("letter", ["<", "&", "😀", "ж"])
async def test_a_text_that_is_wide_in_telegram_is_shown_on_the_card(product: Product, letter: str) -> None:
    """Signs that HTML escapes, and those that Telegram counts twice, never make a page too long or torn."""
    staff = product.staff
    await to_subject(product)
    await staff.send(letter * 250)
    await staff.wait_for_text(TEXT)
    await staff.send(letter * 2_000)
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    assert letter * 500 in card.text
    await staff.press("Показать целиком")
    await staff.wait_for_text("Текст уведомления")
    while "Дальше →" in staff.last.labels:
        await staff.press("Дальше")
    assert staff.last.text.endswith(letter * 20)
    await staff.press("К карточке")
    await staff.press(BUTTON)
    card = await staff.wait_for_text("сервер принял письмо")
    (sent,) = product.sandbox.mailbox.letters
    assert sent.text.rstrip("\n") == letter * 2_000
