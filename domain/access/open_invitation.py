"""Opening an invitation: a link lets one person in, or raises a member of staff, once."""

from dataclasses import dataclass

from domain.access.invitations import USED_TOPIC, Invitation, Invitations, Unusable, hash_of
from domain.access.let_in import LetIn
from domain.announcements import Announcements
from domain.audit import Actor
from domain.clock import Atomically, Clock
from domain.people import People, Role
from domain.work import Hints, WorkKind


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a link came to. `raised`: somebody who had access is an administrator now.

    `unusable` says why it lets nobody in; with neither the link was not needed, and stays as it was.
    """

    let_in: bool = False
    raised: bool = False
    unusable: Unusable | None = None


class OpenInvitation:
    """Uses a link up for whoever opens it. One who has what it gives keeps the link unused."""

    def __init__(
        self,
        *,
        people: People,
        invitations: Invitations,
        let_in: LetIn,
        announcements: Announcements,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._people = people
        self._invitations = invitations
        self._let_in = let_in
        self._announcements = announcements
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, telegram_id: int, name: str, code: str) -> Opened:
        """A link that is worth nothing changes nothing."""
        # Read apart from any transaction: guessing at links must not keep the database busy.
        invitation = await self._invitations.by_hash(hash_of(code))
        if invitation is None:
            return Opened(unusable=Unusable.UNKNOWN)
        opened = await self._atomically(lambda: self._open(invitation.id, telegram_id, name))
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return opened

    async def _open(self, invitation_id: int, telegram_id: int, name: str) -> Opened:
        invitation = await self._invitations.get(invitation_id)
        if invitation is None:
            return Opened(unusable=Unusable.UNKNOWN)
        person = await self._people.get(telegram_id)
        if person is not None and (person.is_admin or invitation.role is Role.STAFF):
            return Opened()
        now = self._clock()
        trouble = invitation.trouble(now)
        if trouble is None and invitation.bootstrap and await self._people.administrators():
            trouble = Unusable.EXPIRED
        if trouble is not None:
            return Opened(unusable=trouble)
        if not await self._invitations.use(invitation.id, telegram_id, now):
            return Opened(unusable=Unusable.USED)
        await self._let_in(
            telegram_id,
            invitation.role,
            name,
            Actor(telegram_id),
            invitation=invitation.id,
            invited_by=invitation.created_by,
        )
        await self._tell(invitation, telegram_id)
        return Opened(let_in=person is None, raised=person is not None)

    async def _tell(self, invitation: Invitation, telegram_id: int) -> None:
        """Tell who made the link that it was opened; all administrators where nobody we know made it."""
        administrators = {item.telegram_id for item in await self._people.administrators()} - {telegram_id}
        made_by = invitation.created_by
        for number in {made_by} & administrators if made_by is not None else administrators:
            await self._announcements.add(number, USED_TOPIC, invitation.id)
