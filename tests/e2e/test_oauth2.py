"""OAuth 2.0 by a file in the chat: applied, checked step by step, and letters go; what is refused is said plainly."""

from datetime import timedelta
from typing import Any

import pytest
import yaml

from bot.files.config_file import write_configuration
from domain.configuration.export_configuration import ExportConfiguration
from sandbox import User
from tests.e2e.conftest import Product

APPLICATION = "11111111-2222-3333-4444-555555555555"
SECRET = "s3cr~t Value"
MAILBOX = "notify@firma.local"
TENANT = "firma.onmicrosoft.com"


async def apply_oauth2(product: Product, secret: str = SECRET) -> None:
    """Change the recipe's connection over, as an administrator does with a file."""
    document: dict[str, Any] = yaml.safe_load(write_configuration(await ExportConfiguration(product.configuration)()))
    document["connections"][0].update(
        authentication="oauth2",
        username=MAILBOX,
        sender_address=MAILBOX,
        oauth2={
            "provider": "microsoft",
            "tenant": TENANT,
            "client_id": APPLICATION,
            "client_secret": secret,
            "token_endpoint": product.sandbox.identity.token_url("microsoft", TENANT),
        },
    )
    admin = product.admin
    sent = await admin.send_document("настройки.yaml", write_configuration(document).encode())
    await admin.wait_for(lambda chat: chat.last if chat.last.id > sent.id and chat.last.labels else None)
    await admin.press("Применить")
    await admin.wait_for_text("применён")


async def check(product: Product) -> str:
    admin: User = product.admin
    await admin.send("/connections")
    await admin.wait_for(lambda chat: "Отправка уведомлений через SMTP" in chat.last.names)
    await admin.press("Отправка уведомлений через SMTP")
    await admin.wait_for(lambda chat: "Проверить подключение" in chat.last.labels)
    await admin.press("Проверить подключение")
    await admin.wait_for(lambda chat: any(end in chat.last.text for end in ("Что сделать", "Всё в порядке")))
    return admin.last.text


@pytest.fixture
async def known(product: Product) -> Product:
    product.sandbox.identity.application("microsoft", APPLICATION, secret=SECRET, tenant=TENANT, mailboxes=[MAILBOX])
    await product.change_connection(timeout=timedelta(seconds=5))
    return product


async def test_a_file_changes_over_and_the_check_begins_with_the_token(known: Product) -> None:
    await apply_oauth2(known)
    page = await check(known)
    assert "Ключ доступа (OAuth 2.0): 127.0.0.1, до" in page
    assert "Всё в порядке" in page
    everything = "\n".join(message.text for message in known.admin.messages)
    assert SECRET not in everything


async def test_a_wrong_secret_is_said_and_entered_anew(known: Product) -> None:
    await apply_oauth2(known, "not the secret")
    page = await check(known)
    assert "Секрет приложения не тот" in page
    assert "entra.microsoft.com" in page
    await known.admin.press("Ввести новый секрет")
    await known.admin.wait_for_text("секрет приложения")
    await known.admin.send(SECRET)
    await known.admin.wait_for(lambda chat: "Всё в порядке" in chat.last.text)
    everything = "\n".join(message.text for message in known.admin.messages)
    assert SECRET not in everything
