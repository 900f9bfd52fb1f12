"""Telling administrators of a connection while the database takes nothing: the message is in the chat all the same."""

import pytest

from bot.workers.notifier import TellNotice
from domain.errors import DatabaseTrouble
from domain.messages.sending import Failure, Phase
from domain.people import Role
from domain.work import WorkKind
from storage.repositories.notices import NoticeRepository
from storage.repositories.people import PersonRepository
from tests.domain.deliveries.conftest import LEASE, Office, breaks
from tests.troubled import take_nothing


async def test_an_administrator_is_told_once_though_that_cannot_be_written_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, told = PersonRepository(), list[str]()
    await people.let_in(8, Role.ADMIN, "Анна")
    await office.letter()
    office.sender.answers = [breaks(Phase.LOGIN, Failure.CERTIFICATE)]
    await office.send()

    async def tell(*about: object) -> None:
        told.append(str(about[-1]))

    act = TellNotice(
        notices=NoticeRepository(), outbox=office.outbox, people=people, tell=tell, work=office.work, clock=office.clock
    )

    take_nothing(monkeypatch, NoticeRepository, "done", "full")
    (claim,) = await office.work.claim(WorkKind.NOTICE, office.clock(), LEASE)
    with pytest.raises(DatabaseTrouble):
        await act(claim)
    office.clock.move(minutes=3)
    (claim,) = await office.work.claim(WorkKind.NOTICE, office.clock(), LEASE)
    await act(claim)
    assert (told, await office.notices()) == (["suspended"], [])
