"""Words with one letter too many, too few or wrong, or two letters that were swapped."""

from collections.abc import Iterator

RUSSIAN = "абвгдежзиклмнопрстуфхцчшюя"
LATIN = "abcdefghiklmnoprstuvxz"
"""A letter for each sound: those that are left out sound like one of these (`domain.accounts.search.sounds`)."""


def one_letter_off(word: str) -> Iterator[str]:
    """Yield what may have been meant by a word with one mistake in it; some come twice.

    A word of n letters gives about 55 n: few enough to look each of them up.
    """
    letters = LATIN if word.isascii() else RUSSIAN
    for index in range(len(word) + 1):
        before, after = word[:index], word[index:]
        for letter in letters:
            yield f"{before}{letter}{after}"
        if after:
            yield before + after[1:]
            for letter in letters:
                yield f"{before}{letter}{after[1:]}"
        if len(after) > 1:
            yield f"{before}{after[1]}{after[0]}{after[2:]}"


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are too many, too few, wrong or swapped with their neighbour, `most` + 1 for more."""
    if one == other or abs(len(one) - len(other)) > most:
        return 0 if one == other else most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for here, letter in enumerate(one, 1):
        before_that, before, row = before, row, [here]
        for there, its in enumerate(other, 1):
            least = min(before[there] + 1, row[-1] + 1, before[there - 1] + (letter != its))
            if here > 1 and there > 1 and letter == other[there - 2] and one[here - 2] == its:
                least = min(least, before_that[there - 2] + 1)
            row.append(least)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)
