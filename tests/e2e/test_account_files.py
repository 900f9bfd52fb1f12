"""Files of accounts and contacts in the chat: looked at, applied beside other people's presses, exported, put right."""

import asyncio

import pytest

from bot.files.addresses import ApplyUploadNow, ReadUploadAs
from domain.accounts import import_accounts, upload_accounts
from domain.accounts.account import Account, Which
from sandbox import User
from storage import models
from tests.e2e.conftest import Product, eventually

PEOPLE = "ФИО;Эл. почта;Телефон\nПетрова Мария;petrova@firma.local;+7 1\nСемёнов Пётр;semenov@firma.local;+7 2\n"
CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Петрова;Мария;;;\nFN:Мария Петрова\nEMAIL:petrova@firma.local\nTEL:+7 1\nEND:VCARD\n"
)


@pytest.fixture(autouse=True)
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lots of twenty lines, and a page that is redrawn after each: a test's file is short."""
    monkeypatch.setattr(import_accounts, "BATCH", 20)
    monkeypatch.setattr(upload_accounts, "SAY_EVERY", 0.0)


async def send(admin: User, content: str | bytes, name: str = "люди.csv") -> None:
    sent = await admin.send_document(name, content.encode() if isinstance(content, str) else content)
    await admin.wait_for(lambda chat: chat.last.id > sent.id and "Что будет:" in chat.last.text)


def many(count: int) -> str:
    return "username;fullName;mbox\n" + "".join(f"u{n};Человек {n};u{n}@firma.local\n" for n in range(count))


async def test_a_file_is_looked_at_first_then_applied_and_noted_once(product: Product) -> None:
    admin = product.admin
    await send(admin, "username;" + PEOPLE.replace("\n", "\n;", 2).replace("\n;Семёнов", "\nsemenov;Семёнов"))
    page = admin.last
    assert "2 строки · кодировка UTF-8 · разделитель — точка с запятой" in page.text
    assert "• Петрова Мария · petrova@firma.local · +7 1" in page.text
    assert "новых 1, изменится 1, без изменений 0, неверных 0" in page.text
    assert (await product.accounts.counts()).active == 3
    await admin.press("Применить")
    page = await admin.wait_for_text("загружен")
    assert "Новых 1, изменено 1" in page.text
    assert await product.accounts.by_username("petrova@firma.local") is not None
    entry = await models.AuditEntry.get()
    assert (entry.act, entry.kind, entry.via, entry.name) == ("imported", "accounts", "file", "люди.csv")
    assert entry.changes == {"added": [None, 1], "changed": [None, 1]}
    await admin.press("К справочнику")
    await admin.wait_for_text("Действующих: 4")


MAC = "fullName;mbox;title\nПетрова Анна;petrova@firma.local;главный бухгалтер\n".encode("mac_cyrillic")


async def test_an_uncertain_encoding_is_asked_about_in_two_readings_and_a_restart_keeps_the_question(
    product: Product,
) -> None:
    admin = product.admin
    await admin.send_document("мак.csv", MAC)
    page = await admin.wait_for_text("Как правильно?")
    assert "Mac Cyrillic\nПетрова Анна;petrova@firma.local;главный бухгалтер" in page.text
    assert "Windows-1251\nЏетрова Ђнна;petrova@firma.local;главный бухгалтер" in page.text
    assert page.labels == ["Правильно 1: Mac Cyrillic", "Правильно 2: Windows-1251", "Отменить"]
    upload = await models.Upload.get()
    await product.restart()
    await admin.press_data(page, ReadUploadAs(upload=upload.id, reading=0).pack())
    shown = await admin.wait_for_text("Что будет:")
    assert "кодировка Mac Cyrillic" in shown.text
    await admin.press_data(page, ReadUploadAs(upload=upload.id, reading=1).pack())
    assert "кодировка Mac Cyrillic" in (await admin.wait_for_text("Что будет:")).text
    await admin.press("Применить")
    await admin.wait_for_text("загружен")
    account = await product.accounts.by_username("petrova@firma.local")
    assert account is not None
    assert (account.full_name, account.title) == ("Петрова Анна", "главный бухгалтер")


