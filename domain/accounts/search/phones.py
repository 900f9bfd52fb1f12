"""Telephone numbers as people type them: with or without the country, or only the last digits."""

import re

_NUMBER = re.compile(r"(?<!\w)\+?\d[\d\s().\u00a0-]{3,}\d(?!\w)")
_DIGITS = re.compile(r"\d+")
_LEAST = 3
"""Digits: fewer are no number, not even an internal one."""

_NATIONAL, _LOCAL, _LAST = 10, 7, 4
_TYPED = 5
"""Digits from which on groups of them are read as one number."""


def phone_words(phone: str) -> set[str]:
    """Return what a telephone number is found by: its digits from where somebody may begin to type them."""
    words = set()
    for part in re.split(r"[^\d\s()+.\u00a0-]+|[,;/]", phone):
        digits = "".join(_DIGITS.findall(part))
        if len(digits) >= _LEAST:
            words |= {digits, *(digits[-length:] for length in (_NATIONAL, _LOCAL, _LAST) if len(digits) > length)}
        if len(digits) == _NATIONAL + 1 and digits[0] in "78":
            words |= {f"{first}{digits[1:]}" for first in "78"}
    return words


def with_joined_phones(text: str) -> str:
    """Return what somebody typed with the groups of a telephone number joined: «8 (912) 345-67-89» is 89123456789."""
    return _NUMBER.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    digits = "".join(_DIGITS.findall(found[0]))
    return digits if len(digits) >= _TYPED else found[0]
