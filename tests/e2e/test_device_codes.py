"""Logging in at Microsoft 365 by a code: from nothing to the first letter, refusals, restarts, second presses."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.connections.device_codes import DeviceCodes
from bot.demo.stage import ADMIN, STAFF
from bot.files.config_file import recipe_file
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.editing import presets
from domain.people import Role
from sandbox import Sandbox, User
from sandbox.identity import Refusal
from sandbox.seen import ChatMessage
from storage import models
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.people import PersonRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.e2e.conftest import BUTTON, Product, compose_draft, eventually, running
from tests.e2e.device_logins import (
    APPLICATION,
    MAILBOX,
    SECRET,
    TENANT,
    TITLE,
    by_code,
    code_in,
    copied,
    presets_at,
    register,
)

MOST_TOUCHES = 14


class Thumb:
    """A person who presses what is seen, and counts."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.touches = 0

    async def press(self, *labels: str) -> ChatMessage:
        for label in labels:
            answer = await self.user.press(label, self.user.last)
            assert answer.answered or answer.url or answer.copied, label
            self.touches += 1
        return self.user.last

    async def type(self, text: str, then: str) -> ChatMessage:
        await self.user.send(text)
        self.touches += 1
        return await self.user.wait_for_text(then)


@pytest.fixture
async def empty(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Product]:
    """What `gonets run` makes of an empty database, and the first administrator; the sandbox is Microsoft 365."""

    async def fill_in(sandbox: Sandbox) -> None:
        configured = ConfigurationRepository(SecretBox.for_home(tmp_path))
        await ApplyConfiguration(configured, atomically)(recipe_file(enabled=False))
        await PersonRepository().let_in(ADMIN, Role.ADMIN, "Алиса Администратор")
        sandbox.user(ADMIN, first_name="Алиса", last_name="Администратор")
        register(sandbox)
        monkeypatch.setattr(presets, "PRESETS", presets_at(sandbox))

    async with running(tmp_path, caplog, fill_in) as product:
        yield product


@pytest.fixture
async def coded(product: Product) -> Product:
    """The recipe's connection waits for its code."""
    await by_code(product)
    return product


async def open_code(product: Product, user: User | None = None) -> str:
    user = user or product.admin
    await user.send("/connections")
    await user.wait_for(lambda chat: TITLE in chat.last.names)
    await user.press(TITLE)
    await user.press("Войти по коду")
    page = await user.wait_for_text("Введите код")
    return copied(page)


def everything(product: Product) -> str:
    return "\n".join(message.text for user in product.sandbox.users for message in user.messages)


async def test_from_an_empty_database_to_the_first_letter(empty: Product) -> None:
    thumb = Thumb(empty.admin)
    await thumb.type("/start", "👉 1. Почтовый сервер")
    page = await thumb.press("Настроить почту", "Microsoft 365")
    assert page.labels[:3] == ["По коду на экране", "Приложение само", "По паролю"]
    page = await thumb.press("По коду на экране")
    assert "1. Зарегистрируйте приложение" in page.text
    assert "offline_access" in [button.copy_text for row in page.buttons for button in row]
    await thumb.press("Дальше")
    await thumb.type(MAILBOX, "› Организация")
    await thumb.type(TENANT, "› Номер приложения")
    await thumb.type(APPLICATION, "От чьего имени")
    page = await thumb.press(MAILBOX)
    assert "Войти по коду" in page.labels
    await thumb.press("Войти по коду")
    code = await code_in(empty)
    page = await thumb.press(f"📋 Код {code}", "Открыть Microsoft 365")
    assert f"Введите код {code} и войдите как {MAILBOX}" in page.text
    empty.sandbox.identity.consent("microsoft", code, MAILBOX)
    page = await empty.admin.wait_for_text("Всё в порядке")
    assert "Код подтверждён" in page.text
    assert "✅ Применено" in page.text
    await thumb.press("Пробное письмо", MAILBOX)
    await empty.admin.wait_for_text("Сервер принял письмо")
    assert len(empty.sandbox.mailbox.letters) == 1
    (stored,) = await empty.configuration.connections()
    assert stored.document.enabled
    assert stored.document.by_device_code
    assert thumb.touches <= MOST_TOUCHES
    assert not await models.DeviceWait.exists()


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal.DENIED, "ответили отказом"),
        (Refusal.CODE_EXPIRED, "не подтвердили вовремя"),
        (Refusal.BAD_GRANT, "больше не действует"),
        (Refusal.CONSENT_MISSING, "Нет согласия"),
        (Refusal.UNKNOWN_CLIENT, "Такого приложения нет"),
        (Refusal.SECRET_MISSING, "общедоступн"),
        (Refusal.WRONG_SECRET, "приложение не общедоступное"),
        (Refusal.MFA_NEEDED, "дополнительной проверки"),
        (Refusal.USER_DISABLED, "учётная запись есть и включена"),
        (Refusal.POLICY, "Приложению это не разрешено"),
        (Refusal.WRONG_SCOPE, "Таких прав у поставщика нет"),
    ],
)
async def test_a_refusal_is_said_in_plain_words(coded: Product, refusal: Refusal, words: str) -> None:
    coded.sandbox.identity.refuse(refusal, endpoint="token")
    await open_code(coded)
    page = await coded.admin.wait_for_text("Вход по коду не получился")
    assert words in page.text
    assert page.labels[0] == "Получить новый код"


