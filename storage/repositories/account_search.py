"""Finding accounts by the beginnings of their words in milliseconds, be the words rare or everybody's.

A rare word names few accounts: take them by an index range, test the other words on each, sort. A common word names a
third of the directory, and sorting that would take long: go along the order of names instead and stop when the page is
full. Both are needed, and which one pays is told by counting no further than is worth it.
"""

from collections.abc import Sequence
from typing import Any

from tortoise.connection import get_connection

from domain.accounts.folding import query_words, signs_of

_RARE = 5_000
"""Rows of a word that are sorted sooner than a walk is tried."""

_PROBES = 400
"""Accounts whose words a first walk looks at: words that have nothing to do with names fill a page by then."""

_COMMON = 15_000
"""Rows of a word from which on even a long walk costs less than taking all of them."""

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

_SHORT_WALK = """
SELECT place.id
FROM (SELECT * FROM account_place AS place WHERE {signs} ORDER BY sort_name, id LIMIT ?) AS place
WHERE 1 = 1{having}
ORDER BY place.sort_name, place.id LIMIT ? OFFSET ?
"""

_SIGNS = "(place.letters & ?) = ? AND (place.pairs & ?) = ?"

_HAVING = """
AND EXISTS (
    SELECT 1 FROM account_word AS other WHERE other.account_id = place.id AND other.word >= ? AND other.word < ?
)"""


async def find_page(text: str, limit: int, offset: int) -> list[int]:
    """Return the numbers of active accounts that `text` finds, by name; all accounts for an empty text."""
    words = query_words(text)
    if not words:
        return [] if text.strip() else await _walk([], limit, offset)
    rarest, words = await _rarest_first(words, _RARE)
    if rarest == 0:
        return []
    if rarest * len(words) < _RARE:
        return await _take(words, limit, offset)
    if all(len(word) == 1 for word in words):
        return await _walk(words, limit, offset)
    page = await _short_walk(words, limit, offset)
    if len(page) == limit:
        return page
    # A quarter of a page so near the beginning: the rest is not far.
    if len(page) * 4 >= limit:
        return await _walk(words, limit, offset)
    rarest, words = await _rarest_first(words, _COMMON)
    return await (_take if rarest < _COMMON else _walk)(words, limit, offset)


async def _rarest_first(words: Sequence[str], enough: int) -> tuple[int, list[str]]:
    """Return how many rows the rarest word has, and the words from rare to common; no count goes beyond `enough`."""
    counts = ", ".join(f"({_COUNT}) AS word_{place}" for place in range(len(words)))
    values = [value for word in words for value in (*_range(word), enough)]
    (row,) = await _query(f"SELECT {counts}", values)
    counted = sorted(zip(row.values(), words, strict=True))
    return counted[0][0], [word for _, word in counted]


async def _take(words: Sequence[str], limit: int, offset: int) -> list[int]:
    """Take all accounts of the first word, which is the rarest, and sort those that have the others too."""
    rarest, *others = words
    return await _numbers(_TAKE, others, [*_range(rarest), *_signs(others)], limit, offset)


async def _walk(words: Sequence[str], limit: int, offset: int) -> list[int]:
    """Go along the names until the page is full, past all who have no words that begin with these letters."""
    return await _numbers(_WALK, words, _signs(words), limit, offset)


async def _short_walk(words: Sequence[str], limit: int, offset: int) -> list[int]:
    """Walk a little way only: a page that is not full says nothing then."""
    return await _numbers(_SHORT_WALK, words, [*_signs(words), _PROBES + 2 * offset], limit, offset)


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
