"""What people set for themselves: language, time zone, a copy to oneself; in both languages, and across restarts."""

from datetime import UTC, datetime

import pytest

from bot.demo.stage import STAFF
from sandbox import User
from storage import models
from tests.e2e.conftest import Product


class Noon:
    """A clock that stands at noon in London, on a winter day."""

    def __call__(self) -> datetime:
        return datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
async def noon(product: Product) -> Product:
    await product.stop()
    product.clock = Noon()
    await product.start()
    return product


async def tap(user: User, label: str) -> None:
    """Press a button of the newest page as soon as it is there."""
    await user.wait_for(lambda chat: any(label in one for one in chat.last.labels))
    await user.press(label, user.last)


async def link(account: str, telegram_id: int = STAFF) -> None:
    row = await models.Account.get(username=account)
    await models.Person.filter(telegram_id=telegram_id).update(account_id=row.id)


async def test_the_settings_are_reached_by_button_and_by_command(noon: Product) -> None:
    staff = noon.staff
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    await tap(staff, "Настройки")
    page = await staff.wait_for_text("Часовой пояс: Москва, UTC+3, сейчас 15:00")
    assert page.labels == ["✓ Русский", "English", "🕓 Часовой пояс", "Сообщить администратору", "Назад"]
    assert "Вы в справочнике: не указано" in page.text
    await tap(staff, "Назад")
    await staff.wait_for_text("Здравствуйте")
    await staff.send("/settings")
    await staff.wait_for_text("Язык: русский")


async def test_a_chosen_language_speaks_at_once_in_the_menu_too_and_after_a_restart(noon: Product) -> None:
    staff = noon.staff
    await staff.send("/settings")
    await staff.wait_for_text("Язык: русский")
    await tap(staff, "English")
    page = await staff.wait_for_text("Time zone: Moscow, UTC+3, now 15:00")
    assert page.labels == ["Русский", "✓ English", "🕓 Time zone", "Tell an administrator", "Back"]
    await staff.wait_for(lambda chat: ("new", "New notification") in chat.commands)
    assert [name for name, _ in staff.commands] == ["new", "list", "settings", "help", "cancel"]
    await noon.restart()
    await tap(staff, "Back")
    await staff.wait_for_text("Hello, Борис Сотрудник!")
    await tap(staff, "Settings")
    await tap(staff, "Русский")
    await staff.wait_for_text("Язык: русский")
    await staff.wait_for(lambda chat: ("new", "Новое уведомление") in chat.commands)


async def test_one_persons_language_is_not_anothers(noon: Product) -> None:
    await noon.staff.send("/settings")
    await tap(noon.staff, "English")
    await noon.staff.wait_for_text("Language: English")
    await noon.admin.send("/settings")
    await noon.admin.wait_for_text("Язык: русский")


async def test_a_time_zone_is_chosen_from_the_list(noon: Product) -> None:
    staff = noon.staff
    await staff.send("/settings")
    await tap(staff, "Часовой пояс")
    page = await staff.wait_for_text("Выберите город")
    assert page.labels[:4] == ["Калининград +2", "✓ Москва +3", "Самара +4", "Екатеринбург +5"]
    await tap(staff, "Владивосток +10")
    await staff.wait_for_text("Часовой пояс: Владивосток, UTC+10, сейчас 22:00")
    # What is typed now names no zone any more.
    await staff.send("Омск")
    await staff.wait_for_text("Сейчас вопроса нет")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Омск", "Омск, UTC+6, сейчас 18:00"),
        ("  казань ", "Москва, UTC+3, сейчас 15:00"),
        ("Новосиб", "Новосибирск, UTC+7, сейчас 19:00"),
        ("Asia/Tashkent", "Ташкент, UTC+5, сейчас 17:00"),
        ("utc", "UTC, сейчас 12:00"),
        ("+5", "UTC+5, сейчас 17:00"),
        ("UTC-3", "UTC-3, сейчас 09:00"),
        ("мск+4", "UTC+7, сейчас 19:00"),
        ("+05:30", "Kolkata, UTC+5:30, сейчас 17:30"),
    ],
)
async def test_a_time_zone_is_typed_as_people_name_it(noon: Product, typed: str, shown: str) -> None:
    staff = noon.staff
    await staff.send("/settings")
    await tap(staff, "Часовой пояс")
    await staff.wait_for_text("Выберите город")
    await staff.send(typed)
    await staff.wait_for_text(f"Часовой пояс: {shown}")


@pytest.mark.parametrize("typed", ["Мухосранск", "+25", "<b>&", "Moscow/Europe", "x" * 500, "+05:17", "мо"])
async def test_a_place_that_nobody_knows_is_asked_for_again(noon: Product, typed: str) -> None:
    staff = noon.staff
    await staff.send("/settings")
    await tap(staff, "Часовой пояс")
    await staff.wait_for_text("Выберите город")
    await noon.restart()
    await staff.send(typed)
    page = await staff.wait_for_text("Не знаю, какое время в")
    assert "Выберите город" in page.text
    await staff.send("Омск")
    await staff.wait_for_text("Часовой пояс: Омск")


