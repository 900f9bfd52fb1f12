"""Lists of people by key, and looking through them by words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.accounts.folding import finds, query_words, words_of
from domain.paging import NumberEdge, NumberedPage, numbered_page
from storage.keyset import looked_through, next_in_order
from storage.partial_indexes import ACTIVE
from storage.statements import AMONG
from storage.transactions import query

_ACCOUNTS = f"""
SELECT p.telegram_id, a.full_name, a.mbox, a.department
FROM person AS p JOIN account AS a ON a.id = p.account_id WHERE p.telegram_id {AMONG}
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on a list."""

    telegram_id: int
    name: str
    account: tuple[str, str, str] = ("", "", "")
    """Name, address and department of whose account they are, where that was looked at."""

    @property
    def words(self) -> frozenset[str]:
        """What they are found by. It is folded here, since SQLite folds Latin letters only."""
        name, mbox, department = self.account
        return words_of(f"{self.name} {self.telegram_id} {name}", mbox, department)


@dataclass(frozen=True, slots=True)
class PeopleList:
    """Who is on a list, and in which order: an index has both."""

    whose: str
    columns: tuple[str, ...]

    async def page(self, text: str, limit: int, edge: NumberEdge | None) -> NumberedPage[Listed]:
        """Return those next to the edge; with `text` those whom it finds, by name, account or number."""
        if not text.strip():
            return numbered_page(await self._plain(edge, limit + 1), limit, edge, _number)
        asked = query_words(text)
        if not asked:
            return NumberedPage()
        return await looked_through(self._whole, lambda one: finds(asked, one.words), limit, edge, _number)

    async def _plain(self, edge: NumberEdge | None, limit: int) -> Sequence[Listed]:
        beyond, order, values = await next_in_order("person", self.columns, edge)
        sql = f"SELECT telegram_id, name FROM person WHERE {self.whose} AND {beyond} ORDER BY {order} LIMIT ?"
        return [Listed(**row) for row in await query(sql, [*values, limit])]

    async def _whole(self, edge: NumberEdge | None, limit: int) -> Sequence[Listed]:
        people = await self._plain(edge, limit)
        numbers = json.dumps([one.telegram_id for one in people])
        accounts = {row.pop("telegram_id"): tuple(row.values()) for row in await query(_ACCOUNTS, [numbers])}
        return [replace(one, account=accounts.get(one.telegram_id, one.account)) for one in people]


ADMINISTRATORS_FIRST = PeopleList(ACTIVE, ("role", "name", "telegram_id"))
"""Everybody who may use the bot."""

BY_NAME = PeopleList("TRUE", ("name", "telegram_id"))
"""Everybody who may or might use the bot: those who were removed have a history, too."""


def _number(one: Listed) -> int:
    return one.telegram_id
