"""The way to everything that administrators do, with the state of the product in a few lines."""

from collections.abc import Mapping, Sequence

from bot.cards.addresses import StartPage
from bot.examples.addresses import ExamplesPage
from bot.first_steps.addresses import (
    AccountsPage,
    ConfigFilePage,
    ConnectionsPage,
    FirstStepsPage,
    JournalPage,
    PeoplePage,
)
from bot.first_steps.holding_page import holding_button, holding_line
from bot.first_steps.start import requests_buttons
from bot.first_steps.undo_page import undo_button
from bot.journal.addresses import AuditPage, LetterPage, RunPage
from bot.objects.addresses import SectionPage
from bot.telegram.mistakes import plain_words
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import counted
from bot.telegram.reader import Reader
from domain.deliveries.holding import Turned
from domain.deliveries.outbox import Standing
from domain.journal.state_of_product import ProductState
from domain.sections import Section
from domain.servers.passwords_end import passwords_end
from domain.settings.undo_time import Undo
from domain.twins import titles_apart

MOST_TITLES = 10


def admin_page(reader: Reader, state: ProductState, turned: Turned, undo: Undo, requests: int) -> Page:
    """Draw it."""
    held = holding_line(reader, turned)
    called = titles_apart(item.connection.document for item in state.connections)
    lines = [reader.text("admin"), "", *([held] if held else []), _connections(reader, state.connections, called)]
    lines.append(reader.text("admin-waiting", count=counted(reader, state.waiting)))
    error = state.last_error
    if error is None:
        lines.append(reader.text("admin-no-error"))
    else:
        cause = (
            reader.texts(f"cause-{error.cause.replace('_', '-')}")
            if error.cause
            else plain_words(reader, error.key, error.params)
        )
        lines.append(reader.text("admin-last-error", when=reader.moment(error.at), cause=cause))
    if requests:
        lines.append(reader.text("requests-wait", count=requests))
    if state.unreadable:
        lines.append(reader.text("admin-unreadable", count=state.unreadable))
    ending = [item.connection.document for item in state.connections if passwords_end(item.connection.document)]
    titles = [called[document.system_name] for document in ending if document.enabled]
    if titles:
        lines.append(reader.text("admin-passwords-end", titles=", ".join(titles[:MOST_TITLES])))
    if state.to_mend:
        lines.append(reader.text("admin-to-mend", titles=", ".join(state.to_mend[:MOST_TITLES])))
    buttons = [
        *requests_buttons(reader, requests),
        PageButton(reader.label("button-connections"), ConnectionsPage()),
        PageButton(reader.label("button-routes"), SectionPage(section=Section.ROUTES.number)),
        PageButton(reader.label("button-templates"), SectionPage(section=Section.TEMPLATES.number)),
        PageButton(reader.label("button-scenarios"), SectionPage(section=Section.SCENARIOS.number)),
        PageButton(reader.label("button-accounts"), AccountsPage()),
        PageButton(reader.label("button-people"), PeoplePage()),
        PageButton(reader.label("button-journal"), JournalPage()),
        PageButton(reader.label("button-config-file"), ConfigFilePage()),
        PageButton(reader.label("button-examples"), ExamplesPage()),
        PageButton(reader.label("button-audit"), AuditPage()),
        PageButton(reader.label("button-first-steps"), FirstStepsPage()),
        undo_button(reader, undo),
        holding_button(reader, turned),
    ]
    if error is not None:
        run = RunPage(run=error.run_id or 0)
        address = run if error.letter_id is None else LetterPage(letter=error.letter_id)
        buttons.append(PageButton(reader.label("button-last-error"), address))
    buttons.append(PageButton(reader.label("button-back"), StartPage()))
    return Page("\n".join(lines), in_rows(buttons))


def _connections(reader: Reader, standings: Sequence[Standing], called: Mapping[str, str]) -> str:
    """Return how the connection stands; of several, how the first one that is in trouble does."""
    if not standings:
        return reader.text("admin-no-connection")
    worst = next((item for item in standings if item.hold is not None), standings[0])
    since = worst.state.suspended_at
    return reader.text(
        "admin-connection",
        title=called[worst.connection.document.system_name],
        hold="none" if worst.hold is None else worst.hold,
        since="" if since is None else reader.moment(since),
        others=len(standings) - 1,
    )
