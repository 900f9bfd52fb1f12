"""Finding accounts by what may have been meant: by sounds, and by the sounds of words with one letter changed.

A typed word becomes the few sounds that the directory has; then accounts are taken by index ranges as in a search for
words. Nothing here depends on how many accounts there are, except how many have a common sound, and that is bounded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from domain.accounts.search.guesses import LEAST, TypedWord, words_typed
from domain.turns import in_turns
from storage.repositories.account_search import beginning_with
from storage.transactions import query

MOST = 50
"""Guesses in all: whoever must turn more pages of them had better type more."""

_TAKEN = 4_000
"""Accounts of the rarest word that are looked at."""

_NEAR = 2_000
"""Sounds that begin like a long word and are compared with it."""

_BEGINNINGS = 100
"""Beginnings of sounds that one word may stand for: each is a part of the statement."""

_KNOWN = """
WITH guess(sound) AS (VALUES {rows})
SELECT sound FROM guess WHERE EXISTS (SELECT 1 FROM account_sound AS known WHERE known.sound = guess.sound)
"""

_BEGUN = """
WITH guess(sound, until) AS (VALUES {rows})
SELECT sound FROM guess
WHERE EXISTS (SELECT 1 FROM account_sound AS known WHERE known.sound >= guess.sound AND known.sound < guess.until)
"""

_DISTINCT = """
WITH RECURSIVE beginning(since, until) AS (VALUES {rows}),
distinct_sound(sound, until) AS (
    SELECT (SELECT MIN(sound) FROM account_sound WHERE sound >= beginning.since AND sound < beginning.until), until
    FROM beginning
    UNION ALL
    SELECT (
        SELECT MIN(one.sound) FROM account_sound AS one
        WHERE one.sound > distinct_sound.sound AND one.sound < distinct_sound.until
    ), until
    FROM distinct_sound WHERE sound IS NOT NULL
)
SELECT sound FROM distinct_sound WHERE sound IS NOT NULL LIMIT ?
"""
"""Steps from one distinct sound to the next: how many accounts have each does not matter."""

_COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM ({rows}) AS matching LIMIT ?) AS few"

_TAKE = """
SELECT place.id
FROM (SELECT DISTINCT account_id FROM (SELECT account_id FROM ({rows}) AS matching LIMIT ?) AS few) AS taken
CROSS JOIN account_place AS place
WHERE place.id = taken.account_id{having}
ORDER BY place.sort_name, place.id LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What one typed word may stand for: the beginning of a word, one of some words or sounds, the beginning of one."""

    word: str
    words: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()

    @classmethod
    def by_case(cls, typed: TypedWord) -> "Alternatives":
        """Return the word itself, and the words that it may be another case of."""
        return cls(typed.word, words=typed.nominatives())

    @classmethod
    def by_sound(cls, typed: TypedWord) -> "Alternatives":
        """Return the word itself, its sound, and its sound as the beginning of a longer one."""
        return cls(typed.word, sounds=frozenset({typed.sound} - {""}), beginnings=frozenset({typed.begins} - {""}))

    def parts(self) -> list[tuple[str, str, list[str]]]:
        """Return each way to match as a table, what is true of its row, and values: an index range for each."""
        parts = [
            ("account_word", "word >= ? AND word < ?", [*beginning_with(self.word)]),
            *(("account_sound", "sound >= ? AND sound < ?", [*beginning_with(one)]) for one in sorted(self.beginnings)),
        ]
        for table, column, values in (("account_word", "word", self.words), ("account_sound", "sound", self.sounds)):
            if values:
                parts.append((table, f"{column} IN ({', '.join('?' * len(values))})", sorted(values)))
        return parts

    def rows(self) -> tuple[str, list[str]]:
        """Return how all rows are selected that match, some of one account, and the values."""
        parts = self.parts()
        sql = " UNION ALL ".join(f"SELECT account_id FROM {table} WHERE {true}" for table, true, _ in parts)
        return sql, [value for *_, values in parts for value in values]

    def of_account(self) -> tuple[str, list[str]]:
        """Return the condition that an account has such a row, and the values."""
        parts = self.parts()
        sql = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} AS has WHERE has.account_id = place.id AND ({true}))"
            for table, true, _ in parts
        )
        return f"({sql})", [value for *_, values in parts for value in values]


class Meanings:
    """What a typed text may mean, worked out as far as it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.typed = words_typed(text)
        self._known: dict[str, frozenset[str]] = {}

    async def by_sound(self) -> list[list[Alternatives]]:
        """Return the meanings in which only endings or alphabets differ, the case of a known word first."""
        return [
            [Alternatives.by_case(item) for item in self.typed],
            [Alternatives.by_sound(item) for item in self.typed],
        ]

    async def with_a_mistake(self, least: int) -> list[list[Alternatives]]:
        """Return the meanings in which words of so many letters hold a mistake, that which is nearer first.

        Farther is what a mistake makes together with what may be an ending: «Иваноф» is then Иван, too.
        """
        near, all_known = [], []
        for item in self.typed:
            known = await self._one_off(item) if len(item.word) >= least else frozenset()
            plain = Alternatives.by_sound(item)
            near.append(replace(plain, sounds=plain.sounds | frozenset(filter(item.is_one_off, known))))
            all_known.append(replace(plain, sounds=plain.sounds | known))
        return [near] if near == all_known else [near, all_known]

    async def far_fetched(self) -> list[list[Alternatives]]:
        """Return the meaning in which words are begun with a mistake, or hold two where they are long."""
        *_, with_a_mistake = await self.with_a_mistake(LEAST)
        made = []
        for item, plain in zip(self.typed, with_a_mistake, strict=True):
            begun = await _begun({sound async for sound in in_turns(item.beginnings_with_a_mistake())})
            near = await _near(item) if item.is_long else frozenset()
            few = frozenset(sorted(begun)[:_BEGINNINGS])
            made.append(replace(plain, sounds=plain.sounds | near, beginnings=plain.beginnings | few))
        return [made]

    async def _one_off(self, item: TypedWord) -> frozenset[str]:
        if item.word not in self._known:
            self._known[item.word] = await _known({sound async for sound in in_turns(item.with_a_mistake())})
        return self._known[item.word]


