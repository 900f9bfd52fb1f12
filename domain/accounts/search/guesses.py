"""What may have been meant by a typed word, as what its sound is compared with: from likely to far-fetched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.accounts.folding import QUERY_WORDS_LIMIT, typed_words
from domain.accounts.search.cases import nominatives_of
from domain.accounts.search.mistakes import distance, one_letter_off
from domain.accounts.search.phones import with_joined_phones
from domain.accounts.search.sounds import rough_sound, sound_of, without_ending

SURE = 5
"""Letters of a word from which on one mistake is looked for, whoever else was found."""

LEAST = 4
"""Letters of a word in which a mistake is looked for where nobody was found: shorter ones are like too many others."""

LONG = 8
"""Letters of a word from which on a second mistake is forgiven."""

_BEGINNING = 3
"""Letters of a sound that may be the beginning of a longer one."""


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A typed word, folded. `rough` is its sound and `sound` that without an ending; both may be empty."""

    word: str
    rough: str
    sound: str

    @property
    def begins(self) -> str:
        """What a longer sound may begin with; empty when there is too little of it."""
        return self.rough if len(self.rough) >= _BEGINNING else ""

    @property
    def is_long(self) -> bool:
        """Whether a second mistake is forgiven."""
        return len(self.word) >= LONG and bool(self.rough)

    def with_a_mistake(self) -> Iterator[str]:
        """Yield the sounds of what may have been meant, if one letter is a mistake. Some come twice."""
        if self.rough:
            yield from map(sound_of, one_letter_off(self.word))

    def beginnings_with_a_mistake(self) -> Iterator[str]:
        """Yield what may begin the sound that was meant, if this is the beginning of a word. Some come twice."""
        if len(self.word) >= SURE and self.rough:
            yield from (rough for rough in map(rough_sound, one_letter_off(self.word)) if len(rough) >= _BEGINNING)

    def first_halves(self) -> Iterator[str]:
        """Yield with what the sound of a long word may begin, if one of two mistakes at most is in its first half."""
        half = self.word[: len(self.word) // 2]
        yield rough_sound(half)
        yield from (rough for rough in map(rough_sound, one_letter_off(half)) if len(rough) >= _BEGINNING)

    def nominatives(self) -> frozenset[str]:
        """Return the words that this may be another case of."""
        return nominatives_of(self.word)

    def is_one_off(self, sound: str) -> bool:
        """Whether one mistake is enough to make that sound of this one."""
        return distance(self.sound, sound, 1) <= 1

    def is_near(self, sound: str) -> bool:
        """Whether two mistakes are enough to make that sound of this one."""
        return distance(self.sound, sound, 2) <= 2


def words_typed(text: str) -> list[TypedWord]:
    """Return what somebody typed as words with their sounds."""
    words = typed_words(with_joined_phones(text))[:QUERY_WORDS_LIMIT]
    rough = [rough_sound(word) for word in words]
    return [TypedWord(word, sound, without_ending(sound)) for word, sound in zip(words, rough, strict=True)]


def how_far(typed: Iterable[frozenset[str]], words: Iterable[str]) -> int:
    """Return how many letters the typed words are away from the nearest of an account's, to put the nearest first.

    `typed` are what each typed word sounds like, in each case that it may be.
    """
    sounds = [_rough(word) for word in words]
    return sum(min((_away(one, sound) for one in said for sound in sounds), default=_FAR + 1) for said in typed)


def said_of(typed: Iterable[TypedWord]) -> list[frozenset[str]]:
    """Return what each typed word sounds like, in each case that it may be."""
    return [frozenset({item.rough, *map(rough_sound, item.nominatives())}) for item in typed]


_FAR = 2
_rough = lru_cache(maxsize=2_000)(rough_sound)


@lru_cache(maxsize=2_000)
def _away(one: str, other: str) -> int:
    return distance(one, other, _FAR)
