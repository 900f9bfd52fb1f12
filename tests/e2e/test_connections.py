"""Connections as administrators use them: checks by steps, test letters, new passwords, and how a connection fares."""

import logging
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from pydantic import SecretStr

from bot.demo.stage import ADMIN
from domain.editing import presets
from domain.editing.presets import Preset
from domain.people import Role
from domain.sections import Section
from sandbox import User
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import BUTTON, Product, eventually
from tests.mail.scripted_smtp import SILENCE, ScriptedServer, server_context

Compose = Callable[..., Any]
OTHER = 777
TITLE = "Отправка уведомлений через SMTP"
SECRET = "совсем секретный пароль"


class Hand:
    """Presses and types for somebody, and counts the presses."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.presses = 0

    async def press(self, *labels: str) -> None:
        for label in labels:
            answer = await self.user.press(label, message=self.user.last)
            assert answer.answered, label
            self.presses += 1

    async def type(self, text: str, then: str) -> ChatMessage:
        await self.user.send(text)
        return await self.user.wait_for_text(then)


@pytest.fixture
def hand(product: Product) -> Hand:
    return Hand(product.admin)


@pytest.fixture(autouse=True)
def preset(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider whose server is the sandbox's own."""
    server = {"host": product.sandbox.smtp_host, "port": product.sandbox.smtp_port}
    document = {**server, "authentication": "basic", "encryption": "none"}
    monkeypatch.setitem(presets.PRESETS, Section.CONNECTIONS, (Preset("Песочница", document),))


@pytest.fixture
async def silent() -> AsyncIterator[ScriptedServer]:
    """A server that takes the connection and lets everybody wait."""
    async with ScriptedServer({"CONNECT": SILENCE}) as server:
        yield server


async def ask_for_logins(product: Product, password: str = SECRET) -> None:
    product.sandbox.mail.user, product.sandbox.mail.password = "me@firma.local", password


async def set_up(product: Product, password: str | None = SECRET, **fields: Any) -> None:
    """The recipe's connection logs in."""
    (stored,) = await product.configuration.connections()
    login = {"authentication": "basic", "username": "me@firma.local", "sender_address": "me@firma.local"}
    document = stored.document.model_copy(update={**login, "timeout": timedelta(seconds=2), **fields})
    await product.configuration.save_connection(document, {"password": SecretStr(password)} if password else None)


async def open_connection(hand: Hand) -> None:
    await hand.user.send("/connections")
    await hand.user.wait_for(lambda chat: TITLE in chat.last.names)
    await hand.press(TITLE)


async def connection(product: Product, name: str = "smtp_connection") -> Any:
    return next(item for item in await product.configuration.connections() if item.document.system_name == name)


def everything(product: Product) -> str:
    return " ".join(item.text for user in product.sandbox.users for item in user.messages)


async def test_a_connection_by_a_preset_takes_ten_presses_to_a_test_letter(product: Product, hand: Hand) -> None:
    await ask_for_logins(product)
    await hand.type("/start", "Здравствуйте")
    hand.presses += 1  # as many as another way in costs: the command is in the menu
    await hand.type("/admin", "Управление")
    await hand.press("Подключения", "Добавить", "Песочница")
    await hand.type("Почта отдела", "Имя пользователя")
    await hand.type("me@firma.local", "Напишите пароль")
    await hand.type(SECRET, "От чьего имени")
    await hand.press("me@firma.local", "Создать и проверить")
    page = await product.admin.wait_for_text("✅ Создано")
    for line in ("Имя сервера", "Соединение", "Приветствие сервера", "Вход: me@firma.local", "Отправитель", "Прощание"):
        assert f"✅ {line}" in page.text
    await hand.press("Пробное письмо", "me@firma.local")
    await product.admin.wait_for_text("Сервер принял письмо на me@firma.local")
    assert hand.presses <= 10
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.rcpt_to == ["me@firma.local"]
    assert letter.authenticated_as == "me@firma.local"
    assert "Почта отдела" in letter.text
    assert SECRET not in everything(product)


