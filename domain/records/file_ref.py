"""A file in the database, as records, variables and letters refer to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.file_names import file_name


@dataclass(frozen=True, slots=True)
class FileRef:
    """Which file it is, and what is said about it without reading it; `size` in bytes."""

    id: int
    name: str
    content_type: str
    size: int

    def to_json(self) -> dict[str, Any]:
        """Return what is kept in the record."""
        return {"file": self.id, "name": self.name, "content_type": self.content_type, "size": self.size}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "FileRef":
        """Read what is kept in the record."""
        return cls(value["file"], file_name(value["name"]), value["content_type"], value["size"])
