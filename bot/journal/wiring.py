"""What shows the journal and the trail of changes in the chat, put together."""

from collections.abc import Mapping
from typing import Any

from bot.ground import Ground
from bot.journal.audit_screen import AuditScreen
from bot.journal.questions import AuditPerson, JournalList, JournalPerson, JournalTyped
from bot.journal.screen import JournalScreen
from bot.telegram.asking import Redraws
from domain.deliveries.holding import HoldEverything
from domain.journal.browse_audit import BrowseAudit
from domain.journal.browse_journal import BrowseJournal
from domain.journal.repeat_run import RepeatRun
from domain.journal.show_texts import ShowTexts
from domain.journal.state_of_product import StateOfProduct
from domain.journal.stop_run import StopRun
from domain.records.copying import CopyValues
from mail.read_letter import read_letter
from storage.repositories.holding import HoldingRepository
from storage.repositories.journal import JournalRepository
from storage.transactions import atomically


class JournalInChat:
    """The journal in the chat: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(self, ground: Ground) -> None:
        journal = JournalRepository()
        browse = BrowseJournal(
            journal=journal,
            runs=ground.runs,
            deliveries=ground.deliveries,
            configured=ground.configured,
            clock=ground.clock,
            hide_texts=ground.hide_texts,
        )
        pages = JournalScreen(screen=ground.screen, browse=browse, hide_texts=ground.hide_texts)
        browse_audit = BrowseAudit(audit=ground.audit, journal=journal, accounts=ground.accounts)
        trail = AuditScreen(screen=ground.screen, browse_audit=browse_audit, browse=browse)
        self.asked = (
            Redraws(JournalList, pages.list_again),
            Redraws(JournalTyped, pages.ask),
            Redraws(JournalPerson, pages.find),
            Redraws(AuditPerson, trail.find),
        )
        self.state_of_product = StateOfProduct(
            configured=ground.configured,
            outbox=ground.outbox,
            journal=journal,
            passed_over=ground.inbox,
            clock=ground.clock,
        )
        self.hold = HoldEverything(
            holdings=HoldingRepository(),
            people=ground.people,
            audit=ground.audit,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        self.workflow: Mapping[str, Any] = {
            "journal": pages,
            "browse": browse,
            "trail": trail,
            "stop_run": StopRun(
                runs=ground.runs,
                deliveries=ground.deliveries,
                audit=ground.audit,
                hints=ground.hints,
                clock=ground.clock,
                atomically=atomically,
            ),
            "show_texts": ShowTexts(
                journal=journal,
                runs=ground.runs,
                deliveries=ground.deliveries,
                configured=ground.configured,
                audit=ground.audit,
                read=read_letter,
                clock=ground.clock,
                atomically=atomically,
                hide_texts=ground.hide_texts,
            ),
            "repeat_run": RepeatRun(
                runs=ground.runs,
                records=ground.records,
                configured=ground.configured,
                copy=CopyValues(ground.fillings, ground.records, ground.files, ground.clock),
                audit=ground.audit,
                clock=ground.clock,
                atomically=atomically,
                hide_texts=ground.hide_texts,
            ),
        }
