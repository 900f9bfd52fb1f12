"""What administrators are told when a scenario was switched off because its author has left."""

from bot.objects.addresses import ObjectPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.announcements import Announcement
from domain.sections import Section


async def author_left_page(reader: Reader, item: Announcement) -> Page | None:
    """Draw it for an administrator."""
    if not reader.person.is_admin:
        return None
    text = reader.text("author-left", title=str(item.about["title"]), author=str(item.about["author"]))
    to = ObjectPage(section=Section.SCENARIOS.number, object=item.subject)
    return Page(text, in_rows([PageButton(reader.label("button-to-scenario"), to)]))
