"""The trail of changes: who changed what and when, as an administrator reads it."""

from datetime import timedelta

from bot.demo.stage import ADMIN, STAFF
from bot.journal.addresses import AuditPage, history_of
from domain.audit import COMMAND_LINE, SECRET, Act, Actor, AuditEntry, Kind, Via
from domain.people import Role
from sandbox.seen import ChatMessage
from storage import models
from storage.repositories.audit import AuditRepository
from tests.e2e.conftest import Product


async def note(product: Product, actor: Actor, act: Act, kind: Kind, **fields: object) -> None:
    entry = AuditEntry(product.clock(), actor, act, kind, **fields)
    await AuditRepository().note(entry)


async def opened(product: Product) -> ChatMessage:
    await product.admin.send("/admin")
    page = await product.admin.wait_for_text("Управление")
    await product.admin.press("🕵️ Кто что менял", page)
    return product.admin.last


async def test_an_empty_trail_says_when_something_will_be_there(product: Product) -> None:
    page = await opened(product)
    assert "Здесь пока пусто" in page.text
    await product.admin.press("Назад", page)
    assert "Управление" in product.admin.last.text


async def test_each_act_is_a_line_with_before_and_after(product: Product) -> None:
    changes = {
        "port": (465, 587),
        "password": (None, SECRET),
        "enabled": (False, True),
        "encryption": ("none", "ssl"),
        "sender_name": ("<b>А</b>", None),
    }
    await note(product, Actor(ADMIN), Act.CHANGED, Kind.CONNECTION, object_id=1, name="Почта", changes=changes)
    await note(product, COMMAND_LINE, Act.IMPORTED, Kind.ACCOUNTS)
    await note(product, Actor(STAFF, Via.FILE), Act.LET_IN, Kind.PERSON, object_id=5, name="Вера")
    page = await opened(product)
    lines = page.text.splitlines()
    assert "Борис Сотрудник (файлом) — доступ открыт «Вера»" in page.text
    assert "Командная строка — загрузка справочника" in page.text
    assert "Алиса Администратор — изменение подключения «Почта»" in page.text
    for line in (
        "• Порт: 465 → 587",
        "• Пароль: •••",
        "• Шифрование: Без шифрования → SSL",
        "• Включено: нет → да",
        "• Имя отправителя: <b>А</b> → пусто",
    ):
        assert line in lines
    assert page.text.index("Вера") < page.text.index("справочника") < page.text.index("Почта")


async def test_what_happens_to_people_is_told_in_words(product: Product) -> None:
    for act, changes in (
        (Act.LET_IN, {"role": (None, "staff"), "request": (None, 7)}),
        (Act.CHANGED, {"time_zone": ("Asia/Omsk", "Etc/GMT-5"), "language": (None, "en")}),
        (Act.REMOVED, {"role": ("staff", None), "fate": (None, "let_go")}),
        (Act.SENT, {"to": (None, "a@b.ru"), "fate": (None, "accepted")}),
    ):
        await note(product, Actor(ADMIN), act, Kind.PERSON, object_id=5, name="Вера", changes=changes)
    await note(product, COMMAND_LINE, Act.LET_IN, Kind.PERSON, object_id=77, changes={"role": (None, "admin")})
    page = await opened(product)
    assert "Командная строка — доступ открыт «77»" in page.text
    lines = page.text.splitlines()
    for line in (
        "• Роль: сотрудник",
        "• Запрос доступа: 7",
        "• Часовой пояс: Омск, UTC+6 → UTC+5",
        "• Язык: английский",
        "• Роль: сотрудник → пусто",
        "• Что с письмами: уйдут",
        "• Что с письмами: приняты сервером",
    ):
        assert line in lines


async def test_the_trail_is_narrowed_by_kind_and_by_person(product: Product) -> None:
    await note(product, Actor(ADMIN), Act.CHANGED, Kind.CONNECTION, object_id=1, name="Почта")
    await note(product, Actor(STAFF), Act.CREATED, Kind.ACCOUNT, object_id=2, name="Вера")
    admin = product.admin
    await opened(product)
    await admin.press("Что менялось", admin.last)
    await admin.press("Подключения", admin.last)
    assert "Почта" in admin.last.text
    assert "Вера" not in admin.last.text
    await admin.press("✕ Подключения", admin.last)
    await admin.press("Кто менял", admin.last)
    await admin.press("Борис Сотрудник", admin.last)
    assert "Вера" in admin.last.text
    assert "Почта" not in admin.last.text
    await product.people.remove(STAFF)
    await admin.press("✕ Борис Сотрудник", admin.last)
    assert "Борис Сотрудник — создание аккаунта «Вера»" in admin.last.text


