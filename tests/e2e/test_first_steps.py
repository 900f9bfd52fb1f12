"""The first administrator of an empty installation is led to the first letter, and can leave and come back anywhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.stage import ADMIN, STAFF
from bot.files.config_file import recipe_file
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.editing import presets
from domain.editing.presets import Preset
from domain.people import Role
from domain.sections import Section
from sandbox import Sandbox
from sandbox.seen import ChatMessage
from storage import models
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.people import PersonRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.e2e.conftest import Product, running

SECRET = "совсем секретный пароль"


@pytest.fixture
async def empty(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Product]:
    """What `gonets run` makes of an empty database, and the first administrator; the sandbox is a provider."""

    async def fill_in(sandbox: Sandbox) -> None:
        configured = ConfigurationRepository(SecretBox.for_home(tmp_path))
        await ApplyConfiguration(configured, atomically)(recipe_file(enabled=False))
        await PersonRepository().let_in(ADMIN, Role.ADMIN, "Алиса Администратор")
        sandbox.user(ADMIN, first_name="Алиса", last_name="Администратор")
        sandbox.user(STAFF, first_name="Борис", last_name="Сотрудник")
        server = {"host": sandbox.smtp_host, "port": sandbox.smtp_port}
        document = {**server, "authentication": "basic", "encryption": "none"}
        known = {**presets.PRESETS, Section.CONNECTIONS: (Preset("Песочница", document),)}
        monkeypatch.setattr(presets, "PRESETS", known)
        sandbox.mail.user, sandbox.mail.password = "alisa@firma.local", SECRET

    async with running(tmp_path, caplog, fill_in) as product:
        yield product


async def press(product: Product, *labels: str) -> ChatMessage:
    for label in labels:
        answer = await product.admin.press(label, product.admin.last)
        assert answer.answered, label
    return product.admin.last


async def type_(product: Product, text: str, then: str) -> ChatMessage:
    await product.admin.send(text)
    return await product.admin.wait_for_text(then)


async def set_up_mail(product: Product) -> None:
    await press(product, "Настроить почту", "Песочница")
    await type_(product, "alisa@firma.local", "Напишите пароль")
    await type_(product, SECRET, "От чьего имени")
    page = await press(product, "alisa@firma.local")
    assert "• Включено: нет → да" in page.text
    await press(product, "Проверить и применить")
    await product.admin.wait_for_text("✅ Применено")


async def test_the_first_administrator_is_led_from_nothing_to_the_invitation(empty: Product) -> None:
    page = await type_(empty, "/start", "Здравствуйте")
    assert "👉 1. Почтовый сервер" in page.text
    assert page.labels[0] == "Настроить почту"
    await set_up_mail(empty)
    (stored,) = await empty.configuration.connections()
    assert stored.document.enabled
    assert stored.document.system_name == "smtp_connection"
    assert (stored.document.host, stored.document.username) == (empty.sandbox.smtp_host, "alisa@firma.local")
    page = await press(empty, "К первым шагам")
    assert "✅ 1. Почтовый сервер" in page.text
    assert "✅ 2. Проверка сервера" in page.text
    assert "👉 3. Пробное письмо себе" in page.text
    await press(empty, "Пробное письмо себе", "alisa@firma.local")
    await empty.admin.wait_for_text("Сервер принял письмо")
    page = await press(empty, "К первым шагам")
    assert "👉 4. Адресаты в справочнике" in page.text
    await press(empty, "Добавить адресатов", "Добавить меня")
    page = await press(empty, "alisa@firma.local")
    assert "Вы в справочнике: Алиса Администратор" in page.text
    assert "👉 5. Сотрудники" in page.text
    person = await empty.people.get(ADMIN)
    assert person is not None
    account = await empty.accounts.get(person.account_id or 0)
    assert account is not None
    assert (account.full_name, account.mbox) == ("Алиса Администратор", "alisa@firma.local")
    page = await press(empty, "Пригласить сотрудников")
    assert page.labels[0] == "Сделать приглашение"
    page = await type_(empty, "/accounts", "Справочник")
    assert "К первым шагам" in page.labels
    page = await press(empty, "Алиса Администратор")
    assert "К первым шагам" in page.labels
    await press(empty, "К первым шагам", "Пригласить сотрудников")
    await press(empty, "Люди")
    assert "К первым шагам" in empty.admin.last.labels
    page = await press(empty, "К первым шагам", "Пригласить сотрудников", "Сделать приглашение")
    assert "К первым шагам" in page.labels
    await press(empty, "Новая для сотрудника")
    copied = (await empty.admin.press("Скопировать ссылку")).copied
    assert copied is not None
    newcomer = empty.sandbox.user(STAFF)
    await newcomer.send(f"/start {copied.rpartition('start=')[2]}")
    await newcomer.wait_for_text("Доступ открыт")
    await empty.admin.wait_for_text("вход по вашему приглашению, сотрудник")
    page = await type_(empty, "/admin", "Управление")
    page = await press(empty, "Первые шаги")
    assert "Первые шаги сделаны" in page.text
    page = await type_(empty, "/start", "Здравствуйте")
    assert "Первые шаги" not in page.text
    assert SECRET not in " ".join(item.text for item in empty.admin.messages)


async def test_the_way_is_taken_up_where_it_was_left_after_a_restart_and_by_another_administrator(
    empty: Product,
) -> None:
    await type_(empty, "/start", "Здравствуйте")
    await press(empty, "Настроить почту", "Песочница")
    await empty.restart()
    await type_(empty, "alisa@firma.local", "Напишите пароль")
    await empty.restart()
    await type_(empty, SECRET, "От чьего имени")
    page = await type_(empty, "/start", "Здравствуйте")
    assert "👉 1. Почтовый сервер" in page.text
    await empty.people.let_in(STAFF, Role.ADMIN, "Борис")
    other = empty.sandbox.user(STAFF)
    await other.send("/start")
    await other.wait_for_text("👉 1. Почтовый сервер")
    await other.send("/connections")
    await other.wait_for(lambda chat: "К управлению" in chat.last.labels)
    await other.press("⏸ Отправка уведомлений")
    await other.press("К черновику")
    assert "Имя пользователя: alisa@firma.local" in other.last.text


async def test_it_is_hidden_for_one_person_and_found_again_under_administration(empty: Product) -> None:
    await type_(empty, "/start", "Здравствуйте")
    page = await press(empty, "Скрыть")
    assert "Больше не буду напоминать" in page.text
    page = await type_(empty, "/start", "Почтовый сервер не настроен")
    assert "👉" not in page.text
    await type_(empty, "/admin", "Управление")
    page = await press(empty, "Первые шаги")
    assert "👉 1. Почтовый сервер" in page.text
    await press(empty, "Показывать в начале")
    await type_(empty, "/start", "👉 1. Почтовый сервер")


async def test_an_own_server_is_asked_for_field_by_field_and_a_second_filling_begins_anew(empty: Product) -> None:
    await type_(empty, "/start", "Здравствуйте")
    await press(empty, "Настроить почту", "Свой сервер")
    assert "Сервер" in empty.admin.last.text
    await type_(empty, "mail.firma.local", "Порт")
    await press(empty, "25", "Без входа", "Без шифрования")
    assert "Адрес отправителя" in empty.admin.last.text
    await type_(empty, "/start", "Здравствуйте")
    await press(empty, "Настроить почту", "Песочница")
    assert "Имя пользователя" in empty.admin.last.text


async def test_an_address_that_is_in_the_directory_is_taken_and_no_second_account_made(empty: Product) -> None:
    await empty.add_account("Алиса Селезнёва", "Alisa@firma.local")
    await type_(empty, "/admin", "Управление")
    await press(empty, "Первые шаги")
    await empty.admin.press_data(empty.admin.last, "Fm:0")
    await type_(empty, "не адрес", "не почтовый адрес")
    await type_(empty, "alisa@firma.local", "Вы в справочнике: Алиса Селезнёва")
    assert await models.Account.all().count() == 1
    answer = await empty.admin.press_data(empty.admin.last, "Fm:0")
    await type_(empty, "other@firma.local", "уже есть в справочнике")
    assert answer.answered


async def test_an_archived_account_with_the_own_address_is_restored_and_no_second_one_made(empty: Product) -> None:
    await empty.add_account("Алиса Селезнёва", "alisa@firma.local", username="alisa")
    await empty.archive("alisa")
    await type_(empty, "/admin", "Управление")
    await press(empty, "Первые шаги")
    await empty.admin.press_data(empty.admin.last, "Fm:0")
    await type_(empty, "alisa@firma.local", "Вы в справочнике: Алиса Селезнёва")
    account = await models.Account.get()
    assert account.active


async def test_where_letters_have_gone_nobody_is_led(empty: Product) -> None:
    await type_(empty, "/start", "Здравствуйте")
    await set_up_mail(empty)
    await press(empty, "Пробное письмо", "alisa@firma.local")
    await empty.admin.wait_for_text("Сервер принял письмо")
    await empty.add_account("Иванов", "ivanov@firma.local")
    await empty.people.let_in(STAFF, Role.STAFF, "Борис")
    (stored,) = await empty.configuration.connections()
    await empty.configuration.save_connection(stored.document.model_copy(update={"enabled": False}))
    page = await type_(empty, "/start", "Почтовый сервер не настроен")
    assert "👉" not in page.text


async def test_the_steps_speak_english(empty: Product) -> None:
    await models.Person.filter(telegram_id=ADMIN).update(language="en")
    page = await type_(empty, "/start", "First steps")
    assert "👉 1. Mail server" in page.text
    page = await press(empty, "Set up mail")
    assert "Who runs your mail?" in page.text
    page = await press(empty, "To the connection")
    assert "There is no password" in page.text
    page = await press(empty, "First steps")
    assert "👉 1. Mail server" in page.text
