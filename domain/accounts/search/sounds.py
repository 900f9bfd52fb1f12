"""What a word sounds like in either alphabet, without its ending: «Ивановой», «Иванову» and "Ivanov" are one sound.

Sounds are written in Russian letters. They are made of folded words (`domain.accounts.folding.fold`) and only ever
compared with each other, so that it does not matter when one is no word: what counts is that the spellings and endings
of one name come to the same sound, and that few other names do.
"""

import re

_LATIN_LETTERS = dict(zip("abcdefghijklmnopqrstuvwyz", "абкдефгхииклмнопкрстуввиз", strict=True))
_LATIN = {
    **_LATIN_LETTERS,
    "shch": "ш",
    "sch": "ш",
    "sh": "ш",
    "tch": "ч",
    "ch": "ч",
    "zh": "ж",
    "kh": "х",
    "ts": "ц",
    "tz": "ц",
    "ck": "к",
    "ph": "ф",
    "th": "т",
    "x": "кс",
    "ou": "у",
    "ce": "це",
    "ci": "ци",
    "cy": "ци",
}
_LATIN_PARTS = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
_OFF = re.compile("ff$")
"""Émigrés' spelling of -ов: Ivanoff."""

_RUSSIAN = str.maketrans(
    {**dict(zip("йыэщіїєґў", "ииешииегу", strict=True)), "ь": None, "ъ": None},
)
_RUSSIAN_WORD = re.compile("[а-яіїєґў]+")

_TWICE = re.compile(r"(.)\1+")
_SOFT = re.compile("и([аяуюое])")
_SOFTENED = {"а": "я", "я": "я", "у": "ю", "ю": "ю", "о": "е", "е": "е"}

_ENDINGS = {
    3: frozenset(("ого", "его", "ому", "ему", "ими", "ами", "ями")),
    2: frozenset(("ом", "ем", "им", "ам", "ям", "их", "ах", "ях")),
    1: frozenset("аеиоуюя"),
}
_SHORTEST = 2
"""Letters that are left of a word, whatever looks like its ending."""

_RUNAWAY_VOWELS = {"павл": "павел", "лв": "лев"}
"""Names that lose a vowel in every case but the first: Павел, Павлу. Surnames like Кравец are found as mistakes."""


def rough_sound(word: str) -> str:
    """Return how a folded word sounds, with its ending; nothing for what is not written in one of the two alphabets."""
    if word.isascii():
        if not word.isalpha():
            return ""
        sound = _LATIN_PARTS.sub(lambda found: _LATIN[found[0]], _OFF.sub("v", word))
    elif _RUSSIAN_WORD.fullmatch(word):
        sound = word.translate(_RUSSIAN)
    else:
        return ""
    return _TWICE.sub(r"\1", _SOFT.sub(lambda found: _SOFTENED[found[1]], _TWICE.sub(r"\1", sound)))


def sound_of(word: str) -> str:
    """Return how a folded word sounds without the ending of a case, a gender or a number."""
    return without_ending(rough_sound(word))


def without_ending(sound: str) -> str:
    """Return a rough sound without its ending.

    Endings are taken off until none is left, so that a name that itself ends like one (Максим) loses the same in every
    case.
    """
    while ending := _ending_of(sound):
        sound = sound[:-ending]
    return _RUNAWAY_VOWELS.get(sound, sound)


def _ending_of(sound: str) -> int:
    """Return how many letters of a sound may be an ending."""
    longest = len(sound) - _SHORTEST
    return next((length for length, known in _ENDINGS.items() if length <= longest and sound[-length:] in known), 0)
