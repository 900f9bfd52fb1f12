"""Records after they are made: the list with its filters and pages, the card's own buttons, and open drafts."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sandbox.manners import MailFault
from storage import models
from tests.e2e.conftest import BUTTON, RECIPIENT, Product

Compose = Callable[..., Any]

TO, SUBJECT, TEXT = "Получатель (1 из 3)", "Тема уведомления (2 из 3)", "Текст уведомления (3 из 3)"


async def test_twenty_five_records_are_listed_ten_at_a_time(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="№00")
    (record,) = await models.Record.all()
    for number in range(1, 25):
        later = record.modified_at + timedelta(seconds=number)
        await models.Record.create(
            template_id=record.template_id,
            creator_id=staff.id,
            values={**record.values, "Temauvedomleniya": f"№{number:02}"},
            status="sent" if number % 2 else "draft",
            created_at=later,
            modified_at=later,
            saved_at=later,
        )
    await staff.send("/list")
    page = await staff.wait_for_text("Все (25) · 1 из 3")
    seen = [label for label in page.names if "№" in label]
    assert len(seen) == 10
    for number in (2, 3):
        await staff.press("Дальше")
        page = await staff.wait_for_text(f"Все (25) · {number} из 3")
        seen += [label for label in page.names if "№" in label]
    assert [label[-2:] for label in seen] == [f"{number:02}" for number in range(24, -1, -1)]
    assert "Дальше →" not in page.names
    await staff.press("Раньше")
    await staff.wait_for_text("Все (25) · 2 из 3")
    await staff.press("Черновики (13)")
    page = await staff.wait_for_text("Черновики (13) · 1 из 2")
    assert all(label.startswith("📝") for label in page.names if "№" in label)
    await staff.press("Дальше")
    page = await staff.wait_for_text("Черновики (13) · 2 из 2")
    await staff.press("№00", page)
    await staff.wait_for(lambda chat: BUTTON in chat.last.names)


async def test_the_list_filters_by_what_became_of_the_letters(product: Product, compose: Compose) -> None:
    staff = product.staff
    await product.change_connection(retry_after=(timedelta(hours=1),))
    await compose(staff, subject="Ушло")
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    product.sandbox.mail.refuse_recipient("ivanova@firma.local")
    await compose(staff, recipient="Иванова Анна Сергеевна", subject="Отказ")
    await staff.press(BUTTON)
    await staff.wait_for_text("нет такого ящика")
    product.sandbox.mail.fault = MailFault.LATER
    await compose(staff, recipient="Семёнов Пётр Ильич", subject="Ждёт")
    await staff.press(BUTTON)
    await staff.wait_for_text("Ждёт отправки")
    await compose(staff, subject="Черновик")
    await staff.send("/list")
    page = await staff.wait_for_text("Все (4)")
    assert page.labels[:4] == ["1. 📝 Черновик", "2. 🕓 Ждёт", "3. ❌ Отказ", "4. ✅ Ушло"]
    lines = [re.sub(r"\d\d:\d\d", "00:00", line) for line in page.text.splitlines() if " · " in line]
    assert lines == [
        "1. 📝 00:00 Иванов Иван Петрович · Черновик",
        "2. 🕓 00:00 Семёнов Пётр Ильич · Ждёт",
        "3. ❌ 00:00 Иванова Анна Сергеевна · Отказ",
        "4. ✅ 00:00 Иванов Иван Петрович · Ушло",
    ]
    filters = (
        ("Черновики (1)", "Черновик"),
        ("Ждут (1)", "Ждёт"),
        ("Не ушли (1)", "Отказ"),
        ("Отправленные (1)", "Ушло"),
    )
    for name, subject in filters:
        await staff.press(name)
        page = await staff.wait_for_text(name)
        assert [line.rpartition(" · ")[2] for line in page.text.splitlines() if " · " in line] == [subject]
    await staff.press("Все (4)")
    await staff.wait_for_text("Все (4)")


async def test_an_empty_list_says_what_to_do(product: Product) -> None:
    await product.staff.send("/list")
    page = await product.staff.wait_for_text("Здесь пока пусто")
    assert "/new" in page.text
    await product.staff.press("Не ушли (0)")
    await product.staff.wait_for_text("Не ушли (0)")


async def test_others_records_are_not_listed(product: Product, compose: Compose) -> None:
    await compose(product.staff, subject="Чужое")
    await product.admin.send("/list")
    page = await product.admin.wait_for_text("Все (0)")
    assert not any("Чужое" in label for label in page.names)


async def test_a_copy_is_a_draft_of_its_own(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Первое")
    await staff.press("Копия")
    copy = await staff.wait_for_text("Новый черновик с теми же значениями")
    assert "Тема уведомления: Первое" in copy.text
    await staff.press("Изменить", copy)
    await staff.wait_for_text("Что изменить?")
    await staff.press("Тема уведомления")
    await staff.wait_for_text("новое значение")
    await staff.send("Второе")
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.names else None)
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    await staff.wait_for_text("сервер принял письмо")
    assert letter.subject == "Второе"
    await staff.send("/list")
    page = await staff.wait_for_text("Все (2)")
    assert [name[0] for name in page.names[:2]] == ["✅", "📝"]


async def test_a_sent_record_is_corrected_by_a_copy(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="С ошибкой")
    await staff.press(BUTTON)
    card = await staff.wait_for_text("сервер принял письмо")
    assert "Изменить" not in card.names
    await staff.press("Исправить и отправить заново")
    await staff.wait_for_text("Новый черновик")
    assert next(item for item in staff.messages if item.id == card.id).text == card.text
    await staff.press("Изменить")
    await staff.wait_for_text("Что изменить?")
    await staff.press("Тема уведомления")
    await staff.wait_for_text("новое значение")
    await staff.send("Без ошибки")
    await staff.wait_for(lambda chat: BUTTON in chat.last.names)
    await staff.press(BUTTON)
    letters = await product.sandbox.mailbox.wait_for(2)
    assert [letter.subject for letter in letters] == ["С ошибкой", "Без ошибки"]


async def test_changing_one_field_keeps_the_others_and_can_be_left(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Тема", text="Текст")
    await staff.press("Изменить")
    page = await staff.wait_for_text("Что изменить?")
    assert page.names == ["Получатель", "Тема уведомления", "Текст уведомления", "К карточке"]
    await staff.press("Текст уведомления")
    await staff.wait_for_text("новое значение")
    await staff.press("К карточке")
    await staff.wait_for(lambda chat: BUTTON in chat.last.names)
    await staff.send("Это уже никому")
    await staff.wait_for_text("Сейчас вопроса нет")
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")
    await staff.press("Тема")
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.names else None)
    assert "Текст уведомления: Текст" in card.text
    assert "Тема уведомления: Тема" in card.text


async def test_deleting_a_draft_asks_first(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Лишнее")
    await staff.press("Удалить")
    page = await staff.wait_for_text("Удалить черновик?")
    await staff.press("Нет, назад", page)
    await staff.wait_for(lambda chat: BUTTON in chat.last.names)
    await staff.press("Удалить")
    page = await staff.wait_for_text("Удалить черновик?")
    await staff.press("Удалить", page)
    page = await staff.wait_for_text("Все (0)")
    assert "Удалено" in page.text
    assert await models.Record.filter(deleted_at=None).count() == 0


async def test_the_buttons_of_a_deleted_record_are_answered(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    await staff.press("Удалить")
    await staff.press("Удалить", await staff.wait_for_text("Удалить черновик?"))
    await staff.wait_for_text("Удалено")
    for row in card.buttons:
        for button in row:
            answer = await staff.press_data(card.id, button.data or "")
            assert answer.answered
            assert "Этого больше нет" in answer.text or "📋" in button.label
    assert product.sandbox.mailbox.letters == []


async def test_a_record_on_its_way_is_not_deleted(product: Product, compose: Compose) -> None:
    staff = product.staff
    await product.change_connection(retry_after=(timedelta(hours=1),))
    product.sandbox.mail.fault = MailFault.LATER
    await compose(staff)
    number = next(button.data or "" for row in staff.last.buttons for button in row if "Удалить" in button.label)
    await staff.press(BUTTON)
    card = await staff.wait_for_text("Следующая попытка")
    assert "Удалить" not in card.names
    answer = await staff.press_data(card, f"d:{number.split(':')[1]}:1")
    assert "уже в пути" in answer.text
    assert await models.Delivery.all().count() == 1


async def test_cancel_leaves_the_question_and_keeps_what_was_answered(product: Product) -> None:
    staff = product.staff
    await staff.send("/cancel")
    await staff.wait_for_text("Отменять нечего")
    await staff.send("/new")
    await staff.wait_for_text(TO)
    await staff.send("/cancel")
    await staff.wait_for_text("Отменено")
    assert await models.Record.all().count() == 0
    sent = await staff.send("/new")
    question = await staff.wait_for(lambda chat: chat.last if chat.last.id > sent.id else None)
    await staff.press(RECIPIENT, question)
    await staff.wait_for_text(SUBJECT)
    await staff.send("/cancel")
    await staff.wait_for_text("Черновик сохранён")
    await staff.send("Тема в никуда")
    await staff.wait_for_text("Сейчас вопроса нет")
    await staff.send("/new")
    page = await staff.wait_for_text("остался черновик")
    assert RECIPIENT in page.text
    await staff.press("Продолжить", page)
    await staff.wait_for_text(SUBJECT)


async def test_a_button_of_a_record_that_is_gone_leaves_the_open_question(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    old = await staff.wait_for_text(TO)
    await staff.send("/cancel")
    await staff.wait_for_text("Отменено")
    sent = await staff.send("/new")
    await staff.wait_for(lambda chat: chat.last.id > sent.id)
    data = next(button.data or "" for row in old.buttons for button in row if button.label.endswith(RECIPIENT))
    answer = await staff.press_data(old.id, data)
    assert "Этого больше нет" in answer.text
    assert TO in staff.last.text


async def test_the_question_can_be_put_off_and_taken_up_from_the_list(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text(TO)
    await staff.press(RECIPIENT)
    await staff.wait_for_text(SUBJECT)
    await staff.press("Отложить")
    await staff.wait_for_text("Черновик сохранён")
    await product.restart()
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")
    await staff.press("Иванов Иван Петрович")
    await staff.wait_for(lambda chat: "Продолжить" in chat.last.names)
    assert BUTTON not in staff.last.names
    await staff.press("Продолжить")
    await staff.wait_for_text(SUBJECT)


async def test_a_new_notification_may_pass_over_an_open_draft(product: Product) -> None:
    staff = product.staff
    await staff.send("/new")
    await staff.wait_for_text(TO)
    await staff.press(RECIPIENT)
    await staff.wait_for_text(SUBJECT)
    await staff.send("Первая")
    await staff.wait_for_text(TEXT)
    await staff.send("/new")
    page = await staff.wait_for_text("остался черновик")
    assert "Первая" in page.text
    await staff.press("Начать новое")
    page = await staff.wait_for_text(TO)
    assert "Первая" not in page.text
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")


async def test_two_long_values_fit_one_card(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="т" * 500, text="<b>" * 1_000)
    assert "<b><b>" in staff.last.text
    await staff.press(BUTTON)
    card = await staff.wait_for_text("сервер принял письмо")
    assert card.text.count("т" * 400) == 1
    (letter,) = product.sandbox.mailbox.letters
    assert letter.text.rstrip("\n") == "<b>" * 1_000


async def test_words_behind_the_command_find_ones_own_notifications(product: Product, compose: Compose) -> None:
    staff = product.staff
    for number in range(12):
        await compose(staff, subject=f"Отчёт {number:02}", text="Цифры за май")
    await compose(staff, subject="Отпуск")
    await staff.send("/list отчет ЦИФР")
    page = await staff.wait_for_text("По запросу «отчет ЦИФР»")
    assert [label[-2:] for label in page.names if "Отчёт" in label] == [f"{number:02}" for number in range(11, 1, -1)]
    assert "← Раньше" not in page.names
    await staff.press("Дальше", page)
    page = await staff.wait_for(lambda chat: any(label.endswith("Отчёт 00") for label in chat.last.names))
    page = staff.last
    assert [label[-2:] for label in page.names if "Отчёт" in label] == ["01", "00"]
    await staff.press("Раньше", page)
    await staff.wait_for(lambda chat: any(label.endswith("Отчёт 11") for label in chat.last.names))
    await staff.press("Отчёт 11", staff.last)
    await staff.wait_for(lambda chat: BUTTON in chat.last.names)


async def test_a_search_that_finds_nothing_says_what_is_looked_at(product: Product, compose: Compose) -> None:
    await compose(product.staff, subject="Отчёт")
    await product.admin.send("/list отчёт")
    page = await product.admin.wait_for_text("среди ваших уведомлений ничего нет")
    assert "имена файлов и получатели" in page.text


async def test_a_search_that_is_forgotten_is_asked_for_again(product: Product, compose: Compose) -> None:
    await compose(product.staff)
    await product.staff.press_data(product.staff.last, "if:999:0:0")
    await product.staff.wait_for_text("Тот поиск уже закрыт")


async def test_what_was_sent_is_a_filter(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Ушло")
    await staff.press(BUTTON)
    await staff.wait_for_text("сервер принял письмо")
    await compose(staff, subject="Черновик")
    await staff.send("/list")
    await staff.wait_for_text("Все (2)")
    await staff.press("Отправленные (1)")
    page = await staff.wait_for_text("Отправленные (1)")
    assert not any(label.endswith("Черновик") for label in page.names)
    assert "Ушло" in page.names[0]


async def test_words_typed_at_the_list_search_it_and_what_is_written_there_is_no_search(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff, subject="Отчёт за ноябрь")
    await compose(staff, subject="Отпуск")
    await staff.send("/list")
    page = await staff.wait_for_text("Все (2)")
    assert "Напишите слово из письма" in page.text
    await staff.send("ОТЧЕТ")
    page = await staff.wait_for_text("«ОТЧЕТ»")
    assert page.labels[0] == "1. 📝 Отчёт за ноябрь"
    await staff.send("отпуск")
    await staff.press("Отпуск", await staff.wait_for_text("«отпуск»"))
    await staff.wait_for(lambda chat: BUTTON in chat.last.names)
    await staff.send("/list")
    await staff.wait_for(lambda chat: "Все (2)" in chat.last.text)
    await staff.send("Иван, добрый день!\nОтчёт готов.")
    await staff.wait_for_text("Сейчас вопроса нет")
    assert all("«Иван" not in message.text for message in staff.messages)


async def test_words_typed_at_the_list_answer_the_question_that_is_open(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, subject="Отчёт")
    await staff.send("/new")
    await staff.press(RECIPIENT, await staff.wait_for_text("Получатель (1 из 3)"))
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("/list")
    page = await staff.wait_for_text("Все (2)")
    assert "Напишите слово" not in page.text
    await staff.send("отчёт")
    assert "Тема уведомления: отчёт" in (await staff.wait_for_text("Текст уведомления (3 из 3)")).text


async def test_subjects_that_differ_behind_a_long_beginning_are_told_apart_in_the_list(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    same = "Очень длинная тема " * 22
    for end in ("первая", "вторая"):
        await compose(staff, subject=f"{same}{end}")
    for number in range(8):
        await compose(staff, subject=f"Короткая {number}")
    await staff.send("/list")
    page = await staff.wait_for_text("Все (10)")
    assert "первая" in page.text
    assert "вторая" in page.text
    assert page.labels[9].startswith("10. 📝 Очень длинная")


async def test_a_long_text_that_a_phone_has_cut_leaves_one_card(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff, text="Очень длинный текст. " * 500)
    await staff.send("/list")
    await staff.wait_for_text("Все (1)")
    card, _ = (message for message in staff.messages if message.sender == "bot")
    assert BUTTON in card.labels


async def test_the_card_below_which_a_failure_was_told_stays_where_it_is(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    await compose(staff)
    text = staff.messages[-2]
    await staff.press(BUTTON)
    news = await staff.wait_for(lambda chat: chat.last if chat.last.reply_to else None)
    await staff.edit(text, "Текст, исправлен")
    await staff.wait_for_text("Ответ исправлен")
    await staff.wait_for(lambda chat: any(m.id == news.reply_to and m.labels == ["К карточке"] for m in chat.messages))
