"""Questions: the way back, the answer that is changed, and edits of any message that was sent earlier."""

import pytest

from sandbox.seen import ChatMessage
from tests.e2e.conftest import BUTTON, RECIPIENT, Product

TO, SUBJECT, TEXT = "Получатель (1 из 3)", "Тема уведомления (2 из 3)", "Текст уведомления (3 из 3)"


async def shown(product: Product, text: str) -> ChatMessage:
    """The last message once it has this text."""
    return await product.staff.wait_for(lambda chat: chat.last if text in chat.last.text else None)


async def to_text(product: Product, subject: str = "Отпуск") -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.press(RECIPIENT, await staff.wait_for_text(TO))
    await staff.wait_for_text(SUBJECT)
    await staff.send(subject)
    await staff.wait_for_text(TEXT)


async def test_back_leads_to_the_question_before_and_every_answer_is_kept(product: Product) -> None:
    staff = product.staff
    await to_text(product)
    await staff.press("← Назад")
    page = await shown(product, SUBJECT)
    assert "Сейчас: Отпуск" in page.text
    await staff.press("← Назад")
    page = await shown(product, TO)
    assert f"Сейчас: {RECIPIENT} (ivanov@firma.local)" in page.text
    assert "Тема уведомления: Отпуск" in page.text
    await product.restart()
    await staff.press("Оставить как есть")
    page = await shown(product, TEXT)
    assert "Тема уведомления: Отпуск" in page.text
    await staff.send("Текст")
    card = await shown(product, "Текст уведомления: Текст")
    assert BUTTON in card.labels


async def test_an_answer_given_behind_the_way_back_takes_the_place_of_the_former(product: Product) -> None:
    staff = product.staff
    await to_text(product)
    await staff.press("← Назад")
    await shown(product, SUBJECT)
    await staff.send("Больничный")
    page = await shown(product, TEXT)
    assert "Тема уведомления: Больничный" in page.text
    assert RECIPIENT in page.text


async def test_back_from_the_first_question_leads_to_the_first_page_and_says_that_the_draft_is_kept(
    product: Product,
) -> None:
    staff = product.staff
    await to_text(product)
    await staff.press("← Назад")
    await staff.press("← Назад", await shown(product, SUBJECT))
    await staff.press("← Назад", await shown(product, TO))
    page = await shown(product, "Черновик сохранён")
    assert "Здравствуйте" in page.text
    await staff.send("/new")
    await staff.wait_for_text("остался черновик")
    await staff.press("Продолжить")
    assert "Тема уведомления: Отпуск" in (await shown(product, TEXT)).text


async def test_back_of_a_question_that_is_closed_shows_the_one_that_is_open(product: Product) -> None:
    staff = product.staff
    await to_text(product)
    await staff.press("← Назад")
    page = await shown(product, SUBJECT)
    back = next(button.data for row in page.buttons for button in row if button.label == "← Назад")
    await staff.press("Оставить как есть")
    page = await shown(product, TEXT)
    await staff.press_data(page, back)
    assert TEXT in (await shown(product, TEXT)).text


@pytest.mark.parametrize("subject", ["Отпуск <b>с</b> & по", "т" * 500])
async def test_the_answer_that_is_changed_stands_whole_in_the_question(product: Product, subject: str) -> None:
    await to_text(product, subject)
    await product.staff.press("← Назад")
    page = await shown(product, SUBJECT)
    assert f"Сейчас: {subject}" in page.text


async def test_a_long_answer_that_is_changed_is_shown_whole_on_a_page_that_leads_back(product: Product) -> None:
    staff = product.staff
    text = "".join(f"слово{number} " for number in range(250)).strip()
    await to_text(product)
    await staff.send(text)
    await staff.press("Изменить", await shown(product, "слово1"))
    await staff.press("Текст уведомления", await shown(product, "Что изменить?"))
    page = await shown(product, "новое значение")
    assert text[:900] in page.text
    assert text not in page.text
    await staff.press("Показать целиком")
    page = await shown(product, text)
    assert page.labels == ["← Назад"]
    await staff.press("← Назад")
    await shown(product, "новое значение")
    await staff.send("Коротко")
    assert BUTTON in (await shown(product, "Текст уведомления: Коротко")).labels


async def test_an_edited_search_searches_anew_whichever_of_them_it_was(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text(TO)
    first = await staff.send("ъъъъ")
    await staff.wait_for_text("По запросу «ъъъъ»")
    await staff.send("ыыыы")
    await staff.wait_for_text("По запросу «ыыыы»")
    await staff.edit(first, "семенов")
    page = await shown(product, "«семенов»")
    assert any("Семёнов Пётр Ильич" in label for label in page.labels)


async def test_an_edited_search_whose_question_is_answered_says_how_to_choose_again(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text(TO)
    search = await staff.send("иванов")
    await staff.press(RECIPIENT, await staff.wait_for_text("«иванов»"))
    await staff.wait_for_text(SUBJECT)
    await staff.edit(search, "семенов")
    page = await shown(product, "«Получатель» вы уже выбрали")
    assert SUBJECT in page.text
    await staff.press("← Назад")
    await shown(product, TO)
    await staff.edit(search, "семёнов")
    await staff.press("Семёнов Пётр Ильич", await shown(product, "«семёнов»"))
    assert "semenov@firma.local" in (await shown(product, SUBJECT)).text


async def test_an_edit_of_what_answers_nothing_any_more_says_so(product: Product) -> None:
    staff = product.staff
    hello = await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    await to_text(product)
    subject = next(message for message in staff.messages if message.text == "Отпуск")
    await staff.press("← Назад")
    await shown(product, SUBJECT)
    await staff.send("Больничный")
    await shown(product, TEXT)
    for message in (subject, hello):
        await staff.edit(message, "Отгул")
        page = await shown(product, "Правка не учтена")
        assert TEXT in page.text
        assert "Тема уведомления: Больничный" in page.text
        await staff.press("← Назад", page)
        await staff.press("Оставить как есть", await shown(product, SUBJECT))
        await staff.wait_for(lambda chat: TEXT in chat.last.text and "Правка" not in chat.last.text)


async def test_an_edit_of_one_part_of_a_long_paste_corrects_the_whole(product: Product) -> None:
    staff = product.staff
    await to_text(product)
    paste = "слово " * 1_000
    await staff.send(paste.strip())
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.labels else None)
    part = [message for message in staff.messages if message.text.startswith("слово")][-1]
    await staff.edit(part, "конец")
    card = await shown(product, "Ответ исправлен")
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.text.rstrip().endswith("конец")


async def test_what_moves_by_itself_is_no_edit(product: Product) -> None:
    staff = product.staff
    await to_text(product)
    sent = await staff.send("Текст")
    await staff.wait_for(lambda chat: BUTTON in chat.last.labels)
    before = [message.text for message in staff.messages]
    staff.edit_anything(await staff.send_location())
    await staff.wait_for(lambda chat: chat.last.id > sent.id + 1)
    assert all("Правка" not in message.text for message in staff.messages)
    assert before[0] == staff.messages[0].text
