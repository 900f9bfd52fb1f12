"""The rules of access over a real database, without a chat."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.people.use_cases import AccessUseCases
from bot.workers.local_hints import LocalHints
from domain.audit import AuditFilter
from domain.people import Person, Role
from storage import models
from storage.repositories.access_requests import AccessRequestRepository
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.belongings import BelongingsRepository
from storage.repositories.invitations import InvitationRepository
from storage.repositories.people import PersonRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import Office, ToldSender, open_office

FIXED, ADMIN, STAFF = 1, 2, 7


@dataclass
class Company:
    """An administrator of the settings, another one, and Борис, who has a letter under way."""

    office: Office
    access: AccessUseCases
    admin: Person

    async def person(self, number: int) -> Person:
        found = await self.access.people.get(number)
        assert found is not None
        return found

    async def told(self, topic: str) -> list[int]:
        rows = await models.Announcement.filter(topic=topic).order_by("id")
        return [row.person_id for row in rows]

    async def acts(self) -> list[str]:
        entries = await self.access.audit.latest(AuditFilter(), 50)
        return [str(entry.act) for entry in reversed(entries)]


@pytest.fixture
async def company(tmp_path: Path) -> AsyncIterator[Company]:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        people = PersonRepository()
        await people.let_in(FIXED, Role.ADMIN, "Фёкла")
        admin = await people.let_in(ADMIN, Role.ADMIN, "Алиса")
        access = AccessUseCases(
            people=people,
            accounts=AccountRepository(),
            records=office.records,
            configured=office.configuration,
            requests=AccessRequestRepository(),
            invitations=InvitationRepository(),
            belongings=BelongingsRepository(),
            grants=TemplateGrantRepository(),
            announcements=AnnouncementRepository(office.clock),
            audit=AuditRepository(),
            steer=office.steer,
            hints=LocalHints(),
            clock=office.clock,
            atomically=atomically,
            fixed=frozenset({FIXED}),
        )
        yield Company(office, access, admin)
