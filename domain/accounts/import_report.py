"""What an import did, or would do: whole counts, and the first details of each kind for a person to look at."""

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.accounts.line_results import LineResult, LineResults

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
    results: LineResults = field(default_factory=LineResults)

    def tell(self, touched: Touched, result: LineResult) -> None:
        """Count a line that stands for an account."""
        self.results[touched.line] = result
        if result is LineResult.ADDED:
            self.add(touched)
        elif result is LineResult.CHANGED:
            self.change(touched)
        else:
            self.unchanged += 1

    def change_manager(self, touched: Touched) -> None:
        """A line that was counted gives its account another manager as well."""
        result = self.results[touched.line]
        if result is LineResult.UNCHANGED:
            self.unchanged -= 1
            self.results[touched.line] = LineResult.CHANGED
            self.change(replace(touched, fields=("manager",)))
        elif result is LineResult.CHANGED:
            for index, known in enumerate(self.changed_details):
                if known.line == touched.line:
                    self.changed_details[index] = replace(known, fields=(*known.fields, "manager"))

    def add(self, touched: Touched) -> None:
        """Count an account that is new."""
        self.added += 1
        if len(self.added_details) < DETAILS:
            self.added_details.append(touched)

    def change(self, touched: Touched) -> None:
        """Count an account that became different; details stay in the order of lines, whenever they are found."""
        self.changed += 1
        insort(self.changed_details, touched, key=lambda item: item.line)
        del self.changed_details[DETAILS:]

    def refuse(self, remark: Remark) -> None:
        """Count a line that was left out."""
        self.results[remark.line] = LineResult.WRONG
        self.wrong += 1
        if len(self.wrong_details) < DETAILS:
            self.wrong_details.append(remark)

    def note(self, remark: Remark) -> None:
        """Count something that a person should look at."""
        self.notes += 1
        if len(self.note_details) < DETAILS:
            self.note_details.append(remark)