async def test_an_application_with_a_secret_logs_in_by_a_code_as_well(coded: Product) -> None:
    register(coded.sandbox, secret=SECRET)
    (stored,) = await coded.configuration.connections()
    await coded.configuration.save_connection(stored.document, {"client_secret": SecretStr(SECRET)})
    code = await open_code(coded)
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    await coded.admin.wait_for_text("Всё в порядке")
    assert SECRET not in everything(coded)


async def test_after_a_refusal_a_press_begins_anew(coded: Product) -> None:
    code = await open_code(coded)
    coded.sandbox.identity.deny("microsoft", code)
    await coded.admin.wait_for_text("ответили отказом")
    await coded.admin.press("Получить новый код")
    code = await code_in(coded)
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    await coded.admin.wait_for_text("Всё в порядке")
    assert not await models.DeviceWait.exists()


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal.UNKNOWN_CLIENT, "Такого приложения нет"),
        (Refusal.UNKNOWN_TENANT, "Такой организации нет"),
        (Refusal.WRONG_SCOPE, "Таких прав у поставщика нет"),
    ],
)
async def test_a_provider_that_gives_no_code_is_said_as_well(coded: Product, refusal: Refusal, words: str) -> None:
    coded.sandbox.identity.refuse(refusal, endpoint="device")
    await coded.admin.send("/connections")
    await coded.admin.wait_for(lambda chat: TITLE in chat.last.names)
    await coded.admin.press(TITLE)
    await coded.admin.press("Войти по коду")
    page = await coded.admin.wait_for_text("Вход по коду не получился")
    assert words in page.text
    assert "Что сделать у поставщика" in page.labels


async def test_a_restart_between_code_and_token_forgets_nothing(coded: Product) -> None:
    code = await open_code(coded)
    await coded.restart()
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    page = await coded.admin.wait_for_text("Всё в порядке")
    assert "Код подтверждён" in page.text
    assert code not in everything(coded)


async def test_a_crash_between_code_and_token_forgets_nothing_either(coded: Product) -> None:
    code = await open_code(coded)
    await coded.crash()
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    await coded.start()
    await coded.admin.wait_for_text("Всё в порядке")


