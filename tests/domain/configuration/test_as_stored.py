"""What an earlier version saved and is not accepted any more: it works and is named; its own saving is refused."""

from pathlib import Path
from typing import Any

import pytest

from bot.files.config_file import read_configuration, write_configuration
from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
from domain.configuration.apply_file import ApplyFile
from domain.configuration.changes import Change
from domain.configuration.document import read_document
from domain.configuration.export_configuration import ExportConfiguration
from domain.configured.connection import Connection
from domain.configured.route import Route
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened
from tests.domain.configuration.field_cases import CONNECTION, ROUTE

KEY = "sixteen characters at least"
OLD = {**CONNECTION, "timeout": "1000h", "local_hostname": "бот_1.рф"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gonets.db"


async def store_with(*routes: dict[str, Any]) -> ConfigurationRepository:
    store = ConfigurationRepository(SecretBox(KEY))
    await store.save_connection(Connection.from_stored(OLD))
    for route in routes:
        await store.save_route(Route.from_stored(route))
    return store


async def apply(store: ConfigurationRepository, document: dict[str, Any], **environment: str) -> list[Change]:
    read = read_configuration(write_configuration(document), environment)
    return await ApplyFile(ApplyConfiguration(store, atomically))(read.file, read.mistakes)


async def mistakes_of(store: ConfigurationRepository, document: dict[str, Any]) -> list[str]:
    with pytest.raises(ConfigurationInvalid) as refused:
        await apply(store, document)
    return sorted(item.shown_path for item in refused.value.mistakes)


async def test_an_export_is_applied_again_and_says_what_to_mend(path: Path) -> None:
    async with opened(path):
        store = await store_with()
        (change,) = await apply(store, await ExportConfiguration(store)())
        assert not change.is_change
        assert [item.shown_path for item in change.remarks] == [
            "connections[0].local_hostname",
            "connections[0].timeout",
        ]


async def test_others_are_changed_beside_one_that_stays_as_it_is(path: Path) -> None:
    async with opened(path):
        store = await store_with(ROUTE)
        document = await ExportConfiguration(store)()
        document["routes"][0]["subject"] = "Новая тема"
        changes = await apply(store, document)
        assert [change.name for change in changes if change.is_change] == ["route"]
        assert (await store.routes())[0].document.subject == "Новая тема"
        assert (await store.connections())[0].document == Connection.from_stored(OLD)


async def test_its_own_saving_is_refused_and_what_is_mended_is_saved(path: Path) -> None:
    async with opened(path):
        store = await store_with(ROUTE)
        document = await ExportConfiguration(store)()
        document["connections"][0]["port"] = 587
        document["routes"][0]["subject"] = "Новая тема"
        assert await mistakes_of(store, document) == ["connections[0].local_hostname", "connections[0].timeout"]
        assert (await store.routes())[0].document.subject == ""
        document["connections"][0] |= {"timeout": "1m", "local_hostname": "bot.firma.test"}
        assert {change.name for change in await apply(store, document) if change.is_change} == {"mail", "route"}


async def test_another_object_of_that_shape_is_refused(path: Path) -> None:
    async with opened(path):
        store = await store_with()
        other = {**OLD, "system_name": "other", "title": "Другая"}
        assert await mistakes_of(store, {"connections": [OLD, other]}) == [
            "connections[1].local_hostname",
            "connections[1].timeout",
        ]


async def test_a_new_password_of_one_that_stays_as_it_is_is_kept(path: Path) -> None:
    login = {**OLD, "authentication": "basic", "username": "notify"}
    async with opened(path):
        store = ConfigurationRepository(SecretBox(KEY))
        await store.save_connection(Connection.from_stored(login))
        await apply(store, await ExportConfiguration(store)(), MAIL_PASSWORD="новый")
        password = await store.secret("mail", "password")
        assert password is not None
        assert password.get_secret_value() == "новый"


async def test_what_is_changed_while_a_file_is_applied_is_not_overwritten(path: Path) -> None:
    async with opened(path):
        store = await store_with()
        file, mistakes = read_document(await ExportConfiguration(store)(), {})
        applying = ApplyConfiguration(store, atomically)
        unchanged = await applying.unchanged_in(file)
        assert len(mistakes) == 2
        await store.save_connection(Connection.from_stored({**CONNECTION, "port": 587}))
        with pytest.raises(ConfigurationInvalid):
            await applying(file, unchanged=unchanged)
        assert (await store.connections())[0].document.port == 587
