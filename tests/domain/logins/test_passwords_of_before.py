"""Passwords that version 0.1.0 has sealed are secrets by name now, and go back where a migration is taken back."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from pydantic import SecretStr

from domain.sections import Section
from storage.database import SqliteFile, migrate, open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.drafts import DraftRepository
from storage.secrets import SecretBox
from tests.domain.deliveries.conftest import MovedClock

BEFORE = "0009_counted_tries"
BOX = SecretBox("a key of sixteen characters")
DOCUMENT = {
    "system_name": "mail",
    "title": "Почта",
    "host": "smtp.firma.test",
    "port": 465,
    "authentication": "basic",
    "username": "me",
    "sender_address": "me@firma.test",
}


def sealed_passwords(path: Path) -> list[tuple[str, bytes | None]]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            *connection.execute("SELECT system_name, sealed_password FROM connection ORDER BY id"),
            *connection.execute("SELECT section, sealed_password FROM draft"),
        ]


async def test_they_are_opened_as_before_and_survive_the_way_back(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with open_database(f"sqlite://{path}"):
        pass
    await migrate(SqliteFile(path), BEFORE, copy_first=False)
    of_connection = BOX.seal(SecretStr("of the connection"), "connection:mail")
    of_draft = BOX.seal(SecretStr("of the draft"), "draft:1")
    with closing(sqlite3.connect(path)) as connection:
        insert = "INSERT INTO connection (system_name, revision, document, sealed_password) VALUES (?, 1, ?, ?)"
        connection.execute(insert, ("mail", json.dumps(DOCUMENT), of_connection))
        connection.execute(insert, ("bare", json.dumps({**DOCUMENT, "system_name": "bare"}), None))
        connection.execute(
            "INSERT INTO draft (id, section, object_id, base_revision, document, sealed_password, revision, "
            "changed_by, changed_at) VALUES (1, 'connections', 1, 1, ?, ?, 1, 1, '2026-11-23 12:00:00+00:00')",
            (json.dumps(DOCUMENT), of_draft),
        )
        connection.commit()
    before = sealed_passwords(path)
    async with open_database(f"sqlite://{path}"):
        store, drafts = ConfigurationRepository(BOX), DraftRepository(BOX, MovedClock())
        assert await store.secret("mail", "password") == SecretStr("of the connection")
        assert await store.kept_secrets("mail") == {"password"}
        assert await store.kept_secrets("bare") == frozenset()
        draft = await drafts.of_object(Section.CONNECTIONS, 1)
        assert draft is not None
        assert draft.secrets == {"password"}
        assert await drafts.secret(draft, "password") == SecretStr("of the draft")
    await migrate(SqliteFile(path), BEFORE, copy_first=False)
    assert sealed_passwords(path) == before
