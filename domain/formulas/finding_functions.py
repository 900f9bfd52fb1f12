"""Finding functions by words: by their names, by what they do, and by what they are called elsewhere."""

from collections.abc import Callable

from domain.formulas.foreign_words import folded, from_elsewhere
from domain.formulas.help import FunctionHelp, known_functions
from domain.formulas.looked_for import LOOKED_FOR

SHORTEST_STEM = 4
SMALL_WORDS = frozenset(["в", "во", "из", "и", "к", "на", "от", "по", "с", "to", "in", "of", "the", "a", "from"])
"""Which say nothing beside others."""
ENDING = 2
"""Letters that another ending of a Russian word may have."""


def find_functions(words: str, about: Callable[[FunctionHelp], str]) -> list[FunctionHelp]:
    """Return the functions in which each word begins some word; what is called so comes first.

    `about` gives what is said of a function in the language of the words.
    """
    wanted = [*filter(None, map(folded, words.split()))]
    wanted = [word for word in wanted if word not in SMALL_WORDS] or wanted
    known = known_functions()
    named = from_elsewhere("function", words, {item.name for item in known})
    found = []
    for item in known:
        name = item.name.casefold()
        words_about = f"{about(item)} {LOOKED_FOR.get(item.name, '')}"
        said = [name, *map(folded, words_about.replace("-", " ").split())]
        if item.name == named or (wanted and all(any(_begins(one, word) for one in said) for word in wanted)):
            exact = folded(words) == name or item.name == named
            found.append((0 if exact else 1 if wanted and name.startswith(wanted[0]) else 2, item))
        elif len(wanted) == 1 and len(wanted[0]) > 2 and wanted[0] in name:
            found.append((3, item))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def is_said(words: str, text: str) -> bool:
    """Whether a text holds each of the words, in any letter case, with ё as е."""
    said = _small(text)
    return all(word in said for word in _small(words).split())


def _begins(text: str, word: str) -> bool:
    """Whether a word is begun by another one, in whichever ending."""
    stem = word[:-ENDING] if len(word) >= SHORTEST_STEM + ENDING else word
    return text.startswith(stem)


def _small(text: str) -> str:
    return text.casefold().replace("ё", "е")
