"""What commands about people share: the open database with the use cases over it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.app.environment import PeopleSettings
from bot.cli.storage import open_storage
from domain.work import WorkKind

if TYPE_CHECKING:
    from bot.people.use_cases import AccessUseCases


class NobodyToWake:
    """A command has no workers: the running bot finds what is due by itself."""

    def wake(self, kind: WorkKind) -> None:
        """Do nothing."""


@asynccontextmanager
async def open_access() -> "AsyncIterator[AccessUseCases]":
    """Open the database of the settings, with the use cases over people."""
    from bot.people.use_cases import AccessUseCases
    from domain.clock import system_clock
    from domain.runs.steer_letters import SteerLetters
    from storage.repositories.access_requests import AccessRequestRepository
    from storage.repositories.accounts import AccountRepository
    from storage.repositories.announcements import AnnouncementRepository
    from storage.repositories.audit import AuditRepository
    from storage.repositories.belongings import BelongingsRepository
    from storage.repositories.deliveries import DeliveryRepository
    from storage.repositories.invitations import InvitationRepository
    from storage.repositories.people import PersonRepository
    from storage.repositories.records import RecordRepository
    from storage.repositories.runs import RunRepository
    from storage.repositories.template_grants import TemplateGrantRepository
    from storage.transactions import atomically

    settings = PeopleSettings.load()
    async with open_storage(settings) as storage:
        records, hints, clock = RecordRepository(), NobodyToWake(), system_clock
        steer = SteerLetters(
            records=records,
            runs=RunRepository(),
            deliveries=DeliveryRepository(),
            configured=storage.configuration,
            hints=hints,
            clock=clock,
            atomically=atomically,
        )
        yield AccessUseCases(
            people=PersonRepository(),
            accounts=AccountRepository(),
            records=records,
            configured=storage.configuration,
            requests=AccessRequestRepository(),
            invitations=InvitationRepository(),
            belongings=BelongingsRepository(),
            grants=TemplateGrantRepository(),
            announcements=AnnouncementRepository(clock),
            audit=AuditRepository(),
            steer=steer,
            hints=hints,
            clock=clock,
            atomically=atomically,
            fixed=frozenset(settings.admins),
        )