async def test_what_does_not_pass_is_not_created_and_the_way_to_mend_it_is_a_button(
    product: Product, hand: Hand
) -> None:
    await ask_for_logins(product, "другой")
    await hand.type("/connections", "Подключения")
    await hand.press("Добавить", "Песочница")
    await hand.type("Почта отдела", "Имя пользователя")
    await hand.type("me@firma.local", "Напишите пароль")
    await hand.type(SECRET, "От чьего имени")
    await hand.press("me@firma.local", "Создать и проверить")
    page = await product.admin.wait_for_text("Подключение пока не создано")
    assert "❌ Вход" in page.text
    assert "Ответ сервера: 535" in page.text
    assert "Что сделать: Сервер не принял имя пользователя «me@firma.local» или пароль" in page.text
    assert len(await product.configuration.connections()) == 1
    await hand.press("✏️ Пароль")
    await hand.type("другой", "Адрес отправителя: me@firma.local")
    await hand.press("Проверить")
    await product.admin.wait_for_text("Всё в порядке")
    assert len(await product.configuration.connections()) == 1
    await hand.press("Создать")
    assert "✅ Создано" in product.admin.last.text
    password = await product.configuration.secret("smtp_connection2", "password")
    assert password is not None
    assert password.get_secret_value() == "другой"
    assert "другой" not in everything(product)


async def test_a_draft_that_lacks_something_says_so_before_it_is_checked(product: Product, hand: Hand) -> None:
    await open_connection(hand)
    await hand.press("Копия", "Вход", "Логин и пароль")
    assert "Имя пользователя" in product.admin.last.text
    await hand.press("Назад")
    assert "Имя пользователя: ⚠️ не заполнено" in product.admin.last.text
    assert "Пароль: ⚠️ не заполнено" in product.admin.last.text
    await hand.press("Проверить")
    assert "Применить нельзя" in product.admin.last.text
    await hand.press("Назад", "Имя пользователя")
    await hand.type("me", "Напишите пароль")
    await hand.press("Назад")
    answer = await product.admin.press("Проверить", product.admin.last)
    assert "Сначала введите пароль" in (answer.text or "")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Адрес отправителя", "отдел уведомлений", "«Адрес отправителя»: это не адрес почты"),
        ("Сервер", "http://smtp.company.ru/", "«Сервер» записано не так"),
        ("Порт", "почта", "«Порт» — значение не того вида, нужно целое число"),
        ("Порт", "99999", "«Порт» вне границ"),
        ("Порт", "465.0", "«Порт» — это целое число: напишите его без кавычек и точки, 465"),
        ("Сервер", "mail.firma.ru:465", "«Сервер» записано не так: здесь только имя сервера"),
        ("Адрес отправителя", "Отдел <a@firma.ru>", "«Адрес отправителя»: нужен только адрес, без имени"),
    ],
)
async def test_what_does_not_fit_is_named_as_on_the_page(
    product: Product, hand: Hand, field: str, typed: str, said: str
) -> None:
    await open_connection(hand)
    await hand.press("Изменить", field)
    page = await hand.type(typed, said)
    assert f"› {field}" in page.text


async def test_what_a_draft_lacks_is_named_as_on_the_page(product: Product, hand: Hand) -> None:
    await open_connection(hand)
    await hand.press("Копия", "Вход", "Логин и пароль", "Назад", "Проверить")
    page = product.admin.last
    assert "для входа нужно имя пользователя" in page.text
    assert re.findall(r"«[a-z_]+»|[(][a-z_]+[)]|authentication", page.text) == []


async def test_a_login_that_is_switched_on_asks_for_name_and_password_and_other_changes_keep_it(
    product: Product, hand: Hand
) -> None:
    await ask_for_logins(product)
    await open_connection(hand)
    await hand.press("Изменить", "Вход", "Логин и пароль")
    await hand.type("me@firma.local", "Напишите пароль")
    await hand.type(SECRET, "Пароль: новый")
    await hand.press("Проверить и применить")
    await product.admin.wait_for_text("✅ Применено")
    await hand.press("К подключению", "Изменить", "Адрес отправителя")
    await hand.type("you@firma.local", "→ you@firma.local")
    assert "••• (введён)" in product.admin.last.text
    await hand.press("Применить")
    password = await product.configuration.secret("smtp_connection", "password")
    assert password is not None
    assert password.get_secret_value() == SECRET
    assert "С этими настройками ещё ничего не уходило" in product.admin.last.text
    assert product.admin.last.labels[0] == "Проверить подключение"


