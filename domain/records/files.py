"""Where the files are that people sent along."""

from typing import Protocol

from domain.messages.letter import Attachment


class Files(Protocol):
    """Files that people sent along."""

    async def add(self, record_id: int, name: str, content_type: str, content: bytes) -> int:
        """Keep a file; return its number."""
        ...

    async def read(self, file_ids: tuple[int, ...]) -> tuple[Attachment, ...]:
        """Return the files' contents."""
        ...
