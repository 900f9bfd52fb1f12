"""The files that went through the chat, and the ids under which the bot finds them again."""

import hashlib
import mimetypes
import struct
from dataclasses import dataclass
from typing import Any

from sandbox.errors import BadRequestError

JSON = dict[str, Any]
DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """A file as the messenger keeps it."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    data: bytes

    def brief(self) -> JSON:
        """Makes the fields that every kind of file has."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}

    def document(self) -> JSON:
        """Makes Telegram's Document."""
        return {**self.brief(), "file_name": self.name, "mime_type": self.mime_type}

    def photo(self) -> list[JSON]:
        """Makes Telegram's PhotoSize list, of one size."""
        width, height = _picture_size(self.data)
        return [{**self.brief(), "width": width, "height": height}]


class Files:
    """Keeps files in memory."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}

    def add(self, folder: str, name: str, data: bytes, mime_type: str | None = None) -> StoredFile:
        """Keeps a file and gives it an id."""
        number = len(self._by_id) + 1
        kind = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        unique = hashlib.sha256(data).hexdigest()[:14]
        ending = name.rpartition(".")[2] if "." in name else "bin"
        stored = StoredFile(
            f"SBX{number:06d}{unique}", f"AQ{unique}", f"{folder}/file_{number}.{ending}", name, kind, data
        )
        self._by_id[stored.file_id] = stored
        return stored

    def made(self, fields: Any) -> Any:
        """Returns a copy of fields in which each file is one that can be fetched."""
        if isinstance(fields, list):
            return [self.made(item) for item in fields]
        if not isinstance(fields, dict):
            return fields
        copy = {name: self.made(value) for name, value in fields.items()}
        if "file_id" in copy:
            copy |= self.add("documents", str(copy.get("file_name", "file.bin")), b"content").brief()
        return copy

    def get(self, file_id: str) -> StoredFile:
        """Finds a file by its id; raises BadRequestError."""
        if file_id not in self._by_id:
            raise BadRequestError("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def at(self, path: str) -> StoredFile | None:
        """Finds a file by the path that getFile told."""
        return next((stored for stored in self._by_id.values() if stored.path == path), None)


def _picture_size(data: bytes) -> tuple[int, int]:
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    return 800, 600
