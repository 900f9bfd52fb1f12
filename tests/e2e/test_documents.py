"""Files and formatting: what was sent along arrives with the letter, bold arrives as bold."""

import pytest

from sandbox.user import SMALLEST_PHOTO
from storage import models
from tests.e2e.conftest import Product

TEMPLATE = """
templates:
  - title: С файлами
    system_name: Sfaylami
    attributes:
      - {title: Кому, type: account, required: true}
      - {title: Тема, type: text, required: true}
      - {title: Текст, type: text, formatted: true, required: true}
      - {title: Файлы, type: document, multiple: true}
    buttons:
      - {title: Послать}
scenarios:
  - title: Отправка с файлами
    event: {type: button_clicked, template: Sfaylami, button: Poslat}
    actions:
      - change_variables:
          operation: replace
          set: notification
          variables:
            To:
              Address: {formula: $Komu->mbox}
            Body: {attribute: Tekst}
            Subject: {attribute: Tema}
            Attachments: {attribute: Fayly}
      - send_message: {connection: smtp_connection, route: smtp_route, variable: notification}
"""


async def compose(product: Product, text: str = "Текст") -> None:
    staff = product.staff
    await product.apply(TEMPLATE)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("С файлами")
    await staff.wait_for_text("Кому (1 из 4)")
    await staff.press("Иванов Иван Петрович")
    await staff.wait_for_text("Тема (2 из 4)")
    await staff.send("С файлами")
    await staff.wait_for_text("Текст (3 из 4)")
    if text:
        await staff.send(text)
        await staff.wait_for_text("Файлы (4 из 4)")


async def test_files_and_photos_become_attachments(product: Product) -> None:
    staff = product.staff
    await compose(product)
    report = bytes(range(256)) * 40
    await staff.send_document("Отчёт за год.pdf", report, mime_type="application/pdf")
    await staff.wait_for_text("Принят 1 файл")
    await staff.send_photo()
    page = await staff.wait_for_text("Принято 2 файла")
    assert "новое значение" not in page.text
    assert "Отчёт за год.pdf" in page.text
    await staff.press("Готово")
    card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
    assert "Отчёт за год.pdf" in card.text
    await product.restart()
    await staff.press("Послать")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    await staff.wait_for_text("сервер принял письмо")
    first, second = letter.attachments
    assert (first.name, first.mime_type, first.data) == ("Отчёт за год.pdf", "application/pdf", report)
    assert (second.mime_type, second.data) == ("image/jpeg", SMALLEST_PHOTO)
    assert second.name.endswith(".jpg")


async def test_a_file_sent_along_with_another_answer_is_kept(product: Product) -> None:
    staff = product.staff
    await compose(product, text="")
    await staff.send_document("раньше.txt", b"before")
    page = await staff.wait_for_text("раньше.txt")
    assert "Текст (3 из 4)" in page.text
    await staff.send("Текст")
    card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
    assert "раньше.txt" in card.text
    await staff.press("Послать")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert [(item.name, item.data) for item in letter.attachments] == [("раньше.txt", b"before")]


async def test_the_question_about_files_may_be_skipped(product: Product) -> None:
    staff = product.staff
    await compose(product)
    await staff.press("Пропустить")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    await staff.press("Послать")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.attachments == []


async def test_a_text_where_a_file_is_expected_is_refused(product: Product) -> None:
    await compose(product)
    await product.staff.send("какой файл?")
    page = await product.staff.wait_for_text("пришлите файл или фото")
    assert "Файлы (4 из 4)" in page.text
    await product.staff.send_sticker()
    await product.staff.wait_for(lambda chat: chat.last.id != page.id and "Файлы (4 из 4)" in chat.last.text)
    assert "пришлите файл или фото" in product.staff.last.text


