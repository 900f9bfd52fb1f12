"""What a database looks for where a query's condition allows it: never fewer records than the condition means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from domain.accounts.fields import FIELDS
from domain.formulas.searches import Compared, Condition, Either, Every, Referred
from domain.records.template import StoredTemplate
from domain.records.types.attribute import Attribute, Comparable

NOTHING = Comparable()
_ORDER = frozenset({"<", "<=", ">", ">="})
_MOMENTS = {"_creationDate": "created_at", "_lastWriteDate": "modified_at"}


@dataclass(frozen=True, slots=True)
class OfValues:
    """A record with such a value of its own. `operator` is one of a condition, or `empty` or `given`."""

    template_id: int
    attribute: str
    operator: str
    value: Comparable = NOTHING


@dataclass(frozen=True, slots=True)
class OfColumn:
    """A record, or an account, of which a column is so."""

    column: str
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """A record whose attribute refers to such an account, or to such a record."""

    template_id: int
    attribute: str
    kind: str
    inner: "LookUp"


@dataclass(frozen=True, slots=True)
class MadeBy:
    """A record whose creator's account is so."""

    inner: "LookUp"


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of these."""

    parts: tuple["LookUp", ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these; nothing where there is none."""

    parts: tuple["LookUp", ...]


LookUp: TypeAlias = OfValues | OfColumn | LeadsTo | MadeBy | AllOf | OneOf
ANYTHING = AllOf(())


def look_up(condition: Condition | None, template: StoredTemplate, others: Mapping[int, StoredTemplate]) -> LookUp:
    """Return what is looked for among a template's records; ANYTHING where only evaluation can tell."""
    match condition:
        case None:
            return ANYTHING
        case Every(parts=parts):
            found = [look_up(part, template, others) for part in parts]
            return AllOf(tuple(part for part in found if part != ANYTHING))
        case Either(parts=parts):
            found = [look_up(part, template, others) for part in parts]
            return ANYTHING if ANYTHING in found else OneOf(tuple(found))
        case Compared():
            return _compared(condition, template, others) or ANYTHING
    return ANYTHING


def _compared(condition: Compared, template: StoredTemplate, others: Mapping[int, StoredTemplate]) -> LookUp | None:
    operator, value = condition.operator, condition.value
    match condition.path:
        case ():
            return _number("id", operator, value)
        case ("_creator", *names):
            creator = _account(names[0], operator, value) if names else _account_number(operator, value)
            return None if creator is None else MadeBy(creator)
        case ("_isDisabled",):
            return OfColumn("disabled", operator, value) if isinstance(value, bool) and operator == "==" else None
        case (name,) if name in _MOMENTS:
            return _moment(_MOMENTS[name], operator, value)
        case (name, *rest):
            attribute = template.document.attribute(name)
            if attribute is None or attribute.multiple:
                return None
            if rest:
                return _led(template.id, attribute, rest[0], operator, value, others)
            return _own(template.id, attribute, operator, value)
    return None


def _own(template_id: int, attribute: Attribute, operator: str, value: Any) -> LookUp | None:
    name = attribute.system_name
    if isinstance(value, Referred):
        named = attribute.referred_by(value.identity) if operator == "==" else None
        return None if named is None else OfValues(template_id, name, "==", named)
    if value is None:
        empty = {"==": "empty", "!=": "given"}.get(operator)
        return OfValues(template_id, name, empty) if empty and attribute.always_compared else None
    compared = attribute.looked_up_by(value)
    if compared is None or compared.text == "":  # an empty text that is kept, and none at all, compare alike
        return None
    if operator == "contains" or operator in _ORDER:
        fits = attribute.contains_texts if operator == "contains" else compared.number is not None
        return OfValues(template_id, name, operator, compared) if fits else None
    if operator == "!=" and not attribute.is_compared_whole(compared):
        return None
    return OfValues(template_id, name, operator, compared)


def _led(
    template_id: int,
    attribute: Attribute,
    name: str,
    operator: str,
    value: Any,
    others: Mapping[int, StoredTemplate],
) -> LookUp | None:
    kind = attribute.field().kind
    if value is None or operator == "!=":
        return None
    if kind == "account":
        account = _account(name, operator, value)
        return None if account is None else LeadsTo(template_id, attribute.system_name, kind, account)
    if kind != "record":
        return None
    inner: list[LookUp] = []
    for other in others.values():
        led_to = other.document.attribute(name)
        if led_to is None:
            continue
        found = None if led_to.multiple else _own(other.id, led_to, operator, value)
        if found is None:
            return None
        inner.append(found)
    return LeadsTo(template_id, attribute.system_name, kind, OneOf(tuple(inner))) if inner else None


def _account(name: str, operator: str, value: Any) -> LookUp | None:
    if name in FIELDS and type(value) is str and operator in {"==", "contains"}:
        return OfColumn(FIELDS[name], operator, value)
    if name == "active" and isinstance(value, bool) and operator == "==":
        return OfColumn("active", operator, value)
    if name == "manager":
        inner = _account_number(operator, value)
        return OfColumn("manager_id", "==", inner.value) if isinstance(inner, OfColumn) else None
    return None


def _account_number(operator: str, value: Any) -> OfColumn | None:
    number = value.identity.removeprefix("account.") if isinstance(value, Referred) else ""
    return OfColumn("id", "==", int(number)) if operator == "==" and number.isdecimal() else None


def _number(column: str, operator: str, value: Any) -> LookUp | None:
    text = value.identity if isinstance(value, Referred) else value
    if operator != "==" or not isinstance(text, str):
        return None
    return OfColumn(column, "==", int(text)) if text.isdecimal() and len(text) < 18 else None


def _moment(column: str, operator: str, value: Any) -> LookUp | None:
    is_moment = isinstance(value, datetime) and value.tzinfo is not None and operator in _ORDER | {"=="}
    return OfColumn(column, operator, value) if is_moment else None


def parts_of(found: LookUp) -> Iterable[LookUp]:
    """Return what a look-up is made of."""
    return found.parts if isinstance(found, AllOf | OneOf) else ()
