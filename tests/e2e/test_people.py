"""People in the chat: the list, one person with all that can be changed, roles, and two administrators at once."""

from datetime import UTC, datetime

import pytest

from bot.demo.stage import ADMIN, STAFF
from bot.journal.addresses import history_of
from domain.audit import Kind
from domain.people import Person, Role
from sandbox import User
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import SECOND_ADMIN, Product, eventually, menu_of, second_administrator


async def opened(user: User, name: str = "Борис Сотрудник") -> ChatMessage:
    """Open a person's page."""
    await user.send("/staff")
    await user.wait_for(lambda chat: "Люди · " in chat.last.text)
    await user.press(name, user.last)
    return await user.wait_for(lambda chat: chat.last if "Номер в Telegram" in chat.last.text else None)


async def person_of(product: Product, number: int) -> Person:
    person = await product.people.get(number)
    assert person is not None
    return person


async def notes() -> list[tuple[str, object]]:
    rows = await models.AuditEntry.filter(kind="person").order_by("id")
    return [(row.act, row.changes) for row in rows]


async def test_the_list_has_ten_to_a_page_with_roles_and_accounts(product: Product) -> None:
    for number in range(20):
        await product.people.let_in(3_000 + number, Role.STAFF, f"Человек {number:02}")
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await models.Person.filter(telegram_id=STAFF).update(account_id=account.id)
    admin = product.admin
    await admin.send("/staff")
    page = await admin.wait_for_text("Люди · 22")
    assert "🛡 Алиса Администратор" in page.text
    assert "👤 Борис Сотрудник — Иванов Иван Петрович" in page.text
    assert page.names[10:13] == ["Дальше →", "🔗 Приглашения (0)", "Назад"]
    await admin.press("Дальше")
    await admin.wait_for(lambda chat: "Человек 08" in chat.last.text)
    await admin.press("Дальше")
    page = await admin.wait_for(lambda chat: chat.last if "Человек 19" in chat.last.text else None)
    assert "Дальше →" not in page.names
    await admin.press("Раньше")
    await admin.wait_for(lambda chat: "Человек 08" in chat.last.text)
    await admin.press_data(admin.last, "P:500")
    await admin.wait_for(lambda chat: "Алиса" in chat.last.text)


async def test_people_whose_buttons_would_look_alike_are_told_apart_by_their_numbers(product: Product) -> None:
    await product.people.let_in(3_001, Role.STAFF, "Анна Ким")
    await product.people.let_in(3_002, Role.STAFF, "Анна Ким")
    await product.people.let_in(3_003, Role.STAFF, "Константин Константинопольский-Первый")
    await product.people.let_in(3_004, Role.STAFF, "Константин Константинопольский-Второй")
    admin = product.admin
    await admin.send("/staff")
    page = await admin.wait_for_text("Люди · 6")
    assert "👤 Анна Ким · 3001" in page.text
    assert {"Константин Константинопольский-Первый", "Константин Константинопольский-Второй"} <= {
        line.partition("👤 ")[2] for line in page.text.splitlines()
    }
    number = next(line.partition(".")[0] for line in page.text.splitlines() if "Анна Ким · 3002" in line)
    await admin.press(f"{number}. Анна Ким")
    await admin.wait_for_text("Номер в Telegram: 3002")
    await admin.press("Закрыть доступ")
    await admin.wait_for_text("Закрыть доступ: Анна Ким?")


async def test_a_person_is_found_by_typed_words(product: Product) -> None:
    for number in range(12):
        await product.people.let_in(3_000 + number, Role.STAFF, f"Семён Тёзка {number:02}")
    admin = product.admin
    await admin.send("/staff")
    await admin.wait_for_text("Люди · 14")
    await admin.send("сотр бор")
    page = await admin.wait_for_text("Нашлось по запросу «сотр бор»")
    assert page.names[0] == "Борис Сотрудник"
    await admin.send("семен")
    page = await admin.wait_for_text("Нашлось по запросу «семен»")
    await admin.press("Дальше →", page)
    page = await admin.wait_for(lambda chat: "Семён Тёзка 11" in chat.last.names and chat.last)
    assert "Нашлось по запросу «семен»" in page.text
    await admin.press("← Раньше", page)
    await admin.wait_for(lambda chat: "Семён Тёзка 00" in chat.last.names)
    await admin.send(str(STAFF))
    await admin.wait_for_text(f"Нашлось по запросу «{STAFF}»")
    await admin.send_sticker()
    page = await admin.wait_for_text("Здесь нужны слова")
    assert "Нашлось по запросу" in page.text
    await admin.send("!!!")
    await admin.wait_for_text("По запросу «!!!» никого нет")
    await product.restart()
    await admin.send("тезка 11")
    page = await admin.wait_for_text("«тезка 11»")
    await admin.press("Назад", page)
    await admin.wait_for_text("Люди · 14")