async def test_a_file_whose_encoding_nobody_has_chosen_is_never_applied(product: Product) -> None:
    admin = product.admin
    await admin.send_document("мак.csv", MAC)
    page = await admin.wait_for_text("Как правильно?")
    upload = await models.Upload.get()
    await admin.press_data(page, ReadUploadAs(upload=upload.id, reading=2).pack())
    await admin.press_data(page, ApplyUploadNow(upload=upload.id).pack())
    await admin.wait_for_text("загрузка не удалась")
    assert (await product.accounts.counts()).active == 3


async def test_a_cancelled_file_changes_nothing(product: Product) -> None:
    admin = product.admin
    await send(admin, PEOPLE)
    await admin.press("Отменить")
    await admin.wait_for_text("не применён, ничего не изменилось")
    assert (await product.accounts.counts()).active == 3


async def test_a_file_of_the_office_is_recognised_and_its_unknown_columns_are_said(product: Product) -> None:
    await send(product.admin, PEOPLE.replace("Телефон", "Город").encode("cp1251"))
    page = product.admin.last
    assert "кодировка Windows-1251" in page.text
    assert "Этих столбцов не знаю, пропущу: Город" in page.text


async def test_a_file_that_changes_nothing_offers_nothing_to_apply(product: Product) -> None:
    admin = product.admin
    await send(admin, "username;ФИО;Почта\nsemenov;Семёнов Пётр Ильич;semenov@firma.local\n")
    assert "Записывать нечего" in admin.last.text
    assert admin.last.labels == ["Отменить"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [("", "В файле ничего нет"), ("Город;Улица\nа;б\n", "Нет столбца"), ("PK\x03\x04xl/", "а нужен CSV")],
)
async def test_a_file_that_is_no_use_is_refused_with_the_reason(product: Product, content: str, reason: str) -> None:
    await product.admin.send_document("люди.csv", content.encode() or b"\n")
    await product.admin.wait_for_text(reason)
    assert await models.Upload.all().count() == 0


async def test_wrong_lines_are_shown_ten_at_most_and_come_as_a_file_that_can_be_sent_again(product: Product) -> None:
    admin = product.admin
    wrong = "".join(f"Человек {n};нет почты {n}\n" for n in range(14))
    await send(admin, f"ФИО;Эл. почта\nПетрова;petrova@firma.local\n=Злой;@\n{wrong}")
    page = admin.last
    assert "неверных 15" in page.text
    assert page.text.count("• строка") == 10
    assert "строка 4: «нет почты 0» — не почтовый адрес" in page.text
    await admin.press("Неверные строки файлом (15)")
    sent = await admin.wait_for_text("15 неверных строк с причинами")
    assert sent.document is not None
    assert sent.document.name == "люди — неверные строки.csv"
    text = sent.document.data.decode("utf-8-sig")
    assert text.splitlines()[0] == "Строка;Что не так;fullName;mbox"
    assert text.splitlines()[1] == "3;«@» — не почтовый адрес;'=Злой;'@"
    fixed = text.replace("'=Злой;'@", "Добрая;dobraya@firma.local")
    await send(admin, fixed, "исправлено.csv")
    assert "новых 1" in admin.last.text
    assert "Этих столбцов не знаю, пропущу: Строка, Что не так" in admin.last.text


