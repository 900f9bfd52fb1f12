"""Records as formulas see them, over accounts that were loaded in one go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.accounts.account import Account, Accounts
from domain.accounts.entity import Pool, account_entity
from domain.formulas import Formula, Value
from domain.records.record import Record
from domain.records.template import RecordTemplate


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
        return None if value is None else attribute.for_formula(value, self.pool)


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
        if (value := values.get(attribute.system_name)) is not None
        for kind, number in attribute.references(value)
        if kind == "account"
    }