async def test_one_objects_history_has_nothing_else_in_it(product: Product) -> None:
    await note(product, Actor(ADMIN), Act.CHANGED, Kind.CONNECTION, object_id=1, name="Первое")
    await note(product, Actor(ADMIN), Act.CHANGED, Kind.CONNECTION, object_id=2, name="Второе")
    page = await opened(product)
    await product.admin.press_data(page, history_of(Kind.CONNECTION, 2).pack())
    assert "История" in product.admin.last.text
    assert "Второе" in product.admin.last.text
    assert "Первое" not in product.admin.last.text
    await product.admin.press_data(page, history_of(Kind.PERSON, 7_000_000_000).pack())
    assert "Изменений здесь не было" in product.admin.last.text
    assert "Назад" in product.admin.last.names


async def test_a_long_trail_is_turned_page_by_page(product: Product) -> None:
    for number in range(12):
        await note(product, Actor(ADMIN), Act.CREATED, Kind.ACCOUNT, object_id=number, name=f"Аккаунт {number}.")
    page = await opened(product)
    assert "1 из 2" in page.text
    assert "Аккаунт 11." in page.text
    assert "Аккаунт 1." not in page.text
    await product.admin.press("Дальше →", page)
    assert "2 из 2" in product.admin.last.text
    assert "Аккаунт 1." in product.admin.last.text


async def test_a_very_long_change_still_fits_into_a_message(product: Product) -> None:
    changes = {f"field_{number}": ("я" * 5_000, ["&<>" * 100] * 50) for number in range(30)}
    for _ in range(10):
        await note(product, Actor(ADMIN), Act.CHANGED, Kind.ROUTE, object_id=1, name="Путь " * 60, changes=changes)
    page = await opened(product)
    assert "… и ещё 22." in page.text


async def test_instants_are_the_readers_own(product: Product) -> None:
    await note(product, Actor(ADMIN), Act.CREATED, Kind.ROUTE, object_id=1, name="Путь")
    at = product.clock() - timedelta(days=400)
    await models.AuditEntry.all().update(at=at.replace(hour=21, minute=30))
    await models.Person.filter(telegram_id=ADMIN).update(time_zone="Asia/Vladivostok", language="en")
    await product.admin.send("/admin")
    await product.admin.wait_for(lambda chat: "🕵️ Who changed what" in chat.last.names)
    await product.admin.press("🕵️ Who changed what", product.admin.last)
    assert "07:30" in product.admin.last.text or "7:30" in product.admin.last.text
    assert "created route “Путь”" in product.admin.last.text


async def test_made_up_numbers_show_an_empty_page(product: Product) -> None:
    page = await opened(product)
    for data in (
        AuditPage(kind=99, start=2**30).pack(),
        AuditPage(person=2**51).pack(),
        "Hp:0:0:0:0:999999",
        "H:-1:0:0:0",
    ):
        assert (await product.admin.press_data(page, data)).answered
        assert product.admin.last.buttons


async def test_who_acted_is_found_by_typing_among_many(product: Product) -> None:
    for number in range(12):
        await product.people.let_in(3_000 + number, Role.STAFF, f"Семён Тёзка {number:02}")
    await note(product, Actor(3_011), Act.CREATED, Kind.ACCOUNT, object_id=2, name="Вера")
    admin = product.admin
    await opened(product)
    await admin.press("Кто менял", admin.last)
    assert "Чтобы найти человека, напишите его имя." in admin.last.text
    await admin.send("тезка 11")
    page = await admin.wait_for_text("Нашлось по запросу «тезка 11»")
    assert page.names == ["Семён Тёзка 11", "Назад"]
    await product.restart()
    await admin.send("никто")
    page = await admin.wait_for_text("По запросу «никто» никого нет")
    await admin.press("Назад", page)
    assert "Дальше →" in admin.last.names
    await admin.send("3011")
    await admin.press("Семён Тёзка 11", await admin.wait_for_text("Нашлось по запросу «3011»"))
    assert "создание аккаунта «Вера»" in admin.last.text
