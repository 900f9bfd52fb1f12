"""What an import did, or would do: whole counts, and the first details of each kind for a person to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DETAILS = 100
"""How many details of each kind are kept: a directory of 100,000 lines is not read line by line."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a line: `key` names the text, `params` are its variables."""

    line: int
    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Touched:
    """A line that added an account, or changed those fields of one."""

    line: int
    username: str
    full_name: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class ImportReport:
    """Counts and the first hundred details of each kind; `remarks` of notes come in the order they were found."""

    encoding: str
    delimiter: str
    ignored: tuple[str, ...]
    dry_run: bool
    lines: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0
    notes: int = 0
    added_details: list[Touched] = field(default_factory=list)
    changed_details: list[Touched] = field(default_factory=list)
    wrong_details: list[Remark] = field(default_factory=list)
    note_details: list[Remark] = field(default_factory=list)

    def add(self, touched: Touched) -> None:
        """Count an account that is new."""
        self.added += 1
        if len(self.added_details) < DETAILS:
            self.added_details.append(touched)

    def change(self, touched: Touched) -> None:
        """Count an account that became different."""
        self.changed += 1
        if len(self.changed_details) < DETAILS:
            self.changed_details.append(touched)

    def refuse(self, remark: Remark) -> None:
        """Count a line that was left out."""
        self.wrong += 1
        if len(self.wrong_details) < DETAILS:
            self.wrong_details.append(remark)

    def note(self, remark: Remark) -> None:
        """Count something that a person should look at."""
        self.notes += 1
        if len(self.note_details) < DETAILS:
            self.note_details.append(remark)
