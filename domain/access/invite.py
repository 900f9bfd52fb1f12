"""Making and revoking invitations."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from domain.access.acting import Administrators
from domain.access.invitations import FIRST_LIVES, LIVES, Invitation, Invitations, NewInvitation, hash_of
from domain.audit import COMMAND_LINE, Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotFound
from domain.people import People, Person, Role


class InvitationMade(GonetsError):
    """Another link was made since the page was drawn: a second press makes no second link."""

    key = "error-invitation-made"


class InvitationGone(NotFound):
    """There is no such invitation."""

    key = "error-invitation-gone"


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was made now: its code is told once and is nowhere afterwards."""

    code: str
    role: Role
    expires_at: datetime


class Invite:
    """Makes one-time links for staff or administrators, and takes them back."""

    def __init__(
        self,
        *,
        administrators: Administrators,
        people: People,
        invitations: Invitations,
        audit: Audit,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._administrators = administrators
        self._people = people
        self._invitations = invitations
        self._audit = audit
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, by: Person | None, role: Role, after: int | None = None) -> NewLink:
        """Make a link; `after` is the newest link's number when the button was drawn.

        Raises NotYours or InvitationMade.
        """

        async def work() -> NewLink:
            actor = await self._administrators.acting(by)
            if after is not None and await self._invitations.newest_id() != after:
                raise InvitationMade(f"after {after}")
            return await self._make(role, actor, self._clock() + LIVES)

        return await self._atomically(work)

    async def first(self) -> str | None:
        """Return the code of a link for the first administrator when there is none at all, else None."""

        async def work() -> str | None:
            if await self._people.administrators():
                return None
            link = await self._make(Role.ADMIN, COMMAND_LINE, self._clock() + FIRST_LIVES, bootstrap=True)
            return link.code

        return await self._atomically(work)

    async def revoke(self, by: Person, invitation_id: int) -> tuple[Invitation, bool]:
        """Take a link back; return it as it stands, and whether this press did it.

        Raises NotYours or InvitationGone.
        """

        async def work() -> bool:
            actor = await self._administrators.acting(by)
            invitation = await self._get(invitation_id)
            if not await self._invitations.revoke(invitation_id, self._clock()):
                return False
            await self._note(actor, Act.REVOKED, invitation_id, invitation.role)
            return True

        first = await self._atomically(work)
        return await self._get(invitation_id), first

    async def _make(self, role: Role, actor: Actor, expires_at: datetime, *, bootstrap: bool = False) -> NewLink:
        code = secrets.token_urlsafe(16)
        number = await self._invitations.add(
            NewInvitation(
                code_hash=hash_of(code),
                role=role,
                created_by=actor.person_id,
                created_at=self._clock(),
                expires_at=expires_at,
                bootstrap=bootstrap,
            )
        )
        await self._note(actor, Act.INVITED, number, role, expires_at)
        return NewLink(code, role, expires_at)

    async def _note(
        self, actor: Actor, act: Act, invitation_id: int, role: Role, expires_at: datetime | None = None
    ) -> None:
        changes: dict[str, tuple[str | None, str | None]] = {
            "role": (None, role) if act is Act.INVITED else (role, None)
        }
        if expires_at is not None:
            changes["expires_at"] = (None, expires_at.isoformat())
        await self._audit.note(
            AuditEntry(self._clock(), actor, act, Kind.INVITATION, object_id=invitation_id, changes=changes)
        )

    async def _get(self, invitation_id: int) -> Invitation:
        invitation = await self._invitations.get(invitation_id)
        if invitation is None:
            raise InvitationGone(f"invitation {invitation_id}")
        return invitation
