"""Where the files are that people sent along."""

from typing import Protocol

from domain.large_contents import LargeContent


class Files(Protocol):
    """Files that people sent along."""

    async def add(self, record_id: int, name: str, content_type: str, content: bytes | LargeContent) -> int:
        """Keep a file; return its number."""
        ...

    async def copy(self, file_id: int, record_id: int) -> int | None:
        """Keep the same file for another record; return the copy's number, None where the file is kept no more."""
        ...
