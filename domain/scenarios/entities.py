"""Records and accounts as formulas see them, over accounts that were loaded in one go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.accounts.account import Account, Accounts
from domain.formulas import Formula, Value
from domain.records.record import Record
from domain.records.template import RecordTemplate
from domain.records.values import account_ids, files_of, rich_text_of

Pool = Mapping[int, Account]
"""Accounts by number: all that the formulas at hand can reach."""

_ACCOUNT_FIELDS = {
    "username": "username",
    "fullName": "full_name",
    "mbox": "mbox",
    "phone": "phone",
    "title": "title",
    "department": "department",
    "office": "office",
    "language": "language",
}


@dataclass(frozen=True, slots=True)
class AccountEntity:
    """An account in a formula."""

    account: Account
    pool: Pool

    @property
    def identity(self) -> str:
        """What a reference prints as and is compared by."""
        return f"account.{self.account.id}"

    def get(self, name: str) -> Value:
        """Return an attribute; KeyError for a name that accounts do not have."""
        if name in _ACCOUNT_FIELDS:
            return getattr(self.account, _ACCOUNT_FIELDS[name]) or None
        if name == "active":
            return self.account.active
        if name == "manager":
            return account_entity(self.account.manager_id, self.pool)
        if name in {"id", "ID"}:
            return self.identity
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class RecordEntity:
    """A record in a formula, with the values that its run began with."""

    record: Record
    template: RecordTemplate
    values: Mapping[str, Any]
    creator_account_id: int | None
    pool: Pool

    @property
    def identity(self) -> str:
        """What a reference prints as and is compared by."""
        return str(self.record.id)

    def get(self, name: str) -> Value:
        """Return an attribute; KeyError for a name that the template does not have."""
        system: dict[str, Value] = {
            "id": self.identity,
            "ID": self.identity,
            "_creator": account_entity(self.creator_account_id, self.pool),
            "_creationDate": self.record.created_at,
            "_lastWriteDate": self.record.modified_at,
            "_isDisabled": self.record.disabled,
        }
        if name in system:
            return system[name]
        attribute = self.template.attribute(name)
        if attribute is None:
            raise KeyError(name)
        value = self.values.get(name)
        if value is None:
            return None
        if attribute.type == "text":
            return rich_text_of(value).text or None
        if attribute.type == "document":
            return tuple(file.name for file in files_of(value)) or None
        entities = tuple(
            entity for number in account_ids(value) if (entity := account_entity(number, self.pool)) is not None
        )
        if attribute.multiple:
            return entities
        return entities[0] if entities else None


def account_entity(account_id: int | None, pool: Pool) -> AccountEntity | None:
    """Return the account of that number as a formula sees it; None when there is none."""
    account = None if account_id is None else pool.get(account_id)
    return None if account is None else AccountEntity(account, pool)


async def load_pool(accounts: Accounts, first: Iterable[int], formulas: Iterable[Formula]) -> dict[int, Account]:
    """Load the accounts that `formulas` can reach from those of `first`: one query for each step of a path."""
    depth = max((len(path.names) for formula in formulas for path in formula.paths), default=1)
    pool: dict[int, Account] = {}
    wanted = set(first)
    for _ in range(depth):
        if not wanted:
            break
        loaded = await accounts.get_many(wanted)
        pool.update(loaded)
        wanted = {item.manager_id for item in loaded.values() if item.manager_id is not None} - pool.keys()
    return pool


def referred_accounts(template: RecordTemplate, values: Mapping[str, Any]) -> set[int]:
    """Return the accounts that a record's values name."""
    return {
        number
        for attribute in template.attributes
        if attribute.type == "account"
        for number in account_ids(values.get(attribute.system_name))
    }
