"""The directory in the chat: looking, searching, adding, changing, archiving and erasing, as an administrator does."""

import pytest

from bot.directory.addresses import (
    AccountPage,
    AddAccount,
    AskAccountField,
    DirectoryPage,
    EraseAccountData,
    ExportDirectory,
    FieldsOfAccount,
    ManagersPage,
    PickManager,
    SetAccountActive,
    SetAccountField,
    WrongLines,
)
from domain.people import Role
from sandbox import User
from storage import models
from tests.e2e.conftest import Product

OTHER = 1003
LIST = "Справочник"


async def open_list(admin: User, text: str = "Действующих") -> None:
    await admin.send("/accounts")
    await admin.wait_for_text(text)


async def open_account(admin: User, name: str = "Иванов Иван Петрович") -> None:
    await open_list(admin)
    await admin.press(name)
    await admin.wait_for_text("Имя пользователя:")


async def test_the_directory_opens_by_its_command_and_from_the_administrators_page(product: Product) -> None:
    admin = product.admin
    await open_list(admin)
    page = admin.last
    assert "Действующих: 3 · в архиве: 0 · без почты: 0" in page.text
    assert page.names[:3] == ["Иванов Иван Петрович", "Иванова Анна Сергеевна", "Семёнов Пётр Ильич"]
    assert not any("Архив" in label for label in page.names)
    await admin.press("Назад")
    await admin.wait_for_text("Управление")
    await admin.press("Справочник")
    await admin.wait_for_text("Действующих: 3")


async def test_an_empty_directory_says_what_to_do(product: Product) -> None:
    await models.Account.all().delete()
    await models.AccountPlace.all().delete()
    await open_list(product.admin)
    assert "Добавьте людей" in product.admin.last.text
    assert "Выгрузить" not in product.admin.last.names


async def test_words_search_at_once_and_nothing_found_says_so(product: Product) -> None:
    admin = product.admin
    await open_list(admin)
    await admin.send("СЕМЕНОВ произв")
    page = await admin.wait_for_text("Нашлись по запросу «СЕМЕНОВ произв»")
    assert page.names[0] == "Семёнов Пётр Ильич"
    assert "Иванов Иван Петрович" not in page.names
    await admin.send("<никто>")
    page = await admin.wait_for_text("По запросу «<никто>» никого нет")
    assert "Добавить человека" in page.names
    await admin.press("Все (3)")
    await admin.wait_for_text("Действующих: 3")
    await admin.wait_for(lambda chat: "Иванов Иван Петрович" in chat.last.names)


async def test_pages_of_what_was_found_turn_after_a_restart_and_the_way_back_leads_to_them(product: Product) -> None:
    admin = product.admin
    for number in range(22):
        await product.add_account(f"Яковлев {number:02}", f"ya{number}@firma.local")
    await open_list(admin)
    await admin.send("яковлев")
    await admin.wait_for_text("Нашлись")
    await product.restart()
    await admin.press("Дальше")
    await admin.wait_for(lambda chat: "Яковлев 19" in chat.last.names)
    await admin.press("Яковлев 12")
    await admin.wait_for_text("ya12@firma.local")
    await admin.press("К справочнику")
    page = await admin.wait_for(lambda chat: chat.last if "Яковлев 10" in chat.last.names else None)
    assert "Нашлись по запросу «яковлев»" in page.text
    await admin.press("Раньше")
    await admin.wait_for(lambda chat: "Яковлев 00" in chat.last.names)


async def test_the_pages_of_a_search_that_is_over_are_not_taken_for_everybody(product: Product) -> None:
    admin = product.admin
    for number in range(12):
        await product.add_account(f"Яковлев {number:02}", f"ya{number}@firma.local")
    await open_list(admin)
    await admin.send("яковлев")
    page = await admin.wait_for_text("Нашлись")
    address = next(button.data for row in page.buttons for button in row if "Дальше" in button.label)
    await admin.send("/admin")
    page = await admin.wait_for_text("Управление")
    await admin.press_data(page, address or "")
    await admin.wait_for_text("Тот поиск уже закрыт")


