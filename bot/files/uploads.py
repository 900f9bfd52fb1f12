"""Files that administrators send: who takes which, and the pages that show them, by their kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from aiogram.types import Update

from bot.files.addresses import ApplyConfigurationNow, ApplyUploadNow, CancelUpload, ReadUploadAs
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.announcements import Announcement
from domain.uploads.uploads import MAX_UPLOAD_BYTES, FileTooLarge, UnknownFile, Upload, UploadKind, Uploads

TABLES = frozenset({"xlsx", "xls", "xlsm", "xlsb", "ods", "numbers"})
"""What programs keep tables in: whoever sends one has a list of people."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as it came, and the message that brought it; None for one that the product is shipped with."""

    name: str
    content: bytes
    message_id: int | None


class Taker(Protocol):
    """Looks at a file of its kind and shows what applying it would do."""

    async def __call__(self, visit: Visit, file: ReceivedFile) -> None:
        """Raises a GonetsError when the file is no use."""
        ...


class TakeFile:
    """Gives a file to the one who takes files with its extension."""

    def __init__(self, takers: Mapping[str, Taker]) -> None:
        self._takers = takers

    def knows(self, name: str) -> bool:
        """Whether a file of that name is taken by anybody."""
        return _extension(name) in self._takers

    def unknown(self, name: str) -> UnknownFile:
        """Return what is said about a file that nobody takes: what could be sent instead."""
        known = {f"takes-{kind}": "yes" if kind in self._takers else "no" for kind in ("yaml", "csv", "vcf")}
        known["is-table"] = "yes" if _extension(name) in TABLES else "no"
        return UnknownFile(name, name=name, **known)

    def check(self, name: str, size: int) -> None:
        """Raise FileTooLarge."""
        if size > MAX_UPLOAD_BYTES:
            raise FileTooLarge(name, name=name, megabytes=MAX_UPLOAD_BYTES // 1_000_000)

    async def __call__(self, visit: Visit, file: ReceivedFile) -> None:
        """Take the file; raises what its taker raises."""
        await self._takers[_extension(file.name)](visit, file)


class DrawUpload(Protocol):
    """Draws an upload of one kind, whatever its state is."""

    async def __call__(self, reader: Reader, upload: Upload, page: int = 0) -> Page:
        """Draw it; `page` counts the screens of a long one from 0."""
        ...


class UploadScreen:
    """Shows uploads, and keeps which message shows each."""

    def __init__(self, screen: Screen, uploads: Uploads, draws: Mapping[UploadKind, DrawUpload]) -> None:
        self._screen = screen
        self._uploads = uploads
        self._draws = draws

    async def show(self, visit: Visit, upload: Upload, *, page: int = 0) -> None:
        """Show it in message `at`, else in a new one."""
        drawn = await self._draws[upload.kind](visit, upload, page)
        message_id = await self._screen.show(visit, drawn)
        await self._uploads.show(upload.id, message_id)

    async def tell(self, reader: Reader, item: Announcement) -> Page | None:
        """Draw how far an upload has come, for its announcement."""
        upload = await self._uploads.get(item.subject)
        return None if upload is None else await self._draws[upload.kind](reader, upload)

    async def show_again(self, visit: Visit, update: Update) -> bool:
        """Show the upload that an update was about, if it was: its effect was committed, but nobody saw it."""
        query, message = update.callback_query, update.message
        upload = None
        if not visit.person.is_admin:
            return False
        if query is not None and (query.data or "").partition(":")[0] in _PREFIXES:
            number = (query.data or "").split(":")[1]
            upload = await self._uploads.get(int(number)) if number.isdecimal() else None
        elif message is not None and (message.document or message.contact):
            upload = await self._uploads.unseen(visit.person.telegram_id)
        if upload is None or upload.person_id != visit.person.telegram_id:
            return False
        await self.show(visit, upload)
        return True


_PREFIXES = tuple(address.__prefix__ for address in (ApplyUploadNow, ApplyConfigurationNow, CancelUpload, ReadUploadAs))


def _extension(name: str) -> str:
    """Return what a name ends in, as `takers` know it: yaml for notes.YAML."""
    return PurePath(name).suffix.removeprefix(".").lower()
