"""The audit trail as a page: each act in a line, with what was before and what is after."""

from collections.abc import Sequence
from typing import Any

from aiogram.filters.callback_data import CallbackData

from bot.addresses.admin import AccountsPage, AdminPage, ConnectionsPage, JournalPage, PeoplePage
from bot.addresses.audit import KINDS, AuditKinds, AuditPage, AuditPeople
from bot.addresses.journal import LetterPage, RunPage
from bot.page import Page, PageButton, in_rows, shorten
from bot.pages.paging import turns
from bot.pages.reader import Reader
from domain.audit import AuditEntry, AuditFilter, Kind
from domain.journal.browse_audit import Trail

PAGE = 10
MOST_FIELDS = 8
LONGEST_VALUE = 60
LONGEST_NAME = 60
LONGEST_LABEL = 26


def audit_filter(here: AuditPage) -> AuditFilter:
    """Return what the page is to show."""
    return AuditFilter(kind_of(here), here.object_id or None, here.person or None)


def kind_of(here: AuditPage) -> Kind | None:
    """Return the kind of objects that is asked for."""
    return KINDS[here.kind - 1] if 0 < here.kind <= len(KINDS) else None


def audit_page(reader: Reader, here: AuditPage, trail: Trail) -> Page:
    """Draw it."""
    pages = max(1, -(-trail.total // PAGE))
    one = "yes" if here.object_id else "no"
    lines = [reader.text("audit", one=one, page=here.start // PAGE + 1, pages=pages)]
    taken_off = _taken_off(reader, here, trail)
    if taken_off:
        lines.append(reader.text("journal-asked", words=" · ".join(word for word, _ in taken_off)))
    for entry in trail.entries:
        lines += ["", *_lines(reader, trail, entry)]
    if not trail.entries:
        lines += ["", reader.text("audit-empty", one=one)]
    earlier = here.model_copy(update={"start": max(0, here.start - PAGE)}) if here.start else None
    later = here.model_copy(update={"start": here.start + PAGE}) if here.start + PAGE < trail.total else None
    buttons = [PageButton(f"✕ {shorten(word, LONGEST_LABEL)}", address) for word, address in taken_off]
    if not here.object_id:
        buttons.append(PageButton(reader.label("button-choose-kind"), _as(AuditKinds, here)))
        buttons.append(PageButton(reader.label("button-choose-actor"), _as(AuditPeople, here)))
    buttons.append(PageButton(reader.label("button-back"), _back(here)))
    return Page("\n".join(lines), (*turns(reader, earlier, later), *in_rows(buttons)))


def kinds_page(reader: Reader, here: AuditPage) -> Page:
    """Choose the kind of objects."""
    buttons = [
        PageButton(_kind_word(reader, kind), AuditPage(kind=place, person=here.person))
        for place, kind in enumerate(KINDS, 1)
    ]
    buttons.append(PageButton(reader.label("button-back"), _as(AuditPage, here)))
    return Page(reader.text("audit-choose", what="kind"), in_rows(buttons))


def actors_page(reader: Reader, here: AuditPeople, people: Sequence[tuple[int, str]]) -> Page:
    """Choose who acted; `people` are one more than a page where there is another page."""
    buttons = [PageButton(name, AuditPage(kind=here.kind, person=number)) for number, name in people[:PAGE]]
    earlier = here.model_copy(update={"page": here.page - 1}) if here.page else None
    later = here.model_copy(update={"page": here.page + 1}) if len(people) > PAGE else None
    back = in_rows([PageButton(reader.label("button-back"), _as(AuditPage, here))])
    return Page(reader.text("audit-choose", what="person"), (*in_rows(buttons), *turns(reader, earlier, later), *back))


def _lines(reader: Reader, trail: Trail, entry: AuditEntry) -> list[str]:
    """Return one act: when, who, what was done to what, and the fields that changed."""
    person = entry.actor.person_id
    who = reader.label("audit-nobody") if person is None else trail.names.get(person, str(person))
    did = reader.text("audit-act", act=entry.act, kind=_kind_words(reader, entry.kind))
    what = f"{did} «{reader.texts.escape(shorten(entry.name, LONGEST_NAME))}»" if entry.name else did
    way = reader.text("audit-via", via=entry.actor.via)
    lines = [f"<b>{reader.moment(entry.at)}</b> {reader.texts.escape(who)}{way} — {what}"]
    changes = list(entry.changes.items())
    for name, (before, after) in changes[:MOST_FIELDS]:
        field = reader.label("audit-field", field=name)
        values = {"before": _value(reader, before), "after": _value(reader, after)}
        lines.append(reader.text("audit-change", field=field, was="no" if before is None else "yes", **values))
    if len(changes) > MOST_FIELDS:
        lines.append(reader.text("many-more", count=len(changes) - MOST_FIELDS))
    return lines


def _value(reader: Reader, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return reader.label("chain-empty")
    if isinstance(value, bool):
        return reader.label("chain-yes-no", value="yes" if value else "no")
    if isinstance(value, (list, tuple)):
        return shorten(", ".join(_value(reader, item) for item in value), LONGEST_VALUE)
    if isinstance(value, dict):
        parts = (f"{name}: {_value(reader, item)}" for name, item in value.items())
        return shorten("; ".join(parts), LONGEST_VALUE)
    return shorten(" ".join(str(value).split()), LONGEST_VALUE)


def _kind_words(reader: Reader, kind: Kind) -> str:
    return reader.label("audit-of-kind", kind=kind)


def _kind_word(reader: Reader, kind: Kind) -> str:
    return reader.label("audit-kind", kind=kind)


def _taken_off(reader: Reader, here: AuditPage, trail: Trail) -> list[tuple[str, AuditPage]]:
    """Return what is asked for in words, each with the address of the page without it."""
    found = []
    kind = kind_of(here)
    if kind is not None and not here.object_id:
        found.append((_kind_word(reader, kind), AuditPage(person=here.person)))
    if here.person:
        name = trail.names.get(here.person, str(here.person))
        found.append((name, here.model_copy(update={"person": 0, "start": 0})))
    return found


def _back(here: AuditPage) -> CallbackData:
    """Return the page that an object's history belongs to, as near as its kind tells."""
    if not here.object_id:
        return AdminPage()
    match kind_of(here):
        case Kind.LETTER:
            return LetterPage(letter=here.object_id) if here.object_id < 2**31 else JournalPage()
        case Kind.RUN:
            return RunPage(run=here.object_id) if here.object_id < 2**31 else JournalPage()
        case Kind.CONNECTION:
            return ConnectionsPage()
        case Kind.PERSON:
            return PeoplePage()
        case Kind.ACCOUNT:
            return AccountsPage()
    return AdminPage()


def _as(kind: type[AuditPage], here: AuditPage) -> AuditPage:
    """Return another page about the same acts."""
    return kind(kind=here.kind, object_id=here.object_id, person=here.person)