async def test_a_page_that_is_there_no_more_gives_way_to_the_first(product: Product) -> None:
    await open_list(product.admin)
    await product.admin.press_data(product.admin.last, DirectoryPage(which=0, start=2_000_000_000).pack())
    await product.admin.wait_for(lambda chat: "Иванов Иван Петрович" in chat.last.names)
    await product.admin.press_data(product.admin.last, DirectoryPage(which=99, start=5).pack())
    await product.admin.wait_for(lambda chat: "Иванов Иван Петрович" in chat.last.names)


async def test_an_account_shows_what_is_known_and_leaves_out_what_is_not(product: Product) -> None:
    await open_account(product.admin)
    page = product.admin.last
    assert "Иванов Иван Петрович" in page.text
    assert "Эл. почта: ivanov@firma.local" in page.text
    assert "Должность: Главный бухгалтер" in page.text
    assert "Телефон" not in page.text
    assert "Руководитель" not in page.text


@pytest.mark.parametrize(
    "typed",
    ["Петрова Мария, petrova@firma.local", "petrova@firma.local Петрова Мария", "Петрова Мария\nPetrova@firma.local."],
)
async def test_a_name_and_an_address_in_one_message_add_somebody(product: Product, typed: str) -> None:
    admin = product.admin
    await open_list(admin)
    await admin.press("Добавить человека")
    await admin.wait_for_text("Новый человек")
    await admin.send(typed)
    page = await admin.wait_for_text("Добавлено")
    assert "Петрова Мария" in page.text
    assert "etrova@firma.local" in page.text
    entry = await models.AuditEntry.get()
    assert (entry.act, entry.kind, entry.name, entry.via) == ("created", "account", "Петрова Мария", "chat")
    assert entry.changes["mbox"][0] is None


async def test_a_name_then_an_address_add_somebody_and_wrong_answers_say_why(product: Product) -> None:
    admin = product.admin
    await open_list(admin)
    await admin.press("Добавить человека")
    await admin.wait_for_text("Новый человек")
    await admin.send("a@firma.local b@firma.local")
    await admin.wait_for_text("несколько адресов")
    await admin.send_sticker()
    await admin.wait_for_text("Здесь нужны слова")
    await admin.send("Петрова Мария")
    await admin.wait_for_text("Напишите адрес почты")
    await admin.send("не адрес")
    await admin.wait_for_text("Здесь нужен адрес почты")
    await admin.send("кто@@где")
    page = await admin.wait_for_text("не почтовый адрес")
    assert "Новый человек: Петрова Мария" in page.text
    await product.restart()
    await admin.send("petrova@firma.local")
    await admin.wait_for_text("Добавлено")
    account = await product.accounts.by_username("petrova@firma.local")
    assert account is not None
    assert account.full_name == "Петрова Мария"


async def test_an_address_that_somebody_has_is_added_only_when_it_is_meant(product: Product) -> None:
    admin = product.admin
    await open_list(admin)
    await admin.press("Добавить человека")
    await admin.wait_for_text("Новый человек")
    await admin.send("Общий Ящик, IVANOV@firma.local")
    page = await admin.wait_for_text("уже есть у 1 человека")
    assert "Иванов Иван Петрович" in page.names
    assert (await product.accounts.counts()).active == 3
    await admin.press("Всё равно добавить")
    await admin.wait_for_text("Добавлено")
    await admin.press_data(page, next(b.data for row in page.buttons for b in row if "Всё равно" in b.label) or "")
    await admin.wait_for_text("Этот вопрос уже закрыт")
    assert (await product.accounts.counts()).active == 4
    added = await product.accounts.by_username("ivanov@firma.local")
    assert added is not None
    assert added.full_name == "Общий Ящик"


