"""Applying a file leaves a note for each object that it makes or changes, with before and after, without secrets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.files.config_file import read_configuration, recipe_text
from domain.audit import COMMAND_LINE, SECRET, Act, Actor, AuditEntry, AuditFilter, Kind, Via
from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
from storage.repositories.audit import AuditRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened

ALICE = Actor(7, Via.FILE)


@pytest.fixture
async def apply(tmp_path: Path) -> AsyncIterator[ApplyConfiguration]:
    async with opened(tmp_path / "gonets.db"):
        store = ConfigurationRepository(SecretBox("sixteen characters at least"))
        yield ApplyConfiguration(store, atomically, AuditRepository())


async def apply_text(apply: ApplyConfiguration, text: str, actor: Actor = ALICE, password: str = "one") -> None:
    await apply(read_configuration(text, {"SMTP_PASSWORD": password}).file, actor=actor)


async def entries() -> list[AuditEntry]:
    found = await AuditRepository().latest(AuditFilter(), 100)
    return list(reversed(found))


async def test_each_new_object_is_noted_with_its_fields_and_no_password(apply: ApplyConfiguration) -> None:
    await apply_text(apply, recipe_text(), COMMAND_LINE)
    noted = await entries()
    assert [(item.kind, item.act) for item in noted] == [
        (kind, Act.CREATED) for kind in (Kind.CONNECTION, Kind.ROUTE, Kind.TEMPLATE, Kind.SCENARIO)
    ]
    connection = noted[0]
    assert (connection.actor, connection.name) == (COMMAND_LINE, "Отправка уведомлений через SMTP")
    assert connection.object_id is not None
    assert connection.changes["host"] == (None, "smtp.test.ru")
    assert connection.changes["password"] == (None, SECRET)


async def test_a_change_is_noted_with_before_and_after_by_its_path(apply: ApplyConfiguration) -> None:
    await apply_text(apply, recipe_text())
    changed = recipe_text().replace("port: 465", "port: 587").replace("$Poluchatel->mbox", "$_creator->mbox")
    await apply_text(apply, changed)
    connection, scenario = (await entries())[4:]
    assert (connection.actor, connection.act, connection.changes) == (ALICE, Act.CHANGED, {"port": (465, 587)})
    path = "actions[0].change_context.actions[0].change_variables.variables.To.Address.formula"
    assert (scenario.kind, scenario.changes) == (Kind.SCENARIO, {path: ("$Poluchatel->mbox", "$_creator->mbox")})


async def test_another_password_is_noted_without_either(apply: ApplyConfiguration) -> None:
    await apply_text(apply, recipe_text())
    await apply_text(apply, recipe_text(), password="two")
    assert (await entries())[-1].changes == {"password": (SECRET, SECRET)}


async def test_switching_off_and_on_is_noted_as_such(apply: ApplyConfiguration) -> None:
    await apply_text(apply, recipe_text())
    off = recipe_text().replace(
        "  - title: Отправка уведомления\n", "  - title: Отправка уведомления\n    enabled: false\n"
    )
    await apply_text(apply, off)
    await apply_text(apply, recipe_text())
    assert [item.act for item in (await entries())[4:]] == [Act.DISABLED, Act.ENABLED]


async def test_what_changes_nothing_leaves_no_note(apply: ApplyConfiguration) -> None:
    await apply_text(apply, recipe_text())
    await apply_text(apply, recipe_text())
    await apply(read_configuration(recipe_text().replace("465", "587"), {}).file, dry_run=True, actor=ALICE)
    with pytest.raises(ConfigurationInvalid):
        await apply_text(apply, recipe_text().replace("$Poluchatel->mbox", "$Nobody->mbox"))
    assert len(await entries()) == 4