async def test_others_are_answered_while_a_large_file_is_applied_and_its_page_moves(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await send(admin, many(2000))
    pages: set[str] = set()

    async def watch() -> None:
        while "загружен" not in admin.last.text:
            pages.add(admin.last.text)
            await product.sandbox.messenger.changed.wait()

    async with asyncio.TaskGroup() as group:
        watching = group.create_task(watch())
        await admin.press("Применить")
        await admin.wait_for_text("Загружаю")
        answered = 0
        while not watching.done():
            await staff.send("/new")
            await staff.wait_for_text("Получатель (1 из 3)")
            answer = await staff.press("Отложить")
            assert answer.answered
            await staff.wait_for_text("Здравствуйте")
            answered += not watching.done()
    assert answered >= 2
    assert len({page for page in pages if "Загружаю" in page}) >= 3
    assert (await product.accounts.counts()).active == 2003


async def test_a_restart_in_the_middle_goes_on_and_ends_with_one_result_of_the_right_counts(product: Product) -> None:
    admin = product.admin
    await product.add_account("Человек 7", "старый@firma.local", username="u7")
    await send(admin, many(3000))
    await admin.press("Применить")

    async def some() -> bool:
        return await models.Account.all().count() > 200

    await eventually(some)
    await product.crash()
    assert 200 < await models.Account.all().count() < 3003
    await product.start()
    page = await admin.wait_for_text("загружен", timeout=30)
    assert "Новых 2\N{NO-BREAK SPACE}999, изменено 1, без изменений 0, неверных 0" in page.text
    assert sum("загружен" in message.text for message in admin.messages) == 1
    assert await models.AuditEntry.all().count() == 1
    assert (await product.accounts.counts()).active == 3003


async def test_a_second_press_of_apply_changes_nothing_more(product: Product) -> None:
    admin = product.admin
    await send(admin, PEOPLE)
    page = admin.last
    upload = await models.Upload.get()
    await asyncio.gather(*(admin.press_data(page, ApplyUploadNow(upload=upload.id).pack()) for _ in range(3)))
    await admin.wait_for_text("загружен")
    await admin.press_data(admin.last, ApplyUploadNow(upload=upload.id).pack())
    await admin.wait_for_text("загружен")
    assert await models.AuditEntry.all().count() == 1
    assert (await models.Upload.get()).content is None


async def test_whoever_is_no_administrator_any_more_imports_nothing(product: Product) -> None:
    admin = product.admin
    await send(admin, PEOPLE)
    upload = await models.Upload.get()
    await product.stop()
    await models.Upload.filter(id=upload.id).update(state="applying", due_at=upload.created_at)
    product.admins = ()
    await product.people.remove(admin.id)
    await product.start()

    async def failed() -> bool:
        return (await models.Upload.get()).state == "failed"

    await eventually(failed)
    assert (await product.accounts.counts()).active == 3


async def test_the_export_imports_unchanged_and_runs_in_no_spreadsheet(product: Product) -> None:
    admin = product.admin
    boss = await product.add_account('=HYPERLINK("http://evil")', "boss@firma.local", phone="+7 999", title="'=1")
    await product.accounts.add(
        Account(0, "-u", 'Кавычка «;» "x"', "", office="@office", manager_id=boss.id, language="en", active=False)
    )
    before = await models.Account.all().order_by("id").values()
    await admin.send("/accounts")
    await admin.wait_for_text("Действующих: 4")
    await admin.press("Выгрузить")
    sent = await admin.wait_for_text("Справочник: 5 человек")
    await admin.wait_for_text("Действующих: 4")
    assert sent.document is not None
    assert sent.document.name.startswith("справочник-")
    assert sent.document.data.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in sent.document.data.decode("utf-8-sig").splitlines() for cell in line.split(";")]
    assert not [cell for cell in cells if cell.strip('"')[:1] in tuple("=+-@")]
    await send(admin, sent.document.data)
    assert "новых 0, изменится 0, без изменений 5, неверных 0, замечаний 0" in admin.last.text
    await models.Account.all().delete()
    await models.AccountPlace.all().delete()
    await send(admin, sent.document.data)
    await admin.press("Применить")
    await admin.wait_for_text("Новых 5")
    after = await models.Account.all().order_by("id").values()
    managers = [{row["id"]: row["key"] for row in rows} for rows in (before, after)]
    for rows, keys in zip((before, after), managers, strict=True):
        for row in rows:
            row["manager_id"] = keys.get(row["manager_id"])
            del row["id"]
    assert after == before


async def test_an_english_export_has_english_headings_that_are_understood(product: Product) -> None:
    await models.Person.filter(telegram_id=product.admin.id).update(language="en")
    admin = product.admin
    await admin.send("/accounts")
    await admin.wait_for_text("Active: 3")
    await admin.press("Export")
    sent = await admin.wait_for_text("The directory: 3 people")
    assert sent.document is not None
    assert sent.document.data.decode("utf-8-sig").startswith("User name;Full name;Email;")
    await admin.send_document("back.csv", sent.document.data)
    await admin.wait_for_text("unchanged 3")


async def test_a_shared_contact_with_an_address_is_shown_and_added_by_a_press(product: Product) -> None:
    admin = product.admin
    await admin.share_contact("+7 999 1", "Мария", 0, last_name="Петрова", vcard=CARD)
    page = await admin.wait_for_text("Понял так")
    assert "Петрова Мария" in page.text
    assert "petrova@firma.local" in page.text
    assert (await product.accounts.counts()).active == 3
    await admin.press("Добавить")
    await admin.wait_for_text("Добавлен 1 человек")
    await admin.press("Петрова Мария")
    await admin.wait_for_text("Телефон: +7 1")
    entry = await models.AuditEntry.get()
    assert (entry.act, entry.via, entry.name) == ("created", "file", "Петрова Мария")


