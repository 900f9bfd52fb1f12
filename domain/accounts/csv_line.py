"""Judging one line of an accounts file: what it says about a person, or why it cannot be taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from domain.accounts.account import Account
from domain.accounts.csv_row import Row
from domain.accounts.fields import FIELDS, FieldTooLong, LanguageUnknown, UsernameUnfit, checked
from domain.accounts.folding import account_key, fold
from domain.accounts.import_report import Remark
from domain.accounts.loose_address import has_word_of_two_scripts, is_of_two_scripts
from domain.accounts.odd_names import is_broken, is_odd
from domain.accounts.spreadsheet import Doubt
from domain.messages.addresses import InvalidAddress

_YES_WORDS = (
    *("yes", "y", "1", "true", "t", "on", "enabled", "active", "да", "д", "+", "✓", "✔", "истина"),
    *("активен", "активна", "активно", "действует", "работает", "включен", "включена"),
)
_NO_WORDS = (
    *("no", "n", "0", "false", "f", "off", "disabled", "inactive", "blocked", "suspended", "нет", "н", "-", "ложь"),
    *("неактивен", "неактивна", "неактивно", "не активен", "не активна", "не действует", "не работает"),
    *("уволен", "уволена", "уволен(а)", "отключен", "отключена", "заблокирован", "заблокирована"),
)
_YES = {"", *(fold(word) for word in _YES_WORDS)}
_NO = {fold(word) for word in _NO_WORDS}

_NORMAL_ACCOUNT, _ACCOUNT_DISABLED = 0x200, 0x2
"""Bits of `userAccountControl` in Active Directory: 512 is somebody at work, 514 somebody whose account is disabled."""

_NUMBERS = frozenset({"phone", "office"})
"""Columns in which 7,9E+10 is a number that a spreadsheet has rounded."""


class _Wrong(Exception):
    """The line cannot be taken."""

    def __init__(self, line: int, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.remark = Remark(line, key, params)


class _LeftOut(_Wrong):
    """A cell cannot be taken, and the person does not need it."""


def _too_long(line: int, column: str, length: int, limit: int) -> _Wrong:
    return _Wrong(line, "import-wrong-too-long", column=column, length=length, limit=limit)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What a line says: `values` has the file's columns only, `manager` is None where there is no such column.

    `username` is for an account that is new. It stands as it does in the file, so that the next import folds it alike.
    """

    line: int
    key: str
    username: str
    values: dict[str, str]
    active: bool | None
    manager: str | None
    notes: tuple[Remark, ...] = ()

    def applied_to(self, account: Account | None) -> Account:
        """Return the account as this line wants it, a new one where there was none; the manager stays as it is."""
        if account is None:
            account = Account(id=0, username=self.username, full_name="")
        fields = {FIELDS[column]: value for column, value in self.values.items()}
        return replace(account, **fields, active=account.active if self.active is None else self.active)  # type: ignore[arg-type]


def row_key(row: Row) -> str:
    """Return the folded username, else address, that decides which account a line is; empty when it has neither."""
    cells = row.cells or {}
    return account_key(cells.get("username", "")) or account_key(cells.get("mbox", ""))


def judge(row: Row) -> AccountLine | Remark:
    """Return what a line says, or a remark with the reason why it cannot be taken.

    Each cell is checked as the account's form checks it. What is doubtful in a cell that a person can do without is
    left out, and noted.
    """
    try:
        return _taken(row)
    except _Wrong as wrong:
        return wrong.remark


def _taken(row: Row) -> AccountLine:
    cells = _sound_cells(row)
    key = row_key(row)
    notes: list[Remark] = []
    values: dict[str, str] = {}
    for column, name in FIELDS.items():
        if column in cells:
            try:
                values[column] = _checked(row, column, name, cells[column])
            except _LeftOut as left_out:
                notes.append(left_out.remark)
    if not key:
        raise _Wrong(row.line, "import-wrong-no-mbox")
    manager = cells.get("manager")
    active: bool | None = None
    if "active" in cells:
        active = _active(fold(cells["active"]))
        if active is None:
            raise _Wrong(row.line, "import-wrong-active", value=cells["active"][:100])
    username = cells.get("username", "")
    if not username:
        values.pop("username", None)
        username = cells["mbox"]
    return AccountLine(row.line, key, username, values, active, manager, (*notes, *_notes(row, values)))


def _active(answer: str) -> bool | None:
    """Return what an answer says; None where it says nothing."""
    if answer.isdecimal() and int(answer) & _NORMAL_ACCOUNT:
        return not int(answer) & _ACCOUNT_DISABLED
    return True if answer in _YES else False if answer in _NO else None


def _sound_cells(row: Row) -> dict[str, str]:
    """Return the cells of a line of the right length that has a name, and nothing spoilt where it must not be."""
    cells = row.cells
    if cells is None:
        raise _Wrong(row.line, row.wrong)
    if not row.fits:
        raise _Wrong(row.line, "import-wrong-columns", got=row.got, want=row.want)
    for column in ("username", "fullName", "mbox"):
        if column in row.doubts:
            raise _Wrong(row.line, "import-wrong-spoilt", column=column, value=cells[column][:100])
    if not cells["fullName"]:
        raise _Wrong(row.line, "import-wrong-no-name")
    if is_broken(cells["fullName"]):
        raise _Wrong(row.line, "import-wrong-letters", value=cells["fullName"][:100])
    return cells


def _checked(row: Row, column: str, name: str, value: str) -> str:
    """Return a cell as the account's form would keep it; raises _Wrong or _LeftOut."""
    doubt = row.doubts.get(column)
    if doubt is Doubt.FORMULA or (doubt is Doubt.NUMBER and column in _NUMBERS):
        raise _LeftOut(row.line, "import-note-spoilt", column=column, value=value[:100])
    try:
        return checked(name, value) if value else ""
    except FieldTooLong as error:
        raise _too_long(row.line, column, len(value), int(error.params["limit"])) from error
    except InvalidAddress as error:
        raise _Wrong(row.line, "import-wrong-mbox", value=value) from error
    except UsernameUnfit as error:
        raise _Wrong(row.line, "import-wrong-username", value=value[:100]) from error
    except LanguageUnknown as error:
        raise _LeftOut(row.line, "import-note-language", value=value[:100]) from error


def _notes(row: Row, values: Mapping[str, str]) -> Iterator[Remark]:
    """Yield what a person should look at in a line that is taken."""
    mbox, name = values.get("mbox", ""), values["fullName"]
    if row.others.get("mbox"):
        others = ", ".join(row.others["mbox"])[:200]
        yield Remark(row.line, "import-note-other-addresses", {"mbox": mbox, "others": others})
    if is_of_two_scripts(mbox):
        yield Remark(row.line, "import-note-two-scripts", {"value": mbox})
    if has_word_of_two_scripts(name):
        yield Remark(row.line, "import-note-two-scripts", {"value": name})
    if is_odd(name):
        yield Remark(row.line, "import-note-odd-name", {"value": name})
    if (phone := values.get("phone")) and not any(map(str.isdigit, phone)):
        yield Remark(row.line, "import-note-odd-phone", {"value": phone})
    if row.is_part_of_name:
        yield Remark(row.line, "import-note-part-of-name", {"value": name})