async def test_a_code_that_is_asked_for_again_before_the_start_is_through_is_the_same(
    coded: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The press that asked for it comes again when the process was killed before it was done."""
    code = await open_code(coded)
    await coded.crash()
    monkeypatch.setattr(DeviceCodes, "_go_on", lambda self: self._stopped.wait())
    await coded.start()
    assert await open_code(coded) == code
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    await coded.admin.wait_for_text("Всё в порядке")


async def test_whoever_has_gone_elsewhere_is_told_and_nothing_is_drawn_over(coded: Product) -> None:
    code = await open_code(coded)
    await coded.admin.press("К подключению")
    await coded.admin.wait_for(lambda chat: "Изменить" in chat.last.labels)
    before = coded.admin.last
    await coded.restart()
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    page = await coded.admin.wait_for_text("Код подтверждён")
    assert page.id != before.id
    assert "К подключению" in page.labels


async def test_a_second_press_and_a_second_administrator_see_the_same_code(coded: Product) -> None:
    await coded.people.let_in(STAFF, Role.ADMIN, "Борис")
    code = await open_code(coded)
    assert await open_code(coded) == code
    other = coded.staff
    assert await open_code(coded, other) == code
    assert "Код уже получен" in other.last.text
    asked = [one for one in coded.sandbox.identity.requests if one.endpoint == "device"]
    assert len(asked) == 1
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    await coded.admin.wait_for_text("Всё в порядке")
    await other.wait_for_text("Всё в порядке")


async def test_a_cancelled_code_is_waited_for_no_longer(coded: Product) -> None:
    code = await open_code(coded)
    page = coded.admin.last
    await coded.admin.press("Отмена")
    await coded.admin.wait_for_text("Отменено")
    assert not await models.DeviceWait.exists()
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    old = next(button.data for row in page.buttons for button in row if button.label == "Отмена")
    assert old is not None
    await coded.admin.press_data(page.id, old)
    await coded.admin.wait_for_text("С этим кодом уже всё")
    (stored,) = await coded.configuration.connections()
    assert await coded.configuration.secret(stored.document.system_name, "refresh_token") is None


async def test_a_token_for_another_mailbox_is_not_kept(coded: Product) -> None:
    code = await open_code(coded)
    await coded.change_connection(username="other@firma.local")
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    page = await coded.admin.wait_for_text("Вход по коду не получился")
    assert "подключение изменили" in page.text
    (stored,) = await coded.configuration.connections()
    assert await coded.configuration.secret(stored.document.system_name, "refresh_token") is None


async def test_a_revoked_consent_is_given_anew_and_what_waited_goes(coded: Product) -> None:
    code = await open_code(coded)
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    await coded.admin.wait_for_text("Всё в порядке")
    coded.sandbox.identity.revoke("microsoft", MAILBOX, at_once=True)
    await compose_draft(coded.staff)
    await coded.staff.press(BUTTON)
    await coded.staff.wait_for_text("ждёт")
    await coded.admin.wait_for_text("остановлено")
    assert "Подключить заново" in coded.admin.last.labels
    await coded.admin.press("Подключить заново")
    code = await code_in(coded)
    coded.sandbox.identity.consent("microsoft", code, MAILBOX)
    await coded.staff.wait_for_text("Отправлено")
    assert len(coded.sandbox.mailbox.letters) == 1


async def test_no_code_that_is_asked_about_stands_in_the_database(coded: Product) -> None:
    await open_code(coded)

    async def kept() -> bool:
        return await models.DeviceWait.exists()

    await eventually(kept)
    secret = next(iter(coded.sandbox.identity.realms["microsoft"].ledger.devices))
    files = sorted(coded.home.glob("gonets.db*"))
    assert files
    assert not any(secret.encode() in file.read_bytes() for file in files)


async def test_whoever_began_is_told_when_somebody_else_cancels(coded: Product) -> None:
    await coded.people.let_in(STAFF, Role.ADMIN, "Борис")
    await open_code(coded)
    await coded.admin.press("К подключению")
    await open_code(coded, coded.staff)
    await coded.staff.press("Отмена")
    await coded.staff.wait_for_text("Отменено")
    await coded.admin.wait_for_text("Вход по коду отменён")


async def test_a_kept_code_that_nobody_can_read_any_more_hinders_no_start(
    coded: Product, caplog: pytest.LogCaptureFixture
) -> None:
    await open_code(coded)
    await coded.stop()
    await models.DeviceWait.all().update(document={"system_name": 5, "oauth2": "?"})
    await coded.start()
    await coded.admin.send("/start")
    await coded.admin.wait_for_text("Здравствуйте")

    async def forgotten() -> bool:
        return not await models.DeviceWait.exists()

    await eventually(forgotten)
    assert "is waited for no longer" in caplog.text
    caplog.clear()
