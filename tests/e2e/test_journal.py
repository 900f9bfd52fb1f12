"""The journal: what became of everybody's letters, as an administrator looks through them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.stage import ADMIN, STAFF
from bot.first_steps.addresses import JournalPage
from bot.journal.addresses import ChainPage, JournalAsk, LetterPage, LetterTextPage, RepeatPress
from domain.people import Role
from sandbox import User
from sandbox.manners import MailFault
from sandbox.seen import ChatMessage
from storage import models
from storage.repositories.erasing import ErasingRepository
from tests.e2e.conftest import BUTTON, Product, eventually

Compose = Callable[..., Any]
TEXT = "Тайный текст письма"
SUBJECT = "Тайная тема"
LINE = "Иванов Иван Петрович"


async def sent(product: Product, compose: Compose, user: User, subject: str = SUBJECT) -> None:
    """A letter that the server has accepted."""
    await compose(user, subject=subject, text=TEXT)
    await user.press(BUTTON)
    await user.wait_for_text("✅ Отправлено")


async def opened(product: Product, *labels: str) -> ChatMessage:
    """The journal, and on from there by these buttons."""
    admin = product.admin
    await admin.send("/journal")
    await admin.wait_for_text("Журнал писем")
    for label in labels:
        await admin.press(label, admin.last)
    return admin.last


async def test_an_empty_journal_says_when_something_will_be_there(product: Product) -> None:
    page = await opened(product)
    assert "Писем ещё не было" in page.text
    assert "Сегодня: отправлено 0, ждут 0, не удалось 0, неизвестно 0." in page.text
    assert page.names == ["Отбор", "Назад"]


async def test_others_letters_are_listed_without_their_subjects_and_ones_own_with_them(
    product: Product, compose: Compose
) -> None:
    await sent(product, compose, product.staff)
    await sent(product, compose, product.admin, "Моя тема")
    page = await opened(product)
    own, others = page.names[:2]
    assert own == "✅ Моя тема"
    assert others == "✅ Иванов Иван Петрович"
    assert "Иванов Иван Петрович · Моя тема" in page.text
    assert "отправлено 2" in page.text
    assert SUBJECT not in product.admin.as_text()


async def test_a_letter_tells_where_it_is_without_a_word_of_its_text(product: Product, compose: Compose) -> None:
    await sent(product, compose, product.staff)
    page = await opened(product, LINE)
    for words in (
        "✅ Отправлено",
        "Борис Сотрудник",
        "notify@firma.local",
        "✅ Иванов Иван Петрович · ivanov@firma.local — сервер принял",
        "@",
    ):
        assert words in page.text
    page = await opened(product, LINE, "Попытки (1)")
    assert "✅ Принято · ответ на письмо · 250" in page.text
    page = await opened(product, LINE, "Цепочка событий")
    for words in ("1. Сменить контекст", "1.1. Изменить значения", "notification.To.Address = ivanov@firma.local"):
        assert words in page.text
    assert "notification.Body = (текст скрыт) ← Текст уведомления" in page.text
    assert "Тема: (текст скрыт)" in page.text
    everything = product.admin.as_text()
    assert TEXT not in everything
    assert SUBJECT not in everything
    assert await models.AuditEntry.all().count() == 0


async def test_a_text_is_shown_by_a_press_of_its_own_that_the_trail_keeps(product: Product, compose: Compose) -> None:
    await sent(product, compose, product.staff)
    page = await opened(product, LINE, "Показать текст")
    assert SUBJECT in page.text
    assert TEXT in page.text
    assert "записано" in page.text
    (note,) = await models.AuditEntry.all()
    assert (note.act, note.kind, note.person_id, note.name) == ("shown", "letter", ADMIN, "ivanov@firma.local")
    page = await opened(product, LINE, "Цепочка событий", "Показать тексты")
    assert TEXT in page.text
    assert await models.AuditEntry.filter(act="shown", kind="run").count() == 1
    page = await opened(product, LINE, "История")
    assert "Алиса Администратор — показ текстов письма «ivanov@firma.local»" in page.text
    assert TEXT not in page.text
    assert "К письму" not in page.names
    page = (await product.admin.press("Назад", page)) and product.admin.last
    assert "Показать текст" in page.names


async def test_where_texts_are_hidden_none_can_be_shown_repeated_or_searched(
    product: Product, compose: Compose
) -> None:
    await product.stop()
    product.hide_texts = True
    await product.start()
    await sent(product, compose, product.staff)
    page = await opened(product, LINE)
    assert "Показать текст" not in page.names
    assert "Повторить от себя" not in page.names
    assert "GONETS_HIDE_TEXTS" in page.text
    (letter,) = await models.Delivery.all()
    for address in (
        LetterTextPage(letter=letter.id),
        ChainPage(run=letter.run_id, shown=1),
        RepeatPress(run=letter.run_id),
    ):
        answer = await product.admin.press_data(product.admin.last, address.pack())
        assert "закрыты настройкой" in answer.text
    assert await models.Record.filter(creator_id=ADMIN).count() == 0
    await search(product, "тайная")
    assert "Ничего не нашлось" in product.admin.last.text
    await search(product, "IVANOV")
    assert LINE in product.admin.last.names[0]
    assert SUBJECT not in product.admin.as_text()


async def test_repeating_makes_a_record_of_the_administrators_own_and_sends_nothing(
    product: Product, compose: Compose
) -> None:
    await sent(product, compose, product.staff)
    await opened(product, LINE, "Повторить от себя")
    card = await product.admin.wait_for_text("от вашего имени")
    assert SUBJECT in card.text
    assert BUTTON in card.names
    assert len(product.sandbox.mailbox.letters) == 1
    (record,) = await models.Record.filter(creator_id=ADMIN)
    (note,) = await models.AuditEntry.all()
    assert (note.act, note.kind, note.changes) == ("repeated", "run", {"record": [None, record.id]})
    await product.admin.press(BUTTON, card)
    await product.sandbox.mailbox.wait_for(2)


async def search(product: Product, text: str) -> None:
    """Type what to look for at the journal's first page."""
    for words in ("/journal", text):
        sent = await product.admin.send(words)
        await product.admin.wait_for(lambda chat, sent=sent: chat.last.id > sent.id)