async def test_a_changed_server_that_does_not_answer_is_not_applied_unless_one_insists(
    product: Product, hand: Hand
) -> None:
    await open_connection(hand)
    await hand.press("Изменить", "Порт")
    await hand.type("9", "→ 9")
    await hand.press("Проверить и применить")
    page = await product.admin.wait_for_text("действует прежнее: исправьте")
    assert "❌ Соединение" in page.text
    assert "никто не слушает" in page.text
    assert (await connection(product)).document.port == product.sandbox.smtp_port
    await hand.press("✏️ Порт")
    assert "Порт" in product.admin.last.text
    await hand.press("Назад", "Проверить и применить")
    await product.admin.wait_for_text("действует прежнее: исправьте")
    await hand.press("Всё равно применить")
    assert (await connection(product)).document.port == 9


async def test_a_check_holds_up_nothing_and_draws_over_no_other_page(
    product: Product, hand: Hand, silent: ScriptedServer
) -> None:
    await product.change_connection(host="127.0.0.1", port=silent.port)
    await open_connection(hand)
    await hand.press("Проверить подключение")
    page = await product.admin.wait_for_text("✅ Соединение")
    assert "⏳ Приветствие сервера…" in page.text
    await hand.press("К подключению", "Проверить подключение")
    assert "Это подключение уже проверяется" in product.admin.last.text
    assert "✅ Соединение" in product.admin.last.text
    await hand.press("К подключению")
    await hand.type("/list", "Все (0)")
    await open_connection(hand)
    assert silent.connections == 1
    await silent.__aexit__()

    async def ended() -> bool:
        return await models.ConnectionState.filter(last_failure_at__isnull=False).exists()

    await eventually(ended)
    await hand.press("Версии", "Назад")
    assert "Последняя ошибка" in product.admin.last.text
    assert "Проверка:" not in product.admin.last.text


async def test_a_restart_in_mid_check_says_so_and_the_page_goes_on_working(
    product: Product, hand: Hand, silent: ScriptedServer
) -> None:
    await product.change_connection(host="127.0.0.1", port=silent.port)
    await open_connection(hand)
    await hand.press("Проверить подключение")
    await product.admin.wait_for_text("✅ Соединение")
    await product.restart()
    await product.admin.wait_for_text("Проверка прервалась")
    await product.change_connection(host=product.sandbox.smtp_host, port=product.sandbox.smtp_port)
    await hand.press("Проверить ещё раз")
    await product.admin.wait_for_text("Всё в порядке")


@pytest.mark.parametrize(
    ("port", "fields", "advice"),
    [
        (None, {"encryption": "ssl"}, "не говорит на SSL сразу"),
        (None, {"encryption": "starttls"}, "не предлагает STARTTLS"),
        (9, {}, "никто не слушает"),
        (None, {"authentication": "none", "username": None}, "Поставьте «Вход» по логину и паролю"),
        (None, {"host": "нет-такого.invalid"}, "DNS"),
    ],
)
async def test_bad_settings_are_answered_with_what_to_do(
    product: Product, hand: Hand, port: int | None, fields: dict[str, Any], advice: str
) -> None:
    await ask_for_logins(product)
    await set_up(product, **{**({"port": port} if port else {}), **fields})
    await open_connection(hand)
    await hand.press("Проверить подключение")
    page = await product.admin.wait_for_text("Что сделать:")
    assert advice in page.text
    fixes = [label for label in page.labels if label.startswith("✏️")]
    assert fixes
    await hand.press(fixes[0])
    assert fixes[0].removeprefix("✏️ ") in product.admin.last.text


