"""Looking through a file before its first line is taken: which lines mean one account, which share an address."""

from dataclasses import dataclass, field

from domain.accounts.csv_file import ParsedFile
from domain.accounts.csv_line import row_key
from domain.accounts.csv_row import Row
from domain.accounts.first_lines import FirstLines
from domain.accounts.folding import account_key, fold
from domain.turns import in_turns


@dataclass(slots=True)
class Survey:
    """What can only be known from all lines. Line numbers point at the other line."""

    lines: int = 0
    first_of_key: FirstLines = field(default_factory=FirstLines)
    same_account: dict[int, int] = field(default_factory=dict)
    same_mbox: dict[int, int] = field(default_factory=dict)
    shared_mboxes: set[str] = field(default_factory=set)
    managers: set[str] = field(default_factory=set)
    _first_of_mbox: FirstLines = field(default_factory=FirstLines)

    def add(self, row: Row) -> None:
        """Look at a line: its username, its address and its manager are kept, and no more."""
        self.lines += 1
        if row.cells and (manager := row.cells.get("manager")):
            self.managers.add(account_key(manager))
        key = row_key(row)
        if not key:
            return
        first = self.first_of_key.first(key, row.line)
        if first != row.line:
            self.same_account[row.line] = first
            self.same_account.setdefault(first, row.line)
        mbox = fold((row.cells or {}).get("mbox", ""))
        if mbox:
            first_with_it = self._first_of_mbox.first(mbox, row.line)
            if first_with_it not in (row.line, first):
                self.same_mbox[row.line] = first_with_it
                self.shared_mboxes.add(mbox)


def survey_lines(parsed: ParsedFile) -> Survey:
    """Pass over the file once."""
    survey = Survey()
    for row in parsed.rows():
        survey.add(row)
    return survey


async def survey_in_turns(parsed: ParsedFile) -> Survey:
    """Pass over the file once, while others are served."""
    survey = Survey()
    async for row in in_turns(parsed.rows()):
        survey.add(row)
    return survey
