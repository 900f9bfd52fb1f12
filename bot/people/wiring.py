"""What lets people in, changes and removes them in the chat, put together."""

from collections.abc import Mapping
from typing import Any

from bot.ground import Ground
from bot.people.news import PeopleNews
from bot.people.questions import HeirOf, NewAccountOf, PeopleSearch, RequestSearch, WhoseAccount, ZoneOf
from bot.people.screen import PeopleScreen
from bot.people.strangers import Strangers
from bot.people.use_cases import AccessUseCases
from bot.telegram.admission import Admission
from bot.telegram.asking import Redraws
from bot.workers.announcer import Draw, InVain
from domain.access.access_requests import REQUEST_TOPIC
from domain.access.add_account_for import AddAccountFor
from domain.access.suggest_accounts import SuggestAccounts
from domain.accounts.keep_accounts import KeepAccounts
from domain.runs.steer_letters import SteerLetters
from storage.repositories.access_requests import AccessRequestRepository
from storage.repositories.belongings import BelongingsRepository
from storage.repositories.invitations import InvitationRepository
from storage.transactions import atomically


class PeopleInChat:
    """People in the chat: `workflow` is what handlers get, `asked` the pages that ask, `topics` what is announced.

    `in_vain` is what follows where nobody could be told.
    """

    def __init__(
        self,
        ground: Ground,
        *,
        steer: SteerLetters,
    ) -> None:
        access = AccessUseCases(
            people=ground.people,
            accounts=ground.accounts,
            records=ground.records,
            configured=ground.configured,
            requests=AccessRequestRepository(),
            invitations=InvitationRepository(),
            belongings=BelongingsRepository(),
            grants=ground.grants,
            announcements=ground.announcements,
            audit=ground.audit,
            steer=steer,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
            fixed=ground.admins,
        )
        self.admission = Admission(
            people=ground.people,
            let_in=access.let_in,
            open_invitation=access.open,
            invite=access.invite,
            admins=ground.admins,
            atomically=atomically,
        )
        self.strangers = Strangers(access.ask, ground.screen.chat, ground.texts, ground.clock)
        pages = PeopleScreen(
            screen=ground.screen,
            people=ground.people,
            accounts=ground.accounts,
            configured=ground.configured,
            grants=ground.grants,
            requests=access.requests,
            invitations=access.invitations,
            administrators=access.administrators,
            remove=access.remove,
            suggest=SuggestAccounts(ground.accounts, ground.people),
            time_zone=ground.time_zone,
            clock=ground.clock,
        )
        self.keep = KeepAccounts(
            directory=ground.accounts,
            people=ground.people,
            audit=ground.audit,
            clock=ground.clock,
            atomically=atomically,
        )
        self.stop_without_author = access.authors
        self.add_account_for = AddAccountFor(keep=self.keep, change=access.change, atomically=atomically)
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
