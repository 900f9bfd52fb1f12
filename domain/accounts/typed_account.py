"""Reading one message that says who somebody is: «Иванов Иван, ivanov@company.ru», in any order."""

import re
from dataclasses import dataclass

from domain.accounts.fields import checked
from domain.errors import GonetsError
from domain.visible import visible

_ADDRESS = re.compile(r"(?<![^\s<>,;()\"«»])(?:mailto:)?([^\s<>,;()\"«»]+@[^\s<>,;()\"«»]+)")
_EDGES = ' \t,;:<>()"«»-–—\u00a0'


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
    mbox = checked("mbox", found[0].rstrip(".")) if found else ""
    name = visible(_ADDRESS.sub(" ", text)).strip(_EDGES)
    if "@" in name:
        # Something like an address that is none: it must not become a name.
        checked("mbox", next(word for word in name.split() if "@" in word))
    return Typed(checked("full_name", name) if name else "", mbox)
