"""Taking a file of vCards apart: cards, and in each the properties that a directory needs, as bytes.

RFC 6350 section 3.2 and RFC 2426 section 2.6 say how long lines are folded, vCard 2.1 what else phones do. Files are
joined of others: a byte order mark may stand before each card, an END may be missing, and lines end in CR, LF or both.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 10_000
"""Bytes of a value that are looked at: what is longer is a picture, or no value of ours."""

WANTED = frozenset({b"N", b"FN", b"NICKNAME", b"ORG", b"TITLE", b"EMAIL", b"TEL"})

_OTHERS = (
    b"ADR AGENT ANNIVERSARY BDAY CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP FBURL GENDER GEO IMPP KEY KIND "
    b"LABEL LANG LOGO MAILER MEMBER NOTE PHOTO PRODID PROFILE RELATED REV ROLE SORT-STRING SOUND SOURCE TZ UID URL "
    b"VERSION XML BEGIN END NAME"
)
_KNOWN = WANTED | frozenset(_OTHERS.split())
_BREAK = re.compile(rb"[\r\n]+")
_MARKS = re.compile(rb"(?:\xef\xbb\xbf|\xc3\xaf\xc2\xbb\xc2\xbf)+")
_BEGIN = re.compile(rb"BEGIN[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_END = re.compile(rb"END[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_FOLDS = (b" ", b"\t")
_HEAD = re.compile(rb"(?:[\w-]+\.)?([A-Za-z][A-Za-z0-9-]*)[ \t]*((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")


@dataclass(slots=True)
class Property:
    """A line of a card, unfolded; `parameters` begin with a semicolon."""

    name: str
    parameters: bytes
    value: bytes

    @property
    def is_quoted_printable(self) -> bool:
        """Whether `=` is more than a sign in it."""
        return b"QUOTED-PRINTABLE" in self.parameters.upper()

    @property
    def is_base64(self) -> bool:
        """Whether it is encoded as pictures are."""
        return re.search(rb"[;=](?:BASE64|B)(?:;|$)", self.parameters.upper()) is not None


@dataclass(slots=True)
class RawCard:
    """One card: its number in the file from 1, what it holds, and whether its END was there."""

    number: int
    properties: list[Property] = field(default_factory=list)
    is_ended: bool = False


def raw_cards(content: bytes) -> Iterator[RawCard | None]:
    """Yield the cards of a file, and None once in a while between them: a place to let others have their turn."""
    state = _Cards()
    for count, line in enumerate(_lines(content), 1):
        yield from state.take(line)
        if not count % 256:
            yield None
    yield from state.close()


def _lines(content: bytes) -> Iterator[bytes]:
    """Cut at CR and LF alone: U+2028, U+0085 and form feeds stand inside values."""
    wide = _two_bytes(content)
    if wide is not None:
        text = io.TextIOWrapper(io.BytesIO(content), wide, errors="replace", newline="")
        for piece in iter(lambda: text.readline(LONGEST), ""):
            yield piece.rstrip("\r\n").encode("utf-8", "replace")
        return
    start = 0
    for found in _BREAK.finditer(content):
        yield content[start : min(found.start(), start + LONGEST)]
        start = found.end()
    if start < len(content):
        yield content[start : start + LONGEST]


def _two_bytes(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if content[1:2] == b"\0" and content[:1] in b"Bb":
        return "utf-16-le"
    return "utf-16-be" if content[:1] == b"\0" and content[1:2] in b"Bb" else None


class _Cards:
    """What is open while lines come: a card, cards inside it, a property that may go on."""

    def __init__(self) -> None:
        self._card: RawCard | None = None
        self._count = 0
        self._inside = 0
        self._agent = False
        self._current: Property | None = None
        self._begun = b""
        """A line whose name and parameters have no end yet: they may be folded, too."""

    def take(self, line: bytes) -> Iterator[RawCard]:
        if self._card is not None and line[:1] in _FOLDS:
            self._continues(line)  # nearly all lines of a file with pictures
            return
        while True:
            if marks := _MARKS.match(line):
                line = line[marks.end() :]
            if self._card is None:
                line = line.lstrip()
            if found := _BEGIN.match(line):
                yield from self._begin()
            elif found := _END.match(line):
                yield from self._end()
            else:
                break
            # What stands behind it on the same line came from the next file.
            line = line[found.end() :]
        if self._card is None or not line:
            return
        if line[-11:].upper() == b"BEGIN:VCARD" and not line.upper().startswith(b"AGENT"):
            # A card that was cut off, and the next file behind it on the same line.
            self._property(line[:-11])
            yield from self._begin()
        elif not self._continues(line):
            self._property(line)

    def close(self) -> Iterator[RawCard]:
        """The file has ended: so has its last card."""
        if self._card is not None:
            self._keep()
            yield self._card
            self._card = None

    def _begin(self) -> Iterator[RawCard]:
        """A card inside a card is an assistant's (2.1), and nobody of ours; any other one ends what is open."""
        if self._card is not None and self._agent:
            self._keep()
            self._inside += 1
            self._agent = False
            return
        yield from self.close()
        self._count += 1
        self._inside = 0
        self._card = RawCard(self._count)

    def _end(self) -> Iterator[RawCard]:
        self._keep()
        if self._inside:
            self._inside -= 1
        elif self._card is not None:
            self._card.is_ended = True
            yield self._card
            self._card = None

    def _continues(self, line: bytes) -> bool:
        """Add a line to the value before it, if it is a part of that: folded, or broken as its encoding does."""
        current = self._current
        if current is None and line[:1] in _FOLDS:
            if self._begun:
                self._property((self._begun + line[1:])[:LONGEST])
            return True
        is_soft = current is not None and current.is_quoted_printable and current.value.rstrip(b" \t").endswith(b"=")
        is_base64 = current is not None and current.is_base64 and _BASE64.fullmatch(line) is not None
        if line[:1] in _FOLDS:
            line = line[1:]
        elif not is_base64 and (not is_soft or _is_property(line)):
            return False
        if current is not None:
            before = current.value.rstrip(b" \t")[:-1] if is_soft else current.value
            current.value = before + line if len(before) < LONGEST else before
        return True

    def _property(self, line: bytes) -> None:
        self._keep()
        head = _HEAD.match(line) if b":" in line else None
        self._begun = line if head is None else b""
        if head is None:
            return
        name, value = head[1].upper(), line[head.end() :]
        self._agent = name == b"AGENT" and not value.strip()
        if name == b"AGENT" and _BEGIN.fullmatch(value):
            self._inside += 1
        elif name in WANTED and not self._inside:
            self._current = Property(name.decode(), head[2], value)

    def _keep(self) -> None:
        """The value before is whole; one that was too long to be kept is nobody's name or address."""
        current, self._current = self._current, None
        if current is None or self._card is None:
            return
        if len(current.value) < LONGEST:
            self._card.properties.append(current)


def _is_property(line: bytes) -> bool:
    """Whether a line behind a `=` at a line's end begins a property: then that `=` was a sign of the value."""
    head = _HEAD.match(line)
    if head is None or not (head[1].isupper() or head[1].islower()):
        return False
    return head[1].upper() in _KNOWN or head[1].upper().startswith(b"X-")
