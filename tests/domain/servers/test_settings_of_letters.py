"""What a letter logs in with is what is in force when it begins, whoever has changed it and in which process."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from domain.configured.connection import Connection
from domain.documents import Stored
from domain.servers.server_settings import SecretMissing
from storage import models
from storage.opened import reader
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from storage.statements import Steps
from tests.domain.deliveries.conftest import Office, ToldSender, open_office

KEY = "a key of sixteen characters"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        await enter(office.configuration, "first", authentication="basic", username="robot")
        yield office


async def enter(configuration: ConfigurationRepository, password: str, **fields: Any) -> None:
    (stored,) = await configuration.connections()
    document = Connection.model_validate({**stored.document.stored(), **fields})
    await configuration.save_connection(document, {"password": SecretStr(password)})


async def connection(office: Office) -> Stored[Connection]:
    (stored,) = await office.configuration.connections()
    return stored


def elsewhere() -> ConfigurationRepository:
    """Another process, of which this one hears nothing."""
    return ConfigurationRepository(SecretBox(KEY))


async def test_letters_share_their_settings_while_nothing_changes(office: Office) -> None:
    taken = await connection(office)
    first, second = await office.settings(taken), await office.settings(taken)
    assert first is second
    assert first.password == SecretStr("first")


async def test_a_password_entered_in_another_process_is_the_next_letters(office: Office) -> None:
    taken = await connection(office)
    before = await office.settings(taken)
    await enter(elsewhere(), "second")
    after = await office.settings(taken)
    assert (before.password, after.password) == (SecretStr("first"), SecretStr("second"))
    assert (await office.settings(await connection(office))).password == SecretStr("second")


async def test_a_secret_that_was_replaced_without_a_revision_is_the_next_letters(office: Office) -> None:
    taken = await connection(office)
    await office.settings(taken)
    sealed = SecretBox(KEY).seal(SecretStr("rotated"), "connection:smtp_connection")
    await models.ConnectionSecret.all().update(sealed=sealed)
    assert (await office.settings(taken)).password == SecretStr("rotated")


@pytest.mark.parametrize("gone", ["removed", "entered for another server"])
async def test_a_password_that_is_not_for_this_server_any_more_stops_the_letter(office: Office, gone: str) -> None:
    taken = await connection(office)
    await office.settings(taken)
    if gone == "removed":
        await models.ConnectionSecret.all().delete()
    else:
        await enter(elsewhere(), "theirs", host="elsewhere.firma.test")
    with pytest.raises(SecretMissing):
        await office.settings(taken)


async def test_a_new_revision_gets_settings_of_its_own(office: Office) -> None:
    before = await office.settings(await connection(office))
    await enter(elsewhere(), "first", max_connections=1)
    after = await office.settings(await connection(office))
    assert (before.max_connections, after.max_connections) == (5, 1)
    assert before.key != after.key


async def test_letters_that_begin_together_read_their_password_by_one_statement(office: Office) -> None:
    taken = await connection(office)
    statements: list[str] = []
    reads = reader.get()

    async def noted(steps: Any) -> Any:
        def noting() -> Steps[Any]:
            driven = steps()
            asked = next(driven)
            while True:
                statements.append(asked[0])
                try:
                    asked = driven.send((yield asked))
                except StopIteration as end:
                    return end.value

        return await reads(noting)

    token = reader.set(noted)
    try:
        settings = await asyncio.gather(*(office.settings(taken) for _ in range(20)))
    finally:
        reader.reset(token)
    assert len(set(map(id, settings))) == 1
    assert len(statements) == 1
