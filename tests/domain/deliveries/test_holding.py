"""Holding everything back: nothing is sent or begun until it is let go, and nothing is lost meanwhile."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from tortoise.connection import get_connection

from bot.workers.local_hints import LocalHints
from domain.audit import AuditFilter, Kind
from domain.deliveries.delivery import Attempt
from domain.deliveries.holding import HoldEverything, Holding
from domain.deliveries.lanes import Hold
from domain.errors import NotYours
from domain.messages.sending import Failure, Phase
from domain.people import Person, Role
from domain.runs.run import RunStatus
from domain.work import Claim, LostClaim, WorkKind
from storage.repositories.audit import AuditRepository
from storage.repositories.card_rows import CardRowsRepository
from storage.repositories.holding import HoldingRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import LEASE, Office, answers, breaks

ANNA = Person(8, "Анна", Role.ADMIN)


def holder(office: Office) -> HoldEverything:
    return HoldEverything(
        holdings=HoldingRepository(),
        people=PersonRepository(),
        audit=AuditRepository(),
        hints=LocalHints(),
        clock=office.clock,
        atomically=atomically,
    )


async def hold(office: Office) -> None:
    await PersonRepository().let_in(ANNA.telegram_id, Role.ADMIN, ANNA.name)
    assert (await holder(office).turn(ANNA, 0)).holding.is_held


async def let_go(office: Office) -> None:
    assert not (await holder(office).turn(ANNA, 1)).holding.is_held


async def test_no_letter_is_taken_while_everything_is_held_back_and_all_go_in_order_afterwards(office: Office) -> None:
    numbers = [await office.letter(f"{place}@firma.local") for place in range(3)]
    await hold(office)
    office.clock.move(minutes=5)
    assert await office.taken() == []
    await let_go(office)
    for _ in numbers:
        await office.send()
    assert [addresses[0] for addresses in office.sender.carried] == ["0@firma.local", "1@firma.local", "2@firma.local"]


async def test_a_letter_behind_its_mark_goes_to_its_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number = await office.letter()
    marks = office.outbox.mark

    async def mark_and_hold(claim: Claim, attempt: Attempt, addresses: Collection[str]) -> bool:
        marked = await marks(claim, attempt, addresses)
        await hold(office)
        return marked

    monkeypatch.setattr(office.outbox, "mark", mark_and_hold)
    await office.send()
    assert office.sender.dots == 1
    assert (await office.delivery(number)).state == "sent"


async def test_a_letter_before_its_mark_is_not_sent_any_more_and_goes_when_it_is_let_go(office: Office) -> None:
    number = await office.letter()
    office.sender.before = lambda: hold(office)
    with pytest.raises(LostClaim):
        await office.send()
    assert office.sender.dots == 0
    assert await office.taken() == []
    office.sender.before = None
    await let_go(office)
    await office.send()
    assert office.sender.dots == 1
    assert (await office.delivery(number)).state == "sent"


async def test_no_run_is_advanced_and_the_worker_is_not_woken_for_it(office: Office) -> None:
    await office.runs.set_status(office.run_id, RunStatus.RUNNING, None)
    await hold(office)
    office.clock.move(minutes=1)
    assert await office.work.claim(WorkKind.RUN, office.clock(), LEASE) == []
    assert await office.work.next_due(WorkKind.RUN) is None
    await let_go(office)
    assert len(await office.work.claim(WorkKind.RUN, office.clock(), LEASE)) == 1


async def test_a_run_that_somebody_has_in_hand_writes_nothing_more(office: Office) -> None:
    await office.runs.set_status(office.run_id, RunStatus.RUNNING, None)
    (claim,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    await hold(office)
    with pytest.raises(LostClaim):
        await office.work.fence(claim)


async def test_what_is_told_goes_on_while_everything_is_held_back(office: Office) -> None:
    await office.letter()
    await hold(office)
    assert await office.news() == ["card"]
    assert len(await office.work.claim(WorkKind.REPORT, office.clock(), LEASE, 10)) == 1


async def test_a_letter_that_outlives_its_time_while_held_is_its_authors_question_and_fails_never(
    office: Office,
) -> None:
    number = await office.letter()
    await hold(office)
    office.clock.move(days=10)
    assert await office.taken() == []
    assert (await office.delivery(number)).state == "overdue"
    assert "overdue" in await office.news()
    await office.steer.still_needed(office.person, office.record.id)
    assert await office.taken() == []
    await let_go(office)
    await office.send()
    assert (await office.delivery(number)).state == "sent"


async def test_the_worker_looks_again_when_a_held_letter_outlives_its_time(office: Office) -> None:
    number = await office.letter()
    await hold(office)
    _, wake_at = await office.outbox.take(office.clock(), LEASE, 10)
    assert wake_at == (await office.delivery(number)).give_up_at


async def test_a_retry_whose_time_passes_while_held_goes_at_once_afterwards(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [answers(451, "4.3.0", "later")]
    await office.send()
    await hold(office)
    office.clock.move(hours=2)
    assert await office.taken() == []
    assert (await office.delivery(number)).state == "deferred"
    await let_go(office)
    await office.send()
    assert (await office.delivery(number)).state == "sent"


async def test_a_worker_that_was_killed_behind_its_mark_leaves_a_question_though_everything_is_held(
    office: Office,
) -> None:
    number = await office.letter()
    taken = await office.take()
    assert await office.outbox.mark(taken.claim, taken.attempt, ["ivanov@firma.local"])
    await hold(office)
    office.clock.move(minutes=5)
    await office.taken()
    assert (await office.delivery(number)).state == "uncertain"


async def test_a_card_says_that_everything_is_held_whatever_its_connection_does(office: Office) -> None:
    number = await office.letter()
    connection = (await office.delivery(number)).connection_id
    assert await office.deliveries.holds([connection]) == {}
    await hold(office)
    assert (await office.deliveries.holds([connection]))[connection].hold is Hold.EVERYTHING
    rows = await CardRowsRepository(office.runs, office.deliveries)(office.record.id)
    assert rows is not None
    assert rows.everything_held
    assert (await office.standing()).hold is None
    await let_go(office)
    assert await office.deliveries.holds([connection]) == {}


async def test_a_probe_goes_on_and_its_success_sends_nothing_while_everything_is_held(office: Office) -> None:
    await office.letter()
    office.sender.answers = [breaks(Phase.CONNECT, Failure.NAME_NOT_FOUND)]
    await office.send()
    await hold(office)
    office.clock.move(minutes=30)
    assert await office.probe_due()
    assert not (await office.standing()).state.is_suspended
    assert await office.taken() == []
    await let_go(office)
    await office.send()


async def test_of_two_administrators_the_second_changes_nothing_and_hears_who_was_first(office: Office) -> None:
    await PersonRepository().let_in(9, Role.ADMIN, "Вера")
    await hold(office)
    second = await holder(office).turn(Person(9, "Вера", Role.ADMIN), 0)
    assert not second.first
    assert second.by == "Анна"
    assert second.holding.is_held
    again = await holder(office).turn(ANNA, 0)
    assert (again.first, again.holding.is_held) == (False, True)
    await let_go(office)
    late = await holder(office).turn(ANNA, 0)
    assert not late.first
    assert not late.holding.is_held


async def test_only_administrators_hold_everything_back_and_the_trail_names_them(office: Office) -> None:
    with pytest.raises(NotYours):
        await holder(office).turn(office.person, 0)
    with pytest.raises(NotYours):
        await holder(office).look(office.person)
    await hold(office)
    await let_go(office)
    entries = await AuditRepository().latest(AuditFilter(kind=Kind.EVERYTHING), 10)
    assert [(item.act, item.actor.person_id) for item in entries] == [("released", 8), ("held", 8)]


async def test_whether_all_is_held_is_asked_by_the_number_of_one_row(office: Office) -> None:
    await hold(office)
    plan = await get_connection("default").execute_query_dict(
        "EXPLAIN QUERY PLAN SELECT id FROM scenario_run WHERE due_at IS NOT NULL AND due_at <= '2030' "
        "AND NOT EXISTS (SELECT 1 FROM holding WHERE id = 1 AND held_at IS NOT NULL) ORDER BY due_at, id LIMIT 1"
    )
    steps = [row["detail"] for row in plan]
    assert not any("SCAN" in step for step in steps if "holding" in step or "scenario_run" in step), steps


async def test_the_hold_is_kept_in_a_row_that_a_restart_finds(office: Office) -> None:
    await hold(office)
    await office.work.release_all()
    await office.outbox.take_up(office.clock())
    assert (await HoldingRepository().now()) == replace(Holding(), revision=1, held_at=office.clock(), held_by=8)
