"""The properties of a vCard as texts: in which encoding they are, and which of several counts first."""

import binascii
import codecs
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.accounts.readings import Words
from domain.accounts.vcard_lines import Property, RawCard
from domain.visible import visible

_UNRANKED = 101
_NO_VOICE = frozenset({"FAX", "PAGER", "MODEM"})
_PARAMETER = re.compile(r";([^=;]+)(?:=((?:\"[^\"]*\"|[^;\"])*))?")
_RANK = re.compile("[0-9]{1,3}")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"((?:\\.|[^;\\])*\\?)(?:;|$)", re.DOTALL)
_COMMA = re.compile(r"(\\.)|,", re.DOTALL)
_UNDECLARED = re.compile(rb"^[^=]*(?:=[0-9A-F]{2}[^=]*){2,}$")
"""Quoted-printable in a property that does not say so; no name, address or number looks like it."""


class LettersUnknown(Exception):
    """Nobody can say which letters these bytes are."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value with what its parameters say of it; `text` is None where its encoding has to be told from others."""

    text: str | None
    raw: bytes
    kinds: frozenset[str]
    preference: int

    @property
    def as_address(self) -> tuple[int, bool]:
        """What the phone prefers before the others, then the company's own."""
        return self.preference, "WORK" not in self.kinds

    @property
    def as_telephone(self) -> tuple[bool, bool, bool]:
        """The company's own before the others, then what the phone prefers; a fax only where nothing else is."""
        is_preferred = self.preference != _UNRANKED or "CELL" in self.kinds
        return bool(self.kinds & _NO_VOICE), "WORK" not in self.kinds, not is_preferred


class Values:
    """The properties of a card as texts."""

    def __init__(self, raw: RawCard) -> None:
        self._values: dict[str, list[Value]] = {}
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
            raise LettersUnknown
        return encoding.codec

    def all(self, name: str) -> Sequence[Value]:
        """Return the values of a property, as they stand in the card."""
        return self._values.get(name, ())

    def of(self, value: Value) -> str:
        """Return the text of a value, escapes and all."""
        return value.raw.decode(self._codec) if value.text is None else value.text

    def text(self, name: str) -> str:
        """Return the first value of a property that is not empty."""
        return next((text for value in self.all(name) if (text := plain(self.of(value)))), "")

    def parts(self, name: str) -> list[str]:
        """Return the parts of a property's first value: a name or an organisation has several."""
        return [plain(part) for part in self._parts(name)]

    def _names(self) -> list[str]:
        """Return the parts of a name; each may be a list: `Philip,Paul` (RFC 6350 section 6.2.2)."""
        return [plain(_COMMA.sub(lambda comma: comma[1] or " ", part)) for part in self._parts("N")]

    def _parts(self, name: str) -> list[str]:
        found = self.all(name)
        return _PART.findall(self.of(found[0])) if found else []

    def name(self) -> str:
        """Return surname, name and patronymic, as directories have it; phones show them the other way round."""
        family, given, additional, *_ = [*self._names(), "", "", ""]
        if family and given:
            return " ".join(part for part in (family, given, additional) if part)
        return self.text("FN") or family or given or self.text("NICKNAME")


def _value(item: Property) -> Value:
    kinds: set[str] = set()
    charset = ""
    preference = _UNRANKED
    for name, value in _PARAMETER.findall(item.parameters.decode("ascii", "replace")):
        wanted = (value or name).strip().strip('"').upper()
        if name.upper() == "CHARSET":
            charset = wanted
        elif name.upper() == "PREF":
            preference = min(preference, int(wanted) if _RANK.fullmatch(wanted) else 1)
        else:
            # In 2.1 a kind stands alone (`TEL;WORK;CELL:`), later as TYPE=WORK,CELL.
            kinds.update(kind.strip().strip('"') for kind in wanted.split(","))
    if "PREF" in kinds:
        preference = 1
    raw = item.value
    if item.is_quoted_printable or (not item.is_base64 and _UNDECLARED.search(raw)):
        raw = quopri.decodestring(raw)
    elif item.is_base64:
        try:
            raw = binascii.a2b_base64(raw)
        except binascii.Error as error:
            raise LettersUnknown from error
    return Value(_declared(raw, charset), raw, frozenset(kinds), preference)


def _declared(raw: bytes, charset: str) -> str | None:
    """Return the text where it is UTF-8 or what the card says; None where something else must tell."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode(charset) if charset and codecs.lookup(charset).name != "utf-8" else None
    except (LookupError, ValueError):  # a name of no encoding, or of one that fails in its own way
        return None


def plain(text: str) -> str:
    """Take the escapes away: `\\,` is a comma, `\\n` a line's end."""
    return visible(_ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], text))
