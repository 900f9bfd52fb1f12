"""The first page, help, and what is missing before a letter can go."""

from dataclasses import dataclass, replace

from bot.cards.addresses import HelpPage, ListPage, NewRecord
from bot.examples.addresses import ExamplesPage
from bot.first_steps.addresses import AdminPage, FirstStepsPage, GuidePage, HideFirstSteps, StandingPage
from bot.first_steps.pages import step_buttons, step_lines
from bot.people.addresses import RequestsPage
from bot.settings.addresses import OwnSettingsPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.configured.connection import Connection
from domain.documents import Stored
from domain.first_steps.first_steps import Part, Progress


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there yet: names of connections that cannot be used, and whether the directory is empty.

    `stopped` is a connection that letters wait for.
    """

    connection: str | None = None
    stopped: Stored[Connection] | None = None
    accounts: bool = False
    templates: bool = False

    def lines(self, reader: Reader) -> str:
        """Say what is missing and who can mend it; empty when nothing is."""
        role = "admin" if reader.person.is_admin else "staff"
        lines = []
        if self.templates:
            lines.append(reader.text("missing-templates", role=role))
        if self.connection is not None:
            lines.append(reader.text("missing-connection", role=role, name=self.connection))
        if self.stopped is not None:
            lines.append(reader.text("missing-stopped", role=role, name=self.stopped.document.title))
        if self.accounts:
            lines.append(reader.text("missing-accounts", role=role))
        return "\n\n".join(lines)


def start_page(reader: Reader, missing: Missing, progress: Progress | None, requests: int) -> Page:
    """Say what can be done here, and what is missing first; a new installation's administrator is led on."""
    text = reader.text("start", name=reader.person.name or "—")
    if requests:
        text = f"{text}\n\n{reader.text('requests-wait', count=requests)}"
    asked = [*_stopped(reader, missing), *requests_buttons(reader, requests)]
    if progress is not None and progress.leads:
        steps = "\n".join(step_lines(reader, progress))
        # What the steps are about is not said twice.
        left = replace(missing, accounts=False, connection=missing.connection if Part.SERVER in progress.done else None)
        parts = filter(None, (text, left.lines(reader), steps))
        led = _led(reader, progress)
        return Page(
            "\n\n".join(parts), in_rows([*asked, *led[:1], *_examples(reader, missing), *led[1:], *_ways(reader)])
        )
    notes = missing.lines(reader)
    return Page(
        f"{text}\n\n{notes}" if notes else text,
        in_rows([*asked, *_examples(reader, missing), *_ways(reader, main=True)]),
    )


def requests_buttons(reader: Reader, requests: int) -> list[PageButton]:
    """Return the way to the requests for access that wait, if any do."""
    return [PageButton(reader.label("button-requests-wait", count=requests), RequestsPage())] if requests else []


def _stopped(reader: Reader, missing: Missing) -> list[PageButton]:
    """Return the way to the connection that letters wait for, for who can mend it."""
    if missing.stopped is None or not reader.person.is_admin:
        return []
    address = StandingPage(connection=missing.stopped.id)
    return [PageButton(reader.label("button-stopped-connection"), address, style="primary")]


def _examples(reader: Reader, missing: Missing) -> list[PageButton]:
    """Return the shortest way to something that can be written, for who can set it up."""
    if not missing.templates or not reader.person.is_admin:
        return []
    return [PageButton(reader.label("button-examples"), ExamplesPage())]


def _led(reader: Reader, progress: Progress) -> list[PageButton]:
    """Return the next step and the way to all of them."""
    return [
        *step_buttons(reader, progress, only_next=True),
        PageButton(reader.label("button-first-steps"), FirstStepsPage()),
        PageButton(reader.label("button-steps-hide"), HideFirstSteps(hidden=1)),
    ]


def _ways(reader: Reader, *, main: bool = False) -> tuple[PageButton, ...]:
    return (
        PageButton(reader.label("button-new"), NewRecord(), style="primary" if main else None),
        PageButton(reader.label("button-list"), ListPage()),
        PageButton(reader.label("button-help"), HelpPage()),
        PageButton(reader.label("button-own-settings"), OwnSettingsPage()),
        *([PageButton(reader.label("button-admin"), AdminPage())] if reader.person.is_admin else []),
    )


def help_page(reader: Reader) -> Page:
    """Say how it works."""
    role = "admin" if reader.person.is_admin else "staff"
    buttons = [PageButton(reader.label("button-new"), NewRecord()), PageButton(reader.label("button-list"), ListPage())]
    if reader.person.is_admin:
        buttons.insert(0, PageButton(reader.label("button-guide"), GuidePage(), style="primary"))
    return Page(reader.text("help", role=role), in_rows(buttons))
