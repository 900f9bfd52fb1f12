"""What was meant when the keyboard stood on the other language: «bdfyjd» is «иванов», «шмфтщм» is «ivanov»."""

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"

_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN + '"', _LATIN + "@")
"""A Russian keyboard has its quotation mark where a Latin one has the sign of an address."""


def on_the_other_keyboard(text: str) -> tuple[str, ...]:
    """Return what the same keys give on the other keyboard: the words of one alphabet changed, those of the other kept.

    A text in both alphabets gives two readings, one of digits and signs alone gives none.
    """
    words = text.split()
    readings = (
        " ".join(word.translate(_TO_RUSSIAN) if _is_latin(word) else word for word in words),
        " ".join(word.translate(_TO_LATIN) if _is_russian(word) else word for word in words),
    )
    kept = " ".join(words)
    return tuple(reading for reading in readings if reading != kept)


def _is_latin(word: str) -> bool:
    return any("a" <= letter <= "z" for letter in word.lower()) and not _is_russian(word)


def _is_russian(word: str) -> bool:
    return any("а" <= letter <= "я" or letter == "ё" for letter in word.lower())
