"""The way to everything that administrators do, with how the product fares in three lines."""

from bot.addresses.admin import AccountsPage, ConfigFilePage, ConnectionsPage, JournalPage, PeoplePage
from bot.addresses.first_steps import FirstStepsPage
from bot.addresses.objects import SectionPage
from bot.addresses.records import StartPage
from bot.page import Page, PageButton, in_rows
from bot.pages.reader import Reader
from domain.deliveries.outbox import Standing
from domain.editing.draft import Section
from domain.product_state import ProductState

MOST_CONNECTIONS = 3


def admin_page(reader: Reader, state: ProductState) -> Page:
    """Draw it."""
    buttons = (
        PageButton(reader.label("button-connections"), ConnectionsPage()),
        PageButton(reader.label("button-routes"), SectionPage(section=Section.ROUTES.number)),
        PageButton(reader.label("button-templates"), SectionPage(section=Section.TEMPLATES.number)),
        PageButton(reader.label("button-scenarios"), SectionPage(section=Section.SCENARIOS.number)),
        PageButton(reader.label("button-accounts"), AccountsPage()),
        PageButton(reader.label("button-people"), PeoplePage()),
        PageButton(reader.label("button-journal"), JournalPage()),
        PageButton(reader.label("button-config-file"), ConfigFilePage()),
        PageButton(reader.label("button-first-steps"), FirstStepsPage()),
        PageButton(reader.label("button-back"), StartPage()),
    )
    lines = [reader.text("admin"), *_state_lines(reader, state)]
    return Page("\n".join(lines), in_rows(buttons))


def _state_lines(reader: Reader, state: ProductState) -> list[str]:
    """Say how it fares: the mail, who waits, and what went wrong last."""
    shown = [_connection(reader, item) for item in state.standings[:MOST_CONNECTIONS]]
    if len(state.standings) > MOST_CONNECTIONS:
        shown.append(reader.text("admin-mail-more", count=len(state.standings) - MOST_CONNECTIONS))
    mail = "; ".join(shown) or reader.text("admin-mail-none")
    lines = [
        f"📮 {mail}",
        reader.text("admin-waiting", waiting=state.waiting, overdue=state.overdue),
    ]
    trouble = state.last_trouble
    if trouble is None or trouble.state.last_failure_at is None:
        return [*lines, reader.text("admin-no-trouble")]
    when = reader.moment(trouble.state.last_failure_at)
    cause = reader.label(f"cause-{trouble.state.cause or 'unknown'}")
    return [*lines, reader.text("admin-trouble", when=when, title=trouble.connection.document.title, cause=cause)]


def _connection(reader: Reader, standing: Standing) -> str:
    tried = standing.state.last_success_at is not None
    how = str(standing.hold) if standing.hold is not None else "fine" if tried else "untried"
    return reader.text("admin-connection", title=standing.connection.document.title, how=how)
