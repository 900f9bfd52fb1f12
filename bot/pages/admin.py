"""The way to everything that administrators do."""

from bot.addresses.admin import AccountsPage, ConfigFilePage, ConnectionsPage, JournalPage, PeoplePage
from bot.addresses.records import StartPage
from bot.page import Page, PageButton, in_rows
from bot.pages.reader import Reader


def admin_page(reader: Reader) -> Page:
    """Draw it."""
    buttons = (
        PageButton(reader.label("button-connections"), ConnectionsPage()),
        PageButton(reader.label("button-accounts"), AccountsPage()),
        PageButton(reader.label("button-people"), PeoplePage()),
        PageButton(reader.label("button-journal"), JournalPage()),
        PageButton(reader.label("button-config-file"), ConfigFilePage()),
        PageButton(reader.label("button-back"), StartPage()),
    )
    return Page(reader.text("admin"), in_rows(buttons))
