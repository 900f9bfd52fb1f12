"""The directory in the database: accounts, and what they are found by, kept in step with them."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tortoise.connection import get_connection

from domain.accounts.account import ACCOUNTS_COUNTED, Account, Counts, Found, Guess, Which
from domain.accounts.directory import UsernameTaken
from domain.accounts.folding import WORD_LIMIT, account_key, fold, signs_of, sort_key
from domain.accounts.search.words import sounds_of_account, words_of_account
from domain.paging import FIRST, MOST_OFFERED, NumberEdge, Place
from storage import models
from storage.gathered import Gathered
from storage.partial_indexes import ARCHIVED, WITHOUT_ADDRESS
from storage.repositories.account_search import find_among
from storage.repositories.finding import find
from storage.statements import AMONG, Steps
from storage.transactions import atomically, query

_COLUMNS = (
    "id",
    "username",
    "full_name",
    "mbox",
    "phone",
    "title",
    "department",
    "office",
    "language",
    "manager_id",
    "active",
)
"""The columns of `account` that are fields of `Account`. Plain SQL moves 100,000 of them faster than models do."""

_KINDS = {Which.ARCHIVED: ARCHIVED, Which.WITHOUT_ADDRESS: WITHOUT_ADDRESS}
"""What is true of the accounts of a list; erased ones are on none."""

_COUNTS = f"""
SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM account_place WHERE id > 0 LIMIT ?) AS part) AS active,
       (SELECT COUNT(*) FROM (SELECT 1 FROM account WHERE {ARCHIVED} LIMIT ?) AS part) AS archived,
       (SELECT COUNT(*) FROM (SELECT 1 FROM account WHERE {WITHOUT_ADDRESS} LIMIT ?) AS part) AS without_address
