"""Rows of before an upgrade, made findable in lots; a row of its own says how far it came."""

from collections.abc import Awaitable, Callable
from functools import partial

from storage import models
from storage.repositories.accounts import AccountRepository
from storage.repositories.record_texts import write_found_by
from storage.repositories.record_values import OLDER_VALUES, write_values
from storage.transactions import atomically, execute

ACCOUNTS, RECORDS, VALUES = 50, 10, 20
"""Rows of a step: few enough to hold nobody up."""


class OlderRowsRepository:
    """Implements `domain.operating.indexing.OlderRows`."""

    async def make_some_findable(self) -> int | None:
        """Make a few findable and note how far it came, in one transaction; None when none is left."""
        if not await models.Indexing.exists():
            return None
        return await atomically(_some)


async def _some() -> int | None:
    row = await models.Indexing.all().order_by("id").first()
    if row is None:
        return None
    done = await _KINDS[row.name](row.done_up_to)
    if done:
        row.done_up_to = done[-1]
        await row.save(update_fields=["done_up_to"])
    else:
        await row.delete()
    return len(done)


async def _accounts(after: int) -> list[int]:
    directory = AccountRepository()
    some = await directory.after(after, ACCOUNTS)
    await directory.index(some)
    return [account.id for account in some]


async def _records(after: int) -> list[int]:
    rows = await models.Record.filter(id__gt=after, deleted_at=None).order_by("id").limit(RECORDS)
    for row in rows:
        await write_found_by(row.id, row.values)
    return [row.id for row in rows]


async def _values(after: int) -> list[int]:
    rows = await models.Record.filter(id__gt=after, deleted_at=None).order_by("id").limit(VALUES)
    for row in rows:
        await execute(partial(write_values, row.id, row.values))
    return [row.id for row in rows]


_KINDS: dict[str, Callable[[int], Awaitable[list[int]]]] = {
    "accounts": _accounts,
    "records": _records,
    OLDER_VALUES: _values,
}
