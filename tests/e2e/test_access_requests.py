"""Asking for access: the whole way of a stranger in, two administrators at once, restarts, and a flood."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.stage import ADMIN, STAFF
from bot.people.patience import ANSWERS
from domain.access.ask_for_access import MOST_AN_HOUR
from domain.people import Role
from sandbox import User
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import Product, eventually, second_administrator

STRANGER = 2_001

pytestmark = pytest.mark.usefixtures("administrator_is_there")


class Moved:
    """A clock that is some time ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


async def asks(product: Product, number: int = STRANGER, first_name: str = "Пётр", **names: str) -> User:
    stranger = product.sandbox.user(number, first_name=first_name, **names)
    await stranger.send("/start")
    await stranger.wait_for_text("У вас нет доступа")
    await stranger.press("Запросить доступ")
    await stranger.wait_for_text("Запрос отправлен")
    return stranger


async def acts(kind: str = "person") -> list[str]:
    return [str(row.act) for row in await models.AuditEntry.filter(kind=kind).order_by("id")]


async def test_a_stranger_asks_is_let_in_linked_and_writes(product: Product) -> None:
    admin = product.admin
    stranger = await asks(product, first_name="Пётр", last_name="Семёнов")
    request = await admin.wait_for_text("Пётр Семёнов просит доступ")
    assert str(STRANGER) in request.text
    await admin.press("Разрешить", request)
    question = await admin.wait_for_text("Чей это аккаунт: Пётр Семёнов?")
    assert "Семёнов Пётр Ильич" in question.names
    assert "Пропустить" in question.names
    await stranger.wait_for_text("Доступ открыт")
    await admin.press("Семёнов Пётр Ильич", question)
    page = await admin.wait_for_text("Аккаунт: Семёнов Пётр Ильич")
    assert "Роль: сотрудник" in page.text
    decided = await admin.wait_for_text("доступ открыт — Алиса Администратор")
    assert "Разрешить" not in decided.names
    await stranger.press("Новое")
    await stranger.wait_for_text("Получатель (1 из 3)")
    assert [name for name, _ in stranger.commands] == ["new", "list", "settings", "help", "cancel"]
    assert await acts() == ["let_in", "changed"]


async def test_whose_account_it_is_can_be_searched_for_or_passed_over(product: Product) -> None:
    admin = product.admin
    await asks(product, first_name="Zed")
    await admin.press("Разрешить", await admin.wait_for_text("Zed просит доступ"))
    question = await admin.wait_for_text("Чей это аккаунт: Zed?")
    assert question.names == ["Добавить в справочник", "Пропустить"]
    await admin.send("никакой")
    await admin.wait_for_text("в справочнике никого нет")
    await admin.send("семен")
    found = await admin.wait_for_text("Нашлись по запросу «семен»")
    assert "Семёнов Пётр Ильич" in found.names
    await admin.press("Пропустить", found)
    await admin.wait_for_text("Аккаунт: не указан")
    person = await product.people.get(STRANGER)
    assert person is not None
    assert person.account_id is None


async def lets_in(product: Product, first_name: str = "Пётр", last_name: str = "Гость") -> ChatMessage:
    """Let a stranger in who is not in the directory, up to the question whose account it is."""
    name = f"{first_name} {last_name}".strip()
    await asks(product, first_name=first_name, last_name=last_name)
    await product.admin.press("Разрешить", await product.admin.wait_for_text(f"{name} просит доступ"))
    return await product.admin.wait_for_text(f"Чей это аккаунт: {name}?")


async def account_of(number: int) -> models.Account | None:
    return (await models.Person.get(telegram_id=number).prefetch_related("account")).account


async def test_an_account_that_is_missing_is_added_from_the_question_whose_it_is(product: Product) -> None:
    admin = product.admin
    question = await lets_in(product)
    await admin.press("Добавить в справочник", question)
    page = await admin.wait_for_text("Новый аккаунт: Пётр Гость")
    assert page.names == ["Назад"]
    await admin.send("petr@")
    again = await admin.wait_for_text("не почтовый адрес")
    assert "Новый аккаунт: Пётр Гость" in again.text
    await product.restart()
    await admin.send("petr@firma.local")
    card = await admin.wait_for_text("Аккаунт: Пётр Гость (petr@firma.local)")
    assert "Добавлено в справочник" in card.text
    account = await account_of(STRANGER)
    assert account is not None
    assert (account.full_name, account.mbox, account.username) == ("Пётр Гость", "petr@firma.local", "petr@firma.local")
    assert await acts("account") == ["created"]
    assert await acts() == ["let_in", "changed"]


