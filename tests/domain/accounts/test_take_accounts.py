"""A file of accounts that is looked at: where its encoding is uncertain, the chosen one is looked at once."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.workers.local_hints import LocalHints
from domain.accounts.readings import Encoding
from domain.accounts.upload_accounts import ApplyAccounts, TakeAccounts, chosen_encoding
from domain.errors import NotYours
from domain.people import Person, Role
from domain.uploads.apply_upload import Applying
from domain.uploads.uploads import SteerUploads, Upload, UploadGone, UploadState
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.people import PersonRepository
from storage.repositories.uploads import UploadRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened

UNCERTAIN = "fullName,mbox\nMüller Jürgen,m@firma.test\nFrançois Lefèvre,f@firma.test\n".encode("cp1252")
CERTAIN = "username,fullName,mbox\nfirst,Цой,c@firma.test\n".encode()


def clock() -> datetime:
    return datetime(2030, 1, 1, tzinfo=UTC)


async def looking(done: int, steps: int) -> None:
    """How far it is, which nobody asks here."""


@dataclass
class Desk:
    take: TakeAccounts
    steer: SteerUploads
    admin: Person
    staff: Person

    async def sends(self, content: bytes) -> Upload:
        return await self.take(self.admin, "люди.csv", content, looking)

    async def chooses(self, upload: Upload, reading: int) -> Upload:
        return await self.take.read_as(self.admin, upload.id, reading, looking)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(tmp_path / "gonets.db"):
        uploads = UploadRepository(SecretBox("a key of sixteen characters"))
        steer = SteerUploads(
            uploads=uploads,
            announcements=AnnouncementRepository(clock),
            hints=LocalHints(),
            clock=clock,
            atomically=atomically,
        )
        take = TakeAccounts(steer=steer, uploads=uploads, directory=AccountRepository(), atomically=atomically)
        people = PersonRepository()
        admin, staff = await people.let_in(7, Role.ADMIN, "Алиса"), await people.let_in(8, Role.STAFF, "Борис")
        yield Desk(take, steer, admin, staff)


async def test_an_uncertain_file_asks_and_the_chosen_reading_is_looked_at(desk: Desk) -> None:
    asked = await desk.sends(UNCERTAIN)
    names = [name for name, _ in asked.result["readings"]]
    assert "report" not in asked.result
    looked = await desk.chooses(asked, names.index(Encoding.WINDOWS_1252))
    assert looked.result["report"]["added"] == 2
    assert looked.result["sample"][0][0] == "Müller Jürgen"
    assert chosen_encoding(looked) is Encoding.WINDOWS_1252


async def test_a_second_choice_changes_nothing(desk: Desk) -> None:
    asked = await desk.sends(UNCERTAIN)
    looked = await desk.chooses(asked, 0)
    assert await desk.chooses(asked, 1) == looked


async def test_a_file_that_nothing_is_asked_about_stays_as_it_was_looked_at(desk: Desk) -> None:
    looked = await desk.sends(CERTAIN)
    assert looked.result["report"]["added"] == 1
    assert await desk.chooses(looked, 0) == looked


async def test_a_cancelled_file_is_not_looked_at_any_more(desk: Desk) -> None:
    asked = await desk.sends(UNCERTAIN)
    await desk.steer.cancel(desk.admin, asked.id)
    late = await desk.chooses(asked, 0)
    assert late.state is UploadState.CANCELLED
    assert "report" not in late.result


async def test_a_choice_that_was_never_offered_is_refused(desk: Desk) -> None:
    asked = await desk.sends(UNCERTAIN)
    with pytest.raises(UploadGone):
        await desk.chooses(asked, len(asked.result["readings"]))


async def test_only_administrators_send_files_of_accounts(desk: Desk) -> None:
    with pytest.raises(NotYours):
        await desk.take(desk.staff, "люди.csv", CERTAIN, looking)
    asked = await desk.sends(UNCERTAIN)
    with pytest.raises(NotYours):
        await desk.take.read_as(desk.staff, asked.id, 0, looking)


@pytest.mark.parametrize("leaves", [False, True])
async def test_a_file_of_somebody_who_is_no_administrator_any_more_is_not_applied(desk: Desk, leaves: bool) -> None:
    upload = await desk.sends(CERTAIN)
    people, directory = PersonRepository(), AccountRepository()
    if leaves:
        await people.remove(desk.admin.telegram_id)
    else:
        await people.save(replace(desk.admin, role=Role.STAFF))

    async def say(result: Mapping[str, Any], *, shown: bool) -> None:
        raise AssertionError("nothing is done")

    async def fence() -> None:
        raise AssertionError("nothing is done")

    apply = ApplyAccounts(
        directory=directory, people=people, audit=AuditRepository(), clock=clock, atomically=atomically
    )
    with pytest.raises(NotYours):
        await apply(Applying(upload, CERTAIN, say, fence))
    assert await directory.by_username("first") is None