async def test_a_second_press_of_a_test_letters_button_sends_no_second_letter(product: Product, hand: Hand) -> None:
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    person = await product.people.get(ADMIN)
    assert person is not None
    await product.people.save(replace(person, account_id=account.id))
    await open_connection(hand)
    await hand.press("Пробное письмо")
    page = product.admin.last
    assert page.labels[:2] == ["Мне: ivanov@firma.local", "notify@firma.local"]
    own = page.buttons[0][0].data or ""
    await hand.press("Мне: ivanov@firma.local")
    await product.admin.wait_for_text("Сервер принял письмо на ivanov@firma.local")
    await product.admin.press_data(product.admin.last, own)
    assert "одно пробное письмо уже ушло" in product.admin.last.text
    assert len(product.sandbox.mailbox.letters) == 1
    await hand.press("notify@firma.local")
    await product.sandbox.mailbox.wait_for(2)


async def test_a_test_letter_to_a_typed_address_that_the_server_refuses_says_why(product: Product, hand: Hand) -> None:
    product.sandbox.mail.refuse_recipient("ghost@firma.local")
    await open_connection(hand)
    await hand.press("Пробное письмо")
    await hand.type("не адрес", "не почтовый адрес")
    page = await hand.type("ghost@firma.local", "не ушло")
    assert "нет такого ящика" in page.text
    assert "550" in page.text
    assert not await models.AuditEntry.filter(act="sent").exists()
    await hand.press("Ещё одно письмо")
    await hand.type("Real@firma.local", "Сервер принял письмо на Real@firma.local")
    note = await models.AuditEntry.get(act="sent")
    assert note.changes["to"] == [None, "Real@firma.local"]


async def test_a_test_letter_on_its_way_is_not_sent_by_another_press(product: Product, hand: Hand) -> None:
    async with ScriptedServer({"DATA": SILENCE}) as slow:
        await product.change_connection(host="127.0.0.1", port=slow.port)
        await open_connection(hand)
        await hand.press("Пробное письмо", "notify@firma.local")
        assert "⏳ Отправляю на notify@firma.local" in product.admin.last.text
        await slow.until(lambda: "DATA" in slow.verbs())
        await hand.press("К подключению", "Пробное письмо")
        assert "Второе не уйдёт" in product.admin.last.text
        assert slow.connections == 1
    await product.admin.wait_for_text("не ушло")


