"""Files that people sent along, in the database so that any host can send them."""

from domain.file_names import file_name
from domain.messages.letter import Attachment
from storage import models


class FileRepository:
    """Implements `domain.records.files.Files`."""

    async def add(self, record_id: int, name: str, content_type: str, content: bytes) -> int:
        """Keep a file; return its number."""
        row = await models.File.create(
            record_id=record_id, name=name, content_type=content_type, size=len(content), content=content
        )
        return row.id

    async def read(self, file_ids: tuple[int, ...]) -> tuple[Attachment, ...]:
        """Return the files' contents, in the order asked for; files that are gone are left out."""
        if not file_ids:
            return ()
        rows = {row.id: row for row in await models.File.filter(id__in=file_ids)}
        return tuple(
            Attachment(file_name(rows[number].name), rows[number].content_type, bytes(rows[number].content))
            for number in file_ids
            if number in rows
        )
