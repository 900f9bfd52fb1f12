"""Asking an administrator for somebody who is not in the directory, at the desk."""

import pytest

from bot.workers.local_hints import LocalHints
from domain.account_requests import ask_for_account
from domain.account_requests.account_requests import TooManyRequests
from domain.account_requests.ask_for_account import AskForAccount
from domain.account_requests.decide_request import FillWaiting
from domain.accounts.keep_accounts import KeepAccounts
from domain.records.fillings import Fillings
from storage.repositories.account_requests import AccountRequestRepository
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically
from tests.domain.records.desk import Desk


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    await desk.template("{title: Кому, type: account, multiple: true, required: true}")
    return desk


def asking(desk: Desk) -> AskForAccount:
    people, requests, directory = PersonRepository(), AccountRequestRepository(), AccountRepository()
    fillings = Fillings(desk.records, desk.configuration, requests, desk.clock)
    return AskForAccount(
        requests=requests,
        directory=directory,
        fillings=fillings,
        records=desk.records,
        keep=KeepAccounts(
            directory=directory, people=people, audit=AuditRepository(), clock=desk.clock, atomically=atomically
        ),
        fill=FillWaiting(records=desk.records, configured=desk.configuration, fillings=fillings),
        people=people,
        announcements=AnnouncementRepository(desk.clock),
        hints=LocalHints(),
        clock=desk.clock,
        atomically=atomically,
    )


async def test_somebody_may_be_asked_for_until_too_many_are_open(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask_for_account, "MOST_OPEN", 2)
    ask = asking(desk)
    await desk.begin()
    record, attribute = await desk.question()
    for number in range(2):
        await ask.begin(desk.person, record, attribute)
        asked = await ask(desk.person, record, attribute, f"Пётр {number}", f"p{number}@firma.local")
        assert asked.outcome == "asked"
    with pytest.raises(TooManyRequests):
        await ask(desk.person, record, attribute, "Пётр 3", "p3@firma.local")
    with pytest.raises(TooManyRequests):
        await ask.begin(desk.person, record, attribute)
