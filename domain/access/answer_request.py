"""Answering a stranger's request: whichever administrator is first decides."""

from dataclasses import dataclass

from domain.access.access_requests import AccessRequest, AccessRequests, RequestState
from domain.access.acting import Administrators
from domain.access.let_in import LetIn
from domain.audit import Act, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import NotFound
from domain.people import Person, Role
from domain.work import Hints, WorkKind


class RequestGone(NotFound):
    """The request is no longer there: the stranger has asked anew."""

    key = "error-request-gone"


@dataclass(frozen=True, slots=True)
class Decision:
    """The request as it stands after the press, and whether this press decided it."""

    request: AccessRequest
    first: bool


class AnswerRequest:
    """Lets a stranger in as staff, or declines. Whoever comes second changes nothing and learns who was first."""

    def __init__(
        self,
        *,
        administrators: Administrators,
        requests: AccessRequests,
        let_in: LetIn,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._administrators = administrators
        self._requests = requests
        self._let_in = let_in
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, by: Person, request_id: int, *, allow: bool) -> Decision:
        """Raises NotYours or RequestGone."""

        async def work() -> bool:
            actor = await self._administrators.acting(by)
            request = await self._get(request_id)
            if not request.is_open:
                return False
            if allow:
                await self._let_in(request.telegram_id, Role.STAFF, request.name, actor, request=request.id)
                return True
            await self._let_in.answer(request, RequestState.DECLINED, actor)
            await self._audit.note(
                AuditEntry(
                    at=self._clock(),
                    actor=actor,
                    act=Act.DECLINED,
                    kind=Kind.PERSON,
                    object_id=request.telegram_id,
                    name=request.name,
                )
            )
            return True

        first = await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return Decision(await self._get(request_id), first)

    async def _get(self, request_id: int) -> AccessRequest:
        request = await self._requests.get(request_id)
        if request is None:
            raise RequestGone(f"request {request_id}")
        return request
