"""The recipe in a real database, with an author, a manager and a complete record."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.files.config_file import read_configuration, recipe_text
from domain.accounts.account import Account
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.people import Person, Role
from domain.records.query_records import QueryRecords
from domain.scenarios.load_world import WorldLoader
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.records import RecordRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened
from tests.domain.deliveries.conftest import office  # noqa: F401 - the fixture
from tests.domain.scenarios.meddling import meddling  # noqa: F401 - the fixture

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AUTHOR, CHIEF = 7, 8


@dataclass
class Stored:
    """What is configured and written."""

    configuration: ConfigurationRepository
    records: RecordRepository = field(default_factory=RecordRepository)
    accounts: AccountRepository = field(default_factory=AccountRepository)
    people: PersonRepository = field(default_factory=PersonRepository)

    async def apply(self, text: str) -> None:
        read = read_configuration(text, {"SMTP_PASSWORD": "тайна"})
        assert read.mistakes == []
        await ApplyConfiguration(self.configuration, atomically)(read.file)

    async def person(self, telegram_id: int = AUTHOR) -> Person:
        person = await self.people.get(telegram_id)
        assert person is not None
        return person

    def queries(self, *, hide_texts: bool = False) -> QueryRecords:
        return QueryRecords(RecordFinder(), self.configuration, TemplateGrantRepository(), hide_texts=hide_texts)

    def world(self, *, hide_texts: bool = False) -> WorldLoader:
        queries = self.queries(hide_texts=hide_texts)
        return WorldLoader(self.records, self.accounts, self.people, self.configuration, "Europe/Moscow", queries)

    async def record(self, template: str, **values: Any) -> int:
        stored = next(item for item in await self.configuration.templates() if item.document.system_name == template)
        record = await self.records.add(stored.id, AUTHOR, values, NOW)
        await self.records.save(record, values, NOW, complete=True)
        return record.id


@pytest.fixture
async def stored(tmp_path: Path) -> AsyncIterator[Stored]:
    """The recipe, an author and an administrator whose accounts are known, and Иванов in the directory."""
    async with opened(tmp_path / "gonets.db"):
        made = Stored(ConfigurationRepository(SecretBox("sixteen characters at least")))
        await made.apply(recipe_text())
        await made.accounts.add(Account(0, "ivanov", "Иванов Иван", "ivanov@firma.local"))
        await made.people.let_in(AUTHOR, Role.STAFF, "Борис")
        await made.people.let_in(CHIEF, Role.ADMIN, "Анна")
        yield made


@pytest.fixture
async def filled(stored: Stored) -> int:
    """A complete record of the recipe's template, of the member of staff."""
    values = {"Poluchatel": {"account": 1}, "Temauvedomleniya": "Тема", "Tekstuvedomleniya": "Текст"}
    return await stored.record("Uvedomleniya", **values)