async def test_each_field_is_changed_checked_and_noted(product: Product) -> None:
    admin = product.admin
    await open_account(admin)
    for field, answer, shown in (
        ("Телефон", "+7 999 1", "Телефон: +7 999 1"),
        ("Отдел", "Склад\n№ 1", "Отдел: Склад № 1"),
        ("Эл. почта", "new@firma.local", "Эл. почта: new@firma.local"),
        ("Имя пользователя", "boss", "Имя пользователя: boss"),
        ("ФИО", "Иванов Пётр", "Иванов Пётр"),
    ):
        await admin.press("Изменить")
        await admin.wait_for_text("Что изменить?")
        await admin.press(field)
        await admin.wait_for_text("Сейчас")
        await admin.send(answer)
        page = await admin.wait_for_text(f"Записано: {field}")
        assert shown in page.text
    entries = await models.AuditEntry.filter(act="changed").order_by("id")
    assert [list(entry.changes) for entry in entries] == [
        ["phone"],
        ["department"],
        ["mbox"],
        ["username"],
        ["full_name"],
    ]
    assert entries[2].changes["mbox"] == ["ivanov@firma.local", "new@firma.local"]


@pytest.mark.parametrize(
    ("field", "answer", "reason"),
    [
        ("Эл. почта", "не адрес", "не почтовый адрес"),
        ("Имя пользователя", "SEMENOV", "уже занято"),
        ("Язык", "китайский!", "не код языка"),
        ("Телефон", "9" * 101, "Слишком длинно: 101"),
    ],
)
async def test_a_value_that_does_not_fit_is_refused_with_the_reason_and_the_question_stays(
    product: Product, field: str, answer: str, reason: str
) -> None:
    admin = product.admin
    await open_account(admin)
    await admin.press("Изменить")
    await admin.wait_for_text("Что изменить?")
    await admin.press(field)
    await admin.wait_for_text("Сейчас")
    await admin.send(answer)
    page = await admin.wait_for_text(reason)
    assert "Сейчас" in page.text
    assert await models.AuditEntry.all().count() == 0


async def test_a_field_is_emptied_and_a_language_picked_by_buttons(product: Product) -> None:
    admin = product.admin
    await open_account(admin)
    await admin.press("Изменить")
    await admin.press("Язык")
    await admin.wait_for_text("код языка")
    await admin.press("Английский")
    await admin.wait_for_text("Язык: en")
    await admin.press("Изменить")
    await admin.press("Эл. почта")
    await admin.wait_for_text("Напишите адрес почты")
    await admin.press("Очистить")
    await admin.wait_for_text("Почты нет")
    await admin.press("К справочнику")
    await admin.wait_for_text("без почты: 1")
    await admin.press("Без почты (1)")
    page = await admin.wait_for_text("Письма им не дойдут")
    assert page.names[0] == "Иванов Иван Петрович"
    assert "Семёнов Пётр Ильич" not in page.names


async def test_a_manager_is_found_by_typing_and_picked(product: Product) -> None:
    admin = product.admin
    await open_account(admin)
    await admin.press("Изменить")
    await admin.press("Руководитель")
    await admin.wait_for_text("Сейчас пусто")
    await admin.send("семен")
    page = await admin.wait_for_text("Нашлись по запросу «семен»")
    await admin.press("Семёнов Пётр Ильич", page)
    await admin.wait_for_text("Руководитель: Семёнов Пётр Ильич")
    await admin.press("Изменить")
    await admin.press("Руководитель")
    await admin.wait_for_text("Сейчас: Семёнов Пётр Ильич")
    await admin.press("Очистить")
    page = await admin.wait_for_text("Записано: Руководитель")
    assert "Руководитель:" not in page.text.replace("Записано: Руководитель", "")
    await admin.press("История", page)
    page = await admin.wait_for(lambda chat: chat.last if chat.last.text.startswith("История") else None)
    assert "• Руководитель: Семёнов Пётр Ильич → пусто" in page.text


