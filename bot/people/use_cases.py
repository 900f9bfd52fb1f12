"""The use cases over people, put together alike for the bot and for the command line."""

from dataclasses import dataclass

from domain.access.access_requests import AccessRequests
from domain.access.acting import Administrators
from domain.access.answer_request import AnswerRequest
from domain.access.ask_for_access import AskForAccess
from domain.access.change_person import ChangePerson
from domain.access.invitations import Invitations
from domain.access.invite import Invite
from domain.access.let_in import LetIn
from domain.access.open_invitation import OpenInvitation
from domain.access.remove_person import Belongings, RemovePerson
from domain.accounts.account import Accounts
from domain.announcements import Announcements
from domain.audit import Audit
from domain.clock import Atomically, Clock
from domain.configuration.apply_configuration import Store
from domain.configuration.authors import StopWithoutAuthor
from domain.people import People
from domain.records.record import Records
from domain.records.template_access import TemplateGrants
from domain.runs.steer_letters import SteerLetters
from domain.work import Hints


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessUseCases:
    """What is needed to let people in, change and remove them; `fixed` are the administrators of the settings."""

    people: People
    accounts: Accounts
    records: Records
    configured: Store
    requests: AccessRequests
    invitations: Invitations
    belongings: Belongings
    grants: TemplateGrants
    announcements: Announcements
    audit: Audit
    steer: SteerLetters
    hints: Hints
    clock: Clock
    atomically: Atomically
    fixed: frozenset[int]

    @property
    def administrators(self) -> Administrators:
        """Who acts, and who has to stay."""
        return Administrators(self.people, self.audit, self.fixed)

    @property
    def let_in(self) -> LetIn:
        """Let somebody in, inside a transaction."""
        return LetIn(
            people=self.people,
            requests=self.requests,
            announcements=self.announcements,
            audit=self.audit,
            clock=self.clock,
        )

    @property
    def ask(self) -> AskForAccess:
        """Ask to be let in."""
        return AskForAccess(
            people=self.people,
            requests=self.requests,
            announcements=self.announcements,
            hints=self.hints,
            clock=self.clock,
            atomically=self.atomically,
        )

    @property
    def answer(self) -> AnswerRequest:
        """Answer a request."""
        return AnswerRequest(
            administrators=self.administrators,
            requests=self.requests,
            let_in=self.let_in,
            audit=self.audit,
            hints=self.hints,
            clock=self.clock,
            atomically=self.atomically,
        )

    @property
    def invite(self) -> Invite:
        """Make and revoke links."""
        return Invite(
            administrators=self.administrators,
            people=self.people,
            invitations=self.invitations,
            audit=self.audit,
            clock=self.clock,
            atomically=self.atomically,
        )

    @property
    def open(self) -> OpenInvitation:
        """Open a link."""
        return OpenInvitation(
            people=self.people,
            invitations=self.invitations,
            let_in=self.let_in,
            announcements=self.announcements,
            hints=self.hints,
            clock=self.clock,
            atomically=self.atomically,
        )

    @property
    def change(self) -> ChangePerson:
        """Change a person."""
        return ChangePerson(
            administrators=self.administrators,
            people=self.people,
            accounts=self.accounts,
            configured=self.configured,
            grants=self.grants,
            announcements=self.announcements,
            authors=self.authors,
            audit=self.audit,
            hints=self.hints,
            clock=self.clock,
            atomically=self.atomically,
        )

    @property
    def remove(self) -> RemovePerson:
        """Remove a person."""
        return RemovePerson(
            administrators=self.administrators,
            people=self.people,
            records=self.records,
            belongings=self.belongings,
            steer=self.steer,
            grants=self.grants,
            announcements=self.announcements,
            authors=self.authors,
            audit=self.audit,
            hints=self.hints,
            clock=self.clock,
            atomically=self.atomically,
        )

    @property
    def authors(self) -> StopWithoutAuthor:
        """Switch off the scenarios of those who have left."""
        return StopWithoutAuthor(
            scenarios=self.configured,
            people=self.people,
            announcements=self.announcements,
            audit=self.audit,
            hints=self.hints,
            clock=self.clock,
            atomically=self.atomically,
        )
