"""A file of accounts in the chat: looked at by a dry run, then imported as work of its own, with its place told."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from itertools import islice
from typing import Any

from domain.accounts.csv_encoding import AccountsFileUncertain
from domain.accounts.csv_file import ParsedFile, read_accounts_file
from domain.accounts.directory import Directory
from domain.accounts.import_accounts import ImportAccounts
from domain.accounts.import_report import ImportReport, Remark
from domain.accounts.line_results import LineResults
from domain.accounts.readings import Encoding
from domain.audit import Act, Actor, Audit, AuditEntry, Kind, Via
from domain.clock import Atomically, Clock
from domain.errors import NotYours
from domain.people import People, Person
from domain.uploads.apply_upload import Applying
from domain.uploads.uploads import SteerUploads, Upload, UploadGone, UploadKind, Uploads, UploadState

SAY_EVERY = 3.0
"""Seconds between two redrawings of the page that shows how far an import has come."""

SHOWN = 10
"""Remarks that a page shows; the others are in a file."""

SAMPLE = 3
"""Lines that a page shows as they are read."""

SAMPLE_COLUMNS = ("fullName", "mbox", "phone", "title", "department", "manager")

Looking = Callable[[int, int], Awaitable[None]]
"""Told once in a while how much of how much is looked at."""


class TakeAccounts:
    """Looks at a file: nothing is written but the file itself and what would become of it."""

    def __init__(self, *, steer: SteerUploads, uploads: Uploads, directory: Directory, atomically: Atomically) -> None:
        self._steer = steer
        self._uploads = uploads
        self._atomically = atomically
        self._import = ImportAccounts(directory, atomically)

    async def __call__(self, person: Person, name: str, content: bytes, looking: Looking) -> Upload:
        """Raises what `read_accounts_file` raises; where only the encoding is uncertain, the upload asks about it."""
        if not person.is_admin:
            raise NotYours("a file of accounts")
        try:
            parsed = await asyncio.to_thread(read_accounts_file, content)
        except AccountsFileUncertain as error:
            kept = {"readings": [[reading.encoding.value, list(reading.lines)] for reading in error.readings]}
        else:
            kept = await self._looked(parsed, looking)
        return await self._steer.keep(person, UploadKind.ACCOUNTS, name, content, kept)

    async def read_as(self, person: Person, upload_id: int, reading: int, looking: Looking) -> Upload:
        """Look at a file in the encoding that was chosen; a second press changes nothing.

        Raises NotYours, UploadGone, and what `read_accounts_file` raises.
        """
        upload = await self._steer.get(person, upload_id)
        readings = upload.result.get("readings", ())
        if upload.state is not UploadState.LOOKED_AT or "report" in upload.result:
            return upload
        content = await self._uploads.content(upload_id)
        if content is None or reading >= len(readings):
            raise UploadGone(f"upload {upload_id}")
        encoding = Encoding(readings[reading][0])
        kept = await self._looked(await asyncio.to_thread(read_accounts_file, content, encoding=encoding), looking)

        async def work() -> Upload:
            await self._uploads.keep_result(upload_id, kept)
            return await self._steer.get(person, upload_id)

        return await self._atomically(work)

    async def _looked(self, parsed: ParsedFile, looking: Looking) -> dict[str, Any]:
        """Return what a dry run finds."""
        said_at = time.monotonic()

        async def progress(done: int, steps: int) -> None:
            nonlocal said_at
            if time.monotonic() - said_at >= SAY_EVERY:
                said_at = time.monotonic()
                await looking(done, steps)

        report = await self._import(parsed, dry_run=True, progress=progress)
        return {"report": kept_report(report), "sample": _sample(parsed), "fates": report.results.to_text()}


class ApplyAccounts:
    """Imports a file. After a restart it goes through it again: what is done is known by what the dry run promised."""

    def __init__(
        self, *, directory: Directory, people: People, audit: Audit, clock: Clock, atomically: Atomically
    ) -> None:
        self._import = ImportAccounts(directory, atomically)
        self._people = people
        self._audit = audit
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, applying: Applying) -> Mapping[str, Any]:
        """Return what came of it; raises NotYours when the sender is no administrator any more."""
        upload = applying.upload
        person = await self._people.get(upload.person_id)
        if person is None or not person.is_admin:
            raise NotYours(f"upload {upload.id}")
        if "done" in upload.result:
            return upload.result
        encoding = chosen_encoding(upload)
        was_cut_off = "progress" in upload.result
        kept = {**upload.result, "progress": upload.result.get("progress", [0, 0])}
        await applying.say(kept)
        said_at = time.monotonic()

        async def progress(done: int, steps: int) -> None:
            nonlocal said_at
            if time.monotonic() - said_at >= SAY_EVERY:
                said_at = time.monotonic()
                await applying.say({**kept, "progress": [done, steps]})

        parsed = await asyncio.to_thread(read_accounts_file, applying.content, encoding=encoding)
        report = await self._import(
            parsed,
            dry_run=False,
            progress=progress,
            fence=applying.fence,
            promised=LineResults.from_text(upload.result["fates"]) if was_cut_off else None,
        )
        return await self._end(applying, person, report)

    async def _end(self, applying: Applying, person: Person, report: ImportReport) -> Mapping[str, Any]:
        """Leave the note and the end together, so that there is one of each, whatever comes between."""
        result = {"done": kept_report(report)}

        async def work() -> None:
            await applying.fence()
            actor = Actor(person.telegram_id, Via.FILE)
            await self._audit.note(import_note(report, actor, applying.upload.name, self._clock))
            await applying.keep(result)

        await self._atomically(work)
        return result


def chosen_encoding(upload: Upload) -> Encoding:
    """Return the encoding that an upload was looked at in; raises UploadGone where nobody has chosen one."""
    if "report" not in upload.result:
        raise UploadGone(f"upload {upload.id} was not read")
    return Encoding(upload.result["report"]["encoding"])


def import_note(report: ImportReport, actor: Actor, name: str, clock: Clock) -> AuditEntry:
    """Return what the audit trail keeps of an import: its counts, and nobody's data."""
    counts = {"added": report.added, "changed": report.changed, "wrong": report.wrong}
    changes = {what: (None, count) for what, count in counts.items() if count}
    return AuditEntry(clock(), actor, Act.IMPORTED, Kind.ACCOUNTS, name=name, changes=changes)


def kept_report(report: ImportReport) -> dict[str, Any]:
    """Return of a report what a page shows."""
    return {
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "ignored": list(report.ignored),
        "lines": report.lines,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "wrong": report.wrong,
        "notes": report.notes,
        "wrong_lines": [_kept(remark) for remark in report.wrong_details[:SHOWN]],
        "note_lines": [_kept(remark) for remark in report.note_details[:SHOWN]],
    }


def _kept(remark: Remark) -> list[Any]:
    return [remark.line, remark.key, dict(remark.params)]


def _sample(parsed: ParsedFile) -> list[list[str]]:
    return [
        [value for column in SAMPLE_COLUMNS if (value := (row.cells or {}).get(column, "")[:100])]
        for row in islice(parsed.rows(), SAMPLE)
    ]