async def test_the_name_of_the_new_account_can_be_corrected_in_one_line_or_before_the_address(product: Product) -> None:
    admin = product.admin
    question = await lets_in(product, "Petya", "")
    await admin.press("Добавить в справочник", question)
    await admin.wait_for_text("Новый аккаунт: Petya")
    await admin.send("Гостев Пётр Иванович")
    await admin.wait_for_text("Новый аккаунт: Гостев Пётр Иванович")
    await admin.send("Гостев Пётр Ильич, petr@firma.local")
    await admin.wait_for_text("Аккаунт: Гостев Пётр Ильич (petr@firma.local)")


async def test_an_address_that_nobody_has_is_added_by_two_presses(product: Product) -> None:
    admin = product.admin
    await lets_in(product)
    await admin.send("петр чуж")
    await admin.press("Добавить в справочник", await admin.wait_for_text("«петр чуж» в справочнике никого нет"))
    await admin.press("Назад", await admin.wait_for_text("Новый аккаунт: Пётр Гость"))
    await admin.wait_for(lambda chat: "Чей это аккаунт" in chat.last.text)
    await admin.send("petr@firma.local")
    await admin.press("Добавить в справочник", await admin.wait_for_text("никого нет"))
    page = await admin.wait_for_text("Новый аккаунт: Пётр Гость, petr@firma.local")
    assert page.names == ["Добавить и привязать", "Назад"]
    await admin.press("Добавить и привязать", page)
    await admin.wait_for_text("Аккаунт: Пётр Гость (petr@firma.local)")
    await admin.press_data(page, f"Pad:{STRANGER}")
    await admin.wait_for_text("Аккаунт: Пётр Гость (petr@firma.local)")
    assert await models.Account.filter(mbox="petr@firma.local").count() == 1


async def test_an_address_that_somebody_has_links_that_account_and_restores_it(product: Product) -> None:
    admin = product.admin
    await product.archive("ivanov")
    known = await product.accounts.by_username("ivanov")
    assert known is not None
    question = await lets_in(product)
    await admin.press("Добавить в справочник", question)
    await admin.wait_for_text("Новый аккаунт: Пётр Гость")
    await admin.send(known.mbox.upper())
    card = await admin.wait_for_text(f"Аккаунт: {known.full_name}")
    assert "уже в справочнике" in card.text
    await admin.press("Чей аккаунт", card)
    page = await admin.wait_for(lambda chat: chat.last if "Чей это аккаунт" in chat.last.text else None)
    assert page.names[-3:] == ["Добавить в справочник", "Отвязать аккаунт", "Назад"]
    assert await acts("account") == ["restored"]
    assert await models.Account.filter(full_name="Пётр Гость").count() == 0


async def test_of_two_administrators_who_answer_whose_account_it_is_the_second_is_told(product: Product) -> None:
    admin, second = product.admin, await second_administrator(product)
    question = await lets_in(product)
    await admin.press("Добавить в справочник", question)
    await admin.wait_for_text("Новый аккаунт: Пётр Гость")
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await second.send("/staff")
    await second.press("Пётр Гость", await second.wait_for_text("Люди · 4"))
    await second.press("Чей аккаунт", await second.wait_for_text("Аккаунт: не указан"))
    await second.wait_for_text("Чей это аккаунт")
    await second.send("иванов")
    await second.press(account.full_name, await second.wait_for_text("Нашлись по запросу"))
    await second.wait_for_text(f"Аккаунт: {account.full_name}")
    await admin.send("petr@firma.local")
    card = await admin.wait_for_text("её изменили (Вера Вторая)")
    assert f"Аккаунт: {account.full_name}" in card.text
    assert await models.Account.filter(mbox="petr@firma.local").count() == 0


async def test_a_new_account_for_one_who_has_no_access_any_more_is_not_made(product: Product) -> None:
    admin = product.admin
    await admin.press("Добавить в справочник", await lets_in(product))
    await admin.wait_for_text("Новый аккаунт: Пётр Гость")
    await product.people.remove(STRANGER)
    await admin.send("petr@firma.local")
    await admin.wait_for_text("У этого человека уже нет доступа")
    assert await models.Account.filter(mbox="petr@firma.local").count() == 0


