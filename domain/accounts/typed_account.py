"""Reading one message that says who somebody is: «Иванов Иван, ivanov@company.ru», in any order."""

import re
from dataclasses import dataclass

from domain.accounts.fields import checked
from domain.errors import GonetsError
from domain.visible import visible

_APART = r"\s<>,;:()\[\]|\"«»“”„*"
_ADDRESS = re.compile(rf"(?<![^{_APART}])(?:mailto:)?([^{_APART}]+@[^{_APART}]+)")
_AROUND = "'’‘`.!?/"
_LABELS = re.compile(
    r"(?<!\w)(?:фио|ф\.\s?и\.\s?о\.|(?:полное )?имя|сотрудник|(?:full )?name"
    r"|(?:эл\w*\.?\s?)?(?:почта|адрес)|(?:e-?)?mail"
    r"|тел(?:ефон|\.)?|phone)\s*[:=]",
    re.IGNORECASE,
)
_LABEL_OF_ADDRESS = r"(?:(?<!\w)(?:(?:эл\w*\.?\s?)?(?:почта|адрес)|(?:e-?)?mail)\W{0,3})?"
_WITH_LABEL = re.compile(_LABEL_OF_ADDRESS + _ADDRESS.pattern, re.IGNORECASE)
_TELEPHONE = re.compile(
    r"(?:(?<!\w)(?:(?:моб|раб|сот)\w*\.?\s*)?(?:т|тел|телефон|phone|tel|mobile)\b\.?\s*)?"
    r"(?<![\w.])\+?\(?\d[\d\s()–-]{5,}\d\b(?:,?\s*(?:доб|вн|ext)\w*\.?\s*\d+)?",
    re.IGNORECASE,
)
"""A signature has one, and it is nobody's name."""
_NUMBERED = re.compile(r"^(?:\d{1,3}[.)]|[•·*])\s+")
_EDGES = ' \t,;:<>()[]"«»“”„|/*-–—\u00a0'


class SeveralAddresses(GonetsError):
    """One person was asked for, and several addresses came."""

    key = "error-account-several"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was understood; each part is empty where the message does not say it."""

    full_name: str
    mbox: str


def read_typed(text: str) -> Typed:
    """Raises SeveralAddresses, InvalidAddress or FieldTooLong."""
    found = _ADDRESS.findall(text)
    if len(found) > 1:
        raise SeveralAddresses
    mbox = checked("mbox", found[0].strip(_AROUND)) if found else ""
    name = _LABELS.sub(" ", _TELEPHONE.sub(" ", _WITH_LABEL.sub(" ", text)))
    name = re.sub(r"\s*,[\s,]*,", ",", _NUMBERED.sub("", visible(name))).strip(_EDGES)
    if "@" in name:
        # Something like an address that is none: it must not become a name.
        checked("mbox", next(word for word in name.split() if "@" in word))
    return Typed(checked("full_name", name) if name else "", mbox)
