"""What a record is found by: the words of its texts, the names of its files, and the accounts that it names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.accounts.folding import fold, typed_words
from domain.records.compared_by import type_of
from domain.records.types.account import account_ids
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import items_of

LONGEST = 20_000
"""Characters of words that are kept, some 2,500 words: the shorter texts of a record are taken first, subjects before
bodies."""


def words_of_values(values: Mapping[str, Any]) -> str:
    """Return the folded words of all texts among the values, each once and with a space before it."""
    words: dict[str, None] = {}
    length = 0
    for text in sorted(_texts(values.values()), key=len):
        for word in typed_words(text):
            if word not in words:
                length += len(word) + 1
                if length > LONGEST:
                    return _joined(words)
                words[word] = None
    return _joined(words)


def accounts_of_values(values: Mapping[str, Any]) -> frozenset[int]:
    """Return the numbers of the accounts among the values."""
    return frozenset(number for value in values.values() for number in account_ids(value))


def asked_words(text: str) -> list[str]:
    """Return what somebody typed as folded words, each of which must begin a word of the record, eight at most."""
    return typed_words(fold(text))[:8]


def _joined(words: Iterable[str]) -> str:
    return "".join(f" {word}" for word in words)


def _texts(values: Iterable[JsonValue]) -> Iterator[str]:
    for value in values:
        for item in items_of(value):
            kind = type_of(item)
            if kind is not None:
                yield from kind.searched_by(item)
