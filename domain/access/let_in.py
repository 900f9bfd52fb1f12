"""Letting somebody in, by whichever way: their request is answered by it, and the trail keeps it."""

from typing import Any

from domain.access.access_requests import ANSWER_TOPIC, REQUEST_TOPIC, AccessRequest, AccessRequests, RequestState
from domain.announcements import Announcements
from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Clock
from domain.people import People, Person, Role


class LetIn:
    """Gives access, or another role, inside the caller's transaction. Wake ANNOUNCEMENT afterwards."""

    def __init__(
        self, *, people: People, requests: AccessRequests, announcements: Announcements, audit: Audit, clock: Clock
    ) -> None:
        self._people = people
        self._requests = requests
        self._announcements = announcements
        self._audit = audit
        self._clock = clock

    async def __call__(self, telegram_id: int, role: Role, name: str, actor: Actor, **why: Any) -> Person:
        """`why` joins the note in the trail: by which link, for instance."""
        before = await self._people.get(telegram_id)
        person = await self._people.let_in(telegram_id, role, name)
        request = await self._requests.of(telegram_id)
        if request is not None and request.is_open:
            await self.answer(request, RequestState.ALLOWED, actor)
        await self._audit.note(
            AuditEntry(
                at=self._clock(),
                actor=actor,
                act=Act.LET_IN if before is None else Act.CHANGED,
                kind=Kind.PERSON,
                object_id=telegram_id,
                name=person.name,
                changes={"role": (before.role if before else None, role), **{key: (None, why[key]) for key in why}},
            )
        )
        return person

    async def answer(self, request: AccessRequest, state: RequestState, actor: Actor) -> bool:
        """Answer a request; the stranger is told, and so is every administrator. False when it has an answer."""
        if not await self._requests.decide(request.id, state, actor.person_id, self._clock()):
            return False
        await self._announcements.redraw(REQUEST_TOPIC, request.id)
        if actor.person_id != request.telegram_id:
            await self._announcements.add(request.telegram_id, ANSWER_TOPIC, request.id, language=request.language)
        return True
