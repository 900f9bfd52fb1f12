"""The order of texts: alphabetical, as the platform compares them (the guide's page of LESS), not by code."""

_SIGNS = " \t\n\r\u00a0_-–—,;:!?.…'\"«»„“”()[]{}@*/\\&#%`^+<=>|~$№"
"""Signs stand before digits and letters, in the order of Unicode's collation: a comma before a full stop."""
_RANKS = str.maketrans({sign: chr(rank) for rank, sign in enumerate(_SIGNS)} | {"ё": "е"})


def alphabetical(text: str) -> tuple[str, ...]:
    """Return what texts are ordered by: letters first, then ё behind е, then a small letter before its capital."""
    small = text.lower()
    return small.translate(_RANKS), small, text.swapcase()
