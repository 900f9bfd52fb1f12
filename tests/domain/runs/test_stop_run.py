"""Stopping a run: its letters that have not gone are cancelled, once, and its author is told."""

import pytest

from bot.workers.local_hints import LocalHints
from domain.audit import Act, AuditFilter, Kind
from domain.errors import NotFound, NotYours
from domain.journal.stop_run import NothingToStop, StopRun
from domain.people import Person, Role
from domain.runs import cancel_run
from domain.runs.run import Run, RunStatus
from domain.work import LostClaim, WorkKind
from storage import models
from storage.repositories.audit import AuditRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import LEASE, Office, answers
from tests.domain.runs.test_awaited_letters import BOTH, begin
from tests.domain.scenarios.long_runs import advancing, go_on

ANNA = Person(8, "Анна", Role.ADMIN)


def stopping(office: Office) -> StopRun:
    return StopRun(
        runs=office.runs,
        deliveries=office.deliveries,
        audit=AuditRepository(),
        hints=LocalHints(),
        clock=office.clock,
        atomically=atomically,
    )


async def stop(office: Office, person: Person = ANNA) -> Run:
    await stopping(office)(person, office.run_id)
    run = await office.runs.get(office.run_id)
    assert run is not None
    return run


async def test_a_run_that_waits_for_a_letter_ends_as_cancelled_with_it(office: Office) -> None:
    await begin(office, **BOTH)
    await go_on(office)
    run = await stop(office)
    assert run.was_stopped
    assert run.ended_at is not None
    assert run.error == {"key": "error-run-stopped", "params": {"name": "Анна"}}
    assert [letter.state for letter in await office.deliveries.of_run(run.id)] == ["cancelled"]
    assert await office.status() == "cancelled"
    assert (await office.news())[-1] == "stopped"
    assert await office.taken() == []
    assert (await go_on(office)) == run


async def test_what_has_gone_stays_and_a_second_press_changes_nothing(office: Office) -> None:
    await office.letter("a@firma.local")
    await office.send()
    await office.letter("b@firma.local")
    office.sender.answers = [answers(451, "4.3.0", "later")]
    await office.send()
    run = await stop(office)
    assert run.status is RunStatus.ENDED
    assert [letter.state for letter in await office.deliveries.of_run(run.id)] == ["sent", "cancelled"]
    assert await office.status() == "partly_sent"
    told = await office.news()
    with pytest.raises(NothingToStop):
        await stop(office)
    assert await office.news() == told
    entries = await AuditRepository().latest(AuditFilter(kind=Kind.RUN, act=Act.STOPPED), 10)
    assert [(item.object_id, item.actor.person_id) for item in entries] == [(run.id, 8)]


async def test_letters_behind_many_that_ask_are_stopped_too(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cancel_run, "LOT", 2)
    for _ in range(5):
        await office.letter()
    letters = await office.deliveries.of_run(office.run_id)
    await models.Recipient.filter(delivery_id__in=[letter.id for letter in letters[:4]]).update(state="uncertain")
    await models.Delivery.filter(id__in=[letter.id for letter in letters[:4]]).update(state="uncertain", due_at=None)
    run = await stop(office)
    states = [letter.state for letter in await office.deliveries.of_run(run.id)]
    assert states == ["uncertain"] * 4 + ["cancelled"]
    with pytest.raises(NothingToStop):
        await stop(office)


async def test_a_run_that_has_not_begun_is_cancelled_and_its_author_is_told(office: Office) -> None:
    await begin(office)
    run = await stop(office)
    assert run.was_stopped
    assert await office.status() == "cancelled"
    assert await office.news() == ["stopped"]
    assert await office.work.claim(WorkKind.RUN, office.clock(), LEASE) == []


async def test_a_segment_that_is_being_done_is_committed_never(office: Office) -> None:
    await begin(office)
    (claim,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    await stop(office)
    with pytest.raises(LostClaim):
        await advancing(office)(claim)
    assert await office.deliveries.of_run(office.run_id) == []


async def test_a_letter_that_the_server_is_being_given_goes_to_its_end(office: Office) -> None:
    await office.letter("a@firma.local")
    taken = await office.take()
    assert await office.outbox.mark(taken.claim, taken.attempt, ["a@firma.local"])
    await office.letter("b@firma.local")
    run = await stop(office)
    assert [letter.state for letter in await office.deliveries.of_run(run.id)] == ["transmitting", "cancelled"]
    with pytest.raises(NothingToStop):
        await stop(office)


async def test_a_letter_before_its_mark_is_not_sent_any_more(office: Office) -> None:
    await office.letter()

    async def stop_it() -> None:
        await stop(office)

    office.sender.before = stop_it
    with pytest.raises(LostClaim):
        await office.send()
    assert office.sender.dots == 0
    assert await office.status() == "cancelled"


async def test_nobody_is_told_with_a_sound_of_what_they_stopped_themselves(office: Office) -> None:
    await office.letter()
    await stop(office, Person(7, "Борис", Role.ADMIN))
    assert await office.news() == ["card"]


async def test_only_administrators_stop_runs(office: Office) -> None:
    await office.letter()
    with pytest.raises(NotYours):
        await stop(office, office.person)
    with pytest.raises(NotFound):
        await stopping(office)(ANNA, 999)
