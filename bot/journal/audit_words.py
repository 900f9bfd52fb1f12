"""An act of the trail in words: who, what, to what, and each field with what was before and what is after."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.settings.time_zones import described
from bot.telegram.page import shorten
from bot.telegram.reader import Reader
from bot.texts import in_key
from domain.audit import AuditEntry, Kind
from domain.journal.browse_audit import ACCOUNT_FIELDS, Trail

MOST_FIELDS = 8
LONGEST_VALUE = 60
LONGEST_NAME = 60
CONFIGURED = {Kind.CONNECTION, Kind.ROUTE, Kind.TEMPLATE, Kind.SCENARIO, Kind.CONFIGURATION}
"""Kinds whose fields have titles of their own, which their forms ask by."""

_SAID_BY_TEXTS = {"role": "audit-role", "language": "audit-language", "fate": "audit-fate"}


def act_lines(reader: Reader, trail: Trail, entry: AuditEntry) -> list[str]:
    """Return one act: a line of who did what to what, and one for each field that changed."""
    person = entry.actor.person_id
    who = reader.label("audit-nobody") if person is None else trail.names.get(person, str(person))
    object_ = reader.label("audit-of-kind", kind=entry.kind)
    name = entry.name or (str(entry.object_id) if entry.kind is Kind.PERSON and entry.object_id else "")
    act = reader.text("audit-act", act=entry.act, object=object_, name=shorten(name, LONGEST_NAME))
    way = reader.text("audit-via", via=entry.actor.via)
    lines = [f"<b>{reader.moment(entry.at)}</b> {reader.texts.escape(who)}{way} — {act}"]
    changes = list(entry.changes.items())
    for name, (before, after) in changes[:MOST_FIELDS]:
        lines.append(
            reader.text(
                "audit-change",
                field=_field(reader, entry.kind, name),
                was="no" if before is None else "yes",
                before=_value(reader, trail, name, before),
                after=_value(reader, trail, name, after),
            )
        )
    if len(changes) > MOST_FIELDS:
        lines.append(reader.text("many-more", count=len(changes) - MOST_FIELDS))
    return lines


def kind_word(reader: Reader, kind: Kind) -> str:
    """Return what objects of a kind are called together."""
    return reader.label("audit-kind", kind=kind)


def _field(reader: Reader, kind: Kind, path: str) -> str:
    """Return what a field is called; of something inside one, the way to it stands behind."""
    name, _, inside = path.partition(".")
    title = _title(reader, kind, name)
    title = f"{title[:1].upper()}{title[1:]}"
    return shorten(f"{title} ({inside})" if inside else title, LONGEST_NAME)


def _title(reader: Reader, kind: Kind, name: str) -> str:
    for key in (f"field-{kind}-{in_key(name)}", f"field-{in_key(name)}") if kind in CONFIGURED else ():
        if reader.texts.has(key):
            return reader.label(key)
    return reader.label("audit-field", field=name)


def _value(reader: Reader, trail: Trail, name: str, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return reader.label("chain-empty")
    if name in ACCOUNT_FIELDS and isinstance(value, int):
        return shorten(trail.accounts.get(value) or str(value), LONGEST_VALUE)
    if isinstance(value, bool):
        return reader.label("chain-yes-no", value="yes" if value else "no")
    if isinstance(value, (list, tuple)):
        return shorten(", ".join(_value(reader, trail, name, item) for item in value), LONGEST_VALUE)
    if isinstance(value, dict):
        parts = (f"{inner}: {_value(reader, trail, inner, item)}" for inner, item in value.items())
        return shorten("; ".join(parts), LONGEST_VALUE)
    text = shorten(" ".join(str(value).split()), LONGEST_VALUE)
    if name in _SAID_BY_TEXTS:
        return reader.label(_SAID_BY_TEXTS[name], value=text)
    if name == "time_zone":
        with suppress(ValueError, KeyError):
            return described(str(value), reader.texts.language, reader.now)
    if name.endswith("_at"):
        with suppress(ValueError):
            return reader.moment(datetime.fromisoformat(str(value)))
    choice = f"choice-{in_key(name)}-{in_key(text)}"
    return reader.label(choice) if reader.texts.has(choice) else text
