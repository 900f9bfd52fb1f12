"""Applying a file that was sent, as work of its own: it goes on after a restart, and its end is surely told."""

import logging
from collections.abc import Mapping
from typing import Any, Protocol

from domain.announcements import Announcements
from domain.clock import Atomically
from domain.errors import DatabaseTrouble, GonetsError
from domain.faults import MOST_CLAIMS, Fault, InternalFault
from domain.uploads.uploads import TOPIC, Upload, UploadGone, UploadKind, Uploads, UploadState
from domain.work import Claim, Hints, Work, WorkKind

log = logging.getLogger(__name__)


class Applying:
    """One upload that is being applied: its content, and how its applier says how far it has come."""

    def __init__(self, upload: Upload, content: bytes, say: "Say", fence: "Fence") -> None:
        self.upload = upload
        self.content = content
        self._say = say
        self._fence = fence

    async def fence(self) -> None:
        """Make sure, inside each transaction that writes, that it is still ours; raises LostClaim."""
        await self._fence()

    async def say(self, result: Mapping[str, Any]) -> None:
        """Keep how far it has come, and let its message show it. After a restart it is `upload.result`."""
        await self._say(result, shown=True)

    async def keep(self, result: Mapping[str, Any]) -> None:
        """Keep what an applier is about to return, in the transaction of its last write: its end is shown then."""
        await self._say(result, shown=False)


class Say(Protocol):
    """Keeps how far an upload has come."""

    async def __call__(self, result: Mapping[str, Any], *, shown: bool) -> None:
        """Keep it, and let its message show it."""
        ...


class Fence(Protocol):
    """Guards the writes of an applier."""

    async def __call__(self) -> None:
        """Raises LostClaim."""
        ...


class Applier(Protocol):
    """Applies uploads of one kind. It may be begun anew after a restart, so doing it twice must change nothing."""

    async def __call__(self, applying: Applying) -> Mapping[str, Any]:
        """Return what came of it; a GonetsError ends it as failed, anything else lets it be tried again."""
        ...


class ApplyUpload:
    """Does the work of one upload by the applier of its kind."""

    def __init__(
        self,
        *,
        uploads: Uploads,
        appliers: Mapping[UploadKind, Applier],
        announcements: Announcements,
        work: Work,
        hints: Hints,
        atomically: Atomically,
    ) -> None:
        self._uploads = uploads
        self._appliers = appliers
        self._announcements = announcements
        self._work = work
        self._hints = hints
        self._atomically = atomically

    async def __call__(self, claim: Claim) -> None:
        """Raises LostClaim when somebody else has it by now."""
        upload = await self._uploads.get(claim.id)
        if upload is None or upload.state is not UploadState.APPLYING:
            await self._work.release(claim, None)
            return
        try:
            result = await self._apply(upload, claim)
        except DatabaseTrouble:
            raise  # it is tried again when the database can be written
        except GonetsError as error:
            log.info("upload %s was not applied: %s", upload.id, error.detail)
            failure = {"error": error.key, "params": dict(error.params)}
            await self._end(upload, claim, UploadState.FAILED, {**upload.result, **failure})
        else:
            await self._end(upload, claim, UploadState.DONE, result)

    async def _apply(self, upload: Upload, claim: Claim) -> Mapping[str, Any]:
        if claim.token > MOST_CLAIMS:
            raise GonetsError(f"upload {upload.id} was taken up {claim.token} times")
        applier = self._appliers.get(upload.kind)
        if applier is None:
            raise GonetsError(f"upload {upload.id} is of {upload.kind}, which no worker applies")
        content = await self._uploads.content(upload.id)
        if content is None:
            raise UploadGone(f"upload {upload.id} has no content")

        async def fence() -> None:
            await self._work.fence(claim)

        async def say(result: Mapping[str, Any], *, shown: bool) -> None:
            async def work() -> None:
                await self._work.fence(claim)
                await self._uploads.keep_result(upload.id, result)
                if shown:
                    await self._announcements.redraw(TOPIC, upload.id)

            await self._atomically(work)
            self._hints.wake(WorkKind.ANNOUNCEMENT)

        return await applier(Applying(upload, content, say, fence))

    async def give_up(self, claim: Claim, fault: Fault) -> None:
        """End an upload whose applying nobody can finish; its person is told. Raises LostClaim."""
        upload = await self._uploads.get(claim.id)
        failure = {"error": InternalFault.key, "params": {"number": fault.number}}
        if upload is not None:
            await self._end(upload, claim, UploadState.FAILED, {**upload.result, **failure})

    async def _end(self, upload: Upload, claim: Claim, state: UploadState, result: Mapping[str, Any]) -> None:
        async def work() -> None:
            await self._work.fence(claim)
            await self._uploads.end(upload.id, UploadState.APPLYING, state, result)
            await self._announcements.redraw(TOPIC, upload.id)

        await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
