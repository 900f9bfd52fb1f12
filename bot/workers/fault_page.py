"""What administrators are told about work that was given up: by which number the log tells of it."""

from bot.telegram.page import Page
from bot.telegram.reader import Reader
from domain.announcements import Announcement


async def fault_page(reader: Reader, item: Announcement) -> Page | None:
    """Draw it for an administrator."""
    if not reader.person.is_admin:
        return None
    lines = [reader.text("fault", count=item.about["count"])]
    lines += [
        reader.text("fault-named", number=number, kind=kind, about=str(about))
        for number, kind, about in item.about["named"]
    ]
    lines.append(reader.text("fault-next"))
    return Page("\n".join(lines))
