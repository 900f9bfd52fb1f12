"""What becomes of each line of an accounts file, in a byte a line: a directory's file has a hundred thousand."""

import base64
import zlib
from dataclasses import dataclass, field
from enum import IntEnum


class LineResult(IntEnum):
    """What a line comes to."""

    UNKNOWN = 0
    WRONG = 1
    ADDED = 2
    CHANGED = 3
    UNCHANGED = 4

    @property
    def is_taken(self) -> bool:
        """Whether the line stands for an account."""
        return self >= LineResult.ADDED


@dataclass(slots=True)
class LineResults:
    """The results by the numbers of the lines."""

    kept: bytearray = field(default_factory=bytearray)

    def __getitem__(self, line: int) -> LineResult:
        return LineResult(self.kept[line]) if line < len(self.kept) else LineResult.UNKNOWN

    def __setitem__(self, line: int, result: LineResult) -> None:
        if line >= len(self.kept):
            self.kept.extend(bytes(max(line + 1 - len(self.kept), len(self.kept))))
        self.kept[line] = result

    def to_text(self) -> str:
        """Return them for keeping."""
        return base64.b64encode(zlib.compress(bytes(self.kept))).decode()

    @classmethod
    def from_text(cls, text: str) -> "LineResults":
        """Read what was kept."""
        return cls(bytearray(zlib.decompress(base64.b64decode(text))))
