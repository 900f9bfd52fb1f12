"""Changing an attribute by a value that a formula or an attribute gave: replaced, added to, taken from, cleared."""

from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Literal

from domain.errors import GonetsError
from domain.formulas import to_text
from domain.formulas.values import key_of, kind_of, plain
from domain.messages.rich_text import RichText
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import Attribute, is_given, items_of
from domain.records.types.text import rich_text_of

Operation = Literal["replace", "add", "remove", "clear"]

LONGEST_TOLD = 60


class WrongKind(GonetsError):
    """The value is none that the attribute can hold."""

    key = "error-attribute-kind"


class AddsNothing(GonetsError):
    """An attribute of one value holds one already."""

    key = "error-attribute-one-value"


def changed(
    attribute: Attribute,
    operation: Operation,
    before: JsonValue,
    given: Any,
    *,
    zone: tzinfo,
    read: Callable[[Attribute, JsonValue], Any],
) -> JsonValue:
    """Return what the attribute holds after it, as it is kept; None where it holds nothing.

    `given` is a value as formulas or messages have it, `read` gives a kept one as formulas do: equal values are told by
    that. An empty value clears what it replaces, and adds and removes nothing. Raises WrongKind, AddsNothing, and what
    refuses a person's answer.
    """
    if operation == "clear":
        return None
    value = kept_value(attribute, given, zone)
    if operation == "replace":
        return value
    if value is None:
        return before
    if operation == "remove":
        return _without(attribute, before, value, read)
    return _with(attribute, before, value)


def kept_value(attribute: Attribute, given: Any, zone: tzinfo) -> JsonValue:
    """Return a value as it is kept, None for an empty one; raises WrongKind, and what refuses a person's answer."""
    if not is_given(given) or given == ():
        return None
    kept = attribute.from_formula(given, zone)
    if not is_given(kept):
        if isinstance(given, str | RichText) and not (given if isinstance(given, str) else given.text).strip():
            return None
        raise WrongKind(title=attribute.title, type=attribute.type, found=_told(given))
    return kept


def _told(given: Any) -> str:
    if isinstance(given, tuple) and len(given) > 1:
        return f"{_told(given[0])}, …"
    value = given[0] if isinstance(given, tuple) else given
    text = to_text(plain(value)) if isinstance(value, str | RichText) else kind_of(value)
    return " ".join(text.split())[:LONGEST_TOLD]


def _with(attribute: Attribute, before: JsonValue, value: JsonValue) -> JsonValue:
    if not is_given(before):
        return value
    if attribute.multiple:
        for item in items_of(value):
            before = attribute.with_item(before, item)
        attribute.check_count(before)
        return before
    if attribute.grows:
        return RichText.joined([rich_text_of(before), "\n", rich_text_of(value)]).mended().to_json()
    raise AddsNothing(title=attribute.title)


def _without(
    attribute: Attribute, before: JsonValue, value: JsonValue, read: Callable[[Attribute, JsonValue], Any]
) -> JsonValue:
    out = [_likeness(attribute, item, read) for item in items_of(value)]
    left = [item for item in items_of(before) if _likeness(attribute, item, read) not in out]
    if not left:
        return None
    return left if isinstance(before, list) else left[0]


def _likeness(attribute: Attribute, item: JsonValue, read: Callable[[Attribute, JsonValue], Any]) -> Any:
    """Return what equal values have in common."""
    found = read(attribute, [item] if attribute.multiple else item)
    if isinstance(found, tuple):
        found = found[0] if len(found) == 1 else None
    if found is None:
        return ("as it is kept", repr(item))
    return key_of(found.plain() if isinstance(found, RichText) else found)
