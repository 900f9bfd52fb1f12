"""Files that administrators sent, over their table. A content may hold a password, so it is sealed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.uploads.uploads import Upload, UploadKind, UploadState
from storage import models
from storage.secrets import SecretBox, SecretUnreadable

_OPEN = (UploadState.LOOKED_AT.value, UploadState.APPLYING.value)


class UploadRepository:
    """Implements `domain.uploads.uploads.Uploads`."""

    def __init__(self, box: SecretBox) -> None:
        self._box = box

    async def add(
        self, person_id: int, kind: UploadKind, name: str, content: bytes, result: Mapping[str, Any], now: datetime
    ) -> Upload:
        """Keep a file that was looked at."""
        row = await models.Upload.create(
            person_id=person_id,
            kind=kind.value,
            name=name,
            content=self._box.seal_bytes(content, _owner(person_id)),
            state=UploadState.LOOKED_AT.value,
            result=dict(result),
            created_at=now,
        )
        return _upload(row)

    async def get(self, upload_id: int) -> Upload | None:
        """Return the upload."""
        return await self._first(id=upload_id)

    async def content(self, upload_id: int) -> bytes | None:
        """Return the file itself, if it is there and the key at hand opens it."""
        row = await models.Upload.get_or_none(id=upload_id).only("id", "person_id", "content")
        if row is None or row.content is None:
            return None
        try:
            return self._box.open_bytes(bytes(row.content), _owner(row.person_id))
        except SecretUnreadable:
            return None

    async def unseen(self, person_id: int) -> Upload | None:
        """Return the person's newest upload that no message shows yet."""
        return await self._first(person_id=person_id, message_id=None, state=UploadState.LOOKED_AT.value)

    async def show(self, upload_id: int, message_id: int) -> None:
        """Keep which message shows it."""
        await models.Upload.filter(id=upload_id).update(message_id=message_id)

    async def keep_result(self, upload_id: int, result: Mapping[str, Any]) -> None:
        """Keep what a dry run has found or how far it has come."""
        await models.Upload.filter(id=upload_id, state__in=_OPEN).update(result=dict(result))

    async def begin(self, upload_id: int, now: datetime) -> bool:
        """It is to be applied, from now on."""
        waiting = models.Upload.filter(id=upload_id, state=UploadState.LOOKED_AT.value)
        return bool(await waiting.update(state=UploadState.APPLYING.value, due_at=now))

    async def end(
        self, upload_id: int, was: UploadState, state: UploadState, result: Mapping[str, Any] | None = None
    ) -> bool:
        """It has ended: its content is erased."""
        values: dict[str, Any] = {"state": state.value, "content": None, "due_at": None, "lease_until": None}
        if result is not None:
            values["result"] = dict(result)
        return bool(await models.Upload.filter(id=upload_id, state=was.value).update(**values))

    async def _first(self, **conditions: Any) -> Upload | None:
        """Return the newest that fits, without its content: a page is drawn from the rest."""
        fields = ("id", "person_id", "kind", "name", "state", "result", "message_id")
        row = await models.Upload.filter(**conditions).order_by("-id").first().only(*fields)
        return None if row is None else _upload(row)


def _owner(person_id: int) -> str:
    return f"upload:{person_id}"


def _upload(row: models.Upload) -> Upload:
    return Upload(
        id=row.id,
        person_id=row.person_id,
        kind=UploadKind(row.kind),
        name=row.name,
        state=UploadState(row.state),
        result=row.result,
        message_id=row.message_id,
    )
