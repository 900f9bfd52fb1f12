"""Mistakes in words for the chat, where letters have different widths: the wrong piece of a formula is underlined."""

from collections.abc import Mapping

from bot.telegram.reader import Reader
from bot.texts import in_key
from domain.configuration.usage import Use
from domain.editing.guarding import PartUsed
from domain.errors import GonetsError

_ABOUT_FIELDS = frozenset(
    f"config-{what}"
    for what in (
        "missing", "not-a-choice", "out-of-range", "too-soon", "empty", "none-there", "too-long", "too-many",
        "too-late", "wrong-value", "wrong-text", "wrong-address", "one-line", "wrong-type", "text-in-quotes",
        "bare-number", "truth", "host", "host-port", "host-scheme", "host-user", "hello-name", "ca-file",
        "ca-file-relative", "address-with-name",
        "value-kind", "route-header-name",
    )
)  # fmt: skip
"""Mistakes whose `name` is a field's."""

LONGEST_SIDE = 150
"""How much of a formula's line is shown on each side of the piece that is wrong."""


def mistake_words(reader: Reader, key: str, params: Mapping[str, str | int]) -> str:
    """Return a mistake as HTML; below that of a formula is its line."""
    return reader.text(key, **in_chat(reader, key, params)).strip() + underlined(reader, params)


def plain_words(reader: Reader, key: str, params: Mapping[str, str | int]) -> str:
    """Return a mistake without markup and without a formula's line, to be put into another text."""
    return reader.label(key, **in_chat(reader, key, params)).strip()


def underlined(reader: Reader, params: Mapping[str, str | int]) -> str:
    """Return a formula's line below a mistake, its wrong piece underlined; nothing where a mistake has none.

    At the line's end a sign stands for what is missing.
    """
    line, _, marks = str(params.get("underlined", "")).rpartition("\n")
    if not marks:
        return ""
    start = len(marks) - len(marks.lstrip())
    before, piece, after = line[:start], line[start : len(marks)], line[len(marks) :]
    if len(before) > LONGEST_SIDE:
        before = f"…{before[-LONGEST_SIDE:]}"
    if len(after) > LONGEST_SIDE:
        after = f"{after[:LONGEST_SIDE]}…"
    escape = reader.texts.escape
    return f"\n{escape(before)}<u>{escape(piece) or '▁'}</u>{escape(after)}"


def error_words(reader: Reader, error: GonetsError) -> str:
    """Return what a person is told about an error, as HTML; a formula's line is not in it."""
    params = error.params
    if isinstance(error, PartUsed):
        params = {"users": ", ".join(dict.fromkeys(_use(reader, use) for use in error.uses))}
    words = reader.text(error.key, **in_chat(reader, error.key, params)).strip()
    return words[:1].upper() + words[1:]


def in_chat(reader: Reader, key: str, params: Mapping[str, str | int]) -> dict[str, str | int]:
    """Return what a mistake's text is given in the chat.

    Fields have their titles there, not the names that a file has, and the marks below a formula are for terminals.
    """
    given = dict(params)
    if "underlined" in given:
        given["underlined"] = ""
    if key in _ABOUT_FIELDS and "name" in given:
        name = in_key(str(given["name"]))
        keys = (f"field-{name}", *(f"field-{form}-{name}" for form in ("send-message", "button", "change-variables")))
        given["name"] = next((reader.label(title) for title in keys if reader.texts.has(title)), given["name"])
    return given


def _use(reader: Reader, use: Use) -> str:
    return reader.label("use-where", part=use.part, title=use.title, where=use.where)
