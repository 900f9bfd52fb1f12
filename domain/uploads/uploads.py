"""Files that administrators send to the chat: looked at first, then applied, once, by a press of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from domain.announcements import Announcements
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotYours
from domain.people import Person
from domain.work import Hints, WorkKind

MAX_UPLOAD_BYTES = 20_000_000
"""What Telegram's own server gives to a bot at most."""

KEEP_UPLOADS = timedelta(days=1)
"""How long a file that was sent waits for its press, and how long its page can be opened."""

TOPIC = "upload"
"""The topic of announcements that tell how far an upload has come."""


class UploadKind(StrEnum):
    """What a file is of: names who looks at it, who applies it and who draws it."""

    CONFIGURATION = "configuration"
    ACCOUNTS = "accounts"
    CONTACTS = "contacts"


class UploadState(StrEnum):
    """How far an upload has come."""

    LOOKED_AT = "looked_at"
    APPLYING = "applying"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class FileTooLarge(GonetsError):
    """A file is larger than a bot can fetch."""

    key = "error-upload-too-large"


class UnknownFile(GonetsError):
    """Nothing here takes a file of this kind; the parameters say what is taken."""

    key = "error-upload-unknown"


class UploadGone(GonetsError):
    """The file was forgotten: it is kept for a day."""

    key = "error-upload-gone"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent. `result` says what its dry run found or how far it has come, never a secret.

    Its content is kept apart, sealed, and erased as soon as it is done or cancelled.
    """

    id: int
    person_id: int
    kind: UploadKind
    name: str
    state: UploadState
    result: Mapping[str, Any] = field(default_factory=dict)
    message_id: int | None = None


class Uploads(Protocol):
    """Files that were sent. Each change of state is conditional on the state before."""

    async def add(
        self, person_id: int, kind: UploadKind, name: str, content: bytes, result: Mapping[str, Any], now: datetime
    ) -> Upload:
        """Keep a file that was looked at."""
        ...

    async def get(self, upload_id: int) -> Upload | None:
        """Return the upload."""
        ...

    async def content(self, upload_id: int) -> bytes | None:
        """Return the file itself; None when it is erased, or sealed with another key than the one at hand."""
        ...

    async def unseen(self, person_id: int) -> Upload | None:
        """Return the person's newest upload that no message shows yet."""
        ...

    async def show(self, upload_id: int, message_id: int) -> None:
        """Keep which message shows it."""
        ...

    async def keep_result(self, upload_id: int, result: Mapping[str, Any]) -> None:
        """Keep what a dry run has found or how far it has come, while it is not ended."""
        ...

    async def begin(self, upload_id: int, now: datetime) -> bool:
        """It is to be applied, from now on; False when it was not waiting for that."""
        ...

    async def end(
        self, upload_id: int, was: UploadState, state: UploadState, result: Mapping[str, Any] | None = None
    ) -> bool:
        """It has ended: its content is erased. False when it was not in state `was`."""
        ...


class SteerUploads:
    """What an administrator does with a file of their own. Every method returns the upload as it is then."""

    def __init__(
        self, *, uploads: Uploads, announcements: Announcements, hints: Hints, clock: Clock, atomically: Atomically
    ) -> None:
        self._uploads = uploads
        self._announcements = announcements
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    @staticmethod
    def check(person: Person) -> None:
        """Raise NotYours to anybody who is no administrator."""
        if not person.is_admin:
            raise NotYours("for administrators")

    async def keep(
        self, person: Person, kind: UploadKind, name: str, content: bytes, result: Mapping[str, Any]
    ) -> Upload:
        """Keep a file with what its dry run found."""
        self.check(person)

        async def work() -> Upload:
            return await self._uploads.add(person.telegram_id, kind, name[:255], content, result, self._clock())

        return await self._atomically(work)

    async def get(self, person: Person, upload_id: int) -> Upload:
        """Return the upload; raises NotYours or UploadGone."""
        self.check(person)
        upload = await self._uploads.get(upload_id)
        if upload is None:
            raise UploadGone(f"upload {upload_id}")
        if upload.person_id != person.telegram_id:
            raise NotYours(f"upload {upload_id}")
        return upload

    async def apply(self, person: Person, upload_id: int) -> Upload:
        """Let the worker apply it; a second press changes nothing. How far it comes is drawn in its message."""

        async def work() -> Upload:
            upload = await self.get(person, upload_id)
            if await self._uploads.begin(upload_id, self._clock()):
                await self._announcements.add(
                    person.telegram_id, TOPIC, upload_id, language=person.language, message_id=upload.message_id
                )
            return await self.get(person, upload_id)

        upload = await self._atomically(work)
        self._hints.wake(WorkKind.UPLOAD)
        return upload

    async def cancel(self, person: Person, upload_id: int) -> Upload:
        """Do not apply it; what is being applied or has ended stays as it is."""

        async def work() -> Upload:
            await self.get(person, upload_id)
            await self._uploads.end(upload_id, UploadState.LOOKED_AT, UploadState.CANCELLED)
            return await self.get(person, upload_id)

        return await self._atomically(work)