async def test_conditions_add_up_are_seen_and_are_taken_off_one_by_one(product: Product, compose: Compose) -> None:
    await sent(product, compose, product.staff, "Отчёт за март")
    await sent(product, compose, product.admin, "Отчёт за май")
    product.sandbox.mail.fault = MailFault.REFUSE
    await compose(product.staff, subject="Отказ за март")
    await product.staff.press(BUTTON)
    await product.staff.wait_for_text("❌ Не отправлено")
    admin = product.admin
    await search(product, "отчет")
    assert "Только: «отчет»" in admin.last.text
    assert len(entries(admin.last)) == 2
    await admin.press("Отбор", admin.last)
    await admin.press("Кто отправил", admin.last)
    await admin.press("Борис Сотрудник", admin.last)
    assert "Только: Борис Сотрудник · «отчет»" in admin.last.text
    assert len(entries(admin.last)) == 1
    await admin.press("✕ «отчет»", admin.last)
    assert len(entries(admin.last)) == 2
    await admin.press("Отбор", admin.last)
    await admin.press("Что стало с письмом", admin.last)
    await admin.press("Не удалось", admin.last)
    assert entries(admin.last)[0].startswith("❌")
    assert len(entries(admin.last)) == 1
    await admin.press("Отбор", admin.last)
    await admin.press("День", admin.last)
    await admin.press("Вчера", admin.last)
    assert "Только: не удалось · Борис Сотрудник · вчера" in admin.last.text
    assert "Ничего не нашлось" in admin.last.text
    await admin.press("✕ вчера", admin.last)
    await admin.press("Отбор", admin.last)
    await admin.press("Подключение", admin.last)
    await admin.press("Отправка уведомлений через SMTP", admin.last)
    assert len(entries(admin.last)) == 1
    await admin.press("Отбор", admin.last)
    await admin.press("Снять весь отбор", admin.last)
    assert len(entries(admin.last)) == 3
    assert "Только" not in admin.last.text


