"""The office with what checks its connection, and an administrator."""

import pytest

from bot.workers.worker import holding
from domain.checking.check_connection import CheckConnection
from domain.editing.editor import Editor
from domain.people import Person, Role
from domain.runs.mend_connection import MendConnection
from storage.repositories.drafts import DraftRepository
from storage.repositories.people import PersonRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.domain.deliveries.conftest import Office, office

__all__ = ["office"]


@pytest.fixture
async def admin(office: Office) -> Person:
    return await PersonRepository().let_in(1, Role.ADMIN, "Алиса")


@pytest.fixture
def mend(office: Office) -> MendConnection:
    hold = holding(office.work, office.clock)
    return MendConnection(outbox=office.outbox, probe=office.probe, steer=office.steer, hold=hold, clock=office.clock)


@pytest.fixture
def drafts(office: Office) -> DraftRepository:
    return DraftRepository(SecretBox("a key of sixteen characters"), office.clock)


@pytest.fixture
def editor(office: Office, drafts: DraftRepository) -> Editor:
    return Editor(drafts=drafts, configured=office.configuration, atomically=atomically)


@pytest.fixture
def check(office: Office, mend: MendConnection, editor: Editor, drafts: DraftRepository) -> CheckConnection:
    return CheckConnection(
        mend=mend,
        outbox=office.outbox,
        editor=editor,
        drafts=drafts,
        settings=office.settings,
        sender=office.sender,
        clock=office.clock,
    )