async def test_a_contact_without_an_address_asks_for_it(product: Product) -> None:
    admin = product.admin
    await admin.share_contact("+7 999 1", "Мария", 0, last_name="Петрова")
    await admin.wait_for_text("Почты в контакте нет")
    await admin.send("не адрес")
    await admin.wait_for_text("не почтовый адрес")
    await product.restart()
    await admin.send("petrova@firma.local")
    await admin.wait_for_text("Добавить в справочник?")
    await admin.press("Другая почта")
    await admin.wait_for_text("Петрова Мария: напишите адрес почты")
    await admin.send("maria@firma.local")
    await admin.wait_for_text("maria@firma.local")
    await admin.press("Добавить", exact=True)
    await admin.wait_for_text("Добавлен 1 человек")
    account = await product.accounts.by_username("maria@firma.local")
    assert account is not None
    assert (account.full_name, account.phone) == ("Петрова Мария", "+7 999 1")


async def test_a_contact_that_is_known_leads_to_its_account(product: Product) -> None:
    admin = product.admin
    await admin.send_document("contact.vcf", CARD.replace("petrova", "Ivanov").encode())
    page = await admin.wait_for_text("уже есть: Иванов Иван Петрович")
    assert "Добавить" not in page.labels
    await admin.press("Открыть")
    await admin.wait_for_text("Главный бухгалтер")


async def test_several_contacts_of_a_file_are_added_together(product: Product) -> None:
    admin = product.admin
    without = CARD.replace("EMAIL:petrova@firma.local\n", "").replace("Петрова", "Безпочты")
    known = CARD.replace("petrova", "ivanov")
    other = CARD.replace("petrova", "other").replace("Петрова", "Другая")
    await admin.send_document("все.vcf", (CARD + without + known + other).encode())
    page = await admin.wait_for_text("В файле 4 контакта. Новых: 2, уже есть: 1, без почты (пропущу): 1")
    assert "• Другая Мария (other@firma.local)" in page.text
    await admin.press("Добавить всех (2)")
    page = await admin.wait_for_text("Добавлено 2 человека. Уже были: 1. Без почты пропущено: 1.")
    assert page.labels == ["Петрова Мария", "Другая Мария", "К справочнику"]
    found = await product.accounts.listed(Which.ACTIVE, "мария")
    assert len(found.accounts) == 2


async def test_a_contact_that_cannot_be_read_is_named_and_the_others_are_added(product: Product) -> None:
    admin = product.admin
    cut = "BEGIN:VCARD\nFN:Обрыв\n"
    open_end = "BEGIN:VCARD\nFN:Борис\nEMAIL:boris@firma.local\n"
    await admin.send_document("все.vcf", f"{CARD}\ufeff{cut}{open_end}{CARD.replace('petrova', 'other')}".encode())
    page = await admin.wait_for_text("В файле 3 контакта. Новых: 3")
    assert "Не прочитано контактов: 1." in page.text
    assert "• контакт 2 (Обрыв): обрывается, почты в нём нет; пропущен" in page.text
    assert "• контакт 3 (Борис): обрывается без END:VCARD" in page.text
    await admin.press("Добавить всех (3)")
    await admin.wait_for_text("Добавлено 3 человека")
    await admin.send_document("пусто.vcf", b"BEGIN:VCARD\nNOTE:x\nEND:VCARD\n")
    await admin.wait_for_text("В файле 1 контакт, и его не прочитать")


async def test_a_file_without_contacts_says_so(product: Product) -> None:
    await product.admin.send_document("пусто.vcf", b"nothing")
    await product.admin.wait_for_text("нет ни одного контакта")


async def test_how_files_come_is_told_where_it_is_looked_for(product: Product) -> None:
    admin = product.admin
    await admin.send("/accounts")
    await admin.wait_for_text("Действующих: 3")
    await admin.press("Из файла")
    page = await admin.wait_for_text("Пришлите сюда файл CSV")
    assert page.labels == ["Назад"]
