"""Folding: one spelling for what people take for the same word, so that search and matching need no collations."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

WORD_LIMIT = 100
"""Letters of a word that are kept and compared."""

QUERY_WORDS_LIMIT = 16
"""Typed words that are looked at: a longer text is a letter pasted by mistake, and is not worth a longer query."""

_WORD = re.compile(r"[^\W_]+")
_UNBROKEN = re.compile(r"[^\s<>,;()\"'«»]+")
_NAME_AND_AT = re.compile(r"[^@]@")
_ACCENTS = range(0x0300, 0x0370)


class _Letters(dict[int, str]):
    """What each character becomes, found out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        # Soft hyphens and zero-width characters come with pasted text; a lone surrogate cannot be stored at all.
        if unicodedata.category(letter) in ("Cf", "Cs"):
            folded = ""
        # The breve makes another letter of и; the other accents (ударе́ние, ё, é) only say how to read one.
        elif letter == "й":
            folded = letter
        else:
            parts = unicodedata.normalize("NFD", letter)
            folded = unicodedata.normalize("NFC", "".join(part for part in parts if ord(part) not in _ACCENTS))
        self[code] = folded
        return folded


_letters = _Letters()


def fold(text: str) -> str:
    """Return `text` without what search disregards: letter case, ё or е, accents, compatibility forms."""
    if text.isascii():
        return text.lower()
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", once.translate(_letters))


def account_key(username: str) -> str:
    """Return what decides whether two usernames (or addresses) mean one account."""
    return fold(username.strip())[:320]


def sort_key(full_name: str) -> str:
    """Return what accounts are ordered by: «Ёлкин» among the Е, whatever the database's collation."""
    return " ".join(fold(full_name).split())[:300]


def _split(folded: str) -> list[str]:
    return [word[:WORD_LIMIT] for word in _WORD.findall(folded)]


def _addresses(folded: str) -> list[str]:
    return [run[:WORD_LIMIT] for run in _UNBROKEN.findall(folded) if _is_address(run)] if "@" in folded else []


def _without_addresses(folded: str) -> str:
    if "@" not in folded:
        return folded
    return _UNBROKEN.sub(lambda run: " " if _is_address(run[0]) else run[0], folded)


def _is_address(run: str) -> bool:
    # Asked of a run that was found, since one pattern for both takes hours for a long text without a space.
    return _NAME_AND_AT.search(run) is not None


def words_of(full_name: str, mbox: str, *texts: str) -> frozenset[str]:
    """Return the words by which somebody is found: those of name, e-mail and other texts, and the whole address."""
    words = {fold(mbox)[:WORD_LIMIT]} - {""}
    for text in (full_name, mbox, *texts):
        folded = fold(text)
        words.update(_split(folded), _addresses(folded))
    return frozenset(words)


def typed_words(text: str) -> list[str]:
    """Return what somebody typed as words; a piece of an address stays whole (`ivanov@fi`)."""
    folded = fold(text)
    return list(dict.fromkeys(_addresses(folded) + _split(_without_addresses(folded))))


def query_words(text: str) -> list[str]:
    """Return what somebody typed as words, each of which must begin a word of the account.

    A word that begins another one asks for nothing more, and is dropped.
    """
    typed = typed_words(text)
    asked = [word for word in typed if not any(word != other and other.startswith(word) for other in typed)]
    return asked[:QUERY_WORDS_LIMIT]


def finds(asked: Sequence[str], known: Iterable[str]) -> bool:
    """Say whether each word that was asked for begins one of the known ones."""
    known = tuple(known)
    return all(any(word.startswith(begin) for word in known) for begin in asked)


def signs_of(words: Iterable[str]) -> tuple[int, int]:
    """Return a bit for each letter, and one for each pair of letters, that begins one of `words`.

    These signs tell whose words need not be looked at: a bit that is set says "perhaps", one that is not says "no".
    63 bits fit a signed column. Russian and Latin letters have a bit each; other letters share them, and so do pairs.
    """
    letters = pairs = 0
    for word in words:
        letters |= 1 << (ord(word[0]) % 63)
        if len(word) > 1:
            pairs |= 1 << ((ord(word[0]) * 37 + ord(word[1])) % 63)
    return letters, pairs
