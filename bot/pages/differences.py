"""What changes in a configured object, line by line: «действие 1.2, путь: a → b»."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.page import shorten
from bot.pages.reader import Reader
from domain.configuration.differences import NAMES, Difference, Way

LONGEST_VALUE = 120
LISTS = {
    "attributes": "difference-attribute",
    "buttons": "difference-button",
    "request": "difference-message-attribute",
}
"""Lists of parts with names, and the text that says what one of them is."""

UNTOLD = ("version", "enabled", "system_name", "title", "type", "operation", "ignore_errors")
"""Fields of a new object or part that say nothing new, or stand in its heading."""


@dataclass(frozen=True, slots=True)
class _Where:
    """A place in words; `is_part` says whether it is a part of a list or a variable rather than a field."""

    words: str
    is_part: bool


def difference_lines(reader: Reader, differences: Iterable[Difference]) -> list[str]:
    """Return a line of HTML for each difference of an object that exists."""
    return [_line(reader, item) for item in differences]


def new_object_lines(reader: Reader, differences: Iterable[Difference]) -> list[str]:
    """Return a line of HTML for each field of a new object that is worth telling."""
    told = []
    for item in differences:
        field = str(item.place[0])
        if field == "enabled" and item.after is False:
            told.append(reader.text("difference-off"))
        if field in UNTOLD or item.after in (False, "", [], {}):
            continue
        told.append(reader.text("difference-is", where=_field(reader, field), value=value_words(reader, item.after)))
    return told


def _line(reader: Reader, item: Difference) -> str:
    where = _where(reader, item.place)
    before, after = value_words(reader, item.before), value_words(reader, item.after)
    if item.way is Way.MOVED and isinstance(item.before, int):
        was = ".".join(_numbers((*item.place[:-1], item.before)))
        return reader.text("difference-moved", where=where.words, was=was)
    if item.way is Way.MOVED:
        return reader.text("difference-order", where=where.words, before=before, after=after)
    if where.is_part and item.way is not Way.CHANGED:
        if item.way is Way.ADDED:
            return reader.text("difference-added", where=where.words, value=after)
        return reader.text("difference-removed", where=where.words, value=before)
    return reader.text("difference-changed", where=where.words, before=before, after=after)


def _where(reader: Reader, place: Sequence[str | int]) -> _Where:
    """Say a place in words: parts of lists by name or number, fields by their names, from the outside in."""
    words: list[str] = []
    is_part = False
    rest = list(place)
    numbers = _numbers(place)
    if numbers:
        words.append(reader.label("difference-action", number=".".join(numbers)))
        last = max(index for index, part in enumerate(rest) if isinstance(part, int))
        # What follows the number of an action is its kind, which is no place of its own.
        rest = rest[last + 2 :]
        is_part = not rest
    while rest:
        name = str(rest.pop(0))
        is_part = False
        if name == "variables":
            path = [str(part) for part in rest if part not in {"formula", "attribute"} or part != rest[-1]]
            words.append(reader.label("difference-variable", name=".".join(path)))
            return _Where(", ".join(words), is_part=len(path) == len(rest))
        if name in LISTS and rest:
            words.append(reader.label(LISTS[name], name=str(rest.pop(0))))
            is_part = not rest
        elif not (rest == [] and name in {"formula", "attribute"} and words):
            words.append(_field(reader, name))
    return _Where(", ".join(words), is_part)


def _numbers(place: Sequence[str | int]) -> list[str]:
    return [str(part + 1) for part in place if isinstance(part, int)]


def _field(reader: Reader, name: str) -> str:
    """Return what a field is called on its page; what has no page of its own is called as in a file."""
    key = f"field-{name.replace('_', '-')}"
    return reader.label(key) if reader.texts.has(key) else name


def value_words(reader: Reader, value: Any) -> str:
    """Say a value in one short line."""
    return shorten(" ".join(_words(reader, value).split()), LONGEST_VALUE)


def _words(reader: Reader, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return reader.label("difference-empty")
    if isinstance(value, bool):
        return reader.label("difference-yes" if value else "difference-no")
    if isinstance(value, Mapping):
        return _object_words(reader, value)
    if isinstance(value, list):
        return ", ".join(_words(reader, item) for item in value)
    return str(value)


def _object_words(reader: Reader, value: Mapping[str, Any]) -> str:
    named = next((str(value[field]) for field in ("title", *NAMES) if value.get(field)), None)
    if named is not None:
        kind = value.get("type")
        return f"{named} ({kind})" if kind else named
    if len(value) == 1:
        (kind, inner), *_ = value.items()
        if kind == "formula":
            return str(inner)
        if kind == "attribute":
            return reader.label("difference-attribute", name=str(inner))
        if reader.texts.has(f"action-{kind.replace('_', '-')}"):
            return _action_words(reader, kind, inner)
    told = {name: item for name, item in value.items() if name not in UNTOLD and item not in (None, False)}
    return ", ".join(f"{name}: {_words(reader, item)}" for name, item in told.items())


def _action_words(reader: Reader, kind: str, body: Mapping[str, Any]) -> str:
    title = reader.label(f"action-{kind.replace('_', '-')}")
    told = {name: item for name, item in body.items() if name not in UNTOLD and item not in (None, False)}
    inside = told.pop("actions", [])
    details = ", ".join(_words(reader, item) for item in told.values())
    nested = f" [{_words(reader, inside)}]" if inside else ""
    return f"{title}: {details}{nested}" if details else f"{title}{nested}"
