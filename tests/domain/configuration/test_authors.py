"""Authors of scenarios: who may be one, and what becomes of a scenario whose author leaves."""

from typing import Any

import pytest

from bot.workers.local_hints import LocalHints
from domain.audit import Act, AuditFilter, Kind
from domain.clock import system_clock
from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
from domain.configuration.authors import TOPIC, StopWithoutAuthor
from domain.configuration.document import ConfigurationFile
from domain.configuration.export_configuration import exported
from domain.scenarios.document import Scenario
from storage import models
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.transactions import atomically
from tests.domain.scenarios.conftest import AUTHOR, CHIEF, Stored, stored

__all__ = ["stored"]


async def link(stored: Stored, person: int = AUTHOR, account: int | None = 1) -> None:
    await models.Person.filter(telegram_id=person).update(account_id=account)


async def write(stored: Stored, **fields: Any) -> None:
    (kept,) = await stored.configuration.scenarios()
    document = Scenario.model_validate({**kept.document.stored(), **fields})
    await ApplyConfiguration(stored.configuration, atomically)(ConfigurationFile(scenarios=[document]))


def stopping(stored: Stored) -> StopWithoutAuthor:
    return StopWithoutAuthor(
        scenarios=stored.configuration,
        people=stored.people,
        announcements=AnnouncementRepository(system_clock),
        audit=AuditRepository(),
        hints=LocalHints(),
        clock=system_clock,
        atomically=atomically,
    )


async def enabled(stored: Stored) -> bool:
    (kept,) = await stored.configuration.scenarios()
    return kept.document.enabled


@pytest.mark.parametrize("name", ["ivanov", "IVANOV", "ivanov "])
async def test_an_author_is_the_username_of_an_account_whose_person_uses_the_bot(stored: Stored, name: str) -> None:
    await link(stored)
    await write(stored, author=name)
    assert await stopping(stored)() == 0
    assert await enabled(stored)


@pytest.mark.parametrize("name", ["nobody", "7", "Иванов Иван"])
async def test_an_author_whom_nobody_knows_is_refused_at_its_place(stored: Stored, name: str) -> None:
    await link(stored)
    with pytest.raises(ConfigurationInvalid) as refused:
        await write(stored, author=name)
    assert [(item.key, item.path[-1]) for item in refused.value.mistakes] == [("config-unknown-author", "author")]
    await write(stored, author=name, enabled=False)


async def test_an_account_that_nobody_uses_the_bot_with_is_no_author(stored: Stored) -> None:
    with pytest.raises(ConfigurationInvalid):
        await write(stored, author="ivanov")


@pytest.mark.parametrize("leaves", ["removed", "unlinked", "archived"])
async def test_when_the_author_leaves_the_scenario_is_switched_off_and_administrators_are_told_once(
    stored: Stored, leaves: str
) -> None:
    await link(stored)
    await write(stored, author="ivanov")
    if leaves == "removed":
        await stored.people.remove(AUTHOR)
    elif leaves == "unlinked":
        await link(stored, account=None)
    else:
        await models.Account.filter(id=1).update(active=False)
    assert await stopping(stored)() == 1
    assert not await enabled(stored)
    assert await stopping(stored)() == 0
    told = await models.Announcement.filter(topic=TOPIC)
    assert [item.person_id for item in told] == [CHIEF]
    entries = await AuditRepository().latest(AuditFilter(kind=Kind.SCENARIO, act=Act.DISABLED), 10)
    assert len(entries) == 1


async def test_somebody_else_with_the_account_keeps_the_scenario(stored: Stored) -> None:
    await link(stored)
    await write(stored, author="ivanov")
    await link(stored, CHIEF)
    await stored.people.remove(AUTHOR)
    assert await stopping(stored)() == 0
    assert await enabled(stored)


async def test_an_author_goes_out_into_a_file_and_comes_back(stored: Stored) -> None:
    await link(stored)
    await write(stored, author="ivanov")
    (kept,) = await stored.configuration.scenarios()
    assert exported(kept.document)["author"] == "ivanov"
    await write(stored, author=None)
    (kept,) = await stored.configuration.scenarios()
    assert "author" not in exported(kept.document)
    assert "author" not in kept.document.stored()
