"""Reading contacts that a phone exports: vCard 2.1, 3.0 and 4.0 (RFC 6350), as much of them as a directory needs.

Phones write them loosely, so nothing here raises about a card: what is not understood is passed over. Photos are the
bulk of such a file; they are skipped without being decoded.
"""

import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from domain.accounts.fields import LIMITS
from domain.accounts.tidy import tidy
from domain.errors import GonetsError
from domain.messages.addresses import InvalidAddress, parse_address

MOST_CARDS = 1000
"""Cards of one file: more people than that are a directory, which comes as CSV."""

_SKIPPED = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_LONGEST = 10_000
_LINE = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_PARAMETER = re.compile(r";([^=;]+)(?:=((?:\"[^\"]*\"|[^;\"])*))?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PARTS = re.compile(r"(?<!\\);")


class NoCards(GonetsError):
    """There is no contact in the file."""

    key = "error-vcard-empty"


class TooManyCards(GonetsError):
    """There are more contacts in the file than are taken at once."""

    key = "error-vcard-many"


@dataclass(frozen=True, slots=True)
class Card:
    """What a contact says about a person, tidied and cut to what an account holds; empty where it says nothing."""

    full_name: str
    mbox: str = ""
    phone: str = ""
    title: str = ""
    department: str = ""


@dataclass(slots=True)
class _Value:
    text: str
    kinds: frozenset[str]

    @property
    def rank(self) -> int:
        """The company's own before the others, then what the phone prefers."""
        return -2 * bool(self.kinds & {"WORK"}) - bool(self.kinds & {"PREF", "CELL"})


@dataclass(slots=True)
class _Draft:
    """The properties of one card, by name, in their order."""

    values: dict[str, list[_Value]] = field(default_factory=dict)

    def best(self, name: str) -> str:
        found = sorted(self.values.get(name, ()), key=lambda value: value.rank)
        return found[0].text if found else ""

    def parts(self, name: str) -> list[str]:
        return [_plain(part) for part in _PARTS.split(self.best(name))]


def read_cards(content: bytes) -> tuple[Card, ...]:
    """Return the contacts of a file that have a name or an address; raises NoCards or TooManyCards."""
    cards: list[Card] = []
    for draft in _drafts(_unfolded(_decoded(content).splitlines())):
        card = _card(draft)
        if card.full_name:
            cards.append(card)
        if len(cards) > MOST_CARDS:
            raise TooManyCards(limit=MOST_CARDS)
    if not cards:
        raise NoCards
    return tuple(cards)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def _unfolded(lines: Iterable[str]) -> Iterator[str]:
    """Join what was broken over lines: by a space before the rest, or in quoted-printable by `=` at the end."""
    whole = ""
    for line in lines:
        if whole and line[:1] in (" ", "\t"):
            whole += line[1:]
        elif whole.endswith("=") and "QUOTED-PRINTABLE" in whole[:200].upper():
            whole = whole[:-1] + line.lstrip()
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole


def _drafts(lines: Iterable[str]) -> Iterator[_Draft]:
    draft, depth = _Draft(), 0
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        name, parameters, text = found[1].upper(), found[2], found[3]
        if name == "BEGIN" and text.strip().upper() == "VCARD":
            depth += 1
            if depth == 1:
                draft = _Draft()
        elif name == "END" and text.strip().upper() == "VCARD":
            depth = max(depth - 1, 0)
            if depth == 0:
                yield draft
        elif depth == 1 and name not in _SKIPPED and len(text) <= _LONGEST:
            # A card inside a card (an assistant, in 2.1) is another person.
            draft.values.setdefault(name, []).append(_value(parameters, text))


def _value(parameters: str, text: str) -> _Value:
    kinds: set[str] = set()
    charset = "utf-8"
    for name, value in _PARAMETER.findall(parameters):
        wanted = (value or name).strip('"').upper()
        if name.upper() == "CHARSET":
            charset = wanted
        elif name.upper() == "PREF":
            kinds.add("PREF")
        else:
            # In 2.1 a kind stands alone (`TEL;WORK;CELL:`), later as TYPE=WORK,CELL.
            kinds.update(wanted.split(","))
    if "QUOTED-PRINTABLE" in kinds:
        raw = quopri.decodestring(text.encode("ascii", errors="ignore"))
        try:
            text = raw.decode(charset, errors="replace")
        except LookupError:
            text = raw.decode("utf-8", errors="replace")
    return _Value(text, frozenset(kinds))


def _card(draft: _Draft) -> Card:
    organisation = [part for part in draft.parts("ORG") if part]
    mbox = _mbox(draft)
    name = _name(draft) or (organisation[0] if organisation else "") or mbox.partition("@")[0]
    department = ", ".join(organisation[1:] or organisation)
    phone = _plain(draft.best("TEL"))
    return Card(
        full_name=name[: LIMITS["fullName"]],
        mbox=mbox,
        phone=phone.removeprefix("tel:")[: LIMITS["phone"]],
        title=_plain(draft.best("TITLE"))[: LIMITS["title"]],
        department=("" if department == name else department)[: LIMITS["department"]],
    )


def _name(draft: _Draft) -> str:
    """Return surname, name and patronymic, as directories have it; phones show them the other way round."""
    family, given, additional, *_ = [*draft.parts("N"), "", "", ""]
    if family and given:
        return " ".join(part for part in (family, given, additional) if part)
    return _plain(draft.best("FN")) or family or given or _plain(draft.best("NICKNAME"))


def _mbox(draft: _Draft) -> str:
    for value in sorted(draft.values.get("EMAIL", ()), key=lambda value: value.rank):
        try:
            mbox = parse_address(_plain(value.text).removeprefix("mailto:"))
        except InvalidAddress:
            continue
        if len(mbox) <= LIMITS["mbox"]:
            return mbox
    return ""


def _plain(text: str) -> str:
    """Take the escapes away: `\\,` is a comma, `\\n` a line's end."""
    return tidy(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], text))