async def test_a_sticker_is_no_time_zone_and_the_question_stays(noon: Product) -> None:
    staff = noon.staff
    await staff.send("/settings")
    await tap(staff, "Часовой пояс")
    await staff.wait_for_text("Выберите город")
    await staff.send_sticker()
    page = await staff.wait_for_text("Здесь нужны слова")
    assert "Выберите город" in page.text


async def test_what_is_no_time_zone_does_not_slip_into_the_draft(noon: Product) -> None:
    staff = noon.staff
    await staff.send("/new")
    await tap(staff, "Иванов Иван Петрович")
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await staff.send("/settings")
    await tap(staff, "Часовой пояс")
    await staff.wait_for_text("Выберите город")
    await staff.send_photo(caption="Тема")
    await staff.wait_for_text("Здесь нужны слова")
    await staff.send("Тема письма")
    await staff.wait_for_text("Не знаю, какое время в «Тема письма»")
    (record,) = await models.Record.all().values("values")
    assert "Temauvedomleniya" not in record["values"]


async def test_moments_follow_the_chosen_clock_and_language(noon: Product) -> None:
    staff = noon.staff
    await staff.send("/new")
    await tap(staff, "Иванов Иван Петрович")
    await staff.wait_for_text("Тема уведомления (2 из 3)")
    await models.Record.all().update(modified_at=datetime(2026, 1, 14, 20, 5, tzinfo=UTC))
    await staff.send("/settings")
    await tap(staff, "Часовой пояс")
    await tap(staff, "Владивосток +10")
    await staff.send("/new")
    await staff.wait_for_text("(06:05)")
    await staff.send("/settings")
    await tap(staff, "English")
    await tap(staff, "Time zone")
    await tap(staff, "Moscow +3")
    await staff.send("/new")
    await staff.wait_for_text("(14 Jan, 23:05)")


async def test_a_copy_is_offered_to_whom_it_can_be_sent(noon: Product) -> None:
    staff = noon.staff
    await link("semenov")
    await staff.send("/settings")
    page = await staff.wait_for_text("Вы в справочнике: Семёнов Пётр Ильич (semenov@firma.local)")
    assert "Копия себе: нет" in page.text
    await tap(staff, "Присылать копию мне")
    await staff.wait_for_text("Копия себе: да")
    assert (await models.Person.get(telegram_id=STAFF)).copy_to_self
    await tap(staff, "Не присылать копию")
    await staff.wait_for_text("Копия себе: нет")
    assert not (await models.Person.get(telegram_id=STAFF)).copy_to_self


async def test_a_copy_with_nowhere_to_go_is_refused(noon: Product) -> None:
    staff = noon.staff
    await staff.send("/settings")
    page = await staff.wait_for_text("Язык: русский")
    answer = await staff.press_data(page, "mec:1")
    assert "Копию слать некуда" in answer.text
    await link("semenov")
    await models.Account.filter(username="semenov").update(mbox="")
    answer = await staff.press_data(page, "mec:1")
    assert "Копию слать некуда" in answer.text
    assert not (await models.Person.get(telegram_id=STAFF)).copy_to_self


@pytest.mark.parametrize("data", ["mel:2", "mel:99", "met:99", "mel:", "mel:x", "met:99999999999999", "me:1"])
async def test_a_made_up_choice_is_refused_and_changes_nothing(noon: Product, data: str) -> None:
    staff = noon.staff
    await staff.send("/settings")
    page = await staff.wait_for_text("Язык: русский")
    answer = await staff.press_data(page, data)
    assert answer.answered
    person = await models.Person.get(telegram_id=STAFF)
    assert (person.language, person.time_zone) == (None, None)


async def test_each_change_is_noted_once_with_before_and_after(noon: Product) -> None:
    staff = noon.staff
    await staff.send("/settings")
    await tap(staff, "English")
    await staff.wait_for_text("Language: English")
    await tap(staff, "English")
    await staff.wait_for_text("Language: English")
    (note,) = await models.AuditEntry.all()
    assert (note.person_id, note.object_id, note.act, note.kind) == (STAFF, STAFF, "changed", "person")
    assert note.changes == {"language": [None, "en"]}


async def test_an_administrator_says_from_there_who_they_are_in_the_directory(product: Product) -> None:
    admin = product.admin
    await admin.send("/settings")
    await admin.press("Чей аккаунт", await admin.wait_for_text("Нажмите «Чей аккаунт», чтобы указать"))
    await admin.wait_for_text("Чей это аккаунт: Алиса Администратор?")
    await product.staff.send("/settings")
    page = await product.staff.wait_for_text("Кто вы там, указывает администратор")
    assert "Чей аккаунт" not in page.labels
