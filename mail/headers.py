"""Header fields: pure ASCII lines (RFC 5322), whatever a person typed into them (RFC 2047, RFC 2231)."""

import base64
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from domain.errors import GonetsError
from domain.file_names import file_name
from domain.messages.addresses import Address, ascii_address, check_header, needs_smtputf8

LINE = 76
"""How many columns a line of encoded words may have (RFC 2047 section 2)."""

_WORD_FRAME = len("=?utf-8?b??=")
_ROOM_OF_LINE = (LINE - 1 - _WORD_FRAME) // 4 * 3
"""How many bytes an encoded word on a line of its own holds: the word has at most 75 characters."""

_LONGEST = 900
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_PLAIN_FILE_NAME = re.compile(r"[A-Za-z0-9 _.()+,@&!\[\]-]{1,60}")
_NAME = re.compile(r"[!-9;-~]{1,76}")
_OURS = frozenset({
    "date", "from", "sender", "reply-to", "to", "cc", "bcc", "message-id", "subject", "mime-version",
    "auto-submitted", "return-path", "received",
})  # fmt: skip


class BadHeader(GonetsError):
    """A header cannot have this name, or is written by the product itself."""

    key = "error-bad-header"


def custom_header(name: str, value: str) -> str:
    """Return a header that a route or a scenario adds; raises BadHeader and LineBreakInHeader."""
    check_header(name, name)
    if not _NAME.fullmatch(name) or name.lower() in _OURS or name.lower().startswith("content-"):
        raise BadHeader(name=name[:100])
    return f"{name}: {unstructured(check_header(value, name), len(name) + 2, keep_ascii=True)}"


def unstructured(text: str, taken: int, *, keep_ascii: bool = False) -> str:
    """Return a checked header's text behind `taken` columns; what is not short plain ASCII goes as encoded words.

    With `keep_ascii` a long ASCII text is folded at its spaces instead (an URL must stay readable for machines).
    """
    text = _CONTROL.sub(" ", text)
    if text.isascii() and "=?" not in text and "  " not in text and text == text.strip():
        if taken + len(text) <= LINE:
            return text
        words = text.split(" ")
        if keep_ascii and max(map(len, words)) <= _LONGEST:
            return _folded(words, taken)
    return encoded_words(text, taken)


def encoded_words(text: str, taken: int, *, at_spaces: bool = False) -> str:
    """Return encoded words, cut between characters, one to a line (RFC 2047 section 2).

    With `at_spaces` they are cut behind spaces where there are any: Python's own reader shows one more space between
    the words of a name, which is then least in the way.
    """
    data = utf8(text)
    room = (LINE - taken - _WORD_FRAME) // 4 * 3
    words = []
    if room < 6:
        words.append("")
        room = _ROOM_OF_LINE
    start = 0
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        if at_spaces and end < len(data) and (space := data.rfind(b" ", start, end)) >= 0:
            end = space + 1
        words.append(f"=?utf-8?b?{base64.b64encode(data[start:end]).decode()}?=")
        start, room = end, _ROOM_OF_LINE
    return "\r\n ".join(words)


def address_header(name: str, addresses: Iterable[Address]) -> str:
    """Return a header of addresses, one to a line; raises LineBreakInHeader."""
    taken = len(name) + 2
    shown = []
    for address in addresses:
        shown.append(_address(name, address, taken))
        taken = 1
    return f"{name}: " + ",\r\n ".join(shown)


def file_name_parameter(name: str) -> str:
    """Return a `filename` parameter on lines of its own, in pieces where it is long (RFC 2231 section 4)."""
    name = file_name(check_header(name, "Content-Disposition"))
    if _PLAIN_FILE_NAME.fullmatch(name):
        return f'\r\n filename="{name}"'
    pieces = [""]
    for letter in utf8(name).decode():
        encoded = quote(letter, safe="")
        if len(pieces[-1]) + len(encoded) > 50:
            pieces.append("")
        pieces[-1] += encoded
    if len(pieces) == 1:
        return f"\r\n filename*=utf-8''{pieces[0]}"
    pieces[0] = f"utf-8''{pieces[0]}"
    return ";".join(f"\r\n filename*{number}*={piece}" for number, piece in enumerate(pieces))


def utf8(text: str) -> bytes:
    """Return the text in UTF-8; halves of surrogate pairs are joined, and replaced where the other half is missing."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return well_formed(text).encode()


def well_formed(text: str) -> str:
    """Return the text without lone surrogates."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@lru_cache(maxsize=256)
def _address(header: str, address: Address, taken: int) -> str:
    """Return `name <address>`: the domain as A-labels, unless the local part needs SMTPUTF8 anyway (RFC 6532).

    All letters of a press are from the same sender, and answered to the same author.
    """
    spec = check_header(address.address, header)
    spec = f"<{spec}>" if needs_smtputf8(spec) else f"<{ascii_address(spec)}>"
    name = " ".join(_CONTROL.sub(" ", check_header(address.name, header)).split())
    if not name:
        return spec if needs_smtputf8(address.address) else spec[1:-1]
    if not name.isascii() or "=?" in name or len(name) > 50:
        name = encoded_words(name, taken, at_spaces=True)
    elif not _ATOMS.fullmatch(name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        name = f'"{escaped}"'
    last = name.rpartition("\n")[2]
    between = " " if (taken if last == name else 0) + len(last) + 1 + len(spec) < LINE else "\r\n "
    return f"{name}{between}{spec}"


def _folded(words: list[str], taken: int) -> str:
    lines = [words[0]]
    used = taken + len(words[0])
    for word in words[1:]:
        if used + 1 + len(word) > LINE:
            lines.append(word)
            used = 1 + len(word)
        else:
            lines[-1] += f" {word}"
            used += 1 + len(word)
    return "\r\n ".join(lines)