async def find_guessed(asked: Sequence[Alternatives], limit: int) -> list[int]:
    """Return the numbers of active accounts that have each of the words in one of its meanings, by name."""
    counts = await _counts(asked) if asked else [0]
    if 0 in counts:
        return []
    rarest, *others = (item for _, item in sorted(zip(counts, asked, strict=True), key=itemgetter(0)))
    sql, values = rarest.rows()
    having = ""
    its_values: list[Any] = []
    for item in others:
        condition, more = item.of_account()
        having += f"\nAND {condition}"
        its_values += more
    rows = await query(_TAKE.format(rows=sql, having=having), [*values, _TAKEN, *its_values, limit])
    return [row["id"] for row in rows]


async def _counts(asked: Sequence[Alternatives]) -> list[int]:
    columns: list[str] = []
    values: list[Any] = []
    for index, item in enumerate(asked):
        sql, its_values = item.rows()
        columns.append(f"({_COUNT.format(rows=sql)}) AS word_{index}")
        values += [*its_values, _TAKEN]
    (row,) = await query(f"SELECT {', '.join(columns)}", values)
    return list(row.values())


async def _known(sounds: Iterable[str]) -> frozenset[str]:
    """Return those sounds that somebody has."""
    asked = sorted(set(sounds) - {""})
    if not asked:
        return frozenset()
    rows = await query(_KNOWN.format(rows=", ".join(["(?)"] * len(asked))), asked)
    return frozenset(row["sound"] for row in rows)


async def _begun(sounds: Iterable[str]) -> frozenset[str]:
    """Return those that begin a sound that somebody has."""
    asked = sorted(set(sounds) - {""})
    if not asked:
        return frozenset()
    values = [bound for sound in asked for bound in beginning_with(sound)]
    rows = await query(_BEGUN.format(rows=", ".join(["(?, ?)"] * len(asked))), values)
    return frozenset(row["sound"] for row in rows)


async def _near(typed: TypedWord) -> frozenset[str]:
    """Return the sounds that are two mistakes away from a long word, the second of them behind its first half."""
    begun = await _begun({sound async for sound in in_turns(typed.first_halves())})
    shortest = [one for one in begun if not any(one != other and one.startswith(other) for other in begun)]
    if not shortest:
        return frozenset()
    values = [bound for sound in sorted(shortest) for bound in beginning_with(sound)]
    rows = await query(_DISTINCT.format(rows=", ".join(["(?, ?)"] * len(shortest))), [*values, _NEAR])
    return frozenset([row["sound"] async for row in in_turns(rows) if typed.is_near(row["sound"])])
