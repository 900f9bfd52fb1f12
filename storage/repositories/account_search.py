"""Finding accounts by the beginnings of their words in milliseconds, be the words rare or everybody's.

A rare word names few accounts: take them by an index range, test the other words on each, sort. A common word names a
third of the directory, and sorting that would take long: go along the order of names instead, past all whose signs say
that they cannot have the words, and stop when the page is full.
"""

from collections.abc import Sequence
from typing import Any

from tortoise.connection import get_connection

from domain.accounts.folding import query_words, signs_of

_RARE = 4_000
"""Rows of a word below which taking all its accounts is sooner done than a long walk."""

_END = chr(0x10FFFF)

_COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM account_word WHERE word >= ? AND word < ? LIMIT ?) AS some"

_TAKE = """
SELECT place.id
FROM (SELECT DISTINCT account_id FROM account_word WHERE word >= ? AND word < ?) AS rare
CROSS JOIN account_place AS place
WHERE place.id = rare.account_id AND {signs}{having}
ORDER BY place.sort_name, place.id LIMIT ? OFFSET ?
"""

_WALK = """
SELECT place.id
FROM account_place AS place
WHERE {signs}{having}
ORDER BY place.sort_name, place.id LIMIT ? OFFSET ?
"""

_SIGNS = "(place.letters & ?) = ? AND (place.pairs & ?) = ?"

_HAVING = """
AND EXISTS (
    SELECT 1 FROM account_word AS other WHERE other.account_id = place.id AND other.word >= ? AND other.word < ?
)"""


_AMONG = """
SELECT id FROM account WHERE {kind} AND full_name <> ''{having}
ORDER BY full_name, id LIMIT ? OFFSET ?
"""

_OF = """
AND EXISTS (SELECT 1 FROM account_word AS w WHERE w.account_id = account.id AND w.word >= ? AND w.word < ?)"""


async def find_among(kind: str, text: str, limit: int, offset: int) -> list[int]:
    """Return the numbers of accounts that `text` finds among those of a kind, by name.

    `kind` is a condition of ours with one mark, for False. These lists are short or rarely looked at, so they are
    gone through whole.
    """
    words = query_words(text)
    if text.strip() and not words:
        return []
    sql = _AMONG.format(kind=kind, having=_OF * len(words))
    bounds = [bound for word in words for bound in _range(word)]
    return [row["id"] for row in await _query(sql, [False, *bounds, limit, offset])]


async def find_page(text: str, limit: int, offset: int) -> list[int]:
    """Return the numbers of active accounts that `text` finds, by name; all accounts for an empty text."""
    words = query_words(text)
    if not words:
        return [] if text.strip() else await _walk([], limit, offset)
    counts = await _count(words)
    rarest_first = sorted(words, key=counts.__getitem__)
    rarest = counts[rarest_first[0]]
    if rarest == 0:
        return []
    return await (_take if rarest < _RARE else _walk)(rarest_first, limit, offset)


async def _count(words: Sequence[str]) -> dict[str, int]:
    """Return how many rows each word has, counted no further than the answer matters."""
    counts = ", ".join(f"({_COUNT}) AS word_{place}" for place in range(len(words)))
    (row,) = await _query(f"SELECT {counts}", [value for word in words for value in (*_range(word), _RARE)])
    return dict(zip(words, row.values(), strict=True))


async def _take(words: Sequence[str], limit: int, offset: int) -> list[int]:
    """Take all accounts of the first word, which is the rarest, and sort those that have the others too."""
    rarest, *others = words
    return await _numbers(_TAKE, others, [*_range(rarest), *_signs(others)], limit, offset)


async def _walk(words: Sequence[str], limit: int, offset: int) -> list[int]:
    """Go along the names until the page is full."""
    return await _numbers(_WALK, words, _signs(words), limit, offset)


def _signs(words: Sequence[str]) -> list[int]:
    letters, pairs = signs_of(words)
    return [letters, letters, pairs, pairs]


def _range(word: str) -> tuple[str, str]:
    return word, word + _END


async def _numbers(sql: str, words: Sequence[str], values: list[Any], limit: int, offset: int) -> list[int]:
    """Run `sql` with a condition for each of `words`; nothing but constants becomes a part of its text."""
    ranges = [bound for word in words for bound in _range(word)]
    rows = await _query(sql.format(signs=_SIGNS, having=_HAVING * len(words)), [*values, *ranges, limit, offset])
    return [row["id"] for row in rows]


async def _query(sql: str, values: list[Any]) -> list[dict[str, Any]]:
    return await get_connection("default").execute_query_dict(sql, values)
