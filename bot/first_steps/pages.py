"""First steps as pages: a tick for each part, the next one as the main button."""

from collections.abc import Sequence

from bot.connections.addresses import CheckNow, SetUp, TestLetterPage
from bot.first_steps.addresses import (
    AccountsPage,
    AddMe,
    AdminPage,
    FirstAccounts,
    FirstPeople,
    FirstStepsPage,
    HideFirstSteps,
    PeoplePage,
)
from bot.first_steps.undo_page import undo_button
from bot.objects.addresses import AddObject
from bot.people.addresses import InvitationsPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.first_steps.first_steps import Part, Progress
from domain.sections import Section
from domain.settings.undo_time import Undo


def first_steps_page(reader: Reader, progress: Progress, undo: Undo) -> Page:
    """Draw what is done and what is next."""
    buttons = step_buttons(reader, progress)
    if progress.next is not None:
        key = "button-steps-show" if progress.hidden else "button-steps-hide"
        buttons.append(PageButton(reader.label(key), HideFirstSteps(hidden=int(not progress.hidden))))
    buttons.append(undo_button(reader, undo))
    buttons.append(PageButton(reader.label("button-to-admin"), AdminPage()))
    lines = [*step_lines(reader, progress), "", reader.text("first-steps-undo")]
    return Page("\n".join(lines), in_rows(buttons))


def step_lines(reader: Reader, progress: Progress) -> list[str]:
    """Say how far it has come."""
    lines = [reader.text("first-steps" if progress.next is not None else "first-steps-done")]
    for number, part in enumerate(Part, 1):
        sign = "✅" if part in progress.done else "👉" if part is progress.next else "▫️"
        lines.append(f"{sign} {number}. {reader.text(f'first-step-{part}')}")
    if progress.next is not None:
        lines += ["", reader.text(f"about-step-{progress.next}")]
    return lines


def step_buttons(reader: Reader, progress: Progress, *, only_next: bool = False) -> list[PageButton]:
    """Return the ways to what is not done yet; a server that is not set up cannot be tried."""
    buttons = []
    for part in Part:
        waits = part in {Part.CHECK, Part.LETTER} and Part.SERVER not in progress.done
        if part in progress.done or waits or (only_next and part is not progress.next):
            continue
        style = "primary" if part is progress.next else None
        buttons.append(PageButton(reader.label(f"button-step-{part}"), _address(progress, part), style=style))
    return buttons


def way_back(reader: Reader) -> PageButton:
    """Return the way back from the pages of the steps."""
    return PageButton(reader.label("button-to-first-steps"), FirstStepsPage())


def first_accounts_page(reader: Reader, *, linked: bool) -> Page:
    """Say how recipients come into the directory."""
    buttons = [] if linked else [PageButton(reader.label("button-add-me"), AddMe(), style="primary")]
    buttons += [PageButton(reader.label("button-accounts"), AccountsPage()), way_back(reader)]
    return Page(reader.text("first-accounts", linked="yes" if linked else "no"), in_rows(buttons))


def add_me_page(reader: Reader, offered: Sequence[str]) -> Page:
    """Ask for the administrator's own address; words that are typed answer as well."""
    buttons = [PageButton(address, AddMe(address=number), style="primary") for number, address in enumerate(offered, 1)]
    buttons += [PageButton(reader.label("button-back"), FirstAccounts()), way_back(reader)]
    return Page(reader.text("ask-own-address", name=reader.person.name, offered=len(offered)), in_rows(buttons))


def first_people_page(reader: Reader) -> Page:
    """Say how others are let in."""
    buttons = [
        PageButton(reader.label("button-invite"), InvitationsPage(), style="primary"),
        PageButton(reader.label("button-people"), PeoplePage()),
        way_back(reader),
    ]
    return Page(reader.text("first-people"), in_rows(buttons))


def _address(
    progress: Progress, part: Part
) -> SetUp | AddObject | CheckNow | TestLetterPage | FirstAccounts | FirstPeople:
    number = 0 if progress.connection is None else progress.connection.id
    match part:
        case Part.SERVER if progress.connection is None:
            return AddObject(section=Section.CONNECTIONS.number)
        case Part.SERVER:
            return SetUp(connection=number)
        case Part.CHECK:
            return CheckNow(connection=number)
        case Part.LETTER:
            return TestLetterPage(connection=number)
        case Part.ACCOUNTS:
            return FirstAccounts()
    return FirstPeople()
