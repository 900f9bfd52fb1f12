"""Judging one line of an accounts file: what it says about a person, or why it cannot be taken."""

from dataclasses import dataclass, replace

from domain.accounts.account import Account
from domain.accounts.csv_file import Row
from domain.accounts.folding import account_key, fold
from domain.accounts.import_report import Remark
from domain.messages.addresses import InvalidAddress, parse_address

LIMITS = {
    "username": 320,
    "fullName": 300,
    "mbox": 320,
    "phone": 100,
    "title": 300,
    "department": 300,
    "office": 300,
    "language": 20,
    "manager": 320,
}
FIELDS = {
    "username": "username",
    "fullName": "full_name",
    "mbox": "mbox",
    "phone": "phone",
    "title": "title",
    "department": "department",
    "office": "office",
    "language": "language",
}
"""Columns and the fields of `Account` that they fill; `active` and `manager` are read in their own way."""

_YES = {"", *(fold(word) for word in ("yes", "y", "1", "true", "да", "+", "истина", "активен", "действует"))}
_NO = {fold(word) for word in ("no", "n", "0", "false", "нет", "-", "ложь", "неактивен", "уволен")}


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
    """Return what a line says, or a remark with the reason why it cannot be taken."""
    cells = row.cells
    if cells is None:
        return Remark(row.line, "import-wrong-quotes")
    if not row.fits:
        return Remark(row.line, "import-wrong-columns", {"got": row.got, "want": row.want})
    if not cells["fullName"]:
        return Remark(row.line, "import-wrong-no-name")
    for column, limit in LIMITS.items():
        length = len(cells.get(column, ""))
        if length > limit:
            return Remark(row.line, "import-wrong-too-long", {"column": column, "length": length, "limit": limit})
    key = row_key(row)
    if not key:
        return Remark(row.line, "import-wrong-no-mbox")
    mbox = cells["mbox"]
    if mbox:
        try:
            mbox = parse_address(mbox)
        except InvalidAddress:
            return Remark(row.line, "import-wrong-mbox", {"value": mbox})
    active: bool | None = None
    if "active" in cells:
        answer = fold(cells["active"])
        if answer not in _YES | _NO:
            return Remark(row.line, "import-wrong-active", {"value": cells["active"][:100]})
        active = answer in _YES
    values = {column: cells[column] for column in FIELDS if column in cells} | {"mbox": mbox}
    username = cells.get("username", "")
    if not account_key(username):
        values.pop("username", None)
        username = cells["mbox"]
    return AccountLine(row.line, key, username, values, active, cells.get("manager"))
