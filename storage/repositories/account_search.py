"""Finding accounts by the beginnings of their words in milliseconds, be the words rare or everybody's.

A rare word names few accounts: take them by an index range, test the other words on each, sort. A common word names a
third of the directory, and sorting that would take long: go along the order of names instead and stop when the page is
full. Both are needed, and which one pays is told by counting no further than is worth it.
"""

from collections.abc import Sequence
from typing import Any

from tortoise import get_connection

from domain.accounts.folding import initials_of, query_words

_RARE = 2_000
"""Accounts of a word that are sorted sooner than a walk is tried."""

_PROBES = 400
"""Accounts whose words a first walk looks at: a page of common words that have nothing to do with names is full by then."""

_COMMON = 20_000
"""Accounts of a word from which on even a long walk costs less than taking all of them."""

_END = chr(0x10FFFF)


async def find_page(text: str, limit: int, offset: int) -> list[int]:
    """Return the numbers of active accounts that `text` finds, by name; all accounts for an empty text."""
    words = query_words(text)
    if not words:
        return [] if text.strip() else await _walk([], limit, offset)
    counted = sorted([(await _count(word), word) for word in words])
    words = [word for _, word in counted]
    rarest = counted[0][0]
    if rarest == 0:
        return []
    if rarest <= _RARE:
        return await _take(words, limit, offset)
    if all(len(word) == 1 for word in words):
        return await _walk(words, limit, offset)
    page = await _walk(words, limit, offset, probes=_PROBES + 2 * offset)
    if len(page) == limit:
        return page
    return await (_take if rarest < _COMMON else _walk)(words, limit, offset)


async def _count(word: str) -> int:
    rows = await _query(
        "SELECT COUNT(*) AS found FROM (SELECT 1 FROM account_word WHERE word >= ? AND word < ? LIMIT ?) AS some",
        [word, word + _END, _COMMON],
    )
    return int(rows[0]["found"])


async def _take(words: Sequence[str], limit: int, offset: int) -> list[int]:
    """Take all accounts of the first word, which is the rarest, and sort those that have the others too."""
    rarest, *others = words
    return await _numbers(
        "SELECT place.account_id FROM (SELECT DISTINCT account_id FROM account_word WHERE word >= ? AND word < ?) AS rare "
        f"CROSS JOIN account_place AS place WHERE place.account_id = rare.account_id {_having(others)} "
        "ORDER BY place.sort_name, place.account_id LIMIT ? OFFSET ?",
        [rarest, rarest + _END, *_ranges(others), limit, offset],
    )


async def _walk(words: Sequence[str], limit: int, offset: int, probes: int | None = None) -> list[int]:
    """Go along the names, past all whose words do not begin with the letters of these words.

    With `probes`, look at the words of so many accounts only: a page that is not full says nothing then.
    """
    places = "SELECT account_id, sort_name FROM account_place WHERE (initials & ?) = ?"
    values: list[Any] = [initials_of(list(words))] * 2
    if probes is not None:
        places += " ORDER BY sort_name, account_id LIMIT ?"
        values.append(probes)
    return await _numbers(
        f"SELECT place.account_id FROM ({places}) AS place WHERE 1 = 1 {_having(words)} "  # noqa: S608
        "ORDER BY place.sort_name, place.account_id LIMIT ? OFFSET ?",
        [*values, *_ranges(words), limit, offset],
    )


def _having(words: Sequence[str]) -> str:
    return " ".join(
        "AND EXISTS (SELECT 1 FROM account_word AS other "
        "WHERE other.account_id = place.account_id AND other.word >= ? AND other.word < ?)"
        for _ in words
    )


def _ranges(words: Sequence[str]) -> list[str]:
    return [bound for word in words for bound in (word, word + _END)]


async def _numbers(sql: str, values: list[Any]) -> list[int]:
    return [row["account_id"] for row in await _query(sql, values)]


async def _query(sql: str, values: list[Any]) -> list[dict[str, Any]]:
    return await get_connection("default").execute_query_dict(sql, values)
