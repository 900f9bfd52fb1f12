"""Removing a person: the question what becomes of their drafts and letters, and who takes them."""

from bot.cards.addresses import ListPage
from bot.people.addresses import HeirPage, HeirsPage, PersonPage, RemovalPage, RemoveNow
from bot.people.pages import name_of, named
from bot.people.questions import HeirOf
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.picking import pick_page
from bot.telegram.reader import Reader
from domain.access.remove_person import Disposal, Left
from domain.paging import NumberedPage
from domain.people import Person


def removal_page(reader: Reader, person: Person, left: Left) -> Page:
    """Ask before somebody is removed."""
    own = "yes" if person.telegram_id == reader.person.telegram_id else "no"
    lines = [reader.text("ask-remove", name=name_of(person), own=own)]
    if left.nothing:
        buttons = [_remove(reader, person, Disposal.LET_GO, "button-remove-person")]
    else:
        lines.append(reader.text("left", what=what_is_left(reader, left)))
        lines.append(reader.text("left-choices" if left.letters else "left-drafts"))
        keep = "button-let-go" if left.letters else "button-keep-drafts"
        buttons = [_remove(reader, person, Disposal.LET_GO, keep)]
        if left.letters:
            buttons.append(_remove(reader, person, Disposal.CANCEL, "button-cancel-waiting"))
        buttons.append(
            PageButton(reader.label("button-hand-over"), HeirsPage(person=person.telegram_id, stamp=person.stamp))
        )
    buttons.append(PageButton(reader.label("button-no-back"), PersonPage(person=person.telegram_id)))
    return Page("\n\n".join(lines), in_rows(buttons))


def heirs_page(reader: Reader, person: Person, found: NumberedPage[Person], asked: HeirOf) -> Page:
    """Ask who takes the drafts and letters."""
    others = [item for item in found.items if item.telegram_id != person.telegram_id]
    options = named(
        reader,
        [
            (
                item.telegram_id,
                name_of(item),
                HeirPage(person=person.telegram_id, stamp=person.stamp, heir=item.telegram_id),
            )
            for item in others
        ],
    )
    here = HeirsPage(person=person.telegram_id, stamp=person.stamp)
    back = PageButton(reader.label("button-back"), here if asked.query else RemovalPage(person=person.telegram_id))
    some = others or asked.query or found.older or found.newer
    head = reader.text("heirs" if some else "heirs-none", name=name_of(person))
    return pick_page(reader, head, options, asked, found, here, [back])


def heir_page(reader: Reader, person: Person, heir: Person, left: Left) -> Page:
    """Ask before everything is handed over."""
    buttons = (
        PageButton(
            reader.label("button-hand-over-now"),
            RemoveNow(person=person.telegram_id, fate=Disposal.HAND_OVER, stamp=person.stamp, heir=heir.telegram_id),
            style="danger",
        ),
        PageButton(reader.label("button-back"), HeirsPage(person=person.telegram_id, stamp=person.stamp)),
    )
    what = what_is_left(reader, left)
    text = reader.text("ask-hand-over", name=name_of(person), heir=name_of(heir), what=what)
    return Page(text, in_rows(buttons))


def handed_over_page(reader: Reader, name: str, taken: Left) -> Page:
    """Tell somebody what they took from a person who was removed."""
    text = reader.text("handed-over", name=name, what=what_is_left(reader, taken))
    return Page(text, in_rows([PageButton(reader.label("button-list"), ListPage(), style="primary")]))


def what_is_left(reader: Reader, left: Left) -> str:
    """Return it in words."""
    parts = []
    if left.drafts:
        parts.append(reader.label("left-drafts-count", drafts=left.drafts))
    if left.letters:
        parts.append(reader.label("left-letters-count", letters=left.letters))
    return ", ".join(parts) or reader.label("left-nothing")


def _remove(reader: Reader, person: Person, fate: Disposal, key: str) -> PageButton:
    address = RemoveNow(person=person.telegram_id, fate=fate, stamp=person.stamp)
    return PageButton(reader.label(key), address, style="danger")
