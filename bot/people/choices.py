"""What is chosen about a person: their account, language, time zone and restricted templates."""

from bot.cards.types.account import account_items
from bot.people.addresses import (
    AddNewAccount,
    LinkPage,
    NewAccountPage,
    PersonPage,
    SetAccount,
    SetGrant,
    SetLanguage,
    SetZone,
)
from bot.people.pages import PersonView, name_of, zone_name
from bot.people.questions import WhoseAccount
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import cut_short
from bot.telegram.picking import numbered, turns_of
from bot.telegram.reader import Reader
from bot.texts import load_texts
from domain.accounts.account import Found
from domain.people import Person
from domain.time_zones import ZONES
from domain.twins import names_apart

LANGUAGES = (None, "ru", "en")
"""What a button's number means: only ever added to at the end."""


def link_page(reader: Reader, view: PersonView, found: Found, asked: WhoseAccount) -> Page:
    """Ask whose account the person is: those that were found, else those that the name suggests."""
    offered = found.accounts
    person = view.person
    lines = [reader.text("link", name=name_of(person))]
    if view.account is not None:
        lines.append(reader.text("person-account", name=view.account.full_name, mbox=view.account.mbox))
    if asked.query:
        lines.append(reader.text("link-found" if offered else "link-nobody", query=asked.query))
    else:
        lines.append(reader.text("link-choose", offered=len(offered)))
    stamp = person.stamp
    items = account_items(
        reader, offered, lambda item: SetAccount(person=person.telegram_id, account=item.id, stamp=stamp)
    )
    listed, rows = numbered(items)
    lines += ["", *listed, *cut_short(reader, is_cut=found.is_cut)] if listed else []
    rows += turns_of(reader, asked, LinkPage(person=person.telegram_id), found) if asked.query else ()
    ways = [PageButton(reader.label("button-add-to-directory"), NewAccountPage(person=person.telegram_id))]
    if person.account_id is not None:
        unlink = SetAccount(person=person.telegram_id, account=0, stamp=stamp)
        ways.append(PageButton(reader.label("button-unlink"), unlink))
    skip = "button-skip" if person.account_id is None else "button-back"
    ways.append(PageButton(reader.label(skip), PersonPage(person=person.telegram_id)))
    return Page("\n".join(lines), (*rows, *in_rows(ways)))


def new_account_page(reader: Reader, person: Person, name: str, mbox: str) -> Page:
    """Ask who is to be added as the person's account: what is missing of name and address, else whether it is right."""
    kind = "mbox" if name and not mbox else "right" if name else "name"
    text = reader.text("link-new", kind=kind, name=name or name_of(person), mbox=mbox)
    buttons = []
    if kind == "right":
        add = AddNewAccount(person=person.telegram_id)
        buttons.append(PageButton(reader.label("button-add-and-link"), add, style="success"))
    buttons.append(PageButton(reader.label("button-back"), LinkPage(person=person.telegram_id)))
    return Page(text, tuple((button,) for button in buttons))


def languages_page(reader: Reader, person: Person) -> Page:
    """Ask which language the person reads."""
    buttons = [
        PageButton(
            load_texts(language)("language-calls-itself") if language else reader.label("button-bots-language"),
            SetLanguage(person=person.telegram_id, language=number, stamp=person.stamp),
            style="primary" if language == person.language else None,
        )
        for number, language in enumerate(LANGUAGES)
    ]
    buttons.append(_back(reader, person))
    return Page(reader.text("ask-language", name=name_of(person)), in_rows(buttons), wants_press=True)


def zones_page(reader: Reader, person: Person, own: str) -> Page:
    """Ask in which time zone the person lives; `own` is the bot's."""
    choices: list[tuple[str, int, str | None]] = [
        (reader.label("button-own-zone", zone=zone_name(reader, own)), 0, None)
    ]
    choices += [(zone_name(reader, zone), number, zone) for number, zone in enumerate(ZONES, 1)]
    buttons = [
        PageButton(
            label,
            SetZone(person=person.telegram_id, zone=number, stamp=person.stamp),
            style="primary" if zone == person.time_zone else None,
        )
        for label, number, zone in choices
    ]
    buttons.append(_back(reader, person))
    return Page(reader.text("ask-zone", name=name_of(person)), in_rows(buttons))


def grants_page(reader: Reader, view: PersonView) -> Page:
    """Show the restricted templates, each with what a press does."""
    person = view.person
    buttons = [
        PageButton(
            ("✅ " if item.id in view.granted else "🚫 ") + shorten(name, 29),
            SetGrant(person=person.telegram_id, template=item.id, allowed=int(item.id not in view.granted)),
        )
        for item, name in zip(
            view.restricted, names_apart((item.document for item in view.restricted), short=True), strict=True
        )
    ]
    buttons.append(_back(reader, person))
    key = "grants" if view.restricted else "grants-none"
    return Page(reader.text(key, name=name_of(person)), tuple((button,) for button in buttons))


def _back(reader: Reader, person: Person) -> PageButton:
    return PageButton(reader.label("button-back"), PersonPage(person=person.telegram_id))
