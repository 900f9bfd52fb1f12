"""Authors of scenarios: in whose name a scenario acts where nobody has pressed, and what happens when they leave."""

import logging
from collections.abc import Collection
from typing import Protocol

from domain.announcements import Announcements, leave_to_administrators
from domain.audit import COMMAND_LINE, Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.documents import Stored
from domain.people import People
from domain.scenarios.document import Scenario
from domain.work import Hints, WorkKind

log = logging.getLogger(__name__)

TOPIC = "author-left"
"""What administrators are told when a scenario was switched off because its author has left."""


class AuthoredScenarios(Protocol):
    """Scenarios, and who may be their authors."""

    async def scenarios(self) -> list[Stored[Scenario]]:
        """Return all scenarios."""
        ...

    async def authors(self, usernames: Collection[str]) -> frozenset[str]:
        """Return those usernames whose accounts are in use and belong to somebody who may use the bot."""
        ...

    async def save_scenario(self, document: Scenario, *, by: int | None = None) -> bool:
        """Write a scenario; False when nothing changed."""
        ...


class StopWithoutAuthor:
    """Switches off scenarios whose author may not act any more, and tells administrators of each, once."""

    def __init__(
        self,
        *,
        scenarios: AuthoredScenarios,
        people: People,
        announcements: Announcements,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._scenarios = scenarios
        self._people = people
        self._announcements = announcements
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, actor: Actor = COMMAND_LINE) -> int:
        """Look at all; return how many were switched off. It may be asked for as often as one likes."""
        stopped = await self._atomically(lambda: self._stop(actor))
        if stopped:
            self._hints.wake(WorkKind.ANNOUNCEMENT)
        return stopped

    async def _stop(self, actor: Actor) -> int:
        authored = [
            item for item in await self._scenarios.scenarios() if item.document.enabled and item.document.author
        ]
        names = {item.document.author for item in authored if item.document.author}
        known = await self._scenarios.authors(names) if names else frozenset[str]()
        stopped = 0
        for stored in authored:
            document = stored.document
            if document.author in known:
                continue
            await self._scenarios.save_scenario(document.model_copy(update={"enabled": False}), by=actor.person_id)
            changes = {"enabled": (True, False)}
            entry = AuditEntry(self._clock(), actor, Act.DISABLED, Kind.SCENARIO, stored.id, document.title, changes)
            await self._audit.note(entry)
            about = {"author": document.author or "", "title": document.title}
            await leave_to_administrators(self._announcements, self._people, TOPIC, stored.id, about)
            log.warning("scenario %s is switched off: its author has left", document.system_name)
            stopped += 1
        return stopped
