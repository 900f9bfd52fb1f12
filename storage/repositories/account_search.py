"""Finding accounts by their words in milliseconds, be the words rare or everybody's.

A rare word names few accounts: take them by an index range, test the other words on each, sort. A common word names a
third of the directory, and sorting that would take long: go along the order of names instead, past all whose signs say
that they cannot have the words, and stop when the page is full.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from domain.accounts.folding import QUERY_WORDS_LIMIT, query_words, signs_of, sort_key, typed_words
from domain.accounts.search.phones import with_joined_phones
from storage.transactions import query

_RARE = 4_000
"""Rows of a word below which taking all its accounts is sooner done than a long walk."""

_END = chr(0x10FFFF)

_COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM account_word WHERE word >= ? AND word {end} ? LIMIT ?) AS few"

_TAKE = """
SELECT place.id
FROM (SELECT DISTINCT account_id FROM account_word WHERE word >= ? AND word {end} ?) AS rare
CROSS JOIN account_place AS place
WHERE place.id = rare.account_id AND {signs}{having}
ORDER BY place.sort_name, place.id LIMIT ?
"""

_WALK = """
SELECT place.id
FROM account_place AS place
WHERE {signs}{having}
ORDER BY place.sort_name, place.id LIMIT ?
"""

_NAMED = "SELECT id FROM account_place WHERE sort_name = ? ORDER BY id LIMIT ?"

_SIGNS = "(place.letters & ?) = ? AND (place.pairs & ?) = ?"

_HAVING = """
AND EXISTS (
    SELECT 1 FROM account_word AS other WHERE other.account_id = place.id AND other.word >= ? AND other.word {end} ?
)"""

_NOT_ALL_OF = """
AND (
    SELECT COUNT(*) FROM account_word AS exact WHERE exact.account_id = place.id AND exact.word IN ({marks})
) < ?"""

_NOT_NAMED = """
AND place.sort_name <> ?"""

_AMONG = """
SELECT id FROM account WHERE {kind}{having}
ORDER BY full_name, id LIMIT ?
"""

_OF = """
AND EXISTS (SELECT 1 FROM account_word AS w WHERE w.account_id = account.id AND w.word >= ? AND w.word < ?)"""

Tier = Callable[[int], Awaitable[Sequence[int]]]
"""Returns the numbers of the first accounts that are found in one way, by name: so many at most."""


async def find_among(kind: str, text: str, limit: int) -> list[int]:
    """Return the numbers of the first accounts that `text` finds among those of a kind, by name.

    `kind` is the condition of an index that holds them by name.
    """
    words = query_words(with_joined_phones(text))
    if text.strip() and not words:
        return []
    sql = _AMONG.format(kind=kind, having=_OF * len(words))
    bounds = [bound for word in words for bound in beginning_with(word)]
    return [row["id"] for row in await query(sql, [*bounds, limit])]


def tiers_of(text: str) -> list[Tier]:
    """Return the ways in which `text` finds active accounts by its words as they stand, the most certain first.

    They exclude each other: who has that name, who has these words, who has words that begin so. An empty text finds
    everybody, one without a letter nobody.
    """
    if not text.strip():
        return [_everybody]
    name, text = sort_key(text), with_joined_phones(text)
    words, asked = typed_words(text)[:QUERY_WORDS_LIMIT], query_words(text)
    if not asked:
        return []
    exactly = _Wanted(tuple(words), exact=True, unless=_NOT_NAMED, its_values=(name,))
    unless = _NOT_NAMED + _NOT_ALL_OF.format(marks=", ".join("?" * len(words)))
    beginning = _Wanted(tuple(asked), exact=False, unless=unless, its_values=(name, *words, len(words)))

    async def named(limit: int) -> list[int]:
        return [row["id"] for row in await query(_NAMED, [name, limit])]

    return [named, exactly.found, beginning.found]


async def _everybody(limit: int) -> list[int]:
    sql = "SELECT id FROM account_place ORDER BY sort_name, id LIMIT ?"
    return [row["id"] for row in await query(sql, [limit])]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Words that an account must have, as they are or begun by them, and a condition that it must not fulfil before."""

    words: tuple[str, ...]
    exact: bool
    unless: str
    its_values: tuple[Any, ...]

    async def found(self, limit: int) -> list[int]:
        """Return the first of them, by name."""
        counts = await self._count()
        rarest_first = sorted(self.words, key=counts.__getitem__)
        rarest = counts[rarest_first[0]]
        if rarest == 0:
            return []
        return await (self._take if rarest < _RARE else self._walk)(rarest_first, limit)

    async def _count(self) -> dict[str, int]:
        """Return how many rows each word has, counted no further than the answer matters."""
        counts = ", ".join(f"({self._ended(_COUNT)}) AS word_{index}" for index in range(len(self.words)))
        bounds = [value for word in self.words for value in (*self._range(word), _RARE)]
        (row,) = await query(f"SELECT {counts}", bounds)
        return dict(zip(self.words, row.values(), strict=True))

    async def _take(self, words: Sequence[str], limit: int) -> list[int]:
        """Take all accounts of the first word, which is the rarest, and sort those that have the others too."""
        rarest, *others = words
        return await self._numbers(_TAKE, others, [*self._range(rarest), *_signs(others)], limit)

    async def _walk(self, words: Sequence[str], limit: int) -> list[int]:
        """Go along the names until the page is full."""
        return await self._numbers(_WALK, words, _signs(words), limit)

    async def _numbers(self, sql: str, words: Sequence[str], values: list[Any], limit: int) -> list[int]:
        """Run `sql` with a condition for each of `words`; nothing but constants becomes a part of its text."""
        having = _HAVING * len(words) + self.unless
        bounds = [bound for word in words for bound in self._range(word)]
        whole = self._ended(sql.format(signs=_SIGNS, having=having, end="{end}"))
        rows = await query(whole, [*values, *bounds, *self.its_values, limit])
        return [row["id"] for row in rows]

    def _ended(self, sql: str) -> str:
        return sql.format(end="<=" if self.exact else "<")

    def _range(self, word: str) -> tuple[str, str]:
        return (word, word) if self.exact else beginning_with(word)


def beginning_with(word: str) -> tuple[str, str]:
    """Return the bounds between which all words stand that begin so: from the first, before the second."""
    return word, word + _END


def _signs(words: Sequence[str]) -> list[int]:
    letters, pairs = signs_of(words)
    return [letters, letters, pairs, pairs]
