"""Secrets of OAuth 2.0 in the chat: a key as a file, a pasted refresh token, a consent on the computer beside it."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from domain.logins.oauth2.document import OAuth2
from sandbox import User
from storage import models
from tests.copies import begin_copy
from tests.domain.logins.browser import decide
from tests.e2e.conftest import BUTTON, Product, eventually
from tests.e2e.unseen import Unseen

TITLE = "Отправка уведомлений через SMTP"
MAILBOX, ACCOUNT, CLIENT = "notify@firma.local", "gonets@firma.iam.gserviceaccount.com", "107000000000000000001"
SECRET = "s3cr~t-of-the-application"
Compose = Callable[..., Any]


@pytest.fixture
async def unseen(product: Product, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Unseen]:
    """Whatever a test enters and is given stands nowhere, neither while the bot runs nor afterwards."""
    caplog.set_level("DEBUG")
    product.sandbox.mail.token_needed = True
    looking = Unseen(product, caplog, {"client secret": SECRET})
    yield looking
    await looking.nowhere()
    await product.stop()
    assert looking.in_files() == []


async def log_in_by(product: Product, provider: str, grant: str, secrets: dict[str, str], **more: Any) -> None:
    """Let the recipe's connection log in at a provider of the sandbox."""
    identity = product.sandbox.identity
    if grant == "refresh_token":
        identity.application(provider, "application-1", secret=SECRET, mailboxes=[MAILBOX])
        more["client_id"] = "application-1"
    oauth2 = OAuth2(
        provider=provider,
        grant=grant,
        token_endpoint=identity.token_url(provider),
        authorization_endpoint=identity.authorization_url(provider),
        **more,
    )
    (stored,) = await product.configuration.connections()
    login = {"authentication": "oauth2", "username": MAILBOX, "sender_address": MAILBOX, "oauth2": oauth2}
    document = stored.document.model_copy(update={**login, "timeout": timedelta(seconds=5)})
    await product.configuration.save_connection(document, {name: SecretStr(value) for name, value in secrets.items()})


async def page_of_connection(admin: User) -> None:
    await admin.send("/connections")
    await admin.wait_for(lambda chat: TITLE in chat.last.names)
    await admin.press(TITLE)
    await admin.wait_for(
        lambda chat: "История" in " ".join(chat.last.labels) or "Изменить" in " ".join(chat.last.labels)
    )


async def asked_for_secret(admin: User) -> None:
    await page_of_connection(admin)
    await admin.press(next(label for label in admin.last.labels if "секрет" in label.casefold()))
    await admin.wait_for_text("Новый секрет:")


def copied(user: User) -> list[str]:
    return [button.copy_text for row in user.last.buttons for button in row if button.copy_text]


async def gone(user: User, message_id: int) -> None:
    await user.wait_for(lambda chat: message_id not in {message.id for message in chat.messages})


def key_file(product: Product, unseen: Unseen) -> str:
    _, text = product.sandbox.identity.service_account(ACCOUNT, [MAILBOX])
    return unseen.add_key(text)


async def test_a_key_comes_as_a_file_and_what_google_needs_is_copied(product: Product, unseen: Unseen) -> None:
    await log_in_by(product, "google", "service_account", {})
    admin = product.admin
    await asked_for_secret(admin)
    assert "файлом" in admin.last.text
    assert copied(admin) == ["https://mail.google.com/"]
    key = key_file(product, unseen)
    assert unseen.in_text(key) == ["private key"]
    sent = await admin.send_document("firma-5a1e9f0c2b7d.json", key.encode())
    await admin.wait_for_text("Всё в порядке")
    await gone(admin, sent.id)
    text = admin.last.text
    assert f"Ключ записан: {ACCOUNT}, номер ключа 5a1e9f0c2b7d" in text
    assert CLIENT in text
    await page_of_connection(admin)
    await admin.press("Делегирование в Google")
    await admin.wait_for_text("Делегирование:")
    assert copied(admin) == [CLIENT, "https://mail.google.com/"]
    assert MAILBOX in admin.last.text


async def test_what_is_no_key_is_refused_in_words_and_deleted_as_well(product: Product, unseen: Unseen) -> None:
    await log_in_by(product, "google", "service_account", {})
    admin, good = product.admin, json.loads(key_file(product, unseen))
    broken = good["private_key"].replace("\n", "", 3)
    bad: list[tuple[str, bytes, str]] = [
        ("ключ.p12", b"\x30\x82\x09\xff\xfe\x00", "а не P12"),
        ("key.pem", good["private_key"].encode(), "не JSON"),
        ("key.json", b"[1, 2]", "нет ключа сервисного аккаунта"),
        ("key.json", b"[" * 5000, "не JSON"),
        ("client_secret.json", json.dumps({"installed": {"client_secret": SECRET}}).encode(), "клиента OAuth"),
        ("adc.json", json.dumps({"type": "authorized_user", "refresh_token": "x"}).encode(), "данные человека"),
        ("key.json", json.dumps({**good, "type": "external_account"}).encode(), "нет ключа сервисного аккаунта"),
        ("key.json", json.dumps({**good, "client_email": ""}).encode(), "client_email или private_key"),
        ("key.json", json.dumps({**good, "private_key": 7}).encode(), "client_email или private_key"),
        ("key.json", json.dumps({**good, "private_key": broken[:400]}).encode(), "private_key в файле не читается"),
        ("no extension", b" " * 40_000, "слишком велик"),
    ]
    await asked_for_secret(admin)
    for name, content, words in bad:
        sent = await admin.send_document(name, content)
        await admin.wait_for(lambda chat, sent=sent: chat.last.id > sent.id and "Ключ не принят" in chat.last.text)
        assert words in admin.last.text, name
        assert "Новый секрет:" in admin.last.text
        await gone(admin, sent.id)
    assert not await models.ConnectionSecret.exists()
    # With a byte order mark, as Windows saves it.
    await admin.send_document("key.json", b"\xef\xbb\xbf" + json.dumps(good).encode())
    await admin.wait_for_text("Всё в порядке")


