"""Document: files that are sent along. Kept as a list of references, of one where one fits."""

from collections.abc import Collection, Sequence
from datetime import tzinfo
from typing import Any, ClassVar, Literal

from domain.accounts.entity import Pool
from domain.errors import GonetsError, Unfit
from domain.formulas import Field, Value
from domain.records.file_ref import FileRef
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import Attribute, given_to, items_of

MAX_FILES = 20
MAX_FILE_BYTES = 20 * 1024 * 1024


class FileExpected(GonetsError):
    """A file is expected here, and something else came."""

    key = "error-file-expected"


class TooManyFiles(GonetsError):
    """There are too many files, or a file is too large."""

    key = "error-too-many-files"


class DocumentAttribute(Attribute):
    """Files that become attachments."""

    tag: ClassVar = "file"
    takes_many: ClassVar = True
    has_default: ClassVar = False
    takes_files: ClassVar = True

    type: Literal["document"]

    def expected(self) -> GonetsError:
        """Return what says that a file is."""
        return FileExpected(title=self.title)

    def check_room(self, before: JsonValue, size: int) -> None:
        """Raise TooManyFiles, which says the size as well."""
        if len(files_of(before)) >= MAX_FILES or size > MAX_FILE_BYTES:
            raise TooManyFiles(limit=MAX_FILES, megabytes=MAX_FILE_BYTES // 2**20)

    def check_count(self, value: JsonValue) -> None:
        """Raise TooManyFiles."""
        if len(files_of(value)) > MAX_FILES:
            raise TooManyFiles(limit=MAX_FILES, megabytes=MAX_FILE_BYTES // 2**20)

    def with_item(self, before: JsonValue, item: JsonValue) -> JsonValue:
        """Add a file, or replace the one that there is."""
        return [*items_of(before), item] if self.multiple else [item]

    def files(self, value: JsonValue) -> tuple[FileRef, ...]:
        """Return all of them: each belongs to one record."""
        return files_of(value)

    def with_files(self, value: JsonValue, files: Sequence[FileRef]) -> JsonValue:
        """Return a value of these files; None where none is left."""
        return [file.to_json() for file in files] or None

    @classmethod
    def searched_by(cls, item: JsonValue) -> Collection[str]:
        """The file's name."""
        return [file.name for file in files_of(item)]

    def field(self) -> Field:
        """Files, which formulas know by their names."""
        return Field("file", self.multiple)

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the names."""
        return tuple(file.name for file in files_of(value)) or None

    def for_message(self, value: JsonValue, pool: Pool) -> tuple[FileRef, ...] | None:
        """Return the files themselves."""
        return files_of(value) or None

    def misfit(self, found: Field) -> Unfit | None:
        """Nothing but files: formulas know them by their names alone."""
        return None if found.kind == "file" else Unfit("config-want-files")

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take files that a variable or another attribute holds, as many as fit; raises TooManyFiles."""
        kept = [item.to_json() for item in given_to(self, value, FileRef)]
        self.check_count(kept)
        return kept or None


def files_of(value: JsonValue) -> tuple[FileRef, ...]:
    """Return the files that a kept value refers to."""
    return tuple(FileRef.from_json(item) for item in items_of(value) if isinstance(item, dict) and "file" in item)
