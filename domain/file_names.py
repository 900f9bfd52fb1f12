"""Names of files as they are shown and sent: no path, nothing hidden, and a name that every system can save."""

import re

from domain.visible import visible

LONGEST_BYTES = 255
"""How many bytes of UTF-8 a name may have: what common file systems take."""

NAMELESS = "file"

_SEPARATORS = re.compile(r"[/\\\u2044\u2215\u29f5\u29f8\ufe68\uff0f\uff3c]")
"""What parts a path, and what looks like it."""

_LONGEST_EXTENSION = 32
_RESERVED = re.compile(
    r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])\s*(\..*)?", re.IGNORECASE
)
"""Names of devices, which Windows opens instead of a file, whatever the extension."""


def file_name(name: str) -> str:
    """Return the name as it may be shown, sent and saved; NAMELESS where nothing of it is left."""
    name = visible(_bare(_SEPARATORS.sub("_", visible(name))))
    if not name:
        return NAMELESS
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    return _cut(name)


def _bare(name: str) -> str:
    """Return the name without dots in front, which hide a file, and dots and spaces behind, which Windows drops."""
    return name.lstrip(". ").rstrip(". ")


def _cut(name: str) -> str:
    """Return a name that is not too long, with the extension that it had."""
    if len(name.encode()) <= LONGEST_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension.encode()) > _LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    room = LONGEST_BYTES - len((dot + extension).encode())
    stem = stem.encode()[:room].decode(errors="ignore")
    return _bare(visible(stem)) + dot + extension
