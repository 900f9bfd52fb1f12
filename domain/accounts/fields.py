"""The fields of an account as a person fills them in: what each may hold, and what a typed answer becomes."""

import re
import unicodedata
import zlib
from collections.abc import Callable

from domain.accounts.account import Account
from domain.accounts.folding import account_key
from domain.errors import GonetsError
from domain.messages.addresses import parse_address
from domain.visible import visible

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
"""Names of columns, which formulas use as well, and the fields of `Account`; `active` and `manager` are apart."""

ORDER = ("full_name", "mbox", "phone", "title", "department", "office", "manager", "language", "username")
"""Names of fields; the position of each is its number in buttons, so new ones come at the end."""

NEEDED = frozenset({"full_name", "username"})
"""What an account cannot be without."""

_LIMIT_OF = {name: LIMITS[column] for column, name in FIELDS.items()}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_LANGUAGES = {"русский": "ru", "russian": "ru", "английский": "en", "english": "en"}


class FieldEmpty(GonetsError):
    """The field cannot be empty."""

    key = "error-account-field-empty"


class FieldTooLong(GonetsError):
    """The value is longer than the field."""

    key = "error-account-field-long"


class LanguageUnknown(GonetsError):
    """The answer is no code of a language."""

    key = "error-account-language"


class UsernameUnfit(GonetsError):
    """Nothing that could tell people apart is left of the username."""

    key = "error-account-username"


def checked(field: str, text: str) -> str:
    """Return a typed value as it is kept; empty clears it.

    Raises FieldEmpty, FieldTooLong, InvalidAddress, LanguageUnknown or UsernameUnfit.
    """
    # A Mac's lists have й in two characters: formulas would find it unequal to what they are given.
    value = unicodedata.normalize("NFC", visible(text))
    if not value and field in NEEDED:
        raise FieldEmpty(field=field)
    if len(value) > _LIMIT_OF[field]:
        raise FieldTooLong(field=field, limit=_LIMIT_OF[field], length=len(value))
    return _CHECKS.get(field, str)(value) if value else ""


def value_of(account: Account, field: str) -> str:
    """Return what the field holds; for the manager, the account's number."""
    if field == "manager":
        return str(account.manager_id or "")
    return str(getattr(account, field))


def mark_of(account: Account, field: str) -> int:
    """Return a number that differs when the field does: a page carries it, so that nobody writes over a newer value."""
    return zlib.crc32(value_of(account, field).encode("utf-8", "surrogatepass")) & 0x7FFFFFFF


def plain_fields(account: Account) -> dict[str, str | int | bool]:
    """Return what the audit trail keeps of an account: its fields that hold something."""
    fields: dict[str, str | int | bool] = {name: getattr(account, name) for name in FIELDS.values()}
    fields = {name: value for name, value in fields.items() if value}
    if account.manager_id is not None:
        fields["manager"] = account.manager_id
    return fields | {"active": account.active}


def _language(value: str) -> str:
    code = _LANGUAGES.get(value.casefold(), value)
    if not _LANGUAGE.fullmatch(code):
        raise LanguageUnknown(value=value)
    return code.lower() if "-" not in code else code


def _username(value: str) -> str:
    if not account_key(value):
        raise UsernameUnfit(value)
    return value


_CHECKS: dict[str, Callable[[str], str]] = {"mbox": parse_address, "language": _language, "username": _username}
