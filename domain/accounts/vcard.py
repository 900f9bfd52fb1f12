"""Reading contacts that a phone exports: vCard 2.1, 3.0 and 4.0 (RFC 6350), as much of them as a directory needs.

Each card is read alone: one that is of no use loses itself, and is named. Photos are the bulk of such a file; they are
skipped without being decoded.
"""

import binascii
import codecs
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.accounts.fields import FieldTooLong, checked
from domain.accounts.loose_address import has_word_of_two_scripts, is_of_two_scripts, split_addresses
from domain.accounts.readings import Words
from domain.accounts.tidy import tidy
from domain.accounts.vcard_lines import Property, RawCard, raw_cards
from domain.errors import GonetsError
from domain.messages.addresses import InvalidAddress

MOST_CARDS = 1000
"""Cards of one file: more people than that are a directory, which comes as CSV."""

_UNRANKED = 101
_PARAMETER = re.compile(r";([^=;]+)(?:=((?:\"[^\"]*\"|[^;\"])*))?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"((?:\\.|[^;\\])*\\?)(?:;|$)", re.DOTALL)
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


class _Unreadable(Exception):
    """Nobody can say which letters these bytes are."""


@dataclass(frozen=True, slots=True)
class _Value:
    text: str | None
    raw: bytes
    kinds: frozenset[str]
    preference: int

    @property
    def as_address(self) -> tuple[int, bool]:
        """What the phone prefers before the others, then the company's own."""
        return self.preference, "WORK" not in self.kinds

    @property
    def as_telephone(self) -> tuple[bool, bool]:
        """The company's own before the others, then what the phone prefers."""
        return "WORK" not in self.kinds, self.preference == _UNRANKED and "CELL" not in self.kinds


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
    for raw in raw_cards(content):
        if raw is None:
            yield None
            continue
        notes: list[tuple[str, Mapping[str, str | int]]] = []
        name = ""
        try:
            values = _Values(raw)
            name = values.name()
            card = _card(raw, values, notes)
        except _Unreadable:
            yield CardRemark(raw.number, "", "card-wrong-letters", is_lost=True)
        except _Lost as lost:
            yield CardRemark(raw.number, name[:_SHOWN], lost.key, lost.params, is_lost=True)
        else:
            yield card
            yield from (CardRemark(raw.number, card.full_name[:_SHOWN], key, params) for key, params in notes)


class _Values:
    """The properties of a card as texts."""

    def __init__(self, raw: RawCard) -> None:
        self._values: dict[str, list[_Value]] = {}
        for item in raw.properties:
            self._values.setdefault(item.name, []).append(_value(item))
        self._codec = self._likely_codec()

    def _likely_codec(self) -> str:
        """Return what makes words of the values that are neither UTF-8 nor what the card says."""
        unknown = [value.raw for values in self._values.values() for value in values if value.text is None]
        if not unknown:
            return "utf-8"
        words = Words()
        words.add(b"\n".join(unknown).replace(b"\\n", b" ").replace(b"\\N", b" "))
        encoding = words.certain()
        if encoding is None:
            raise _Unreadable
        return encoding.codec

    def all(self, name: str) -> Sequence[_Value]:
        return self._values.get(name, ())

    def of(self, value: _Value) -> str:
        """Return the text of a value, escapes and all."""
        return value.raw.decode(self._codec) if value.text is None else value.text

    def text(self, name: str) -> str:
        return next((plain for value in self.all(name) if (plain := _plain(self.of(value)))), "")

    def parts(self, name: str) -> list[str]:
        found = self.all(name)
        return [_plain(part) for part in _PART.findall(self.of(found[0]))] if found else []

    def name(self) -> str:
        """Return surname, name and patronymic, as directories have it; phones show them the other way round."""
        family, given, additional, *_ = [*self.parts("N"), "", "", ""]
        if family and given:
            return " ".join(part for part in (family, given, additional) if part)
        return self.text("FN") or family or given or self.text("NICKNAME")


def _card(raw: RawCard, values: _Values, notes: list[tuple[str, Mapping[str, str | int]]]) -> Card:
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
    if "\ufffd" in name:
        raise _Lost("card-wrong-letters")
    if others:
        notes.append(("card-note-other-addresses", {"mbox": mbox, "others": ", ".join(others)[:200]}))
    notes += [("card-note-two-scripts", {"value": text}) for text in _mixed(name, mbox)]
    department = ", ".join(organisation[1:] or organisation)
    telephones = sorted(values.all("TEL"), key=lambda value: value.as_telephone)
    phone = _plain(values.of(telephones[0])) if telephones else ""
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


def _addresses(values: _Values, notes: list[tuple[str, Mapping[str, str | int]]]) -> tuple[str, list[str]]:
    """Return the address that counts, and the others."""
    found: dict[str, str] = {}
    wrong = []
    for value in sorted(values.all("EMAIL"), key=lambda value: value.as_address):
        for text in split_addresses(_plain(values.of(value))):
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


def _value(item: Property) -> _Value:
    kinds: set[str] = set()
    charset = ""
    preference = _UNRANKED
    for name, value in _PARAMETER.findall(item.parameters.decode("ascii", "replace")):
        wanted = (value or name).strip().strip('"').upper()
        if name.upper() == "CHARSET":
            charset = wanted
        elif name.upper() == "PREF":
            preference = min(preference, int(wanted) if wanted.isdecimal() else 1)
        else:
            # In 2.1 a kind stands alone (`TEL;WORK;CELL:`), later as TYPE=WORK,CELL.
            kinds.update(kind.strip().strip('"') for kind in wanted.split(","))
    if "PREF" in kinds:
        preference = 1
    raw = item.value
    if item.is_quoted_printable:
        raw = quopri.decodestring(raw)
    elif item.is_base64:
        try:
            raw = binascii.a2b_base64(raw)
        except binascii.Error as error:
            raise _Unreadable from error
    return _Value(_declared(raw, charset), raw, frozenset(kinds), preference)


def _declared(raw: bytes, charset: str) -> str | None:
    """Return the text where it is UTF-8 or what the card says; None where something else must tell."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode(charset) if charset and codecs.lookup(charset).name != "utf-8" else None
    except (LookupError, UnicodeDecodeError):
        return None


def _plain(text: str) -> str:
    """Take the escapes away: `\\,` is a comma, `\\n` a line's end."""
    return tidy(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], text))
