"""Who may change whom, what a removal leaves, and what a link or a request comes to, whoever is first."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.access.access_requests import ANSWER_TOPIC, REQUEST_TOPIC, UNTOLD_TOPIC, RequestState
from domain.access.acting import FixedAdministrator, LastAdministrator, PersonChanged, PersonGone
from domain.access.answer_request import RequestGone
from domain.access.ask_for_access import MOST_AN_HOUR, ONCE_IN, Reply
from domain.access.change_person import AccountGone
from domain.access.invitations import FIRST_LIVES, LIVES, Unusable
from domain.access.invite import InvitationMade
from domain.access.remove_person import Disposal
from domain.access.suggest_accounts import SuggestAccounts
from domain.accounts.account import Account
from domain.configuration.authors import TOPIC
from domain.errors import NotYours
from domain.people import Role
from domain.records.template_access import TemplateAccess, TemplateNotAllowed
from domain.time_zones import UnknownTimeZone
from domain.work import LostClaim, WorkKind
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.repositories.work import WorkRepository
from tests.domain.access.conftest import ADMIN, FIXED, STAFF, Company

STRANGER = 50


async def test_a_request_is_announced_to_every_administrator_and_answered_once(company: Company) -> None:
    access = company.access
    assert await access.ask(STRANGER, "Пётр", "en") is Reply.SENT
    assert sorted(await company.told(REQUEST_TOPIC)) == [FIXED, ADMIN]
    assert await access.ask(STRANGER, "Пётр", "en") is Reply.WAITING
    request = await access.requests.of(STRANGER)
    assert request is not None
    other = await company.person(FIXED)
    decisions = await asyncio.gather(
        access.answer(company.admin, request.id, allow=True), access.answer(other, request.id, allow=False)
    )
    assert sorted(item.first for item in decisions) == [False, True]
    assert len({item.request.state for item in decisions}) == 1
    assert await company.told(ANSWER_TOPIC) == [STRANGER]
    assert len(await company.acts()) == 1


async def test_a_stranger_hears_once_that_no_administrator_could_be_told_and_only_while_it_is_so(
    company: Company,
) -> None:
    access = company.access
    await access.ask(STRANGER, "Пётр", "en")
    request = await access.requests.of(STRANGER)
    assert request is not None
    await access.ask.nobody_was_told(request.id)
    assert await company.told(UNTOLD_TOPIC) == []
    await models.Announcement.filter(topic=REQUEST_TOPIC).update(due_at=None)
    await access.ask.nobody_was_told(request.id)
    await access.ask.nobody_was_told(request.id)
    assert await company.told(UNTOLD_TOPIC) == [STRANGER]
    await models.Announcement.filter(topic=UNTOLD_TOPIC).delete()
    await access.answer(company.admin, request.id, allow=False)
    await access.ask.nobody_was_told(request.id)
    assert await company.told(UNTOLD_TOPIC) == []


async def test_a_declined_stranger_may_ask_again_after_a_day_and_the_old_request_is_gone(company: Company) -> None:
    access, clock = company.access, company.office.clock
    await access.ask(STRANGER, "Пётр", None)
    old = await access.requests.of(STRANGER)
    assert old is not None
    await access.answer(company.admin, old.id, allow=False)
    assert await access.ask(STRANGER, "Пётр", None) is Reply.DECLINED
    clock.now += ONCE_IN
    assert await access.ask(STRANGER, "Пётр", None) is Reply.SENT
    with pytest.raises(RequestGone):
        await access.answer(company.admin, old.id, allow=True)


async def test_a_request_that_nobody_answered_for_a_day_may_be_made_again(company: Company) -> None:
    access, clock = company.access, company.office.clock
    await access.ask(STRANGER, "Пётр", None)
    clock.now += ONCE_IN
    assert await access.ask(STRANGER, "Пётр", None) is Reply.SENT
    assert len(await company.told(REQUEST_TOPIC)) == 4


async def test_requests_of_an_hour_are_bounded_over_all_strangers(company: Company) -> None:
    access, clock = company.access, company.office.clock
    replies = [await access.ask(STRANGER + number, "", None) for number in range(MOST_AN_HOUR + 1)]
    assert replies == [Reply.SENT] * MOST_AN_HOUR + [Reply.TOO_MANY]
    clock.now += timedelta(hours=1)
    assert await access.ask(STRANGER + MOST_AN_HOUR, "", None) is Reply.SENT


async def test_many_at_once_pass_the_bound_no_more_than_one_after_the_other(company: Company) -> None:
    replies = await asyncio.gather(*(company.access.ask(STRANGER + number, "", None) for number in range(30)))
    assert replies.count(Reply.SENT) == MOST_AN_HOUR


async def test_somebody_let_in_by_the_command_line_needs_no_answer_any_more(company: Company) -> None:
    access = company.access
    await access.ask(STRANGER, "Пётр", None)
    actor = await access.administrators.acting(None)
    await access.atomically(lambda: access.let_in(STRANGER, Role.STAFF, "Пётр", actor))
    request = await access.requests.of(STRANGER)
    assert request is not None
    assert (request.state, request.decided_by) == (RequestState.ALLOWED, None)
    assert await company.told(ANSWER_TOPIC) == [STRANGER]


@pytest.mark.parametrize("by", [STAFF, STRANGER])
async def test_nobody_but_an_administrator_changes_anybody(company: Company, by: int) -> None:
    access = company.access
    # What the middleware read may be out of date by now: the use case looks for itself.
    person = replace(company.admin, telegram_id=by)
    stamp = (await company.person(STAFF)).stamp
    for act in (
        access.answer(person, 1, allow=True),
        access.change.role(person, STAFF, Role.ADMIN, stamp),
        access.change.language(person, STAFF, "en", stamp),
        access.change.time_zone(person, STAFF, "Asia/Omsk", stamp),
        access.change.account(person, STAFF, None, stamp),
        access.change.template(person, STAFF, 1, allowed=True),
        access.remove(person, ADMIN, Disposal.LET_GO),
        access.invite(person, Role.ADMIN),
        access.invite.revoke(person, 1),
    ):
        with pytest.raises(NotYours):
            await act
    assert await company.acts() == []


async def test_two_administrators_who_demote_each_other_at_once_leave_one(company: Company) -> None:
    access = company.access
    await models.Person.filter(telegram_id=FIXED).update(active=False)
    other = await access.people.let_in(3, Role.ADMIN, "Вера")
    results = await asyncio.gather(
        access.change.role(company.admin, 3, Role.STAFF),
        access.change.role(other, ADMIN, Role.STAFF),
        return_exceptions=True,
    )
    assert len([item for item in results if isinstance(item, Exception)]) == 1
    assert len(await access.people.administrators()) == 1


async def test_the_last_and_the_fixed_administrator_stay(company: Company) -> None:
    access = company.access
    for act in (access.change.role(None, FIXED, Role.STAFF), access.remove(None, FIXED, Disposal.LET_GO)):
        with pytest.raises(FixedAdministrator):
            await act
    await models.Person.filter(telegram_id=FIXED).update(active=False)
    for act in (access.change.role(None, ADMIN, Role.STAFF), access.remove(company.admin, ADMIN, Disposal.LET_GO)):
        with pytest.raises(LastAdministrator):
            await act
    assert (await company.person(ADMIN)).is_admin


async def test_what_a_page_was_drawn_from_must_still_be_so(company: Company) -> None:
    access = company.access
    stamp = (await company.person(STAFF)).stamp
    await access.change.language(company.admin, STAFF, "en", stamp)
    with pytest.raises(PersonChanged) as told:
        await access.change.role(await company.person(FIXED), STAFF, Role.ADMIN, stamp)
    assert told.value.params == {"name": "Алиса"}
    assert (await company.person(STAFF)).role is Role.STAFF


async def test_a_wrong_zone_or_account_is_refused(company: Company) -> None:
    access = company.access
    stamp = (await company.person(STAFF)).stamp
    with pytest.raises(UnknownTimeZone):
        await access.change.time_zone(company.admin, STAFF, "Тридевятое царство", stamp)
    archived = await company.access.accounts.get(1)
    assert archived is None
    with pytest.raises(AccountGone):
        await access.change.account(company.admin, STAFF, 1, stamp)
    with pytest.raises(PersonGone):
        await access.change.account(company.admin, STRANGER, None, stamp)


async def test_a_run_in_hand_is_lost_to_its_worker_when_it_is_handed_over(company: Company) -> None:
    office, access = company.office, company.access
    work = WorkRepository()
    await models.ScenarioRun.all().update(status="running", due_at=office.clock())
    await models.Record.all().update(status="sending", revision=2)
    (claim,) = await work.claim(WorkKind.RUN, office.clock(), timedelta(minutes=1))
    await access.remove(company.admin, STAFF, Disposal.HAND_OVER, heir_id=ADMIN)
    with pytest.raises(LostClaim):
        await work.fence(claim)
    (again,) = await work.claim(WorkKind.RUN, office.clock(), timedelta(minutes=1))
    assert again.id == claim.id
    run = await models.ScenarioRun.get(id=claim.id)
    assert run.person_id == ADMIN


@pytest.mark.parametrize("heir", [None, STAFF, STRANGER])
async def test_nothing_is_handed_over_to_nobody(company: Company, heir: int | None) -> None:
    with pytest.raises(PersonGone):
        await company.access.remove(company.admin, STAFF, Disposal.HAND_OVER, heir_id=heir)
    assert await company.access.people.get(STAFF) is not None
    assert await company.acts() == []


async def test_what_was_sent_stays_its_authors(company: Company) -> None:
    await models.Record.all().update(status="sent")
    await company.access.remove(company.admin, STAFF, Disposal.HAND_OVER, heir_id=ADMIN)
    assert await models.Record.filter(creator_id=STAFF).count() == 1


async def test_cancelling_stops_a_run_that_has_not_begun(company: Company) -> None:
    await models.ScenarioRun.all().update(status="running", due_at=company.office.clock())
    await models.Record.all().update(status="sending", revision=2)
    await company.access.remove(company.admin, STAFF, Disposal.CANCEL)
    run = await models.ScenarioRun.get()
    assert (run.status, run.due_at) == ("ended", None)
    assert await company.office.status() == "draft"


async def test_cancelling_leaves_alone_what_the_mail_server_has(company: Company) -> None:
    number = await company.office.letter()
    await models.Record.all().update(status="sending", revision=2)
    await models.Delivery.filter(id=number).update(state="transmitting")
    await models.Recipient.filter(delivery_id=number).update(state="transmitting")
    await company.access.remove(company.admin, STAFF, Disposal.CANCEL)
    assert (await models.Delivery.get(id=number)).state == "transmitting"
    assert await company.access.people.get(STAFF) is None


async def test_a_removal_that_fails_changes_nothing_at_all(company: Company) -> None:
    number = await company.office.letter()
    await models.Record.all().update(status="sending", revision=2)
    await models.Person.filter(telegram_id=FIXED).update(active=False)
    await models.Record.all().update(creator_id=ADMIN)
    with pytest.raises(LastAdministrator):
        await company.access.remove(company.admin, ADMIN, Disposal.CANCEL)
    assert (await models.Delivery.get(id=number)).state == "queued"


async def test_a_link_is_used_once_however_many_open_it_at_once(company: Company) -> None:
    link = await company.access.invite(company.admin, Role.STAFF)
    opened = await asyncio.gather(*(company.access.open(STRANGER + number, "", link.code) for number in range(5)))
    assert [item.let_in for item in opened].count(True) == 1
    assert {item.unusable for item in opened if not item.let_in} == {Unusable.USED}


async def test_links_end_and_a_second_press_makes_no_second_one(company: Company) -> None:
    access = company.access
    link = await access.invite(company.admin, Role.ADMIN, 0)
    with pytest.raises(InvitationMade):
        await access.invite(company.admin, Role.ADMIN, 0)
    company.office.clock.now += LIVES
    assert (await access.open(STRANGER, "", link.code)).unusable is Unusable.EXPIRED


async def test_the_first_administrators_link_is_for_an_empty_installation_only(company: Company) -> None:
    access = company.access
    assert await access.invite.first() is None
    await models.Person.filter(role="admin").update(active=False)
    code = await access.invite.first()
    assert code is not None
    company.office.clock.now += FIRST_LIVES / 2
    await models.Person.filter(telegram_id=ADMIN).update(active=True)
    assert (await access.open(STRANGER, "", code)).unusable is Unusable.EXPIRED
    total = await access.invitations.usable(company.office.clock())
    assert total == 0


async def test_a_template_is_for_everyone_or_for_those_who_were_granted_it(company: Company) -> None:
    access = company.access
    (stored,) = await access.configured.templates()
    document = stored.document.model_copy(update={"allowed": "administrators"})
    await company.office.configuration.save_template(document)
    (stored,) = await access.configured.templates()
    rules = TemplateAccess(access.people, access.grants, access.configured)
    staff = await company.person(STAFF)
    assert await rules.usable(staff) == []
    assert await rules.usable(company.admin) == [stored]
    with pytest.raises(TemplateNotAllowed):
        await rules.check(staff, stored)
    for _ in range(2):
        await access.change.template(company.admin, STAFF, stored.id, allowed=True)
    assert await company.acts() == ["changed"]
    assert await rules.usable(staff) == [stored]
    await rules.check(staff, stored)
    await access.remove(company.admin, STAFF, Disposal.LET_GO)
    with pytest.raises(NotYours):
        await rules.check(staff, stored)
    await access.people.let_in(STAFF, Role.STAFF)
    assert await rules.usable(staff) == []


async def test_accounts_are_suggested_by_the_name_and_never_those_of_others(company: Company) -> None:
    access = company.access
    accounts = company.access.accounts
    made = [
        await accounts.add(Account(0, mbox, name, mbox))
        for name, mbox in (("Иванов Пётр", "petr@firma.local"), ("Иванова Анна", "ivanova@firma.local"))
    ]
    suggest = SuggestAccounts(accounts, access.people)

    async def names(name: str) -> list[str]:
        person = replace(await company.person(STAFF), name=name)
        return [item.full_name for item in await suggest(person)]

    assert await names("Петр Иванов") == ["Иванов Пётр"]
    assert await names("Петруша Иванов") == ["Иванов Пётр", "Иванова Анна"]
    assert await names("Petr Ivanov") == ["Иванов Пётр"]
    assert await names("☀️") == []
    assert await names("") == []
    await models.Person.filter(telegram_id=ADMIN).update(account_id=made[0].id)
    assert await names("Петр Иванов") == ["Иванова Анна"]


async def test_a_scenario_is_switched_off_with_the_access_of_its_author_and_administrators_are_told(
    company: Company,
) -> None:
    account = await AccountRepository().add(Account(0, "boris", "Борис", "boris@firma.local"))
    await models.Person.filter(telegram_id=STAFF).update(account_id=account.id)
    await company.office.change_scenario(author="boris")
    await company.access.remove(company.admin, STAFF, Disposal.LET_GO)
    (stored,) = await company.office.configuration.scenarios()
    assert not stored.document.enabled
    assert await company.told(TOPIC) == [ADMIN, FIXED]


async def test_a_scenario_is_switched_off_when_its_author_is_linked_to_another_account(company: Company) -> None:
    account = await AccountRepository().add(Account(0, "boris", "Борис", "boris@firma.local"))
    await models.Person.filter(telegram_id=STAFF).update(account_id=account.id)
    await company.office.change_scenario(author="boris")
    stamp = (await company.person(STAFF)).stamp
    await company.access.change.account(company.admin, STAFF, None, stamp)
    (stored,) = await company.office.configuration.scenarios()
    assert not stored.document.enabled
