"""A password that was typed in the chat stands in no file of the database, while the bot runs and afterwards."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from bot.demo.stage import ADMIN
from bot.files.config_file import write_configuration
from domain.configuration.export_configuration import ExportConfiguration
from storage import models
from tests.e2e.conftest import Product, all_handled, eventually

SECRET = "СовсемТайный-П@роль-1917"
TITLE = "Отправка уведомлений через SMTP"
Readable = Callable[[], list[str]]


@pytest.fixture
def readable(product: Product) -> Iterator[Readable]:
    """Say which files beside the database hold the secret; after the test none may, the bot being stopped."""
    shapes = [SECRET.encode(), json.dumps(SECRET)[1:-1].encode(), SECRET.encode("utf-16-le")]

    def found() -> list[str]:
        files = sorted(product.home.glob("gonets.db*"))
        assert files
        return [file.name for file in files if any(shape in file.read_bytes() for shape in shapes)]

    yield found
    assert found() == []


@pytest.fixture
async def logs_in(product: Product) -> None:
    """The recipe's connection asks for a password."""
    (stored,) = await product.configuration.connections()
    login = {"authentication": "basic", "username": "me@firma.local", "sender_address": "me@firma.local"}
    document = stored.document.model_copy(update={**login, "timeout": timedelta(seconds=2)})
    await product.configuration.save_connection(document, {"password": SecretStr("прежний")})


async def asked_for_password(product: Product) -> None:
    await product.admin.send("/connections")
    await product.admin.wait_for(lambda chat: TITLE in chat.last.names)
    await product.admin.press(TITLE)
    await product.admin.press("Ввести новый пароль")
    await product.admin.wait_for_text("Новый пароль:")


@pytest.mark.usefixtures("logs_in")
async def test_a_new_password_stands_nowhere_in_the_open(product: Product, readable: Readable) -> None:
    await asked_for_password(product)
    await product.admin.send(SECRET)
    await product.admin.wait_for_text("✅ Пароль записан")
    assert readable() == []
    await all_handled(product)
    assert readable() == []
    await product.stop()


@pytest.mark.usefixtures("logs_in")
async def test_a_password_that_waits_while_nobody_can_be_told_lies_sealed(product: Product, readable: Readable) -> None:
    """The row lies open in the inbox, and the process is killed with it."""
    await asked_for_password(product)
    product.sandbox.telegram.unreachable(method="deleteMessage")
    await product.admin.send(SECRET)
    await eventually(lambda: models.Update.filter(done_at=None).exists())
    assert readable() == []
    await product.crash()
    assert readable() == []
    product.sandbox.telegram.forget()
    await product.start()
    await all_handled(product)
    await product.stop()


@pytest.mark.usefixtures("logs_in")
async def test_a_password_that_a_correction_brings_stands_nowhere(product: Product, readable: Readable) -> None:
    async def both_wait() -> bool:
        return await models.Update.filter(done_at=None).count() == 2

    await asked_for_password(product)
    product.sandbox.telegram.unreachable(method="deleteMessage")  # what was typed stays, to be corrected
    typed = await product.admin.send("не то")
    await product.admin.edit(typed, SECRET)
    await eventually(both_wait)
    assert readable() == []
    product.sandbox.telegram.forget()
    await all_handled(product)
    assert readable() == []
    await product.stop()


@pytest.mark.parametrize("way", ["typed", "caption", "picture", "start", "name"])
async def test_a_password_that_nobody_has_asked_for_stands_nowhere_either(
    product: Product, readable: Readable, way: str
) -> None:
    admin = product.admin
    if way == "typed":
        await admin.send(SECRET)
    elif way == "caption":
        await admin.send_document("письмо.bin", b"x", SECRET)
    elif way == "picture":
        await admin.send_photo(caption=SECRET)
    elif way == "start":
        await admin.send(f"/start {SECRET}")
    else:
        await product.sandbox.user(909).send(SECRET)
    await all_handled(product)
    assert readable() == []
    await product.stop()


async def test_a_password_in_a_draft_of_a_connection_stands_nowhere_in_the_open(
    product: Product, readable: Readable
) -> None:
    admin = product.admin
    await admin.send("/connections")
    await admin.wait_for(lambda chat: TITLE in chat.last.names)
    await admin.press(TITLE)
    await admin.press("Копия")
    await admin.press("Вход")
    await admin.press("Логин и пароль")
    await admin.wait_for_text("Имя пользователя")
    (draft,) = await models.Draft.all()
    await admin.send("me@firma.local")
    await admin.wait_for_text("Напишите пароль")
    await admin.send(SECRET)
    await eventually(lambda: models.DraftSecret.filter(draft_id=draft.id, name="password").exists())
    await all_handled(product)
    assert readable() == []
    await product.stop()


@pytest.mark.parametrize("applied", [True, False])
async def test_a_password_in_a_file_of_configuration_is_sealed(
    product: Product, readable: Readable, applied: bool
) -> None:
    document: dict[str, Any] = yaml.safe_load(write_configuration(await ExportConfiguration(product.configuration)()))
    login = {"authentication": "basic", "username": "me@firma.local", "password": SECRET}
    document["connections"][0].update(login)
    sent = await product.admin.send_document("настройки.yaml", write_configuration(document).encode())
    await product.admin.wait_for(lambda chat: chat.last.id > sent.id and chat.last.labels)
    assert readable() == []
    await product.admin.press("Применить" if applied else "Отменить")
    await all_handled(product)
    assert readable() == []
    await product.stop()


async def test_what_version_0_1_0_left_open_in_plain_goes_when_it_is_done(product: Product, readable: Readable) -> None:
    await product.stop()
    product.admin.chat.started = True
    user = {"id": ADMIN, "is_bot": False, "first_name": "Алиса"}
    chat = {"id": ADMIN, "type": "private", "first_name": "Алиса"}
    message = {"message_id": 5, "date": 1764400000, "chat": chat, "from": user, "text": SECRET}
    with closing(sqlite3.connect(product.home / "gonets.db")) as connection, connection:
        connection.execute(
            'INSERT INTO "update" (id, person_id, body, received_at, tries) VALUES (5, ?, ?, ?, 0)',
            (ADMIN, json.dumps({"update_id": 5, "message": message}), datetime.now(UTC).isoformat(" ")),
        )
    assert readable() != []
    await product.start()
    await all_handled(product)
    await product.stop()
    with closing(sqlite3.connect(product.home / "gonets.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # as the end of the process does
