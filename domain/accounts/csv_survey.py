"""Looking through a file before its first line is taken: which lines mean one account, which share an address."""

from dataclasses import dataclass, field

from domain.accounts.csv_file import ParsedFile
from domain.accounts.csv_line import row_key
from domain.accounts.folding import account_key, fold


@dataclass(slots=True)
class Survey:
    """What can only be known from all lines. Line numbers point at the other line."""

    lines: int = 0
    first_of_key: dict[str, int] = field(default_factory=dict)
    same_account: dict[int, int] = field(default_factory=dict)
    same_mbox: dict[int, int] = field(default_factory=dict)
    shared_mboxes: set[str] = field(default_factory=set)
    managers: set[str] = field(default_factory=set)


def survey_lines(parsed: ParsedFile) -> Survey:
    """Pass over the file once; it keeps a username, an address and a manager of each line, and no more."""
    survey = Survey()
    first_of_mbox: dict[str, tuple[int, str]] = {}
    for row in parsed.rows():
        survey.lines += 1
        if row.cells and (manager := row.cells.get("manager")):
            survey.managers.add(account_key(manager))
        key = row_key(row)
        if not key:
            continue
        first = survey.first_of_key.setdefault(key, row.line)
        if first != row.line:
            survey.same_account[row.line] = first
            survey.same_account.setdefault(first, row.line)
        mbox = fold((row.cells or {}).get("mbox", ""))
        if mbox:
            first, first_key = first_of_mbox.setdefault(mbox, (row.line, key))
            if first_key != key:
                survey.same_mbox[row.line] = first
                survey.shared_mboxes.add(mbox)
    return survey