async def test_an_administrator_with_english_adds_an_account_in_english(product: Product) -> None:
    admin = product.admin
    question = await lets_in(product, "Peter", "Guest")
    await product.people.set_language(ADMIN, "en")
    await admin.press("Добавить в справочник", question)
    page = await admin.wait_for_text("New account: Peter Guest")
    assert page.names == ["Back"]
    await admin.send("peter@firma.local")
    await admin.wait_for_text("Added to the directory and linked")


async def test_whoever_is_first_decides_and_the_other_sees_it(product: Product) -> None:
    first, second = product.admin, await second_administrator(product)
    stranger = await asks(product)
    mine = await first.wait_for_text("Пётр просит доступ")
    theirs = await second.wait_for_text("Пётр просит доступ")
    allow = next(button.data for row in theirs.buttons for button in row if button.label == "Разрешить")
    decline = next(button.data for row in mine.buttons for button in row if button.label == "Отклонить")
    assert allow
    assert decline
    await first.press_data(mine, decline)
    await second.wait_for_text("Пётр: запрос отклонён — Алиса Администратор")
    await second.press_data(theirs, allow)
    await second.wait_for_text("Пётр: запрос отклонён — Алиса Администратор")
    await stranger.wait_for_text("Доступ пока не открыли")
    assert await product.people.get(STRANGER) is None
    assert await acts() == ["declined"]
    assert second.with_text("Чей это аккаунт") is None


async def test_a_restart_between_request_and_decision_loses_nothing(product: Product) -> None:
    stranger = await asks(product)
    request = await product.admin.wait_for_text("Пётр просит доступ")
    await product.restart()
    await stranger.send("/start")
    waiting = await stranger.wait_for_text("Запрос ждёт ответа")
    assert waiting.names == []
    await product.admin.press("Разрешить", request)
    await stranger.wait_for_text("Доступ открыт")
    await product.admin.wait_for_text("Чей это аккаунт")


async def test_a_request_that_was_kept_and_not_shown_is_shown_after_a_crash(product: Product) -> None:
    stranger = product.sandbox.user(STRANGER, first_name="Пётр")
    await stranger.send("/start")
    await stranger.wait_for_text("У вас нет доступа")
    for method in ("answerCallbackQuery", "editMessageText", "sendMessage"):
        product.sandbox.telegram.unreachable(method=method)
    await stranger.press("Запросить доступ", answer_within=0.1)
    await eventually(lambda: models.AccessRequest.filter(telegram_id=STRANGER).exists())
    await product.crash()
    product.sandbox.telegram.forget()
    await product.start()
    # What was under way at the end of the first life may have come to its end, or is shown again by the second one.
    await stranger.wait_for(lambda chat: chat.last.text.startswith(("Запрос отправлен", "Запрос ждёт ответа")))
    await product.admin.wait_for_text("Пётр просит доступ")
    assert await models.AccessRequest.all().count() == 1


async def test_asking_again_is_told_how_the_first_request_stands(product: Product) -> None:
    await product.stop()
    clock = product.clock = Moved()
    await product.start()
    stranger = await asks(product)
    old = stranger.last
    answer = await stranger.press_data(old, "wa")
    assert "уже отправлен" in answer.text
    request = await product.admin.wait_for_text("Пётр просит доступ")
    await product.admin.press("Отклонить", request)
    await stranger.wait_for_text("Администратор отклонил запрос")
    answer = await stranger.press_data(old, "wa")
    assert "отклонил" in answer.text
    await stranger.send("Пустите")
    await stranger.wait_for(lambda chat: "Доступ пока не открыли" in chat.last.text)
    clock.ahead = timedelta(days=1, minutes=1)
    await stranger.send("/start")
    page = await stranger.wait_for(lambda chat: chat.last if "Запросить доступ" in chat.last.names else None)
    await stranger.press("Запросить доступ", page)
    await stranger.wait_for_text("Запрос отправлен")
    await product.admin.wait_for(lambda chat: "Разрешить" in chat.last.names)


async def test_strangers_cannot_flood_administrators(product: Product) -> None:
    for number in range(MOST_AN_HOUR):
        await asks(product, STRANGER + number, f"Гость {number}")
    late = product.sandbox.user(STRANGER + 100, first_name="Поздний")
    await late.send("/start")
    await late.wait_for_text("У вас нет доступа")
    answer = await late.press("Запросить доступ")
    assert "слишком много" in answer.text
    await late.wait_for_text("Поговорите с администратором сами и назовите ваш номер: 2101")
    await product.admin.wait_for(
        lambda chat: len([item for item in chat.messages if "просит доступ" in item.text]) == MOST_AN_HOUR
    )
    assert await models.AccessRequest.all().count() == MOST_AN_HOUR


