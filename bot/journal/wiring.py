"""What shows the journal and the trail of changes in the chat, put together."""

from collections.abc import Mapping
from typing import Any

from bot.journal.audit_screen import AuditScreen
from bot.journal.questions import AuditPerson, JournalList, JournalPerson, JournalTyped
from bot.journal.screen import JournalScreen
from bot.telegram.asking import Redraws
from bot.telegram.screen import Screen
from domain.clock import Clock
from domain.deliveries.holding import HoldEverything
from domain.journal.browse_audit import BrowseAudit
from domain.journal.browse_journal import BrowseJournal
from domain.journal.repeat_run import RepeatRun
from domain.journal.show_texts import ShowTexts
from domain.journal.state_of_product import StateOfProduct
from domain.journal.stop_run import StopRun
from domain.records.copying import CopyValues
from domain.records.fillings import Fillings
from domain.work import Hints
from mail.read_letter import read_letter
from storage.repositories.accounts import AccountRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.holding import HoldingRepository
from storage.repositories.inbox import InboxRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.transactions import atomically


class JournalInChat:
    """The journal in the chat: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(
        self,
        *,
        records: RecordRepository,
        runs: RunRepository,
        deliveries: DeliveryRepository,
        configured: ConfigurationRepository,
        files: FileRepository,
        people: PersonRepository,
        accounts: AccountRepository,
        outbox: OutboxRepository,
        audit: AuditRepository,
        fillings: Fillings,
        inbox: InboxRepository,
        screen: Screen,
        hints: Hints,
        clock: Clock,
        hide_texts: bool,
    ) -> None:
        journal = JournalRepository()
        browse = BrowseJournal(
            journal=journal,
            runs=runs,
            deliveries=deliveries,
            configured=configured,
            clock=clock,
            hide_texts=hide_texts,
        )
        pages = JournalScreen(screen=screen, browse=browse, hide_texts=hide_texts)
        browse_audit = BrowseAudit(audit=audit, journal=journal, accounts=accounts)
        trail = AuditScreen(screen=screen, browse_audit=browse_audit, browse=browse)
        self.asked = (
            Redraws(JournalList, pages.list_again),
            Redraws(JournalTyped, pages.ask),
            Redraws(JournalPerson, pages.find),
            Redraws(AuditPerson, trail.find),
        )
        self.state_of_product = StateOfProduct(
            configured=configured, outbox=outbox, journal=journal, passed_over=inbox, clock=clock
        )
        self.hold = HoldEverything(
            holdings=HoldingRepository(), people=people, audit=audit, hints=hints, clock=clock, atomically=atomically
        )
        self.workflow: Mapping[str, Any] = {
            "journal": pages,
            "browse": browse,
            "trail": trail,
            "stop_run": StopRun(
                runs=runs, deliveries=deliveries, audit=audit, hints=hints, clock=clock, atomically=atomically
            ),
            "show_texts": ShowTexts(
                journal=journal,
                runs=runs,
                deliveries=deliveries,
                configured=configured,
                audit=audit,
                read=read_letter,
                clock=clock,
                atomically=atomically,
                hide_texts=hide_texts,
            ),
            "repeat_run": RepeatRun(
                runs=runs,
                records=records,
                configured=configured,
                copy=CopyValues(fillings, records, files, clock),
                audit=audit,
                clock=clock,
                atomically=atomically,
                hide_texts=hide_texts,
            ),
        }
