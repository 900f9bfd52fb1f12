"""System names: made from titles by transliteration, as the platform makes them (design section 1)."""

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from domain.errors import GonetsError

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,sch,,y,,e,yu,ya"
_LETTERS = dict(zip(_CYRILLIC, _LATIN.split(","), strict=True))
_SYSTEM_NAME = re.compile(r"[A-Za-zА-Яа-яЁё_][0-9A-Za-zА-Яа-яЁё_]*")
LONGEST_NAME = LONGEST_TITLE = 100
_KEPT = re.compile(r"[0-9A-Za-z_]")


class EmptySystemName(GonetsError):
    """The title holds no letter or digit that a system name could be made of."""

    key = "error-empty-system-name"


def system_name_of(title: str) -> str:
    """Return the system name that a title gives, cut to what a name may have.

    Raises EmptySystemName when nothing is left of it.
    """
    letters = []
    # PDF and file names of a Mac write й as и with a mark behind it.
    for letter in unicodedata.normalize("NFC", title):
        latin = _LETTERS.get(letter.lower())
        if latin is not None:
            letters.append(latin.capitalize() if letter.isupper() else latin)
        elif _KEPT.fullmatch(letter):
            letters.append(letter)
    name = "".join(letters)
    if not name.strip("_"):
        raise EmptySystemName(title=title)
    name = name[0].upper() + name[1:]
    return (f"_{name}" if name[0].isdigit() else name)[:LONGEST_NAME]


def is_system_name(text: str) -> bool:
    """Whether the text may be a system name."""
    return _SYSTEM_NAME.fullmatch(text) is not None


def unique_system_name(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, or with 2, 3, ... behind it when a neighbour has it, in whatever letter case."""
    folded = {name.casefold() for name in taken}
    name, number = wanted, 1
    while name.casefold() in folded:
        number += 1
        name = f"{wanted[: LONGEST_NAME - len(str(number))]}{number}"
    return name


def free_title(title: str, taken: Collection[str]) -> str:
    """Return the title with the first number that makes it another one: people tell objects by their titles."""
    name, _, number = title.rpartition(" ")
    stem = name if number.isdecimal() and name in taken else title
    numbered = (f"{stem[: LONGEST_TITLE - 1 - len(str(number))]} {number}" for number in count(2))
    return next(found for found in numbered if found not in taken)