async def test_words_typed_at_the_list_narrow_it_and_words_that_are_corrected_narrow_it_anew(
    product: Product, compose: Compose
) -> None:
    await sent(product, compose, product.admin, "Отчёт")
    await sent(product, compose, product.admin, "Счёт")
    admin = product.admin
    page = await opened(product, "Отбор", "День", "Сегодня")
    assert "Чтобы найти письмо, напишите имя" in page.text
    await product.restart()
    words = await admin.send("Атчёт")
    page = await admin.wait_for_text("Только: сегодня · «Атчёт»")
    assert "Ничего не нашлось" in page.text
    await admin.edit(words, "отчёт")
    await admin.wait_for_text("Только: сегодня · «отчёт»")
    assert (admin.last.id, entries(admin.last)) == (page.id, ["✅ Отчёт"])
    await admin.send("счёт")
    await admin.wait_for_text("Только: сегодня · «счёт»")
    assert entries(admin.last) == ["✅ Счёт"]


def entries(page: ChatMessage) -> list[str]:
    return [label for label in page.names if label[0] in "✅❌🕓⏳⚠❓🚫"]


async def test_what_was_searched_survives_a_restart_and_old_buttons(product: Product, compose: Compose) -> None:
    await sent(product, compose, product.staff, "Отчёт")
    await sent(product, compose, product.staff, "Счёт")
    admin = product.admin
    await search(product, "отчёт")
    found = admin.last
    await product.restart()
    await admin.press(LINE, found)
    await admin.press("К журналу", admin.last)
    assert "Только: «отчёт»" in admin.last.text
    assert len(entries(admin.last)) == 1
    await models.SearchText.all().delete()
    await admin.press("Отбор", admin.last)
    await admin.press("К журналу", admin.last)
    assert "уже забыто" in admin.last.text
    assert len(entries(admin.last)) == 2


async def test_a_wrong_answer_says_why_and_asks_again_even_after_a_restart(product: Product) -> None:
    admin = product.admin
    await opened(product, "Отбор", "День", "Другой день")
    await admin.send("32.13")
    asked = await admin.wait_for_text("Это не день")
    assert "Напишите день" in asked.text
    await product.restart()
    await admin.send("23.11.2026")
    page = await admin.wait_for_text("Только: 23.11.2026")
    assert "Ничего не нашлось" in page.text
    await opened(product, "Отбор", "День", "Другой день")
    await admin.send_sticker()
    await admin.wait_for_text("Здесь нужны слова")


async def test_a_long_journal_is_turned_page_by_page(product: Product, compose: Compose) -> None:
    await sent(product, compose, product.staff)
    (letter,) = await models.Delivery.all().values()
    yesterday = letter["created_at"] - timedelta(days=1)
    for number in range(11):
        await models.Delivery.create(
            **{**letter, "id": 100 + number, "message_id": f"<{number}>", "created_at": yesterday}
        )
    await models.Delivery.filter(message_id="<3>").update(state="uncertain")
    page = await opened(product)
    assert len(entries(page)) == 10
    assert "За 7 дней: отправлено 11, ждут 0, не удалось 0, неизвестно 1." in page.text
    await product.admin.press("Дальше →", page)
    assert "страница 2" in product.admin.last.text
    assert len(entries(product.admin.last)) == 2
    await product.admin.press(entries(product.admin.last)[0], product.admin.last)
    await product.admin.press("К журналу", product.admin.last)
    assert "страница 2" in product.admin.last.text
    await product.admin.press("← Раньше", product.admin.last)
    assert len(entries(product.admin.last)) == 10


async def test_a_run_that_made_no_letter_stands_in_the_journal_with_its_reason(
    product: Product, compose: Compose
) -> None:
    await product.stop()
    product.undo = timedelta(seconds=1)
    await product.start()
    await compose(product.staff, subject=SUBJECT, text=TEXT)
    await product.staff.press(BUTTON)
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await models.Account.filter(id=account.id).update(mbox="")
    await product.staff.wait_for_text("❌ Не отправлено")
    page = await opened(product)
    assert "Борис Сотрудник · без" in page.names[0]
    await product.admin.press(page.names[0], page)
    page = product.admin.last
    assert "Писем не сделано" in page.text
    assert "Некому отправлять" in page.text
    await product.admin.press("Цепочка событий", page)
    assert "На этом остановлено" in product.admin.last.text
    await product.admin.press("К выполнению", product.admin.last)
    await product.admin.press("Показать текст", product.admin.last)
    assert TEXT in product.admin.last.text
    assert await models.AuditEntry.filter(act="shown", kind="run").count() == 1