async def test_archived_people_are_shown_on_request_found_and_restored(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await open_account(admin)
    await admin.press("В архив")
    await admin.wait_for_text("больше не предложат")
    await staff.send("/new")
    page = await staff.wait_for_text("Получатель (1 из 3)")
    assert "Иванов Иван Петрович" not in page.names
    await admin.press("К справочнику")
    page = await admin.wait_for_text("Действующих: 2 · в архиве: 1")
    assert "Иванов Иван Петрович" not in page.names
    await admin.press("Архив (1)")
    await admin.wait_for(lambda chat: "Иванов Иван Петрович" in chat.last.names)
    await admin.send("бухг")
    page = await admin.wait_for_text("Нашлись по запросу «бухг»")
    await admin.press("Иванов Иван Петрович", page)
    await admin.wait_for_text("в архиве")
    await admin.press("Вернуть из архива")
    await admin.wait_for_text("снова виден")
    assert [entry.act for entry in await models.AuditEntry.all().order_by("id")] == ["archived", "restored"]


async def second_admin(product: Product) -> User:
    await product.people.let_in(OTHER, Role.ADMIN, "Вера Вторая")
    return product.sandbox.user(OTHER, first_name="Вера", last_name="Вторая")


async def test_the_second_of_two_administrators_is_told_and_writes_over_nothing(product: Product) -> None:
    first, second = product.admin, await second_admin(product)
    for admin in (first, second):
        await open_account(admin)
        await admin.press("Изменить")
        await admin.press("Телефон")
        await admin.wait_for_text("Сейчас пусто")
    await first.send("111")
    await first.wait_for_text("Записано")
    await second.send("222")
    page = await second.wait_for_text("это поле изменил(а) Алиса Администратор")
    assert "Теперь там: 111" in page.text
    assert "Сейчас: 111" in page.text
    await second.send("333")
    await second.wait_for_text("Телефон: 333")


async def test_another_field_that_somebody_changed_meanwhile_is_kept(product: Product) -> None:
    first, second = product.admin, await second_admin(product)
    await open_account(second)
    await second.press("Изменить")
    await second.press("Отдел")
    await second.wait_for_text("Сейчас: Бухгалтерия")
    await open_account(first)
    await first.press("Изменить")
    await first.press("Телефон")
    await first.wait_for_text("Сейчас пусто")
    await first.send("111")
    await first.wait_for_text("Записано")
    await second.send("Склад")
    page = await second.wait_for_text("Записано: Отдел")
    assert "Телефон: 111" in page.text


async def test_stale_buttons_say_who_was_first_and_show_how_it_is(product: Product) -> None:
    first, second = product.admin, await second_admin(product)
    for admin in (first, second):
        await open_account(admin)
    await first.press("В архив")
    await first.wait_for_text("больше не предложат")
    await second.press("В архив")
    page = await second.wait_for_text("Алиса Администратор уже убрал(а)")
    assert "Вернуть из архива" in page.names


async def test_erasing_says_what_it_does_leaves_a_tombstone_and_takes_every_trace(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await staff.press("Иванов Иван Петрович")
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await models.Person.filter(telegram_id=staff.id).update(account_id=account.id)
    await open_account(admin)
    await admin.press("Изменить")
    await admin.press("Телефон")
    await admin.wait_for_text("Сейчас пусто")
    await admin.send("+7 999 555")
    await admin.wait_for_text("Записано")
    await admin.press("Стереть данные")
    page = await admin.wait_for_text("Вернуть их будет нельзя")
    assert "письма хранятся 30 дней после отправки" in page.text
    assert "Борис Сотрудник" in page.text
    await admin.press("Нет, назад")
    await admin.wait_for_text("+7 999 555")
    await admin.press("Стереть данные")
    await admin.wait_for_text("Вернуть их будет нельзя")
    sure = EraseAccountData(account=account.id, sure=1)
    await admin.press("Стереть навсегда")
    page = await admin.wait_for_text("Удалённый адресат")
    assert page.names == ["К справочнику", "К первым шагам"]
    await admin.press_data(page, sure.pack())
    await admin.wait_for_text("уже стёрты")
    await admin.press("К справочнику")
    page = await admin.wait_for_text("Действующих: 2 · в архиве: 0")
    await admin.send("иванов петрович")
    await admin.wait_for_text("никого нет")
    await staff.send("Тема")
    page = await staff.wait_for_text("Текст уведомления (3 из 3)")
    assert "удалённый адресат" in page.text
    rows = [*await models.Account.all().values(), *await models.AuditEntry.all().values()]
    rows += [*await models.AccountWord.all().values(), *await models.Person.all().values()]
    assert "Иванов" not in str(rows).replace("Иванова", "")
    assert "999 555" not in str(rows)
    assert (await models.Person.get(telegram_id=staff.id)).account_id is None
    assert (await models.AuditEntry.all().order_by("-id").first()).act == "erased"


async def test_a_draft_with_an_erased_recipient_is_not_sent_and_says_why(product: Product) -> None:
    admin, staff = product.admin, product.staff
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await staff.send("/new")
    page = await staff.wait_for_text("Получатель (1 из 3)")
    await admin.send("/admin")
    await admin.wait_for_text("Управление")
    await admin.press_data(admin.last, EraseAccountData(account=account.id, sure=1).pack())
    await admin.wait_for_text("Удалённый адресат")
    answer = await staff.press("Иванов Иван Петрович", page)
    assert "стёрты" in answer.text


async def test_english_administrators_read_english(product: Product) -> None:
    await models.Person.filter(telegram_id=product.admin.id).update(language="en")
    admin = product.admin
    await admin.send("/accounts")
    page = await admin.wait_for_text("Active: 3 · archived: 0 · without email: 0")
    await admin.press("Иванов Иван Петрович", page)
    page = await admin.wait_for_text("Job title: Главный бухгалтер")
    await admin.press("Erase data")
    await admin.wait_for_text("for 30 days after")
    await admin.press("No, go back")
    await admin.wait_for_text("Job title")
    await admin.press("Archive")
    await admin.wait_for_text("not offered as a recipient")


@pytest.mark.parametrize(
    "address",
    [
        DirectoryPage(),
        AccountPage(account=1),
        FieldsOfAccount(account=1),
        AskAccountField(account=1, field=0),
        SetAccountField(account=1, field=2, choice=0, mark=0),
        ManagersPage(account=1, start=0, found=0),
        PickManager(account=1, manager=2, mark=0),
        SetAccountActive(account=1, active=0),
        EraseAccountData(account=1, sure=1),
        AddAccount(),
        ExportDirectory(),
        WrongLines(upload=1),
    ],
)
async def test_forged_addresses_do_nothing_for_staff(product: Product, address: DirectoryPage) -> None:
    staff = product.staff
    await staff.send("/start")
    page = await staff.wait_for_text("Гонец")
    before = await models.Account.all().order_by("id").values()
    answer = await staff.press_data(page, address.pack())
    assert answer.answered
    await staff.wait_for_text("больше не действует")
    assert await models.Account.all().order_by("id").values() == before
    assert await models.AuditEntry.all().count() == 0


@pytest.mark.parametrize(
    "address",
    [
        AccountPage(account=999),
        FieldsOfAccount(account=999),
        AskAccountField(account=1, field=99),
        AskAccountField(account=999, field=1),
        SetAccountField(account=1, field=2, choice=7, mark=0),
        SetAccountField(account=1, field=0, choice=0, mark=0),
        PickManager(account=1, manager=999, mark=0),
        PickManager(account=1, manager=1, mark=0),
        EraseAccountData(account=999, sure=1),
        WrongLines(upload=999),
    ],
)
async def test_numbers_out_of_range_are_answered_with_a_sentence(product: Product, address: DirectoryPage) -> None:
    await open_list(product.admin)
    answer = await product.admin.press_data(product.admin.last, address.pack())
    assert answer.answered
    assert answer.text
    assert await models.AuditEntry.all().count() == 0
