"""Announcing while the database takes nothing: the message is in the chat all the same."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.workers.announcer import TellAnnouncement
from domain.errors import DatabaseTrouble
from domain.work import WorkKind
from storage import models
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.people import PersonRepository
from tests.domain.deliveries.conftest import LEASE, Office
from tests.troubled import take_nothing


class Chat:
    """A chat in which messages are said and edited."""

    def __init__(self) -> None:
        self.done: list[str] = []

    async def say(self, *_: object) -> int:
        self.done.append("said")
        return 100

    async def edit(self, _person: int, message_id: int, _page: object) -> bool:
        self.done.append(f"edited {message_id}")
        return True

    async def offered(self, *_: object) -> None:
        """There are no buttons."""


async def test_what_could_not_be_written_as_told_is_edited_and_not_said_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    announcements, chat = AnnouncementRepository(office.clock), Chat()
    await announcements.add(7, "topic")

    async def draw(*_: object) -> Any:
        return SimpleNamespace(offered=())

    take_nothing(monkeypatch, AnnouncementRepository, "told", "full")
    screen: Any = SimpleNamespace(visit=lambda person: person, chat=chat)
    tell = TellAnnouncement(
        announcements=announcements,
        people=PersonRepository(),
        screen=screen,
        pages={"topic": draw},
        in_vain={},
        work=office.work,
        clock=office.clock,
    )
    (claim,) = await office.work.claim(WorkKind.ANNOUNCEMENT, office.clock(), LEASE)
    with pytest.raises(DatabaseTrouble):
        await tell(claim)
    office.clock.move(minutes=3)
    (claim,) = await office.work.claim(WorkKind.ANNOUNCEMENT, office.clock(), LEASE)
    await tell(claim)
    (row,) = await models.Announcement.all()
    assert (chat.done, row.message_id, row.due_at) == (["said", "edited 100"], 100, None)
