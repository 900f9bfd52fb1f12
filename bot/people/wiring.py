"""What lets people in, changes and removes them in the chat, put together."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.people.news import PeopleNews
from bot.people.questions import HeirOf, NewAccountOf, PeopleSearch, RequestSearch, WhoseAccount, ZoneOf
from bot.people.screen import PeopleScreen
from bot.people.strangers import Strangers
from bot.people.use_cases import AccessUseCases
from bot.telegram.admission import Admission
from bot.telegram.asking import Redraws
from bot.telegram.screen import Screen
from bot.texts import Texts
from bot.workers.announcer import Draw, InVain
from domain.access.access_requests import REQUEST_TOPIC
from domain.access.add_account_for import AddAccountFor
from domain.access.suggest_accounts import SuggestAccounts
from domain.accounts.keep_accounts import KeepAccounts
from domain.clock import Clock
from domain.runs.steer_letters import SteerLetters
from domain.work import Hints
from storage.repositories.access_requests import AccessRequestRepository
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.belongings import BelongingsRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.invitations import InvitationRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.transactions import atomically


class PeopleInChat:
    """People in the chat: `workflow` is what handlers get, `asked` the pages that ask, `topics` what is announced.

    `in_vain` is what follows where nobody could be told.
    """

    def __init__(
        self,
        *,
        people: PersonRepository,
        accounts: AccountRepository,
        records: RecordRepository,
        configured: ConfigurationRepository,
        grants: TemplateGrantRepository,
        announcements: AnnouncementRepository,
        audit: AuditRepository,
        steer: SteerLetters,
        hints: Hints,
        screen: Screen,
        texts: Callable[[str | None], Texts],
        time_zone: str,
        admins: frozenset[int],
        clock: Clock,
    ) -> None:
        access = AccessUseCases(
            people=people,
            accounts=accounts,
            records=records,
            configured=configured,
            requests=AccessRequestRepository(),
            invitations=InvitationRepository(),
            belongings=BelongingsRepository(),
            grants=grants,
            announcements=announcements,
            audit=audit,
            steer=steer,
            hints=hints,
            clock=clock,
            atomically=atomically,
            fixed=admins,
        )
        self.admission = Admission(
            people=people,
            let_in=access.let_in,
            open_invitation=access.open,
            invite=access.invite,
            admins=admins,
            atomically=atomically,
        )
        self.strangers = Strangers(access.ask, screen.chat, texts, clock)
        pages = PeopleScreen(
            screen=screen,
            people=people,
            accounts=accounts,
            configured=configured,
            grants=grants,
            requests=access.requests,
            invitations=access.invitations,
            administrators=access.administrators,
            remove=access.remove,
            suggest=SuggestAccounts(accounts, people),
            time_zone=time_zone,
            clock=clock,
        )
        keep = KeepAccounts(directory=accounts, people=people, audit=audit, clock=clock, atomically=atomically)
        self.stop_without_author = access.authors
        self.add_account_for = AddAccountFor(keep=keep, change=access.change, atomically=atomically)
        self.in_vain: Mapping[str, InVain] = {REQUEST_TOPIC: access.ask.nobody_was_told}
        self.topics: Mapping[str, Draw] = PeopleNews(pages).topics()
        self.asked = (
            Redraws(PeopleSearch, pages.listing),
            Redraws(RequestSearch, pages.waiting),
            Redraws(WhoseAccount, pages.or_everybody(pages.link)),
            Redraws(NewAccountOf, pages.or_everybody(pages.new_account)),
            Redraws(ZoneOf, pages.or_everybody(pages.zones)),
            Redraws(HeirOf, pages.or_everybody(pages.heirs)),
        )
        self.workflow: Mapping[str, Any] = {
            "people_screen": pages,
            "change_person": access.change,
            "add_account_for": self.add_account_for,
            "remove_person": access.remove,
            "answer_request": access.answer,
            "invite": access.invite,
        }
