"""Which names a Russian word may be a case of: «Петровой» is Петрова, «Достоевскому» Достоевский, «Ивану» Иван.

Only possibilities: that one of them exists is for the directory to say. Sounds (`domain.accounts.search.sounds`) know
no gender and find what this table leaves out.
"""

_NOMINATIVES: dict[str, tuple[str, ...]] = {
    "ого": ("ий", "ой", "ый"),
    "его": ("ий",),
    "ому": ("ий", "ой", "ый"),
    "ему": ("ий",),
    "ыми": ("", "ый"),
    "ими": ("ий", ""),
    "ами": ("", "а"),
    "ями": ("й", "ь", "я"),
    "ой": ("а", "ая"),
    "ей": ("я", "а", "ая"),
    "ую": ("ая",),
    "ые": ("ый", "ая"),
    "ие": ("ий", "ая"),
    "ым": ("", "ый", "ой"),
    "им": ("", "ий", "ой"),
    "ом": ("", "о", "ой", "ый", "ий"),
    "ем": ("", "й", "ь", "ий"),
    "ых": ("", "ый", "ая"),
    "их": ("ий", "ая"),
    "ам": ("", "а"),
    "ям": ("й", "ь", "я"),
    "а": ("", "о"),
    "я": ("й", "ь"),
    "у": ("", "а", "о"),
    "ю": ("й", "ь", "я"),
    "е": ("", "а", "я", "й", "ь"),
    "ы": ("", "а"),
    "и": ("я", "а", "ь"),
}
"""Endings of the other cases and of the plural, each with what the first case may end in instead."""

_LONGEST, _SHORTEST = 3, 2


def nominatives_of(word: str) -> frozenset[str]:
    """Return the first cases that a folded word may belong to, itself not among them; none for other alphabets."""
    found: set[str] = set()
    for length in range(1, _LONGEST + 1):
        stem, ending = word[:-length], word[-length:]
        if len(stem) >= _SHORTEST:
            found.update(stem + instead for instead in _NOMINATIVES.get(ending, ()))
    return frozenset(found)
