"""A file that was sent: applied once, taken up again after a restart, sealed while it waits, forgotten after a day."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.workers.local_hints import LocalHints
from domain.errors import GonetsError, NotYours
from domain.operating.keeping import ForgetOld
from domain.people import Person, Role
from domain.uploads.apply_upload import MOST_CLAIMS, Applying, ApplyUpload
from domain.uploads.uploads import TOPIC, SteerUploads, Upload, UploadGone, UploadKind, UploadState
from domain.work import Claim, LostClaim, WorkKind
from storage import models
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.people import PersonRepository
from storage.repositories.sweeping import SweepRepository
from storage.repositories.uploads import UploadRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened

LEASE = timedelta(minutes=2)
CONTENT = b"password: do-not-show"


class Refused(GonetsError):
    """What an applier may say."""

    key = "error-not-found"


@dataclass
class Counting:
    """An applier that says how far it is in three steps, and can be told to break."""

    said: list[Mapping[str, Any]] = field(default_factory=list)
    breaks: list[BaseException] = field(default_factory=list)

    async def __call__(self, applying: Applying) -> Mapping[str, Any]:
        done = applying.upload.result.get("done", 0)
        self.said.append({"begun at": done, "content": applying.content})
        for step in range(done, 3):
            await applying.say({"done": step + 1})
            if self.breaks:
                raise self.breaks.pop(0)
        await applying.fence()
        return {"done": 3, "all": True}


@dataclass
class Desk:
    uploads: UploadRepository
    steer: SteerUploads
    apply: ApplyUpload
    work: WorkRepository
    applier: Counting
    admin: Person
    now: datetime = datetime(2030, 1, 1, tzinfo=UTC)

    def clock(self) -> datetime:
        return self.now

    async def keep(self) -> Upload:
        return await self.steer.keep(self.admin, UploadKind.ACCOUNTS, "люди.csv", CONTENT, {"added": 2})

    async def claim(self) -> Claim:
        (claim,) = await self.work.claim(WorkKind.UPLOAD, self.clock(), LEASE)
        return claim

    async def state(self, upload: Upload) -> UploadState:
        return (await self.steer.get(self.admin, upload.id)).state


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with opened(tmp_path / "gonets.db"):
        uploads, work, hints, applier = (
            UploadRepository(SecretBox("a key of sixteen characters")),
            WorkRepository(),
            LocalHints(),
            Counting(),
        )
        admin = await PersonRepository().let_in(7, Role.ADMIN, "Алиса")

        def clock() -> datetime:
            return desk.now

        announcements = AnnouncementRepository(clock)
        steer = SteerUploads(
            uploads=uploads, announcements=announcements, hints=hints, clock=clock, atomically=atomically
        )
        apply = ApplyUpload(
            uploads=uploads,
            appliers={UploadKind.ACCOUNTS: applier},
            announcements=announcements,
            work=work,
            hints=hints,
            atomically=atomically,
        )
        desk = Desk(uploads, steer, apply, work, applier, admin)
        yield desk


async def test_a_file_waits_for_its_press_sealed(desk: Desk) -> None:
    upload = await desk.keep()
    assert (upload.state, upload.result) == (UploadState.LOOKED_AT, {"added": 2})
    assert await desk.work.claim(WorkKind.UPLOAD, desk.clock(), LEASE) == []
    row = await models.Upload.get()
    assert b"do-not-show" not in bytes(row.content or b"")
    assert await desk.uploads.content(upload.id) == CONTENT


async def test_a_press_lets_it_be_applied_and_a_second_one_changes_nothing(desk: Desk) -> None:
    upload = await desk.keep()
    await desk.uploads.show(upload.id, 55)
    assert (await desk.steer.apply(desk.admin, upload.id)).state is UploadState.APPLYING
    assert (await desk.steer.apply(desk.admin, upload.id)).state is UploadState.APPLYING
    assert (await desk.steer.cancel(desk.admin, upload.id)).state is UploadState.APPLYING
    await desk.apply(await desk.claim())
    done = await desk.steer.get(desk.admin, upload.id)
    assert (done.state, done.result) == (UploadState.DONE, {"done": 3, "all": True})
    assert (await models.Upload.get()).content is None
    assert (await desk.steer.apply(desk.admin, upload.id)).state is UploadState.DONE
    assert await desk.work.claim(WorkKind.UPLOAD, desk.clock(), LEASE) == []
    assert len(desk.applier.said) == 1


async def test_how_far_it_has_come_is_told_in_its_own_message(desk: Desk) -> None:
    upload = await desk.keep()
    await desk.uploads.show(upload.id, 55)
    await desk.steer.apply(desk.admin, upload.id)
    (told,) = await desk.work.claim(WorkKind.ANNOUNCEMENT, desk.clock(), LEASE)
    await desk.work.release(told, None)
    await desk.apply(await desk.claim())
    (row,) = await models.Announcement.all()
    assert (row.topic, row.subject, row.message_id, row.person_id) == (TOPIC, upload.id, 55, 7)
    assert row.due_at is not None


async def test_what_was_cancelled_is_erased_and_cannot_be_applied(desk: Desk) -> None:
    upload = await desk.keep()
    assert (await desk.steer.cancel(desk.admin, upload.id)).state is UploadState.CANCELLED
    assert (await desk.steer.apply(desk.admin, upload.id)).state is UploadState.CANCELLED
    assert await desk.uploads.content(upload.id) is None
    assert await desk.work.claim(WorkKind.UPLOAD, desk.clock(), LEASE) == []


async def test_after_a_restart_it_goes_on_from_where_it_said_it_was(desk: Desk) -> None:
    upload = await desk.keep()
    await desk.steer.apply(desk.admin, upload.id)
    desk.applier.breaks = [asyncio.CancelledError()]
    with pytest.raises(asyncio.CancelledError):
        await desk.apply(await desk.claim())
    await desk.work.release_all()
    await desk.apply(await desk.claim())
    assert [item["begun at"] for item in desk.applier.said] == [0, 1]
    assert await desk.state(upload) is UploadState.DONE


async def test_whoever_lost_the_claim_writes_nothing(desk: Desk) -> None:
    upload = await desk.keep()
    await desk.steer.apply(desk.admin, upload.id)
    lost = await desk.claim()
    await desk.work.release_all()
    mine = await desk.claim()
    with pytest.raises(LostClaim):
        await desk.apply(lost)
    assert (await desk.steer.get(desk.admin, upload.id)).result == {"added": 2}
    await desk.apply(mine)
    assert await desk.state(upload) is UploadState.DONE


async def test_a_refusal_ends_it_as_failed_with_its_reason_and_erases_the_file(desk: Desk) -> None:
    upload = await desk.keep()
    await desk.steer.apply(desk.admin, upload.id)
    desk.applier.breaks = [Refused("detail", name="x")]
    await desk.apply(await desk.claim())
    failed = await desk.steer.get(desk.admin, upload.id)
    assert failed.state is UploadState.FAILED
    assert (failed.result["error"], failed.result["params"]) == ("error-not-found", {"name": "x"})
    assert await desk.uploads.content(upload.id) is None


async def test_what_breaks_is_tried_again_but_not_for_ever(desk: Desk) -> None:
    upload = await desk.keep()
    await desk.steer.apply(desk.admin, upload.id)
    desk.applier.breaks = [RuntimeError("broken") for _ in range(MOST_CLAIMS)]
    for _ in range(MOST_CLAIMS):
        claim = await desk.claim()
        await models.Upload.filter(id=upload.id).update(result={})
        with pytest.raises(RuntimeError):
            await desk.apply(claim)
        await desk.work.release(claim, desk.clock())
    await desk.apply(await desk.claim())
    assert await desk.state(upload) is UploadState.FAILED


async def test_a_kind_that_no_worker_applies_fails(desk: Desk) -> None:
    upload = await desk.steer.keep(desk.admin, UploadKind.CONFIGURATION, "x.yaml", b"", {})
    await desk.steer.apply(desk.admin, upload.id)
    await desk.apply(await desk.claim())
    assert await desk.state(upload) is UploadState.FAILED


async def test_nobody_else_sees_or_applies_it(desk: Desk) -> None:
    upload = await desk.keep()
    for other in (Person(8, "Другой", Role.ADMIN), Person(7, "Алиса", Role.STAFF)):
        for act in (desk.steer.get, desk.steer.apply, desk.steer.cancel):
            with pytest.raises(NotYours):
                await act(other, upload.id)
    with pytest.raises(NotYours):
        await desk.steer.keep(Person(7, "Алиса", Role.STAFF), UploadKind.ACCOUNTS, "люди.csv", CONTENT, {})
    assert await desk.state(upload) is UploadState.LOOKED_AT


async def test_after_a_day_it_is_forgotten_unless_it_is_being_applied(desk: Desk) -> None:
    waiting, applying = await desk.keep(), await desk.keep()
    await desk.steer.apply(desk.admin, applying.id)
    forget = ForgetOld(SweepRepository(), desk.clock, letters=timedelta(30), traces=timedelta(30))
    desk.now += timedelta(hours=23)
    await forget()
    assert await desk.state(waiting) is UploadState.LOOKED_AT
    desk.now += timedelta(hours=2)
    await forget()
    with pytest.raises(UploadGone):
        await desk.steer.get(desk.admin, waiting.id)
    assert await desk.state(applying) is UploadState.APPLYING


async def test_a_file_sealed_with_another_key_is_as_good_as_gone(desk: Desk) -> None:
    upload = await desk.keep()
    assert await UploadRepository(SecretBox("another key of many characters")).content(upload.id) is None
