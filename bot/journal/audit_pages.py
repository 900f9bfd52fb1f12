"""The audit trail as a page: each act in a line, with what was before and what is after."""

from aiogram.filters.callback_data import CallbackData

from bot.directory.addresses import AccountPage
from bot.first_steps.addresses import AdminPage
from bot.journal.addresses import KINDS, AuditKinds, AuditPage, AuditPeople, LetterPage, RunPage
from bot.journal.audit_words import act_lines, kind_word
from bot.journal.questions import AuditPerson
from bot.objects.addresses import ObjectPage
from bot.people.addresses import PersonPage
from bot.people.pages import named
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import number_of_page, turning_by_number
from bot.telegram.picking import pick_page
from bot.telegram.reader import Reader
from domain.audit import AuditFilter, Kind
from domain.journal.browse_audit import Trail
from domain.paging import MOST_COUNTED, NumberedPage
from domain.sections import Section

PAGE = 10
LONGEST_LABEL = 26
LARGEST = 2**31
"""From here on a number is a made-up one, unless it is a person's."""


def audit_filter(here: AuditPage) -> AuditFilter:
    """Return what the page is to show."""
    kind = kind_of(here)
    return AuditFilter(kind, None if kind is None else here.object_id or None, here.person or None)


def kind_of(here: AuditPage) -> Kind | None:
    """Return the kind of objects that is asked for."""
    return KINDS[here.kind - 1] if 0 < here.kind <= len(KINDS) else None


def audit_page(reader: Reader, here: AuditPage, trail: Trail) -> Page:
    """Draw it."""
    number = number_of_page(here.start, trail.page)
    pages = max(1, -(-trail.total // PAGE), number) if trail.total <= MOST_COUNTED else 0
    one = "yes" if here.object_id else "no"
    lines = [reader.text("audit", one=one, page=number, pages=pages)]
    taken_off = _taken_off(reader, here, trail)
    if taken_off:
        lines.append(reader.text("journal-asked", words=" · ".join(word for word, _ in taken_off)))
    for entry in trail.page.items:
        lines += ["", *act_lines(reader, trail, entry)]
    if not trail.page.items:
        lines += ["", reader.text("audit-empty", one=one)]
    buttons = [PageButton(f"✕ {shorten(word, LONGEST_LABEL)}", address) for word, address in taken_off]
    if not here.object_id:
        buttons.append(PageButton(reader.label("button-choose-kind"), _as(AuditKinds, here)))
        buttons.append(PageButton(reader.label("button-choose-actor"), _as(AuditPeople, here)))
    buttons.append(PageButton(reader.label("button-back"), _back(here)))
    return Page("\n".join(lines), (*turning_by_number(reader, here, trail.page), *in_rows(buttons)))


def kinds_page(reader: Reader, here: AuditPage) -> Page:
    """Choose the kind of objects."""
    buttons = [
        PageButton(kind_word(reader, kind), AuditPage(kind=number, person=here.person))
        for number, kind in enumerate(KINDS, 1)
    ]
    buttons.append(PageButton(reader.label("button-back"), _as(AuditPage, here)))
    return Page(reader.text("audit-choose", what="kind"), in_rows(buttons), wants_press=True)


def actors_page(reader: Reader, people: NumberedPage[tuple[int, str]], asked: AuditPerson) -> Page:
    """Choose who acted."""
    here = asked.here.model_copy(update={"start": 0, "page": 0})
    options = named(reader, [(number, name, AuditPage(kind=here.kind, person=number)) for number, name in people.items])
    back = here if asked.query else _as(AuditPage, here)
    ways = [PageButton(reader.label("button-back"), back)]
    return pick_page(reader, reader.text("audit-choose", what="person"), options, asked, people, here, ways)


def _taken_off(reader: Reader, here: AuditPage, trail: Trail) -> list[tuple[str, AuditPage]]:
    """Return what is asked for in words, each with the address of the page without it."""
    found = []
    kind = kind_of(here)
    if kind is not None and not here.object_id:
        found.append((kind_word(reader, kind), AuditPage(person=here.person)))
    if here.person:
        name = trail.names.get(here.person, str(here.person))
        found.append((name, here.model_copy(update={"person": 0, "start": 0})))
    return found


def _back(here: AuditPage) -> CallbackData:
    """Return the page of the object whose history it is, or the nearest that leads there."""
    kind, number = kind_of(here), here.object_id
    if kind is None or not number:
        return AdminPage()
    if kind is Kind.PERSON:
        return PersonPage(person=number)
    if number >= LARGEST:
        return AdminPage()
    section = Section.of_kind(kind)
    if section is not None:
        return ObjectPage(section=section.number, object=number)
    match kind:
        case Kind.LETTER:
            return LetterPage(letter=number)
        case Kind.RUN:
            return RunPage(run=number)
        case Kind.ACCOUNT:
            return AccountPage(account=number)
    return AdminPage()


def _as(kind: type[AuditPage], here: AuditPage) -> AuditPage:
    """Return another page about the same acts."""
    return kind(kind=here.kind, object_id=here.object_id, person=here.person)
