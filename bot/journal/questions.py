"""What the pages of the journal and of the trail of changes ask. `here` is the address of the page, packed."""

from typing import ClassVar

from bot.telegram.asking import Question
from bot.telegram.picking import Search


class JournalTyped(Question):
    """A text or a day to ask the journal for."""

    topic: ClassVar = "journal"
    here: str


class JournalPerson(Search):
    """Whose letters to ask the journal for."""

    topic: ClassVar = "journal-person"
    here: str


class AuditPerson(Search):
    """Whose acts to ask the trail for."""

    topic: ClassVar = "audit-person"
    here: str
