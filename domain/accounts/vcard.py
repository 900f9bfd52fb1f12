"""Reading contacts that a phone exports: vCard 2.1, 3.0 and 4.0 (RFC 6350), as much of them as a directory needs.

Each card is read alone: one that is of no use loses itself, and is named. Photos are the bulk of such a file; they are
skipped without being decoded.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.accounts.fields import FieldTooLong, checked
from domain.accounts.loose_address import has_word_of_two_scripts, is_of_two_scripts, split_addresses
from domain.accounts.odd_names import is_broken, is_odd
from domain.accounts.vcard_lines import RawCard, raw_cards
from domain.accounts.vcard_values import LettersUnknown, Values, plain
from domain.errors import GonetsError
from domain.messages.addresses import InvalidAddress

MOST_CARDS = 1000
"""Cards of one file: more people than that are a directory, which comes as CSV."""

_SHOWN = 100


class NoCards(GonetsError):
    """There is no contact in the file."""

    key = "error-vcard-empty"


class NoCardsRead(NoCards):
    """There are contacts in the file, and none of them can be read."""

    key = "error-vcard-unreadable"


class TooManyCards(GonetsError):
    """There are more contacts in the file than are taken at once."""

    key = "error-vcard-many"


@dataclass(frozen=True, slots=True)
class Card:
    """What a contact says about a person, as the account's form would keep it; empty where it says nothing."""

    full_name: str
    mbox: str = ""
    phone: str = ""
    title: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class CardRemark:
    """Something about a contact, by its number in the file and its name; `is_lost` when it could not be taken."""

    number: int
    name: str
    key: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    is_lost: bool = False


class _Lost(Exception):
    """The card cannot be taken."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


def read_cards(content: bytes) -> tuple[Card, ...]:
    """Return the contacts of a file that have a name or an address; raises NoCards or TooManyCards."""
    found = FoundCards()
    for item in look_at_cards(content):
        found.add(item)
    found.check()
    return tuple(found.cards)


class FoundCards:
    """What a file of contacts holds, collected."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.remarks: list[CardRemark] = []

    def add(self, item: Card | CardRemark | None) -> None:
        """Keep it; raises TooManyCards."""
        if isinstance(item, Card):
            self.cards.append(item)
        elif item is not None:
            self.remarks.append(item)
        if max(len(self.cards), len(self.remarks)) > MOST_CARDS * (1 + isinstance(item, CardRemark)):
            raise TooManyCards(limit=MOST_CARDS)

    def check(self) -> None:
        """Raise NoCards where nothing was found."""
        if not self.cards:
            lost = sum(remark.is_lost for remark in self.remarks)
            raise NoCardsRead(count=lost) if lost else NoCards()


def look_at_cards(content: bytes) -> Iterator[Card | CardRemark | None]:
    """Yield each contact of a file, and remarks behind those that they are about; None when nothing is found yet."""
    first: dict[str, tuple[int, str]] = {}
    for raw in raw_cards(content):
        if raw is None:
            yield None
            continue
        notes: list[tuple[str, Mapping[str, str | int]]] = []
        name = ""
        try:
            values = Values(raw)
            name = values.name()
            card = _card(raw, values, notes)
        except LettersUnknown:
            yield CardRemark(raw.number, "", "card-wrong-letters", is_lost=True)
        except _Lost as lost:
            yield CardRemark(raw.number, name[:_SHOWN], lost.key, lost.params, is_lost=True)
        else:
            yield card
            number, other = first.setdefault(card.mbox.lower(), (raw.number, card.full_name))
            if card.mbox and other != card.full_name:
                notes.append(("card-note-same-address", {"mbox": card.mbox, "other": number, "name": other[:_SHOWN]}))
            yield from (CardRemark(raw.number, card.full_name[:_SHOWN], key, params) for key, params in notes)


def _card(raw: RawCard, values: Values, notes: list[tuple[str, Mapping[str, str | int]]]) -> Card:
    """Return what a card says; raises _Lost."""
    mbox, others = _addresses(values, notes)
    organisation = [part for part in values.parts("ORG") if part]
    name = values.name() or (organisation[0] if organisation else "") or mbox.partition("@")[0]
    if not name:
        raise _Lost("card-wrong-cut" if not raw.is_ended else "card-wrong-empty")
    if not raw.is_ended:
        if not mbox:
            raise _Lost("card-wrong-cut")
        notes.append(("card-note-cut", {}))
    try:
        name = checked("full_name", name)
    except FieldTooLong as error:
        raise _Lost("card-wrong-long", length=len(name), limit=int(error.params["limit"])) from error
    if is_broken(name):
        raise _Lost("card-wrong-letters")
    if is_odd(name) or not (values.name() or organisation):
        notes.append(("card-note-odd-name", {"value": name[:_SHOWN]}))
    if others:
        notes.append(("card-note-other-addresses", {"mbox": mbox, "others": ", ".join(others)[:200]}))
    notes += [("card-note-two-scripts", {"value": text}) for text in _mixed(name, mbox)]
    department = ", ".join(organisation[1:] or organisation)
    telephones = sorted(values.all("TEL"), key=lambda value: value.as_telephone)
    phone = next((text for value in telephones if (text := plain(values.of(value)))), "")
    return Card(
        full_name=name,
        mbox=mbox,
        phone=_kept("phone", re.sub(r"^tel:", "", phone, flags=re.IGNORECASE), notes),
        title=_kept("title", values.text("TITLE"), notes),
        department=_kept("department", "" if department == name else department, notes),
    )


def _mixed(name: str, mbox: str) -> Iterator[str]:
    if has_word_of_two_scripts(name):
        yield name[:_SHOWN]
    if is_of_two_scripts(mbox):
        yield mbox


def _addresses(values: Values, notes: list[tuple[str, Mapping[str, str | int]]]) -> tuple[str, list[str]]:
    """Return the address that counts, and the others."""
    found: dict[str, str] = {}
    wrong = []
    for value in sorted(values.all("EMAIL"), key=lambda value: value.as_address):
        for text in split_addresses(plain(values.of(value))):
            try:
                mbox = checked("mbox", text)
            except (InvalidAddress, FieldTooLong):
                wrong.append(text[:_SHOWN])
            else:
                found.setdefault(mbox.lower(), mbox)
    notes += [("card-note-mbox", {"value": text}) for text in wrong]
    first, *others = [*found.values(), ""]
    return first, [other for other in others if other]


def _kept(column: str, text: str, notes: list[tuple[str, Mapping[str, str | int]]]) -> str:
    """Return the text as the form would keep it; what it would refuse is left out and noted."""
    try:
        return checked(column, text)
    except FieldTooLong as error:
        notes.append(("card-note-long", {"column": column, "length": len(text), "limit": int(error.params["limit"])}))
        return ""
