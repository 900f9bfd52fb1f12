"""Codes that are waited for, as rows: one for each connection, sealed, and none in a restored database."""

from datetime import timedelta

from pydantic import SecretStr

from domain.logins.oauth2.device_waits import GIVEN, ForWhat
from domain.logins.oauth2.grants import DeviceCode
from storage import models
from storage.repositories.device_waits import DeviceWaitRepository
from storage.repositories.restoring import close_inbox
from storage.secrets import SecretBox
from storage.transactions import execute
from tests.domain.logins.conftest import Desk

BOX = SecretBox("a key of sixteen characters")


def code(desk: Desk, shown: str = "ABCD-EFGH") -> DeviceCode:
    ends = desk.office.clock() + timedelta(minutes=15)
    return DeviceCode(SecretStr("the device's own code"), shown, "https://id.test/device", ends, 5)


async def test_a_code_comes_back_as_it_was_and_a_newer_one_stands_in_its_place(desk: Desk) -> None:
    waits, what = DeviceWaitRepository(BOX), ForWhat((await desk.stored()).id)
    await waits.add(what, 1, code(desk), {"host": "x"})
    newer = await waits.add(what, 2, code(desk, "NEW"), {"host": "y"})
    (found,) = await waits.everything()
    assert found == newer
    assert found.code.device_code.get_secret_value() == "the device's own code"
    row = await models.DeviceWait.get(id=newer.id)
    assert b"NEW" not in bytes(row.sealed)


async def test_a_wait_ends_once_only(desk: Desk) -> None:
    waits = DeviceWaitRepository(BOX)
    wait = await waits.add(ForWhat((await desk.stored()).id), 1, code(desk), {})
    assert await waits.end(wait.id, GIVEN)
    assert not await waits.end(wait.id, "denied")
    (found,) = await waits.everything()
    assert found.outcome == GIVEN
    assert await waits.remove(wait.id)
    assert not await waits.remove(wait.id)


async def test_what_no_key_opens_is_forgotten(desk: Desk) -> None:
    await DeviceWaitRepository(BOX).add(ForWhat((await desk.stored()).id), 1, code(desk), {})
    assert await DeviceWaitRepository(SecretBox("another key of sixteen")).everything() == []
    assert not await models.DeviceWait.exists()


async def test_a_restored_database_waits_for_none(desk: Desk) -> None:
    await DeviceWaitRepository(BOX).add(ForWhat((await desk.stored()).id), 1, code(desk), {})
    await execute(lambda: close_inbox(None, desk.office.clock()))
    assert not await models.DeviceWait.exists()