async def test_a_stranger_who_writes_much_is_not_answered_each_time(product: Product) -> None:
    stranger = product.sandbox.user(STRANGER, first_name="Пётр")
    for _ in range(ANSWERS + 20):
        await stranger.send("Пустите!")

    async def handled() -> bool:
        return await models.Update.filter(person_id=STRANGER, done_at__isnull=False).count() == ANSWERS + 20

    await eventually(handled)
    assert len([item for item in stranger.messages if item.sender == "bot"]) == ANSWERS
    answer = await stranger.press("Запросить доступ")
    assert "отправлен" in answer.text


async def test_requests_that_wait_are_found_in_the_list_as_well(product: Product) -> None:
    admin = product.admin
    await asks(product)
    await admin.wait_for_text("Пётр просит доступ")
    await admin.send("/staff")
    await admin.wait_for_text("Люди · 2")
    await admin.press("Ждут доступа (1)")
    await admin.press("Пётр", await admin.wait_for_text("Запросы доступа · 1"))
    page = await admin.wait_for(lambda chat: chat.last if "Назад" in chat.last.names else None)
    await admin.press("Отклонить", page)
    await admin.wait_for(lambda chat: "запрос отклонён" in chat.last.text)
    await admin.press_data(admin.last, "Pqs:0")
    await admin.wait_for_text("никто не ждёт ответа")


async def test_what_a_stranger_forges_changes_nothing(product: Product) -> None:
    stranger = await asks(product)
    request = await models.AccessRequest.get(telegram_id=STRANGER)
    page = stranger.last
    for data in (
        f"Pqd:{request.id}:1",
        f"Pr:{STRANGER}:1:0:1",
        f"Pr:{ADMIN}:0:0:1",
        f"Pxx:{STAFF}:0:0:0",
        "Pim:1:0",
        "Pir:1",
        "P:0",
        "wa:1",
    ):
        answer = await stranger.press_data(page, data)
        assert "У вас нет доступа" in answer.text
    assert await product.people.get(STRANGER) is None
    assert [person.telegram_id for person in await product.people.everybody()] == [ADMIN, STAFF]
    assert await models.Invitation.all().count() == 0


async def test_what_staff_forge_is_answered_noted_and_changes_nothing(product: Product, caplog) -> None:
    caplog.set_level("INFO")
    staff = product.staff
    await asks(product)
    request = await models.AccessRequest.get(telegram_id=STRANGER)
    await staff.send("/start")
    page = await staff.wait_for_text("Здравствуйте")
    forged = (
        f"Pqd:{request.id}:1",
        f"Pr:{STAFF}:1:0:1",
        f"Pxx:{ADMIN}:0:0:0",
        f"Pas:{STAFF}:1:0",
        f"Pgs:{STAFF}:1:1",
        "Pim:1:0",
        "Pi:0",
        "P:0",
        f"Pp:{ADMIN}",
        "Pp:99999999999999999999",
        "тайна",
    )
    for data in forged:
        assert (await staff.press_data(page, data)).answered
        assert "Эта кнопка больше не действует" in staff.last.text
    await staff.send("/staff")
    await staff.wait_for_text("Команды /staff нет")
    assert [(person.telegram_id, person.role) for person in await product.people.everybody()] == [
        (ADMIN, Role.ADMIN),
        (STAFF, Role.STAFF),
    ]
    assert await models.Invitation.all().count() == 0
    noted = [item.getMessage() for item in caplog.records if "not theirs" in item.getMessage()]
    assert len(noted) == len(forged)
    assert noted[0] == f"{STAFF} pressed a button that is not theirs or not there: Pqd"
    assert "тайна" not in "".join(noted)


async def test_a_stranger_with_english_reads_english(product: Product) -> None:
    stranger = product.sandbox.user(STRANGER, first_name="Peter", language_code="en-GB")
    await stranger.send("/start")
    await stranger.wait_for(lambda chat: chat.last.names == ["Request access"])
    await stranger.press("Request access")
    await stranger.wait_for_text("Request sent")
    await product.admin.press("Отклонить", await product.admin.wait_for_text("Peter просит доступ"))
    await stranger.wait_for_text("An administrator declined the request")


