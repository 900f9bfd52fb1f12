"""A configuration file in the chat: looked at first, and applied by a press, as long as it still does what was seen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from domain.audit import Actor, Via
from domain.clock import Atomically
from domain.configuration.apply_configuration import ConfigurationInvalid
from domain.configuration.apply_file import ApplyFile
from domain.configuration.changes import Change
from domain.configuration.document import ConfigurationFile
from domain.mistakes import Mistake, Path
from domain.people import Person
from domain.uploads.uploads import SteerUploads, Upload, UploadGone, UploadKind, Uploads, UploadState
from domain.work import Hints, WorkKind

LONGEST_TEXT = 300


class ReadFile(Protocol):
    """What was read of a file: its objects, its mistakes, and where in it everything stands."""

    @property
    def file(self) -> ConfigurationFile:
        """The objects."""
        ...

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """What could not be read."""
        ...

    def spot_of(self, path: Path) -> tuple[int, int]:
        """Return line and column of a place."""
        ...


class Read(Protocol):
    """Reads a file whose passwords are either written in it or kept as they are."""

    async def __call__(self, content: bytes) -> ReadFile:
        """Raises a GonetsError when the content is no text at all."""
        ...


class ApplyFromChat:
    """Says what a file would change, keeps it, and applies it by a press of its own. For administrators only."""

    def __init__(
        self,
        *,
        uploads: Uploads,
        steer: SteerUploads,
        apply: ApplyFile,
        read: Read,
        hints: Hints,
        atomically: Atomically,
    ) -> None:
        self._uploads = uploads
        self._steer = steer
        self._apply = apply
        self._read = read
        self._hints = hints
        self._atomically = atomically

    async def look(
        self, person: Person, name: str, content: bytes, read: ReadFile, remarks: Mapping[str, Any]
    ) -> Upload | None:
        """Keep a file with what it would change; None when it would change nothing. Raises ConfigurationInvalid."""

        async def work() -> Upload | None:
            changes = await self._apply(read.file, read.mistakes, dry_run=True)
            if not any(change.is_change for change in changes):
                return None
            result = {**found(changes), "remarks": dict(remarks)}
            return await self._steer.keep(person, UploadKind.CONFIGURATION, name, content, result)

        self._steer.check(person)
        return await self._atomically(work)

    async def apply(self, person: Person, upload_id: int) -> Upload:
        """Apply it if it still changes what was seen, else look at it anew; once it has ended, nothing happens.

        Raises NotYours or UploadGone.
        """
        upload = await self._steer.get(person, upload_id)
        if upload.kind is not UploadKind.CONFIGURATION or upload.state is not UploadState.LOOKED_AT:
            return upload
        content = await self._uploads.content(upload_id)
        if content is None:
            raise UploadGone(f"upload {upload_id}")
        read = await self._read(content)

        async def work() -> Upload:
            upload = await self._steer.get(person, upload_id)
            if upload.state is UploadState.LOOKED_AT:
                await self._apply_now(person, upload, read)
            return await self._steer.get(person, upload_id)

        applied = await self._atomically(work)
        for kind in (WorkKind.PROBE, WorkKind.DELIVERY):
            self._hints.wake(kind)  # a connection that was mended is tried at once
        return applied

    async def _apply_now(self, person: Person, upload: Upload, read: ReadFile) -> None:
        try:
            result = found(await self._apply(read.file, read.mistakes, dry_run=True))
        except ConfigurationInvalid as error:
            wrong = {"mistakes": told_mistakes(error.mistakes, read)}
            await self._uploads.end(upload.id, UploadState.LOOKED_AT, UploadState.FAILED, wrong)
            return
        result["remarks"] = upload.result.get("remarks", {})
        if result["fingerprint"] != upload.result.get("fingerprint"):
            await self._uploads.keep_result(upload.id, {**result, "anew": True})
            return
        await self._apply(read.file, read.mistakes, actor=Actor(person.telegram_id, Via.FILE))
        await self._uploads.end(upload.id, UploadState.LOOKED_AT, UploadState.DONE, result)


def found(changes: Sequence[Change]) -> dict[str, Any]:
    """Return what applying changes as plain values: long ones cut, and a fingerprint of all of it."""
    whole = [_told(change) for change in changes if change.is_change or change.note]
    # Version 0.1.0 named no secrets and told nothing, and what was looked at under it is still to be applied.
    marked = [
        {name: item for name, item in one.items() if name != "told" and (name != "secrets" or item)} for one in whole
    ]
    text = json.dumps(marked, ensure_ascii=False, sort_keys=True)
    return {"objects": _cut(whole), "fingerprint": hashlib.sha256(text.encode()).hexdigest()}


def told_mistakes(mistakes: Sequence[Mistake], read: ReadFile) -> list[dict[str, Any]]:
    """Return mistakes as plain values, in the order of the file."""
    placed = sorted(((*read.spot_of(item.path), item) for item in mistakes), key=lambda spot: spot[:2])
    return [
        {"line": line, "column": column, "path": item.shown_path, "key": item.key, "params": dict(item.params)}
        for line, column, item in placed
    ]


def _told(change: Change) -> dict[str, Any]:
    return {
        "section": change.section,
        "name": change.name,
        "title": change.title,
        "created": change.created,
        "note": change.note,
        "secrets": list(change.secrets),
        "told": [{"key": item.key, "params": dict(item.params)} for item in change.remarks],
        "differences": [
            {"place": list(item.path), "way": item.way.value, "before": item.before, "after": item.after}
            for item in change.differences
        ],
    }


def _cut(value: Any) -> Any:
    """Shorten what nobody reads in a chat: the file itself has it whole."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]}…"
    if isinstance(value, Mapping):
        return {name: _cut(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_cut(item) for item in value]
    return value
