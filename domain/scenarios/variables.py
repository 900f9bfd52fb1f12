"""Variable sets: how their values are kept between segments, and how formulas and messages see them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.accounts.entity import AccountEntity, Pool, account_entity
from domain.culture import LANGUAGES
from domain.culture.moments import Day, print_moment
from domain.formulas import EnumText, NotLoaded, Reference, to_text
from domain.formulas.moments import clock_of, own_zone, shown_in
from domain.formulas.values import key_of
from domain.messages.rich_text import RichText
from domain.records.entity import RecordEntity
from domain.records.file_ref import FileRef

StoredValue = Any
"""JSON: plain text, true, false and null as they are; other kinds as `{"$": kind, "v": value}`; a set as an object."""


def keep(value: Any) -> StoredValue:
    """Return the value as it is kept."""
    match value:
        case RecordEntity():
            return {"$": "record", "v": value.number}
        case EnumText():
            return {"$": "enum", "v": value.identity, "title": str(value)}
        case None | bool() | str():
            return value
        case Decimal() | int():
            return {"$": "number", "v": str(value)}
        case datetime():
            return _keep_date(value)
        case timedelta():
            return {"$": "duration", "v": value // timedelta(microseconds=1)}
        case RichText():
            return {"$": "text", "v": value.to_json()}
        case FileRef():
            return {"$": "file", "v": value.to_json()}
        case AccountEntity():
            return {"$": "account", "v": value.account.id}
        case tuple() | list():
            return {"$": "list", "v": [keep(item) for item in value]}
        case Mapping():
            return {name: keep(item) for name, item in value.items()}
        case _:
            raise TypeError(f"a variable cannot hold {type(value).__name__}")


def read(kept: StoredValue, pool: Pool) -> Any:
    """Return the value that was kept; accounts come from `pool`. Raises NotLoaded for all that are not there."""
    try:
        return _read(kept, pool)
    except NotLoaded:
        pool.need(stored_references(kept))
        raise


def _read(kept: StoredValue, pool: Pool) -> Any:
    if not isinstance(kept, dict):
        return kept
    if "$" not in kept:
        return {name: _read(item, pool) for name, item in kept.items()}
    value = kept["v"]
    match kept["$"]:
        case "number":
            return Decimal(value)
        case "date_time" | "day":
            return _read_date(kept)
        case "duration":
            return timedelta(microseconds=value)
        case "text":
            return RichText.from_json(value)
        case "file":
            return FileRef.from_json(value)
        case "account":
            return account_entity(value, pool)
        case "record":
            return pool.record(value)
        case "enum":
            return EnumText(kept["title"], value)
        case "list":
            return tuple(_read(item, pool) for item in value)
        case kind:
            raise ValueError(f"a variable of unknown kind {kind}")


def _keep_date(value: datetime) -> StoredValue:
    kept = {"$": "day" if isinstance(value, Day) else "date_time", "v": value.isoformat()}
    zone = own_zone(value)
    return kept if zone is None else {**kept, "zone": str(zone)}


def _read_date(kept: StoredValue) -> datetime:
    kind = Day if kept["$"] == "day" else datetime
    at = kind.fromisoformat(kept["v"])
    return shown_in(at, clock_of(kept["zone"]).zone) if "zone" in kept else at


class StoredVariables(Mapping[str, Any]):
    """Variables as formulas see them: what is kept is read when it is asked for, so that nothing else is loaded."""

    def __init__(self, kept: Mapping[str, StoredValue], pool: Pool) -> None:
        self._kept = kept
        self._pool = pool

    def __getitem__(self, name: str) -> Any:
        """Return a variable, a set of them likewise."""
        kept = self._kept[name]
        if isinstance(kept, dict) and "$" not in kept:
            return StoredVariables(kept, self._pool)
        return for_formula(read(kept, self._pool))

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._kept)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._kept)


def for_formula(value: Any) -> Any:
    """Return a variable as formulas see it: a text without decorations as plain text, a file as its name."""
    match value:
        case RichText():
            return value if value.entities else value.text
        case FileRef():
            return value.name
        case tuple():
            return tuple(for_formula(item) for item in value)
        case Mapping():
            return {name: for_formula(item) for name, item in value.items()}
        case _:
            return value


def change_value(operation: str, before: Any, value: Any) -> Any:
    """Return what a variable holds after `replace`, `add` or `exclude`: one value, or many as a tuple."""
    if operation == "replace" or (operation == "add" and before is None):
        return value
    held, given = (item if isinstance(item, tuple) else () if item is None else (item,) for item in (before, value))
    if operation == "add":
        return (*held, *given)
    out = {_likeness(item) for item in given}
    left = tuple(item for item in held if _likeness(item) not in out)
    if isinstance(before, tuple):
        return left
    return left[0] if left else None


def _likeness(value: Any) -> Any:
    """Return what values that are taken for equal have in common: a text with or without its formatting."""
    if isinstance(value, RichText):
        return key_of(value.plain())
    return key_of(for_formula(value))


def stored_references(kept: StoredValue) -> Iterator[Reference]:
    """Yield the accounts that kept variables hold: whether there is one must be known. Records are read when used."""
    if not isinstance(kept, dict):
        return
    if kept.get("$") == "account":
        yield "account", kept["v"]
    elif kept.get("$") == "list":
        for item in kept["v"]:
            yield from stored_references(item)
    elif "$" not in kept:
        for item in kept.values():
            yield from stored_references(item)


def brief(value: Any, limit: int = 120) -> Any:
    """Return a value for the event chain: short, and never a whole letter."""
    match value:
        case RichText():
            return brief(value.plain(), limit)
        case RecordEntity():
            return value.identity
        case str():
            return str(value) if len(value) <= limit else f"{value[:limit]}… ({len(value)})"
        case AccountEntity():
            return value.account.full_name
        case FileRef():
            return value.name
        case tuple() | list():
            return [brief(item, limit) for item in value]
        case Mapping():
            return {name: brief(item, limit) for name, item in value.items()}
        case None | bool():
            return value
        case datetime():
            return _brief_date(value)
        case _:
            return to_text(value)


def _brief_date(at: datetime) -> str:
    """Return a date on its own clock, and which clock that is: whoever looks at the chain may have another."""
    zone = own_zone(at)
    local = at if zone is None else at.astimezone(zone)
    day = print_moment(local, LANGUAGES[0], local.tzinfo or UTC)
    if isinstance(at, Day):
        return day
    offset = local.utcoffset() or timedelta(0)
    return f"{day} UTC{local:%z}" if offset else f"{day} UTC"