async def test_a_request_declined_from_the_list_leads_back_to_it(product: Product) -> None:
    admin = product.admin
    await asks(product)
    await admin.send("/staff")
    page = await admin.wait_for(
        lambda chat: chat.last if any("Ждут доступа" in one for one in chat.last.names) else None
    )
    await admin.press("Ждут доступа", page)
    page = await admin.wait_for(lambda chat: chat.last if "Пётр" in chat.last.names else None)
    await admin.press("Пётр", page)
    page = await admin.wait_for(lambda chat: chat.last if "Отклонить" in chat.last.names else None)
    await admin.press("Отклонить", page)
    page = await admin.wait_for(lambda chat: chat.last if "запрос отклонён" in chat.last.text else None)
    assert page.names == ["Назад"]
    gone = await admin.press_data(page, "Pq:99")
    assert gone.answered
    page = await admin.wait_for(lambda chat: chat.last if "Этого запроса больше нет" in chat.last.text else None)
    assert page.names == ["Назад"]


async def test_a_request_is_found_by_typing_among_many(product: Product) -> None:
    await models.AccessRequest.bulk_create(
        models.AccessRequest(
            telegram_id=4_000 + number, name=f"Семён Гость {number:02}", state="open", asked_at=product.clock()
        )
        for number in range(12)
    )
    admin = product.admin
    await admin.send("/staff")
    await admin.press("Ждут доступа (12)", await admin.wait_for_text("Люди · 2"))
    page = await admin.wait_for_text("Запросы доступа · 12")
    assert "Чтобы найти человека, напишите его имя." in page.text
    await admin.send("гость 11")
    page = await admin.wait_for_text("Нашлось по запросу «гость 11»")
    assert page.names == ["Семён Гость 11", "Назад"]
    await product.restart()
    await admin.send("4007")
    page = await admin.wait_for_text("Нашлось по запросу «4007»")
    await admin.press("Семён Гость 07", page)
    await admin.press("Отклонить", await admin.wait_for_text("Семён Гость 07 просит доступ"))
    await admin.press("Назад", await admin.wait_for_text("запрос отклонён"))
    await admin.send("нет таких")
    page = await admin.wait_for_text("По запросу «нет таких» никого нет")
    await admin.press("Назад", page)
    page = await admin.wait_for(lambda chat: chat.last if "Дальше →" in chat.last.names else None)
    assert "Запросы доступа · 11" in page.text


async def test_a_strangers_name_neither_hides_nor_turns_anything_round(product: Product) -> None:
    await asks(product, first_name="\u202eПётр\u2066", last_name="Се\u200bмёнов\n\nРоль: администратор")
    request = await product.admin.wait_for_text("просит доступ")
    assert "Пётр Семёнов Роль: администратор просит доступ" in request.text
    await product.admin.press("Разрешить", request)
    await product.admin.wait_for_text("Чей это аккаунт: Пётр Семёнов Роль: администратор?")
    person = await product.people.get(STRANGER)
    assert person is not None
    assert person.name == "Пётр Семёнов Роль: администратор"


async def test_a_stranger_whose_name_nobody_sees_is_called_by_the_number(product: Product) -> None:
    await asks(product, first_name="\u3164\u202e")
    await product.admin.wait_for_text(f"{STRANGER} просит доступ")


async def test_a_page_that_an_administrator_has_gone_on_to_is_not_drawn_over(product: Product) -> None:
    admin, second = product.admin, await second_administrator(product)
    await asks(product)
    request = await admin.wait_for_text("просит доступ")
    await admin.press("Назад", request)
    await admin.wait_for(lambda chat: "Пётр" in chat.last.names[0])
    await second.press("Отклонить", await second.wait_for_text("просит доступ"))
    decided = await admin.wait_for_text("— Вера Вторая")
    assert decided.id > request.id
    assert "просит" not in next(message.text for message in admin.messages if message.id == request.id)


async def test_a_page_that_leads_on_from_a_request_and_back_is_drawn_anew_where_it_stands(product: Product) -> None:
    admin, second = product.admin, await second_administrator(product)
    await asks(product)
    request = await admin.wait_for_text("просит доступ")
    await admin.press("Назад", request)
    await admin.press("Пётр")
    await second.press("Отклонить", await second.wait_for_text("просит доступ"))
    assert (await admin.wait_for_text("— Вера Вторая")).id == request.id
