"""The page of a login: other ways without losing a letter, what to do at the provider, the end of passwords."""

from datetime import timedelta

import pytest
from pydantic import SecretStr

from domain.editing import presets
from domain.editing.presets import Preset
from domain.sections import Section
from sandbox import MailFault
from storage import models
from tests.e2e.conftest import BUTTON, Product, compose_draft, eventually
from tests.e2e.device_logins import APPLICATION, MAILBOX, SECRET, TENANT, TITLE, by_code, code_in, presets_at, register


async def greet(product: Product) -> None:
    """Nobody is told anything who has never written to the bot."""
    await product.admin.send("/start")
    await product.admin.wait_for_text("Здравствуйте")


async def open_login(product: Product) -> None:
    admin = product.admin
    await admin.send("/connections")
    await admin.wait_for(lambda chat: TITLE in chat.last.names)
    await admin.press(TITLE)
    await admin.press("🔐 Вход")
    await admin.wait_for_text("Сейчас:")


@pytest.fixture
async def by_password(product: Product, monkeypatch: pytest.MonkeyPatch) -> Product:
    """The recipe's connection logs in by a password at a Microsoft 365 that the sandbox plays."""
    register(product.sandbox)
    known = presets_at(product.sandbox)
    own, microsoft = known[Section.CONNECTIONS]
    microsoft = Preset(microsoft.label, {**microsoft.document, "host": product.sandbox.smtp_host}, microsoft.ways)
    monkeypatch.setattr(presets, "PRESETS", {Section.CONNECTIONS: (own, microsoft)})
    (stored,) = await product.configuration.connections()
    login = {"authentication": "basic", "username": MAILBOX, "sender_address": MAILBOX}
    document = stored.document.model_copy(update={**login, "timeout": timedelta(seconds=5)})
    await product.configuration.save_connection(document, {"password": SecretStr("прежний")})
    return product


async def test_a_password_is_changed_over_to_a_code_and_what_waits_goes(by_password: Product) -> None:
    product, admin = by_password, by_password.admin
    await greet(product)
    product.sandbox.switch_mail(MailFault.WRONG_PASSWORD)
    await compose_draft(product.staff)
    await product.staff.press(BUTTON)
    await admin.wait_for_text("остановлено")
    product.sandbox.switch_mail(MailFault.ACCEPT)
    await open_login(product)
    assert "прежний вход действует" in admin.last.text
    await admin.press("Перейти: По коду на экране")
    await admin.press("Дальше")
    await admin.wait_for_text("› Организация")
    await admin.send(TENANT)
    await admin.wait_for_text("› Номер приложения")
    await admin.send(APPLICATION)
    await admin.wait_for(lambda chat: "Войти по коду" in chat.last.labels)
    (stored,) = await product.configuration.connections()
    assert stored.document.authentication == "basic"
    await admin.press("Войти по коду")
    code = await code_in(product)
    product.sandbox.identity.consent("microsoft", code, MAILBOX)
    page = await admin.wait_for_text("Всё в порядке")
    assert "✅ Применено" in page.text
    await product.staff.wait_for_text("✅ Отправлено")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_an_application_gets_lines_to_copy_with_what_was_entered(by_password: Product) -> None:
    by_password.sandbox.identity.application(
        "microsoft", APPLICATION, secret=SECRET, tenant=TENANT, mailboxes=[MAILBOX]
    )
    admin = by_password.admin
    await open_login(by_password)
    await admin.press("Перейти: Приложение само")
    page = await admin.wait_for_text("SMTP.SendAsApp")
    assert "дам, когда они будут введены" in page.text
    await admin.press("Дальше")
    await admin.wait_for_text("› Организация")
    await admin.send(TENANT)
    await admin.wait_for_text("› Номер приложения")
    await admin.send(APPLICATION)
    await admin.wait_for_text("› Секрет приложения")
    typed = await admin.send(SECRET)
    await admin.wait_for(lambda chat: "Что сделать у поставщика" in chat.last.labels)
    assert typed.id not in [message.id for message in admin.messages]
    await admin.press("Что сделать у поставщика")
    page = await admin.wait_for_text("New-ServicePrincipal")
    copied = [button.copy_text for row in page.buttons for button in row if button.copy_text]
    assert f"Add-MailboxPermission -Identity '{MAILBOX}' -User $app.Id -AccessRights FullAccess" in copied
    assert f"$app = Get-MgServicePrincipal -Filter \"AppId eq '{APPLICATION}'\"" in copied
    await admin.press("К черновику")
    await admin.press("Проверить и применить")
    await admin.wait_for_text("Всё в порядке")
    assert SECRET not in "\n".join(message.text for message in admin.messages)


async def test_the_end_of_passwords_is_told_once_and_stands_on_the_pages(product: Product) -> None:
    await greet(product)
    await product.change_connection(
        host="smtp.office365.com", authentication="basic", username=MAILBOX, sender_address=MAILBOX
    )
    assert product.app is not None
    for _ in range(3):
        for remind in product.app.reminders:
            await remind()
    page = await product.admin.wait_for_text("Вход по паролю кончается")
    assert "ни одно письмо не потеряется" in page.text
    assert page.labels[0] == "Сменить вход"

    async def told() -> bool:
        return not await models.Announcement.filter(topic="passwords_end").exclude(due_at=None).exists()

    await eventually(told)
    assert await models.Announcement.filter(topic="passwords_end").count() == 1
    await product.admin.press("Сменить вход")
    await product.admin.wait_for(lambda chat: "Перейти: По коду на экране" in chat.last.labels)
    await product.admin.send("/admin")
    await product.admin.wait_for_text("По паролю в Microsoft 365")
    await product.admin.send("/connections")
    await product.admin.wait_for(lambda chat: TITLE in chat.last.names)
    await product.admin.press(TITLE)
    page = await product.admin.wait_for_text("Вход по паролю кончается.")
    assert "администратор организации пока сможет включить" in page.text


async def test_a_secret_that_no_key_opens_is_entered_anew_each_in_its_own_way(product: Product) -> None:
    await greet(product)
    await by_code(product)
    (stored,) = await product.configuration.connections()
    await product.configuration.save_connection(stored.document, {"refresh_token": SecretStr("x")})
    await models.ConnectionSecret.all().update(sealed=b"\x01" + b"0" * 40)
    await compose_draft(product.staff)
    await product.staff.press(BUTTON)
    page = await product.admin.wait_for_text("остановлено")
    assert "получите разрешение заново" in page.text
    assert page.labels[0] == "Подключить заново"
    await product.admin.press("Подключить заново")
    code = await code_in(product)
    product.sandbox.identity.consent("microsoft", code, MAILBOX)
    await product.staff.wait_for_text("✅ Отправлено")