async def test_a_role_is_given_and_taken_and_the_menu_follows(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    await opened(admin)
    await admin.press("Сделать администратором")
    await admin.wait_for_text("Роль: администратор")
    await staff.wait_for_text("Теперь вы администратор")
    await eventually(menu_of(staff, "admin"))
    await admin.press("Сделать сотрудником")
    await staff.wait_for_text("Теперь вы сотрудник")
    await eventually(menu_of(staff, "admin", there=False))
    assert await notes() == [
        ("changed", {"role": ["staff", "admin"]}),
        ("changed", {"role": ["admin", "staff"]}),
    ]


async def test_the_second_of_two_administrators_is_told_and_changes_nothing(product: Product) -> None:
    first, second = product.admin, await second_administrator(product)
    await opened(first)
    page = await opened(second)
    await first.press("Сделать администратором")
    await first.wait_for_text("Роль: администратор")
    await second.press("Язык", page)
    await second.wait_for_text("На каком языке")
    old = second.last
    await first.press("Сделать сотрудником")
    await first.wait_for_text("Роль: сотрудник")
    await second.press("English", old)
    told = await second.wait_for_text("Пока страница была открыта, её изменили (Алиса Администратор)")
    assert "Роль: сотрудник" in told.text
    assert (await person_of(product, STAFF)).language is None


async def test_two_administrators_who_demote_each_other_leave_one(product: Product) -> None:
    product.admins = ()
    await product.restart()
    first, second = product.admin, await second_administrator(product)
    await opened(first, "Вера Вторая")
    page = await opened(second, "Алиса Администратор")
    await first.press("Сделать сотрудником")
    await first.wait_for_text("Роль: сотрудник")
    await second.press("Сделать сотрудником", page)
    await second.wait_for_text("Эта кнопка больше не действует")
    assert [person.telegram_id for person in await product.people.administrators()] == [ADMIN]


async def test_the_last_administrator_can_be_neither_demoted_nor_removed(product: Product) -> None:
    product.admins = ()
    await product.restart()
    admin = product.admin
    await opened(admin, "Алиса Администратор")
    await admin.press("Сделать сотрудником")
    await admin.wait_for_text("Вы перестанете быть администратором")
    await admin.press("Стать сотрудником")
    await admin.wait_for_text("Алиса Администратор — единственный администратор")
    answer = await admin.press("Закрыть доступ")
    assert "единственный администратор" in answer.text
    assert (await person_of(product, ADMIN)).is_admin


async def test_whoever_gives_their_own_role_up_is_asked_first(product: Product) -> None:
    product.admins = ()
    await product.restart()
    await second_administrator(product)
    admin = product.admin
    await opened(admin, "Алиса Администратор")
    await admin.press("Сделать сотрудником")
    await admin.wait_for_text("Вы перестанете быть администратором")
    await admin.press("Нет, назад")
    await admin.wait_for(lambda chat: "Роль: администратор" in chat.last.text)
    await admin.press("Сделать сотрудником")
    await admin.wait_for_text("Вы перестанете быть администратором")
    await admin.press("Стать сотрудником")
    await admin.wait_for_text("Теперь вы сотрудник")
    await eventually(menu_of(admin, "staff", there=False))
    await admin.send("Вера")
    await admin.wait_for_text("Сейчас вопроса нет")


async def test_administrators_of_the_settings_stay(product: Product) -> None:
    second = await second_administrator(product)
    page = await opened(second, "Алиса Администратор")
    assert "GONETS_ADMINS" in page.text
    assert page.names == ["Чей аккаунт", "Язык", "Часовой пояс", "История", "К списку людей"]
    stamp = (await person_of(product, ADMIN)).stamp
    await second.press_data(page, f"Pr:{ADMIN}:0:{stamp}:1")
    await second.wait_for_text("администратор по настройкам сервера")
    answer = await second.press_data(page, f"Pxx:{ADMIN}:0:{stamp}:0")
    assert "администратор по настройкам сервера" in answer.text
    assert (await person_of(product, ADMIN)).is_admin


async def test_language_and_time_zone_are_set_for_somebody_else(product: Product) -> None:
    admin, staff = product.admin, product.staff
    await opened(admin)
    await admin.press("Язык")
    await admin.wait_for_text("На каком языке")
    await admin.press("English")
    await admin.wait_for_text("Язык: английский")
    await staff.send("/staff")
    await staff.wait_for(lambda chat: bool(chat.last))
    await admin.press("Часовой пояс")
    page = await admin.wait_for_text("По какому времени живёт")
    assert "Общий: Москва +3" in page.names
    await admin.press("Екатеринбург +5", page)
    await admin.wait_for_text("Часовой пояс: Екатеринбург +5")
    await admin.press("Часовой пояс")
    await admin.wait_for_text("По какому времени живёт")
    await admin.send("Урюпинск")
    page = await admin.wait_for_text("Не знаю, какое время в «Урюпинск»")
    assert "По какому времени живёт" in page.text
    await admin.send("almaty")
    await admin.wait_for_text("Часовой пояс: Алматы +5")
    person = await person_of(product, STAFF)
    assert (person.language, person.time_zone) == ("en", "Asia/Almaty")
    await admin.press("Часовой пояс")
    await admin.wait_for(lambda chat: "По какому времени живёт" in chat.last.text)
    await admin.press("Общий")
    await admin.wait_for_text("Часовой пояс: общий для бота")
    assert len(await notes()) == 4


async def test_an_account_is_linked_changed_and_unlinked(product: Product) -> None:
    admin = product.admin
    await second_administrator(product)
    ivanov, ivanova = [await product.accounts.by_username(name) for name in ("ivanov", "ivanova")]
    assert ivanov
    assert ivanova
    await models.Person.filter(telegram_id=SECOND_ADMIN).update(account_id=ivanov.id)
    await opened(admin)
    await admin.press("Чей аккаунт")
    await admin.wait_for_text("Чей это аккаунт: Борис Сотрудник?")
    await admin.send("иванов иван")
    await admin.wait_for_text("Нашлись по запросу")
    await admin.press("Иванов Иван Петрович")
    page = await admin.wait_for_text("Аккаунт: Иванов Иван Петрович")
    assert "Тот же аккаунт указан и у других: Вера Вторая" in page.text
    await admin.press("Чей аккаунт")
    page = await admin.wait_for(lambda chat: chat.last if "Отвязать аккаунт" in chat.last.names else None)
    await admin.send("иванова")
    await admin.wait_for_text("Нашлись по запросу «иванова»")
    await admin.press("Иванова Анна Сергеевна")
    await admin.wait_for_text("Аккаунт: Иванова Анна Сергеевна")
    await admin.press("Чей аккаунт")
    await admin.wait_for(lambda chat: "Отвязать аккаунт" in chat.last.names)
    await admin.press("Отвязать аккаунт")
    await admin.wait_for_text("Аккаунт: не указан")
    assert [changes for _, changes in await notes()] == [
        {"account": [None, ivanov.id]},
        {"account": [ivanov.id, ivanova.id]},
        {"account": [ivanova.id, None]},
    ]
    await admin.press_data(admin.last, history_of(Kind.PERSON, STAFF).pack())
    page = await admin.wait_for(lambda chat: chat.last if chat.last.text.startswith("История") else None)
    assert "• Аккаунт: Иванов Иван Петрович → Иванова Анна Сергеевна" in page.text


async def test_a_restart_while_an_account_is_asked_for_loses_nothing(product: Product) -> None:
    admin = product.admin
    await opened(admin)
    await admin.press("Чей аккаунт")
    await admin.wait_for_text("Чей это аккаунт")
    await product.restart()
    await admin.send("семенов")
    page = await admin.wait_for_text("Нашлись по запросу «семенов»")
    await product.restart()
    await admin.press("Семёнов Пётр Ильич", page)
    await admin.wait_for_text("Аккаунт: Семёнов Пётр Ильич")


async def test_a_person_who_is_gone_is_said_to_be_gone(product: Product) -> None:
    admin = product.admin
    page = await opened(admin)
    await admin.press("Чей аккаунт", page)
    await admin.wait_for_text("Чей это аккаунт")
    await product.people.remove(STAFF)
    await admin.send("семенов")
    page = await admin.wait_for_text("У этого человека уже нет доступа")
    assert "Люди · 1" in page.text
    answer = await admin.press_data(page, f"Pp:{STAFF}")
    assert "уже нет доступа" in answer.text


RESTRICTED = """
templates:
  - title: Приказы
    system_name: Prikazy
    allowed: administrators
    attributes: [{title: Текст, type: text, required: true}]
"""


async def test_a_restricted_template_is_opened_to_one_person(product: Product) -> None:
    await product.apply(RESTRICTED)
    admin, staff = product.admin, product.staff
    restricted = next(item for item in await product.configuration.templates() if item.document.title == "Приказы")
    await staff.send("/new")
    page = await staff.wait_for_text("Получатель (1 из 3)")
    answer = await staff.press_data(page, f"n:{restricted.id}:1")
    assert "Шаблон «Приказы» вам сейчас не открыт" in answer.text
    page = await opened(admin)
    assert "Особые шаблоны: 0 из 1" in page.text
    await admin.press("Особые шаблоны")
    await admin.wait_for(lambda chat: "🚫 Приказы" in chat.last.names)
    await admin.press("Приказы")
    await admin.wait_for(lambda chat: "✅ Приказы" in chat.last.names)
    await staff.send("/cancel")
    await staff.send("/new")
    await staff.wait_for(lambda chat: {"Уведомления", "Приказы"} <= set(chat.last.names))
    await staff.press("Приказы")
    await staff.wait_for_text("Текст (1 из 1)")
    await staff.send("Первый")
    await staff.wait_for_text("Приказы")
    (draft,) = await models.Record.filter(template_id=restricted.id)
    await admin.press("Приказы")
    await admin.wait_for(lambda chat: "🚫 Приказы" in chat.last.names)
    for data in (f"y:{draft.id}", f"r:{draft.id}"):
        answer = await staff.press_data(staff.last, data)
        assert "вам сейчас не открыт" in answer.text
    assert [changes for _, changes in await notes()] == [
        {"template": [None, "Prikazy"]},
        {"template": ["Prikazy", None]},
    ]


async def test_a_press_checks_the_template_again(product: Product, compose) -> None:
    staff = product.staff
    await compose(staff)
    (stored,) = await product.configuration.templates()
    await product.configuration.save_template(stored.document.model_copy(update={"allowed": "administrators"}))
    answer = await staff.press("Отправить уведомление")
    assert "вам сейчас не открыт" in answer.text
    await models.TemplateGrant.create(template_id=stored.id, person_id=STAFF)
    await staff.press("Отправить уведомление")
    await product.sandbox.mailbox.wait_for(1)


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_every_page_of_a_person_is_there_in_both_languages(product: Product, language: str) -> None:
    await product.apply(RESTRICTED)
    await models.AccessRequest.create(telegram_id=5, name="Гость", state="open", asked_at=datetime.now(UTC))
    await models.Person.filter(telegram_id=ADMIN).update(language=language)
    admin = product.admin
    await admin.send("/staff")
    await admin.wait_for(lambda chat: "Борис Сотрудник" in chat.last.names)
    page = admin.last
    seen = set()
    stamp = (await person_of(product, STAFF)).stamp
    for data in (
        "P:0",
        f"Pp:{STAFF}",
        f"Pl:{STAFF}",
        f"Pz:{STAFF}",
        f"Pa:{STAFF}",
        f"Pan:{STAFF}",
        f"Pg:{STAFF}",
        f"Px:{STAFF}",
        f"Pxh:{STAFF}:{stamp}:0",
        f"Pxc:{STAFF}:{stamp}:{ADMIN}",
        "Pi:0",
        "Pqs:0",
        "Pq:1",
        f"Pp:{ADMIN}",
    ):
        assert (await admin.press_data(page, data)).answered
        seen.add(admin.last.text)
        assert admin.last.names
    assert len(seen) == 14
    russian = [
        text
        for text in seen
        if any(
            "а" <= letter <= "я"
            for letter in text.replace("Борис Сотрудник", "").replace("Алиса Администратор", "").replace("Гость", "")
        )
    ]
    assert len(russian) == (14 if language == "ru" else 0)