async def test_a_key_for_a_draft_is_kept_in_it_and_works(product: Product, unseen: Unseen) -> None:
    admin = product.admin
    await page_of_connection(admin)
    await admin.press("Изменить")
    await admin.press("Вход")
    await admin.press("OAuth 2.0")
    await admin.wait_for_text("Имя пользователя")
    await admin.send(MAILBOX)
    await admin.wait_for_text("Поставщик почты")
    await admin.press("Google")
    await admin.press("Сервисный аккаунт")
    await admin.wait_for_text("Пришлите его сюда файлом")
    sent = await admin.send_document("wrong.json", b"{}")
    await admin.wait_for_text("Ключ не принят")
    await gone(admin, sent.id)
    sent = await admin.send_document("key.json", key_file(product, unseen).encode())
    await admin.wait_for_text(f"Ключ записан: {ACCOUNT}")
    await gone(admin, sent.id)
    assert await models.DraftSecret.filter(name="service_account_key").count() == 1


async def test_a_file_of_configuration_is_one_whatever_is_asked(product: Product, unseen: Unseen) -> None:
    await log_in_by(product, "google", "service_account", {})
    await asked_for_secret(product.admin)
    sent = await product.admin.send_document("настройки.yaml", b"version: 1\n")
    await product.admin.wait_for(lambda chat: chat.last.id > sent.id and chat.last.labels)
    assert "Ключ не принят" not in product.admin.last.text
    assert sent.id in {message.id for message in product.admin.messages}


async def test_a_key_that_nobody_has_asked_for_does_not_stay(product: Product, unseen: Unseen) -> None:
    admin, key = product.admin, key_file(product, unseen)
    sent = await admin.send_document("key.JSON", key.encode())
    await admin.wait_for_text("Я удалил сообщение и ничего не записал")
    await gone(admin, sent.id)
    other = await admin.send_document("other.json", b"{}")
    await admin.wait_for(lambda chat: chat.last.id > other.id)
    assert other.id in {message.id for message in admin.messages}
    assert not await models.ConnectionSecret.exists()


@pytest.mark.parametrize(
    ("provider", "words", "copies"),
    [
        ("google", "Google не даёт права на почту", []),
        ("yandex", "входит в Яндекс", ["http://127.0.0.1:8977/"]),
        ("mailru", "входит в Mail.ru", ["http://127.0.0.1:8977/"]),
        ("other", "владелец ящика входит", []),
    ],
)
async def test_a_refresh_token_s_page_says_why_and_how_and_takes_a_pasted_one(
    product: Product, unseen: Unseen, provider: str, words: str, copies: list[str]
) -> None:
    await log_in_by(product, provider, "refresh_token", {"client_secret": SECRET})
    admin = product.admin
    await asked_for_secret(admin)
    assert words in admin.last.text
    assert copied(admin) == ["gonets connection authorize smtp_connection", *copies]
    sent = await admin.send(f" {product.sandbox.identity.refresh_token(provider, 'application-1', MAILBOX)} ")
    await admin.wait_for_text("Всё в порядке")
    await gone(admin, sent.id)


async def test_a_consent_beside_the_running_bot_lets_go_what_waited(
    product: Product, unseen: Unseen, compose: Compose
) -> None:
    identity, staff = product.sandbox.identity, product.staff
    await log_in_by(product, "google", "refresh_token", {"client_secret": SECRET})
    ended = identity.refresh_token("google", "application-1", MAILBOX)
    identity.revoke("google", MAILBOX)
    (stored,) = await product.configuration.connections()
    await product.configuration.save_connection(stored.document, {"refresh_token": SecretStr(ended)})
    await compose(staff)
    card = staff.last
    await staff.press(BUTTON, card)
    await eventually(lambda: models.ConnectionState.filter(suspended_at__not_isnull=True).exists())
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
    command = await begin_copy(
        *("bot", "connection", "authorize", "smtp_connection", "--no-browser"),
        env=clean | {"GONETS_HOME": str(product.home)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert command.stdout is not None
    async with asyncio.timeout(60):
        while not (url := (await command.stdout.readline()).decode().strip()).startswith("http://127"):
            assert command.returncode is None
        assert "Готово" in (await decide(url, MAILBOX)).text
        out, err = await command.communicate()
    assert command.returncode == 0, err.decode()
    assert unseen.in_text((out + err).decode()) == []
    product.wake()
    await staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1
