"""Asking for an account: staff who find nobody ask, the first administrator decides, and the draft goes on."""

import pytest

from bot.directory.addresses import AddRequested, AskForAccount, CorrectRequested, DeclineRequested, WriteTo
from domain.people import Role
from sandbox import User
from storage import models
from tests.e2e.conftest import BUTTON, Product, second_administrator

TO = "Получатель (1 из 3)"
SUBJECT, TEXT = "Тема уведомления (2 из 3)", "Текст уведомления (3 из 3)"
TOLD = "просит добавить в справочник"
SENT = "Попросил администраторов добавить"

pytestmark = pytest.mark.usefixtures("administrator_is_there")


async def search(user: User, words: str) -> None:
    await user.send("/new")
    await user.wait_for_text(TO)
    await user.send(words)
    await user.wait_for_text("никого нет")


async def ask(user: User, words: str = "Петрова Мария", answer: str = "petrova@firma.local") -> None:
    """Search for somebody who is not there, and ask for them."""
    await search(user, words)
    await user.press("Попросить добавить")
    await user.wait_for_text("Кого добавить?")
    await user.send(answer)
    await user.wait_for_text(SENT)


async def test_one_tap_adds_whom_somebody_asked_for_and_the_draft_goes_on(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    page = staff.last
    assert SUBJECT in page.text
    assert "Получатель: ⏳ ждём администратора: Петрова Мария" in page.text
    told = await admin.wait_for_text(TOLD)
    assert "Борис Сотрудник" in told.text
    assert "Петрова Мария, petrova@firma.local" in told.text
    await admin.press("Добавить", told)
    await admin.wait_for_text("Добавил(а) Алиса Администратор")
    news = await staff.wait_for_text("получатель уже вписан")
    await staff.press("Написать: Петрова Мария", news)
    page = await staff.wait_for(lambda chat: chat.last if "(petrova@firma.local)" in chat.last.text else None)
    assert SUBJECT in page.text
    entry = await models.AuditEntry.get()
    assert (entry.act, entry.kind, entry.name, entry.person_id) == ("created", "account", "Петрова Мария", admin.id)


async def test_an_address_that_was_searched_for_is_taken_and_only_the_name_is_asked(product: Product) -> None:
    await search(product.staff, "petrova@firma.local")
    await product.staff.press("Попросить добавить")
    page = await product.staff.wait_for_text("Кого добавить?")
    assert "petrova@firma.local — напишите фамилию и имя" in page.text
    await product.staff.send("Петрова Мария")
    await product.staff.wait_for_text(SENT)
    await product.admin.wait_for_text("Петрова Мария, petrova@firma.local")


async def test_words_typed_while_the_request_waits_search_as_before(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    await staff.press("← Назад")
    page = await staff.wait_for_text(TO)
    assert "⏳ Ждём, пока администратор добавит: Петрова Мария" in page.text
    await admin.press("Добавить", await admin.wait_for_text(TOLD))
    await staff.wait_for_text("получатель уже вписан")
    await staff.send("семенов")
    page = await staff.wait_for_text("Нашлись по запросу «семенов»")
    await staff.press("Семёнов Пётр Ильич", page)
    page = await staff.wait_for_text("Тема уведомления (2 из 3)")
    assert "Семёнов" in page.text


async def test_wrong_answers_say_why_and_the_way_back_leads_to_the_question(product: Product) -> None:
    staff = product.staff
    await search(staff, "Петрова")
    await staff.press("Попросить добавить")
    await staff.wait_for_text("Кого добавить?")
    await staff.send("кто@@где")
    page = await staff.wait_for_text("не почтовый адрес")
    assert "Кого добавить?" in page.text
    await product.restart()
    await staff.send("Петрова Мария Ивановна")
    page = await staff.wait_for_text("Петрова Мария Ивановна — напишите адрес")
    await staff.press("Назад")
    await staff.wait_for(lambda chat: TO in chat.last.text)
    assert await models.AccountRequest.all().count() == 0


async def test_whoever_is_first_decides_and_the_other_administrator_sees_it(product: Product) -> None:
    first, second = product.admin, await second_administrator(product)
    await ask(product.staff)
    told = await second.wait_for_text(TOLD)
    await first.press("Добавить", await first.wait_for_text(TOLD))
    await first.wait_for_text("Добавил(а) Алиса Администратор")
    await second.wait_for_text("Добавил(а) Алиса Администратор")
    number = (await models.AccountRequest.get()).id
    for address in (DeclineRequested(request=number), AddRequested(request=number), CorrectRequested(request=number)):
        await second.press_data(told, address.pack())
        assert "Добавил(а) Алиса Администратор" in second.last.text
    assert (await models.AccountRequest.get()).state == "added"
    assert await models.AuditEntry.all().count() == 1


async def test_declining_is_told_kindly_and_the_draft_stays(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    await admin.press("Отклонить", await admin.wait_for_text(TOLD))
    assert (await admin.wait_for_text("Отклонил(а) Алиса Администратор")).labels == ["К справочнику"]
    news = await staff.wait_for_text("не стал добавлять")
    assert "Черновик на месте" in news.text
    await staff.press("Продолжить", news)
    await staff.wait_for(lambda chat: TO in chat.last.text)
    assert (await product.accounts.counts()).active == 3
    assert (await models.AuditEntry.get()).act == "declined"


async def test_an_administrator_puts_right_what_was_asked_for(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff, "петорва", "petrova@firma.locl")
    await admin.press("Исправить", await admin.wait_for_text(TOLD))
    await admin.wait_for_text("Напишите, как правильно")
    await admin.send("кто@@где")
    page = await admin.wait_for_text("не почтовый адрес")
    assert "как правильно" in page.text
    await admin.send("Петрова Мария, petrova@firma.local")
    page = await admin.wait_for_text("Добавил(а) Алиса Администратор")
    assert "В справочнике: Петрова Мария, petrova@firma.local" in page.text
    await admin.wait_for(lambda chat: chat.last.names == ["Открыть", "К справочнику"])
    await admin.wait_for(lambda chat: "Добавить как есть" not in [one for item in chat.messages for one in item.names])
    await staff.wait_for_text("Петрова Мария (petrova@firma.local) теперь в справочнике")


async def test_an_address_that_is_known_is_shown_instead_of_asked_for(product: Product) -> None:
    staff = product.staff
    await search(staff, "Ivanoff")
    await staff.press("Попросить добавить")
    await staff.wait_for_text("Кого добавить?")
    await staff.send("ivanov@firma.local")
    page = await staff.wait_for_text("Этот адрес уже есть: Иванов Иван Петрович")
    assert page.names[0] == "Иванов Иван Петрович"
    assert await models.AccountRequest.all().count() == 0


async def test_an_archived_account_with_the_address_comes_back_when_it_is_asked_for(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await product.archive("semenov")
    await ask(staff, "Семёнов", "semenov@firma.local")
    await admin.press("Добавить", await admin.wait_for_text(TOLD))
    await staff.wait_for_text("Семёнов Пётр Ильич (semenov@firma.local) теперь в справочнике")
    assert [entry.act for entry in await models.AuditEntry.all()] == ["restored"]


async def test_five_requests_of_one_person_may_wait_and_no_more(product: Product) -> None:
    staff = product.staff
    await ask(staff)
    for number in range(4):
        await staff.press("← Назад")
        await staff.wait_for(lambda chat: TO in chat.last.text)
        await staff.send("никто")
        await staff.wait_for_text("никого нет")
        await staff.press("Попросить добавить")
        await staff.wait_for_text("Кого добавить?")
        if number == 0:
            await staff.send("Петрова, PETROVA@firma.local")
            await staff.wait_for_text("Вы уже просили добавить")
        await staff.send(f"Человек, person{number}@firma.local")
        await staff.wait_for_text(f"person{number}@firma.local. Когда ответят")
    await staff.press("← Назад")
    await staff.wait_for(lambda chat: TO in chat.last.text)
    await staff.send("никто")
    await staff.wait_for_text("никого нет")
    answer = await staff.press("Попросить добавить")
    assert "уже просите добавить 5 человек" in answer.text
    assert await models.AccountRequest.all().count() == 5


async def test_two_who_asked_for_the_same_address_are_answered_together(product: Product) -> None:
    await product.people.let_in(1004, Role.STAFF, "Глеб Второй")
    other = product.sandbox.user(1004, first_name="Глеб", last_name="Второй")
    await ask(product.staff)
    await ask(other, "Петрова М", "Petrova@firma.local")
    told = await product.admin.wait_for_text("Глеб Второй")
    await product.admin.press("Добавить", told)
    for user in (product.staff, other):
        await user.wait_for_text("получатель уже вписан")
    assert (await product.accounts.counts()).active == 4


async def test_a_draft_that_was_given_up_meanwhile_is_left_alone(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    await staff.send("/list")
    await staff.press("📝", await staff.wait_for_text("Все (1)"))
    await staff.wait_for(lambda chat: "Удалить" in chat.last.names)
    await staff.press("Удалить")
    await staff.wait_for_text("Удалить черновик?")
    await staff.press("Удалить")
    await staff.wait_for_text("пока пусто")
    await admin.press("Добавить", await admin.wait_for_text(TOLD))
    news = await staff.wait_for_text("можно найти по имени")
    assert news.names == []


async def test_a_question_that_was_answered_meanwhile_keeps_its_answer(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    await staff.press("← Назад")
    await staff.press("Иванов Иван Петрович", await staff.wait_for_text(TO))
    await staff.wait_for(lambda chat: SUBJECT in chat.last.text)
    await admin.press("Добавить", await admin.wait_for_text(TOLD))
    news = await staff.wait_for_text("можно найти по имени")
    assert "Иванов Иван Петрович" in next(item.text for item in staff.messages if SUBJECT in item.text)
    await staff.press("Написать: Петрова Мария", news)
    page = await staff.wait_for(lambda chat: chat.last if SUBJECT in chat.last.text else None)
    assert "Петрова Мария (petrova@firma.local)" in page.text


async def test_an_administrator_who_composes_adds_at_once(product: Product) -> None:
    admin = product.admin
    await search(admin, "Петрова Мария")
    await admin.press("Добавить в справочник")
    await admin.wait_for_text("Кого добавить?")
    await admin.send("petrova@firma.local")
    page = await admin.wait_for_text("теперь в справочнике")
    assert "Тема уведомления (2 из 3)" in page.text
    assert "Петрова Мария (petrova@firma.local)" in page.text
    assert await models.AccountRequest.all().count() == 0


async def test_whoever_is_removed_meanwhile_hears_nothing(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    await product.people.remove(staff.id)
    await admin.press("Добавить", await admin.wait_for_text(TOLD))
    await admin.wait_for_text("Добавил(а)")
    row = await models.Announcement.get(person_id=staff.id)
    while row.due_at is not None:
        await row.refresh_from_db()
    assert staff.with_text("теперь в справочнике") is None


async def test_forged_presses_of_staff_and_of_others_records_change_nothing(product: Product) -> None:
    staff, admin = product.staff, product.admin
    await ask(staff)
    request = await models.AccountRequest.get()
    for address in (AddRequested(request=request.id), DeclineRequested(request=request.id)):
        await staff.press_data(staff.last, address.pack())
        await staff.wait_for_text("больше не действует")
    assert (await models.AccountRequest.get()).state == "open"
    await admin.send("/start")
    await admin.wait_for_text("Здравствуйте")
    answer = await admin.press_data(admin.last, AskForAccount(record=request.record_id or 0, attribute=1).pack())
    assert "чужая" in answer.text
    answer = await admin.press_data(admin.last, AddRequested(request=999).pack())
    assert answer.text


@pytest.mark.parametrize("decision", ["Add", "Decline"])
async def test_english_readers_ask_and_decide_in_english(product: Product, decision: str) -> None:
    admin, staff = product.admin, product.staff
    await models.Person.all().update(language="en")
    await staff.send("/new")
    await staff.wait_for_text("(1 of 3)")
    await staff.send("Nobody Here")
    await staff.wait_for_text("Nobody found")
    await staff.press("Ask to add them")
    await staff.wait_for_text("Who should be added?")
    await staff.send("nobody@firma.local")
    await staff.wait_for_text("I asked the administrators")
    told = await admin.wait_for_text("asks you to add to the directory")
    await admin.press(decision, told)
    await staff.wait_for_text("recipient already" if decision == "Add" else "decided not to add")


async def test_the_rest_is_written_while_the_request_waits_and_the_card_is_ready_when_it_is_answered(
    product: Product,
) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    await staff.send("Отпуск")
    page = await staff.wait_for_text(TEXT)
    assert "⏳ ждём администратора: Петрова Мария" in page.text
    await product.restart()
    await staff.send("С понедельника")
    page = await staff.wait_for_text(TO)
    assert "⏳ Ждём, пока администратор добавит: Петрова Мария" in page.text
    assert "Тема уведомления: Отпуск" in page.text
    await admin.press("Добавить", await admin.wait_for_text(TOLD))
    await staff.press("Написать: Петрова Мария", await staff.wait_for_text("получатель уже вписан"))
    card = await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.names else None)
    assert "Петрова Мария (petrova@firma.local)" in card.text
    await staff.press(BUTTON, card)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert (letter.subject, letter.to) == ("Отпуск", ["petrova@firma.local"])


async def test_a_draft_that_waits_for_somebody_is_kept_when_it_is_left(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    await staff.send("/cancel")
    await staff.wait_for_text("/list")
    await admin.press("Добавить", await admin.wait_for_text(TOLD))
    await staff.press("Написать: Петрова Мария", await staff.wait_for_text("получатель уже вписан"))
    page = await staff.wait_for(lambda chat: chat.last if SUBJECT in chat.last.text else None)
    assert "Петрова Мария (petrova@firma.local)" in page.text


async def test_whom_somebody_waited_for_too_long_is_written_to_in_another_notification(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    await staff.press("← Назад")
    await staff.press("Иванов Иван Петрович", await staff.wait_for_text(TO))
    await staff.wait_for(lambda chat: SUBJECT in chat.last.text)
    await staff.send("Тема")
    await staff.wait_for_text(TEXT)
    await staff.send("Текст")
    await staff.press(BUTTON, await staff.wait_for(lambda chat: chat.last if BUTTON in chat.last.names else None))
    await staff.wait_for_text("сервер принял письмо")
    await admin.press("Добавить", await admin.wait_for_text(TOLD))
    news = await staff.wait_for_text("можно найти по имени")
    await staff.press("Написать: Петрова Мария", news)
    page = await staff.wait_for(lambda chat: chat.last if SUBJECT in chat.last.text else None)
    assert "Петрова Мария (petrova@firma.local)" in page.text
    assert await models.Record.all().count() == 2


async def test_nobody_writes_to_whom_others_asked_for(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await ask(staff)
    request = await models.AccountRequest.get()
    for number in (request.id, request.id + 1):
        answer = await admin.press_data(admin.last, WriteTo(request=number).pack())
        assert answer.text
    assert await models.Record.all().count() == 1