async def test_an_erased_recipients_name_stands_in_the_journal_no_more(product: Product, compose: Compose) -> None:
    await sent(product, compose, product.staff)
    await opened(product, LINE, "Показать текст")
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await ErasingRepository().erase(account)
    page = await opened(product)
    assert entries(page) == [label for label in page.names if label.endswith("ivanov@firma.local")]
    await search(product, "иванов")
    assert "Ничего не нашлось" in product.admin.last.text
    kept = [*await models.Recipient.all().values(), *await models.AuditEntry.all().values("name")]
    assert LINE not in str(kept)
    assert (await models.AuditEntry.get(kind="letter")).name == ""


async def test_staff_and_strangers_get_a_sentence_and_nothing_else(
    product: Product, compose: Compose, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await sent(product, compose, product.staff)
    (letter,) = await models.Delivery.all()
    stranger = product.sandbox.user(2001, first_name="Чужой")
    await stranger.send("/start")
    await stranger.wait_for_text("нет доступа")
    for data in (
        JournalPage().pack(),
        LetterPage(letter=letter.id).pack(),
        RepeatPress(run=1).pack(),
        "H:0:0:0:0",
        "A",
    ):
        answer = await product.staff.press_data(product.staff.last, data)
        assert answer.answered
        assert "больше не действует" in product.staff.last.text
        assert (await stranger.press_data(stranger.last, data)).text.startswith("У вас нет доступа")
    await product.staff.send("/journal")
    await product.staff.wait_for_text("Команды /journal нет")
    assert not any("Журнал" in message.text for message in product.staff.messages)
    assert await models.Record.all().count() == 1
    log = [record.getMessage() for record in caplog.records]
    assert any(line.startswith(f"{STAFF} pressed a button that is not theirs") for line in log)
    assert "2001 has no access: a press was refused" in log


async def test_made_up_numbers_are_refused_with_a_sentence(product: Product) -> None:
    page = await opened(product)
    for data in (
        LetterPage(letter=999).pack(),
        ChainPage(run=999).pack(),
        RepeatPress(run=999).pack(),
        LetterTextPage(letter=999).pack(),
        "Jc:0:0:0:0:0:0:9:0",
        "Jl:0:0:0:0:0:0:99999999999:0",
        "J:999999:9:4503599627370495:999999:9999999:9999999",
        "Jl:1",
    ):
        assert (await product.admin.press_data(page, data)).answered, data
        assert product.admin.last.buttons, data


async def test_the_first_page_tells_the_state_in_three_lines(product: Product, compose: Compose) -> None:
    admin = product.admin
    await admin.send("/admin")
    page = await admin.wait_for_text("Управление")
    assert "✅ «Отправка уведомлений через SMTP» работает." in page.text
    assert "Никакие письма не ждут" in page.text
    assert "Ошибок в последнее время не было" in page.text
    product.sandbox.mail.fault = MailFault.LATER
    await compose(product.staff)
    await product.staff.press(BUTTON)
    await product.staff.wait_for_text("Ждёт отправки")
    await product.change_connection(enabled=False)
    await admin.send("/admin")
    page = await admin.wait_for_text("выключено")
    assert "Ждёт отправки 1 письмо" in page.text
    assert "Последняя ошибка" in page.text
    await admin.press("⚠️ Последняя ошибка", page)
    assert "🕓 Иванов Иван Петрович · ivanov@firma.local — ещё не отправлено" in admin.last.text
    await admin.send("/start")


async def test_administrators_have_the_journal_in_their_menu_and_staff_have_not(product: Product) -> None:
    async def is_there() -> bool:
        return ("journal", "Журнал писем") in product.admin.commands and bool(product.staff.commands)

    await product.admin.send("/start")
    await product.staff.send("/start")
    await eventually(is_there)
    assert "journal" not in dict(product.staff.commands)


async def test_the_journal_speaks_english_to_who_reads_english(product: Product, compose: Compose) -> None:
    await sent(product, compose, product.staff)
    await models.Person.filter(telegram_id=ADMIN).update(language="en")
    await product.admin.send("/journal")
    page = await product.admin.wait_for_text("Email journal")
    assert "Today: 1 sent, 0 waiting, 0 failed, 0 unknown." in page.text
    await product.admin.press(LINE, page)
    assert "accepted by the server" in product.admin.last.text
    await product.admin.press("Event chain", product.admin.last)
    assert "(text hidden)" in product.admin.last.text


async def test_a_record_that_its_author_deletes_leaves_its_letter_in_the_journal(
    product: Product, compose: Compose
) -> None:
    await sent(product, compose, product.staff)
    await product.staff.press("Удалить")
    await product.staff.press("Удалить", await product.staff.wait_for_text("Удалить запись из списка?"))
    page = await product.staff.wait_for_text("Удалено")
    assert "Все (0)" in page.text
    page = await opened(product, LINE)
    assert "✅ Отправлено" in page.text
    page = await opened(product, LINE, "Цепочка событий")
    assert "notification.To.Address = ivanov@firma.local" in page.text


async def test_a_scenarios_runs_are_a_press_from_its_page_and_back(product: Product, compose: Compose) -> None:
    admin = product.admin
    await admin.send("/scenarios")
    await admin.wait_for_text("Сценарии")
    await admin.press("Отправка уведомления")
    await admin.press("Выполнения")
    assert "По этому сценарию ещё ничего не выполнялось" in admin.last.text
    await sent(product, compose, product.staff)
    await admin.press("К сценарию")
    await admin.press("Выполнения")
    assert "Только: Отправка уведомления" in admin.last.text
    await admin.press(LINE)
    await admin.press("Цепочка событий")
    assert "notification.To.Address = ivanov@firma.local" in admin.last.text
    await admin.press("К письму" if "К письму" in admin.last.names else "К выполнению")
    await admin.press("К журналу")
    assert "Только: Отправка уведомления" in admin.last.text
    await admin.press("Отбор")
    await admin.press("Сценарий")
    assert "Какого сценария?" in admin.last.text


async def test_whose_letters_are_shown_is_found_by_typing_among_many(product: Product, compose: Compose) -> None:
    for number in range(12):
        await product.people.let_in(3_000 + number, Role.STAFF, f"Анна Тёзка {number:02}")
    await sent(product, compose, product.staff)
    await sent(product, compose, product.admin, subject="Своё")
    admin = product.admin
    await search(product, "ivanov@firma.local")
    assert len(entries(admin.last)) == 2
    await admin.press("Отбор", admin.last)
    await admin.press("Кто отправил", admin.last)
    assert "Чтобы найти человека, напишите его имя." in admin.last.text
    await admin.send("анна")
    page = await admin.wait_for_text("Нашлось по запросу «анна»")
    assert len([label for label in page.names if label.startswith("Анна Тёзка")]) == 10
    assert "Дальше →" in page.names
    await admin.send_sticker()
    await admin.wait_for_text("Здесь нужны слова")
    await product.people.remove(STAFF)
    await admin.send("борис")
    page = await admin.wait_for_text("Нашлось по запросу «борис»")
    await admin.press("Борис Сотрудник", page)
    assert "Только: Борис Сотрудник · «ivanov@firma.local»" in admin.last.text
    assert len(entries(admin.last)) == 1


async def test_a_former_version_s_button_to_search_leads_to_the_list_that_searches(
    product: Product, compose: Compose
) -> None:
    await sent(product, compose, product.staff, "Отчёт за март")
    await sent(product, compose, product.admin, "Отчёт за май")
    page = await opened(product)
    assert "напишите имя или адрес получателя" in page.text
    await product.admin.press_data(page, JournalAsk(group=2).pack())
    await product.admin.wait_for(lambda chat: "Только: отправлено" in chat.last.text)
    await product.admin.send("за май")
    await product.admin.wait_for(lambda chat: "«за май»" in chat.last.text)
    assert len(entries(product.admin.last)) == 1
