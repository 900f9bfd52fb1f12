"""The guide for administrators: the recipe's five parts, one at a time, each with the way to its page."""

from aiogram.filters.callback_data import CallbackData

from bot.cards.addresses import HelpPage, NewRecord
from bot.first_steps.addresses import GuidePage
from bot.objects.addresses import SectionPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.sections import Section

PARTS: tuple[tuple[str, CallbackData], ...] = (
    ("connections", SectionPage(section=Section.CONNECTIONS.number)),
    ("routes", SectionPage(section=Section.ROUTES.number)),
    ("templates", SectionPage(section=Section.TEMPLATES.number)),
    ("scenarios", SectionPage(section=Section.SCENARIOS.number)),
    ("test", NewRecord()),
)


def guide_page(reader: Reader, number: int) -> Page:
    """Draw one part; one that is not there is the first."""
    number = number if 0 <= number < len(PARTS) else 0
    name, address = PARTS[number]
    rows = (
        *in_rows([PageButton(reader.label(f"button-guide-{name}"), address, style="primary")]),
        *turns(reader, GuidePage(part=number), by="part", more=number + 1 < len(PARTS)),
        *in_rows([PageButton(reader.label("button-back"), HelpPage())]),
    )
    head = reader.text("guide-head", number=number + 1, total=len(PARTS))
    return Page(f"{head}\n{reader.text(f'guide-{name}')}", rows)