"""

_SLICE = 500
"""Numbers or words in one query: well below the number of variables that any SQLite takes."""


def _account(row: Mapping[str, Any]) -> Account:
    return Account(**{**row, "active": bool(row["active"])})


def _read(account_ids: Collection[int]) -> Steps[dict[int, Account]]:
    answer = yield (
        f"SELECT {', '.join(_COLUMNS)} FROM account WHERE id {AMONG}",
        (json.dumps(list(account_ids)),),
    )
    return {row[0]: _account(dict(zip(_COLUMNS, row, strict=True))) for row in answer.rows}


def _values(account: Account) -> list[Any]:
    return [account_key(account.username), *(getattr(account, column) for column in _COLUMNS[1:])]


PAGES_ABOVE = 5
"""So many pages further a row is looked for that is not where it stood, since others may have come above it."""

FURTHER = 3
"""How many times as far it is looked for where it is not found there."""

First = Callable[[int], Awaitable[dict[int, Guess | None]]]
"""Returns the numbers of a list from its beginning, so many at most."""


class AccountRepository:
    """The directory. What writes several rows is one transaction, or a part of the one that is open."""

    def __init__(self) -> None:
        self._by_number: Gathered[int, Account] = Gathered(_read)

    async def get(self, account_id: int) -> Account | None:
        """Return the account of that number, archived ones too."""
        return (await self.get_many([account_id])).get(account_id)

    async def get_many(self, account_ids: Iterable[int]) -> dict[int, Account]:
        """Return the accounts of those numbers that exist."""
        return dict(await self._by_number.many(account_ids))

    async def by_username(self, username: str) -> Account | None:
        """Return the account of that username, in any letter case."""
        return (await self.by_keys([account_key(username)])).get(account_key(username))

    async def by_keys(self, keys: Iterable[str]) -> dict[str, Account]:
        """Return the accounts of those folded usernames that exist."""
        rows = await _select("key", ("key", *_COLUMNS), keys)
        return {row.pop("key"): _account(row) for row in rows}

    async def by_mboxes(self, mboxes: Iterable[str]) -> dict[str, list[Account]]:
        """Return the accounts that have those folded addresses, by number, archived ones too."""
        wanted = set(mboxes) - {""}
        words = await _select("word", ("account_id",), (mbox[:WORD_LIMIT] for mbox in wanted), table="account_word")
        found: dict[str, list[Account]] = {}
        for _, account in sorted((await self.get_many(row["account_id"] for row in words)).items()):
            mbox = fold(account.mbox)
            if mbox in wanted:
                found.setdefault(mbox, []).append(account)
        return found

    async def search(self, text: str, *, limit: int = 10, place: Place = FIRST) -> Found:
        """Return active accounts of which each typed word is a word of name, e-mail, post, department or telephone.

        Exact ones come first, then those whose words begin so, then what may have been meant; each by full name.
        Without any text, the first of all. Nobody is shown behind the first MOST_OFFERED.
        """
        return await self._page(lambda most: find(text, most, self.get_many), limit, place)

    async def _page(self, first: First, limit: int, place: Place) -> Found:
        if place.edge is None and place.about >= MOST_OFFERED:
            return Found()
        most = min(place.about + (limit if place.edge is None else PAGES_ABOVE * limit) + 1, MOST_OFFERED)
        found = await first(most)
        numbers = list(found)
        span = place.within(numbers, limit)
        while len(numbers) == most < MOST_OFFERED and (span is None or span[1] >= most):  # more have come above it
            most = min(FURTHER * most, MOST_OFFERED)
            found = await first(most)
            numbers = list(found)
            span = place.within(numbers, limit)
        start, end = span or (place.about, place.about + limit)
        shown = numbers[start:end]
        if not shown:
            return Found()
        accounts = await self.get_many(shown)
        more = end < len(numbers)
        return Found(
            tuple(accounts[number] for number in shown if number in accounts),
            NumberEdge(shown[0], newer=True) if start else None,
            NumberEdge(shown[-1]) if more else None,
            {number: guess for number in shown if (guess := found[number]) is not None},
            is_cut=not more and len(numbers) >= MOST_OFFERED,
        )

    async def count(self) -> int:
        """Return how many active accounts there are, counted no further than one more than ACCOUNTS_COUNTED."""
        return (await self.counts()).active

    async def counts(self) -> Counts:
        """Return how many accounts there are, erased ones aside."""
        most = ACCOUNTS_COUNTED + 1
        (row,) = await query(_COUNTS, [most] * 3)
        return Counts(**row)

    async def listed(self, which: Which, text: str = "", *, limit: int = 10, place: Place = FIRST) -> Found:
        """Return accounts of that kind by name."""
        if which is Which.ACTIVE:
            return await self.search(text, limit=limit, place=place)

        async def first(most: int) -> dict[int, Guess | None]:
            return dict.fromkeys(await find_among(_KINDS[which], text, most))

        return await self._page(first, limit, place)

    async def parts(self, size: int) -> AsyncIterator[Sequence[Account]]:
        """Return all accounts in order of their numbers, so many at a time; erased ones never."""
        last = 0
        while some := await self.after(last, size):
            yield some
            last = some[-1].id

    async def after(self, number: int, count: int) -> list[Account]:
        """Return the accounts that come next after that number, so many at most; erased ones never."""
        sql = f"SELECT {', '.join(_COLUMNS)} FROM account WHERE id > ? AND full_name <> '' ORDER BY id LIMIT ?"
        return [_account(row) for row in await query(sql, [number, count])]

    async def add(self, account: Account) -> Account:
        """Add an account and return it with its number; raises UsernameTaken."""

        async def work() -> Account:
            key = account_key(account.username)
            if await self.by_keys([key]):
                raise UsernameTaken(account.username, username=account.username)
            await self.add_many([account])
            return (await self.by_keys([key]))[key]

        return await atomically(work)

    async def save(self, account: Account) -> None:
        """Write an account that exists; raises UsernameTaken."""

        async def work() -> None:
            other = await self.by_username(account.username)
            if other is not None and other.id != account.id:
                raise UsernameTaken(account.username, username=account.username)
            await self.save_many([account])

        await atomically(work)

    async def add_many(self, accounts: Sequence[Account]) -> None:
        """Add accounts of usernames that are free; their `id` is disregarded."""

        async def work() -> None:
            columns = ("key", *_COLUMNS[1:])
            await _execute_many(
                f"INSERT INTO account ({', '.join(columns)}) VALUES ({_marks(columns)})",
                [_values(account) for account in accounts],
            )
            added = list((await self.by_keys([account_key(account.username) for account in accounts])).values())
            words = {account.id: words_of_account(account) for account in added}
            await _WORDS.write(words)
            await _SOUNDS.write({account.id: sounds_of_account(account) for account in added})
            await _write_places(added, words)

        await atomically(work)

    async def save_many(self, accounts: Sequence[Account]) -> None:
        """Write accounts that exist, and of their words what has changed."""

        async def work() -> None:
            sets = ", ".join(f"{column} = ?" for column in ("key", *_COLUMNS[1:]))
            await _execute_many(
                f"UPDATE account SET {sets} WHERE id = ?",
                [[*_values(account), account.id] for account in accounts],
            )
            await self.index(accounts)

        await atomically(work)

    async def index(self, accounts: Sequence[Account]) -> None:
        """Write what accounts are found by, where it is not that already."""

        async def work() -> None:
            words = {account.id: words_of_account(account) for account in accounts}
            await _WORDS.update(words)
            await _SOUNDS.update({account.id: sounds_of_account(account) for account in accounts})
            await _write_places(accounts, words)

        await atomically(work)

    async def set_managers(self, managers: Mapping[int, int | None]) -> None:
        """Give accounts their managers, by number."""
        await atomically(
            lambda: _execute_many(
                "UPDATE account SET manager_id = ? WHERE id = ?",
                [[manager, account] for account, manager in managers.items()],
            )
        )


def _slices(values: Iterable[Any]) -> Iterable[list[Any]]:
    distinct = iter(dict.fromkeys(values))
    while some := list(islice(distinct, _SLICE)):
        yield some


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


async def _select(
    key: str, columns: Sequence[str], values: Iterable[Any], *, table: str = "account"
) -> list[dict[str, Any]]:
    """Return the rows of which `key` is one of `values`; names of columns come from this file only."""
    rows: list[dict[str, Any]] = []
    for some in _slices(values):
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} IN ({_marks(some)})"
        rows += await query(sql, some)
    return rows


async def _execute_many(sql: str, rows: list[list[Any]]) -> None:
    if rows:
        await get_connection("default").execute_many(sql, rows)


@dataclass(frozen=True, slots=True)
class _FoundBy:
    """A table of what accounts are found by: a row for each account and each of its words, or of their sounds."""

    table: str
    column: str

    async def write(self, of_accounts: Mapping[int, frozenset[str]]) -> None:
        """Add the rows of accounts that have none."""
        await self._insert([[number, value] for number, values in of_accounts.items() for value in values])

    async def update(self, of_accounts: Mapping[int, frozenset[str]]) -> None:
        """Write the difference only: most changes of a directory are of telephones, and words are most of its rows."""
        kept: dict[int, dict[str, int]] = {}
        columns = ("account_id", self.column, "id")
        for row in await _select("account_id", columns, of_accounts, table=self.table):
            kept.setdefault(row["account_id"], {})[row[self.column]] = row["id"]
        added: list[list[Any]] = []
        gone: list[list[Any]] = []
        for number, after in of_accounts.items():
            before = kept.get(number, {})
            added += [[number, value] for value in after if value not in before]
            gone += [[row_id] for value, row_id in before.items() if value not in after]
        await _execute_many(f"DELETE FROM {self.table} WHERE id = ?", gone)
        await self._insert(added)

    async def _insert(self, rows: list[list[Any]]) -> None:
        await _execute_many(f"INSERT INTO {self.table} (account_id, {self.column}) VALUES (?, ?)", rows)


_WORDS = _FoundBy("account_word", "word")
_SOUNDS = _FoundBy("account_sound", "sound")


async def _write_places(accounts: Sequence[Account], words: Mapping[int, frozenset[str]]) -> None:
    """Active accounts have a place, others have none: a search finds who has one."""
    placed = [
        [account.id, sort_key(account.full_name), *signs_of(words[account.id])]
        for account in accounts
        if account.active
    ]
    await _execute_many(
        "INSERT INTO account_place (id, sort_name, letters, pairs) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET sort_name = excluded.sort_name, letters = excluded.letters, pairs = excluded.pairs",
        placed,
    )
    for some in _slices(account.id for account in accounts if not account.active):
        await models.AccountPlace.filter(id__in=some).delete()