async def test_a_new_password_from_the_notice_lets_everything_go_and_is_nowhere_to_be_read(
    product: Product, hand: Hand, compose: Compose, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await hand.type("/start", "Здравствуйте")
    await ask_for_logins(product)
    await set_up(product, "прежний")
    await compose(product.staff)
    await product.staff.press(BUTTON)
    notice = await product.admin.wait_for_text("остановлено")
    assert "нажмите «Ввести новый пароль»" in notice.text
    await product.admin.press("Ввести новый пароль", notice)
    asked = await product.admin.wait_for_text("Новый пароль:")
    assert asked.id != notice.id
    assert "письма, которые ждут (1), уйдут" in asked.text
    typed = await product.admin.send(SECRET)
    await product.admin.wait_for_text("✅ Пароль записан")
    await product.sandbox.mailbox.wait_for(1)
    await product.admin.wait_for_text("снова работает: письма")
    assert typed.id not in {item.id for item in product.admin.messages}
    (note,) = await models.AuditEntry.filter(kind="connection")
    assert note.changes == {"password": ["•••", "•••"]}
    assert (await models.Person.get(telegram_id=ADMIN)).question is None
    kept = [str(row.document) for row in await models.ObjectVersion.all()]
    kept += [str(row.body) for row in await models.Update.filter(done_at__isnull=False)]
    said = [record.getMessage() for record in caplog.records]
    assert SECRET not in " ".join([everything(product), *kept, *said])


async def test_a_new_password_from_the_page_that_does_not_fit_is_said_at_once(product: Product, hand: Hand) -> None:
    await ask_for_logins(product)
    await set_up(product, "прежний")
    await open_connection(hand)
    await hand.press("Ввести новый пароль")
    page = await hand.type("неверный", "Что сделать:")
    assert "✅ Пароль записан" in page.text
    assert "❌ Вход" in page.text
    await hand.press("Ввести новый пароль")
    await hand.type(SECRET, "Всё в порядке")
    await hand.press("К подключению")
    assert "✅ Работает" in product.admin.last.text
    assert "Последняя удача" in product.admin.last.text


async def test_a_password_that_could_not_be_deleted_is_said_to_be_still_there(product: Product, hand: Hand) -> None:
    await ask_for_logins(product)
    await set_up(product, "прежний")
    await open_connection(hand)
    await hand.press("Ввести новый пароль")
    product.sandbox.telegram.unreachable(times=3, method="deleteMessage")
    await hand.type(SECRET, "Я не смог удалить ваше сообщение")
    await product.admin.wait_for_text("Всё в порядке")


async def test_the_second_of_two_passwords_is_not_kept_and_is_asked_for_again(product: Product, hand: Hand) -> None:
    await ask_for_logins(product)
    await set_up(product, "прежний")
    await product.people.let_in(OTHER, Role.ADMIN, "Вера")
    other = Hand(product.sandbox.user(OTHER))
    for one in (hand, other):
        await open_connection(one)
        await one.press("Ввести новый пароль")
    await hand.type(SECRET, "Всё в порядке")
    page = await other.type("опоздавший", "Ничего не перезаписано")
    assert "Новый пароль:" in page.text
    password = await product.configuration.secret("smtp_connection", "password")
    assert password is not None
    assert password.get_secret_value() == SECRET
    assert "опоздавший" not in everything(product)


async def test_a_question_for_a_password_survives_a_restart(product: Product, hand: Hand) -> None:
    await ask_for_logins(product)
    await set_up(product, "прежний")
    await open_connection(hand)
    await hand.press("Ввести новый пароль")
    await product.restart()
    await hand.type(SECRET, "Всё в порядке")


async def test_no_password_is_asked_for_where_nobody_logs_in(product: Product, hand: Hand) -> None:
    await open_connection(hand)
    assert "Ввести новый пароль" not in product.admin.last.labels
    (stored,) = await product.configuration.connections()
    answer = await product.admin.press_data(product.admin.last, f"Kn:{stored.id}:0")
    assert "входят без пароля" in (answer.text or "")


async def test_a_check_of_a_suspended_connection_lets_it_go_on_when_it_works(
    product: Product, hand: Hand, compose: Compose
) -> None:
    await hand.type("/start", "Здравствуйте")
    await ask_for_logins(product, "новый")
    await set_up(product)
    await compose(product.staff)
    await product.staff.press(BUTTON)
    await product.admin.wait_for_text("остановлено")
    await open_connection(hand)
    page = product.admin.last
    assert "⛔ Остановлено" in page.text
    assert "Писем ждёт: 1" in page.text
    assert "Отправить все ждавшие (1)" in page.labels
    await hand.press("Проверить подключение")
    await product.admin.wait_for_text("❌ Вход")
    await product.admin.wait_for(lambda chat: "Проверить ещё раз" in chat.last.labels)
    product.sandbox.mail.password = SECRET
    await hand.press("Проверить ещё раз")
    await product.sandbox.mailbox.wait_for(1)
    await product.admin.wait_for_text("Подключение снова работает")


async def test_a_connection_opened_from_a_notice_leaves_the_notice_where_it_is(
    product: Product, hand: Hand, compose: Compose
) -> None:
    await hand.type("/start", "Здравствуйте")
    await ask_for_logins(product, "новый")
    await set_up(product)
    await compose(product.staff)
    await product.staff.press(BUTTON)
    notice = await product.admin.wait_for_text("остановлено")
    await product.admin.press("К подключению", notice)
    await product.admin.wait_for_text("Последняя ошибка")
    assert any("остановлено" in item.text for item in product.admin.messages if item.id == notice.id)


async def test_staff_and_strangers_check_nothing_send_nothing_and_set_no_password(product: Product) -> None:
    (stored,) = await product.configuration.connections()
    await product.staff.send("/start")
    await product.staff.wait_for_text("Здравствуйте")
    for data in ("Kc", "Kt", "Kn", "Ko", "Kp", "Ks", "Ku", "F", "Fm", "Fh"):
        tail = {"Kn": ":0", "Ku": ":1"}.get(data, "")
        whole = {"F": "F", "Fm": "Fm:0", "Fh": "Fh:1"}.get(data, f"{data}:{stored.id}{tail}")
        answer = await product.staff.press_data(product.staff.last, whole)
        assert answer.answered
    assert "Эта кнопка больше не действует" in product.staff.last.text
    assert product.sandbox.mail.sessions == []


async def test_forged_numbers_are_refused_with_a_sentence(product: Product, hand: Hand) -> None:
    await open_connection(hand)
    for data in ("Kc:999", "Kd:999:1:1", "Kt:999", "Kn:999:0", "Kl:1:7:0", "Kf:1:zz", "Ku:999:1", "Ko:999"):
        answer = await product.admin.press_data(product.admin.last, data)
        assert answer.answered, data
    assert product.sandbox.mailbox.letters == []


async def test_the_check_and_the_test_letter_speak_english(product: Product, hand: Hand) -> None:
    await models.Person.filter(telegram_id=ADMIN).update(language="en")
    await hand.type("/connections", "Connections")
    await hand.press(TITLE, "Check the connection")
    page = await product.admin.wait_for_text("All is well")
    assert "✅ The server’s greeting" in page.text
    await hand.press("Test email", "notify@firma.local")
    await product.admin.wait_for_text("The server has accepted the email to notify@firma.local")
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.subject == "Connection check"


async def test_the_check_shows_whose_certificate_it_is_by_whom_and_until_when(
    product: Product, hand: Hand, tmp_path: Path
) -> None:
    authority = trustme.CA(organization_name="Центр проверки")
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    async with ScriptedServer(tls=server_context(authority, "localhost")) as server:
        await product.change_connection(host="localhost", port=server.port, encryption="ssl")
        await open_connection(hand)
        await hand.press("Проверить подключение")
        page = await product.admin.wait_for_text("Что сделать: Сертификат выдал центр, которому бот не доверяет")
        assert "❌ Шифрование (TLS)" in page.text
        assert re.search(
            r"Сертификат: .*localhost.*\. Выдан: Центр проверки\. Действует до \d\d\.\d\d\.\d{4}\.", page.text
        )
        assert "✏️ Свой центр сертификации" in page.labels
        await hand.press("✏️ Свой центр сертификации")
        await hand.type(str(trusted), "→")
        await hand.press("Проверить и применить")
        page = await product.admin.wait_for_text("✅ Применено")
        assert "✅ Шифрование (TLS): TLSv1" in page.text
        assert "Выдан: Центр проверки" in page.text


async def test_a_flood_limit_in_mid_check_costs_lines_but_not_the_outcome(product: Product, hand: Hand) -> None:
    await open_connection(hand)
    product.sandbox.telegram.too_many_requests(1, times=3, method="editMessageText")
    await hand.press("Проверить подключение")
    await product.admin.wait_for_text("Всё в порядке")


async def test_two_administrators_watch_one_check(product: Product, hand: Hand, silent: ScriptedServer) -> None:
    await product.people.let_in(OTHER, Role.ADMIN, "Вера")
    other = Hand(product.sandbox.user(OTHER))
    await product.change_connection(host="127.0.0.1", port=silent.port)
    for one in (hand, other):
        await open_connection(one)
        await one.press("Проверить подключение")
        await one.user.wait_for_text("✅ Соединение")
    assert "Это подключение уже проверяется" in other.user.last.text
    await silent.__aexit__()
    for one in (hand, other):
        await one.user.wait_for_text("Что сделать:")
    assert silent.connections == 1


async def test_a_changed_server_asks_for_the_password_again_and_without_it_letters_wait(
    product: Product, hand: Hand
) -> None:
    await ask_for_logins(product)
    await set_up(product)
    await open_connection(hand)
    await hand.press("Изменить", "Сервер")
    page = await hand.type("evil.test", "Напишите пароль")
    assert "Прежний пароль вводили для других настроек" in page.text
    assert "evil.test" in page.text
    await hand.press("Назад")
    page = product.admin.last
    assert "Пароль: ⚠️ не заполнено" in page.text
    assert "Пароль: нужен заново. Меняется, куда он уходит" in page.text
    answer = await product.admin.press("Проверить", page)
    assert "Сначала введите пароль" in (answer.text or "")
    await hand.press("Применить")
    assert "Пароля нет: письма ждут, пока его не введут" in product.admin.last.text
    assert product.admin.last.labels[0] == "Ввести пароль"
    assert not await product.configuration.kept_secrets("smtp_connection")
    await hand.press("Изменить", "Сервер")
    await hand.type(product.sandbox.smtp_host, "Напишите пароль")
    await hand.press("Назад", "Применить", "Ввести пароль")
    await hand.type(SECRET, "Пароль записан")
    await product.admin.wait_for_text("Всё в порядке")
    assert SECRET not in everything(product)


async def test_a_version_of_another_server_asks_for_the_password(product: Product, hand: Hand) -> None:
    await set_up(product, host="old.test")
    await set_up(product, host=product.sandbox.smtp_host)
    await open_connection(hand)
    await hand.press("Версии")
    old, *_ = [label for label in product.admin.last.labels if label.startswith("№ ")]
    await hand.press(old)
    assert "Напишите пароль" in product.admin.last.text
    assert "old.test" in product.admin.last.text


async def test_durations_are_typed_in_russian(product: Product, hand: Hand) -> None:
    await open_connection(hand)
    await hand.press("Изменить", "Ещё настройки", "Ожидание ответа")
    await hand.type("1000 часов", "не может быть больше 10m")
    await hand.type("1 минута", "→ 1m")
    await hand.press("Ещё настройки", "Паузы между попытками")
    await hand.type("5 минут, 1,5 часа", "→ 5m, 90m")
    await hand.press("Применить")
    document = (await connection(product)).document
    assert (document.timeout, document.retry_after) == (
        timedelta(minutes=1),
        (timedelta(minutes=5), timedelta(minutes=90)),
    )


async def test_what_an_earlier_version_saved_goes_on_and_is_named(product: Product, hand: Hand) -> None:
    (stored,) = await product.configuration.connections()
    await product.configuration.save_connection(stored.document.model_copy(update={"timeout": timedelta(hours=1000)}))
    await hand.type("/admin", "больше не сохранится в таком виде: Отправка уведомлений через SMTP")
    await open_connection(hand)
    assert "При следующем изменении исправьте" in product.admin.last.text
    assert "не может быть больше 10m" in product.admin.last.text
    await hand.press("Проверить")
    await product.admin.wait_for_text("Всё в порядке")
    await hand.press("К подключению", "Выключить", "Выключить", "Включить", "Изменить", "Порт")
    await hand.type("2525", "→ 2525")
    await hand.press("Применить")
    assert "не может быть больше 10m" in product.admin.last.text
    assert (await connection(product)).document.port == stored.document.port


async def test_a_connection_that_was_begun_is_offered_where_a_new_one_is_made(bare_product: Product) -> None:
    admin = bare_product.admin
    await admin.send("/connections")
    await admin.press("Добавить", await admin.wait_for_text("Подключения"))
    page = await admin.wait_for_text("Чья у вас почта?")
    assert "Начатое раньше" not in page.text
    await admin.press("Свой сервер", page)
    await admin.wait_for_text("› Название")
    await admin.send("Почта")
    await admin.wait_for_text("› Сервер")
    await admin.send("/connections")
    await admin.press("Добавить", await admin.wait_for_text("Подключения"))
    page = await admin.wait_for_text("Начатое раньше ждёт")
    await admin.press("✏️ Почта (не готово)", page)
    await admin.wait_for_text("Новое подключение: Почта")
