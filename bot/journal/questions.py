"""What the pages of the journal and of the trail of changes ask. `here` is the address of the page."""

from typing import Annotated, ClassVar

from bot.first_steps.addresses import JournalPage
from bot.journal.addresses import AuditPeople, JournalAsk, JournalChoice
from bot.telegram.asking import PACKS, Question, unpacks
from bot.telegram.picking import Search


class JournalList(Question):
    """Words to look for in the list that is shown; `said` is the message whose words it shows the findings of."""

    topic: ClassVar = "journal-list"
    here: Annotated[JournalPage, unpacks(JournalPage), PACKS]
    said: int = 0


class JournalTyped(Question):
    """A day to ask the journal for; former versions left words asked for as well."""

    topic: ClassVar = "journal"
    here: Annotated[JournalAsk, unpacks(JournalAsk), PACKS]


class JournalPerson(Search):
    """Whose letters to ask the journal for."""

    topic: ClassVar = "journal-person"
    here: Annotated[JournalChoice, unpacks(JournalChoice), PACKS]


class AuditPerson(Search):
    """Whose acts to ask the trail for."""

    topic: ClassVar = "audit-person"
    here: Annotated[AuditPeople, unpacks(AuditPeople), PACKS]