async def test_a_copy_has_files_of_its_own(product: Product) -> None:
    staff = product.staff
    await compose(product)
    await staff.send_document("важное.txt", b"content")
    await staff.wait_for_text("Принят 1 файл")
    await staff.press("Готово")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    original = staff.last
    await staff.press("Копия")
    copy = await staff.wait_for_text("Новый черновик")
    assert "важное.txt" in copy.text
    delete = next(button.data or "" for row in original.buttons for button in row if button.label == "Удалить")
    await staff.press_data(copy, f"d:{delete.split(':')[1]}:1")
    await staff.wait_for_text("Все (1)")
    await staff.press("С файлами")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    await staff.press("Послать")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert [item.data for item in letter.attachments] == [b"content"]


async def test_bold_text_arrives_as_bold_and_plain_text_as_typed(product: Product) -> None:
    staff = product.staff
    await compose(product, text="")
    text = "Внимание 😀: важно <и> & точно"
    await staff.send(text, entities=[{"type": "bold", "offset": 13, "length": 5}])
    await staff.wait_for_text("Файлы (4 из 4)")
    await staff.press("Пропустить")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    await staff.press("Послать")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.rstrip("\n") == text
    assert "<b>важно</b>" in letter.html or "<strong>важно</strong>" in letter.html
    assert "&lt;и&gt; &amp; точно" in letter.html


async def test_a_caption_answers_the_text_question_that_is_open(product: Product) -> None:
    staff = product.staff
    await compose(product, text="")
    await staff.send_document("договор.pdf", b"%PDF-1.7", caption="Договор на подпись")
    card = await staff.wait_for(lambda chat: chat.last if "Послать" in chat.last.labels else None)
    assert "Договор на подпись" in card.text
    assert "договор.pdf" in card.text


async def test_a_letter_whose_files_were_erased_is_not_sent_without_them(product: Product) -> None:
    staff = product.staff
    await compose(product)
    await staff.send_document("важное.txt", b"content")
    await staff.wait_for_text("Принят 1 файл")
    await staff.press("Готово")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    card = staff.last
    await staff.press("Послать", card)
    await product.sandbox.mailbox.wait_for(1)
    await staff.wait_for_text("сервер принял письмо")
    await models.File.all().delete()
    await staff.press("Отправить ещё раз", card)
    await staff.wait_for_text("Отправить ещё раз?")
    await staff.press("Отправить ещё раз")
    await staff.wait_for_text("Файлы этого уведомления уже стёрты")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_a_files_name_is_shown_and_sent_without_what_deceives(product: Product) -> None:
    staff = product.staff
    await compose(product)
    await staff.send_document("../счёт\u202efdp.exe", b"x", mime_type="application/pdf")
    page = await staff.wait_for_text("Принят 1 файл")
    assert "_счётfdp.exe" in page.text
    await staff.press("Готово")
    await staff.wait_for(lambda chat: "Послать" in chat.last.labels)
    await staff.press("Послать")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert [item.get_filename() for item in letter.message.iter_attachments()] == ["_счётfdp.exe"]


@pytest.mark.parametrize("gap", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
async def test_a_subject_of_two_lines_is_refused_at_its_question(product: Product, gap: str) -> None:
    staff = product.staff
    await product.apply(TEMPLATE)
    await staff.send("/new")
    await staff.wait_for_text("Что написать?")
    await staff.press("С файлами")
    await staff.press("Иванов Иван Петрович")
    await staff.wait_for_text("Тема (2 из 4)")
    await staff.send(f"Первая{gap}вторая")
    page = await staff.wait_for_text("«Тема» — одна строка, а пришло 2")
    assert "Тема (2 из 4)" in page.text


@pytest.mark.parametrize("who", ["admin", "staff"])
async def test_a_file_that_telegram_does_not_give_is_asked_for_again(product: Product, who: str) -> None:
    """It was deleted, is larger than bots are given, or its size was never told."""
    user = getattr(product, who)
    if who == "staff":
        await compose(product)
    else:
        await user.send("/start")
        await user.wait_for_text("Здравствуйте")
    document = {"file_id": "gone", "file_unique_id": "gone", "file_name": "a.csv"}
    body = {"message_id": 900, "date": 1, "chat": user.chat.brief(), "from": user.chat.person(), "document": document}
    product.sandbox.messenger.updates.slip_in({"message": body})
    await user.wait_for_text("не отдаёт этот файл")
