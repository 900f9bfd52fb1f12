"""Many letters of one press: counted, told and steered together, and none costs more for the others."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState, question_number, state_of
from domain.deliveries.tally import Tally
from domain.messages.sending import Failure, Phase
from domain.runs import cancel_run, steer_letters
from domain.runs.run import RunStatus
from domain.runs.steer_letters import LetterErased, NothingToDo
from storage import models
from storage.repositories.settling import settle_run
from storage.transactions import atomically
from tests.databases import driven
from tests.domain.deliveries.conftest import Office, ToldSender, accepted, answers, breaks, open_office
from tests.domain.records.test_statements import statements

FEW, MANY = 20, 400


async def letters(office: Office, count: int) -> None:
    for _ in range(count):
        await office.letter("one@firma.local", "two@firma.local")


def work_of_settling(path: Path, office: Office) -> int:
    """Return how much SQLite does to settle the run, in its own smallest steps."""
    return driven(path / "gonets.db", lambda: settle_run(office.run_id, office.clock()))[1]


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.QUEUED])
async def test_the_end_of_a_letter_does_not_go_over_all_letters_of_its_run(
    office: Office, tmp_path: Path, state: DeliveryState
) -> None:
    await letters(office, FEW)
    await models.Delivery.filter(run_id=office.run_id).update(state=state)
    few = work_of_settling(tmp_path, office)
    await letters(office, MANY)
    await models.Delivery.filter(run_id=office.run_id).update(state=state)
    assert work_of_settling(tmp_path, office) < few * 1.5


async def read(office: Office) -> list[Delivery]:
    found = await office.deliveries.of_run(office.run_id)
    await office.deliveries.attempts_of([letter.id for letter in found])
    return found


async def test_reading_a_runs_letters_takes_no_statement_for_each(office: Office) -> None:
    await letters(office, 2)
    with statements() as few:
        await atomically(lambda: read(office))
    await letters(office, FEW)
    with statements() as many:
        found = await atomically(lambda: read(office))
    assert any("recipient" in statement for statement in few)
    assert len(many) == len(few)
    assert len(found) == FEW + 2
    assert all([item.address for item in one.recipients] == ["one@firma.local", "two@firma.local"] for one in found)


STATES = st.lists(
    st.lists(st.tuples(st.sampled_from(list(RecipientState)), st.integers(0, 4)), min_size=1, max_size=3), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=STATES)
async def test_what_is_counted_in_the_database_is_what_the_letters_say(tmp_path: Path, states: Any) -> None:
    async with open_office(tmp_path / f"{uuid4()}.db", ToldSender()) as office:
        for recipients in states:
            number = await office.letter(*(f"{index}@firma.local" for index, _ in enumerate(recipients)))
            letter = await office.delivery(number)
            moved = tuple(
                replace(item, state=state, attempt=attempt)
                for item, (state, attempt) in zip(letter.recipients, recipients, strict=True)
            )
            await office.deliveries.save(replace(letter, recipients=moved, state=state_of(moved, 1)))
        letters = await office.deliveries.of_run(office.run_id)
        assert await office.deliveries.tally(office.run_id) == Tally.of_letters(letters)
        assert await office.deliveries.question_number(office.run_id) == question_number(letters)
        few = await office.deliveries.few_of_each_state(office.run_id, 2)
        by_state = {state: [one for one in letters if one.state is state][:2] for state in DeliveryState}
        assert few == sorted((one for some in by_state.values() for one in some), key=lambda one: one.id)


async def fares(office: Office, *answers_: Any) -> None:
    """Send a letter to somebody for each answer."""
    for number, answer in enumerate(answers_):
        await office.letter(f"{number}@firma.local")
        office.sender.answers.append(answer)
        await office.send()


async def test_what_was_not_delivered_of_many_is_tried_again_and_nobody_gets_a_second_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steer_letters, "LOT", 2)
    refused = answers(550, "5.1.1")
    await fares(office, refused, accepted, refused, accepted, refused, refused, refused)
    assert await office.status() == "partly_sent"
    office.sender.carried.clear()
    await office.steer.retry_refused(office.person, office.record.id)
    for taken in await office.taken():
        await office.attempt(taken)
    assert [address for (address,) in office.sender.carried] == [f"{number}@firma.local" for number in (0, 2, 4, 5, 6)]
    assert await office.status() == "sent"
    with pytest.raises(NothingToDo):
        await office.steer.retry_refused(office.person, office.record.id)


async def test_letters_that_are_erased_keep_no_others_from_being_tried_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steer_letters, "LOT", 2)
    await fares(office, *[answers(550, "5.1.1")] * 5)
    first, _, third, _, last = await office.deliveries.of_run(office.run_id)
    await models.Letter.filter(delivery_id__in=[first.id, third.id, last.id]).delete()
    await models.Record.all().update(status="partly_sent")
    office.sender.carried.clear()
    await office.steer.retry_refused(office.person, office.record.id)
    while due := await office.taken():
        for taken in due:
            await office.attempt(taken)
    assert [address for (address,) in office.sender.carried] == ["1@firma.local", "3@firma.local"]
    assert await office.status() == "partly_sent"
    with pytest.raises(LetterErased):
        await office.steer.retry_refused(office.person, office.record.id)


async def test_a_letter_that_becomes_a_question_meanwhile_is_not_answered_unseen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steer_letters, "LOT", 2)
    breaking = breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True)
    await fares(office, *[breaking] * 3)
    asked = await office.deliveries.question_number(office.run_id)
    between = iter([fares(office, breaking)])

    async def atomically_and_on(work: Any) -> Any:
        done = await atomically(work)
        for act in between:
            await act
        return done

    monkeypatch.setattr(office.steer, "_atomically", atomically_and_on)
    await office.steer.count_as_sent(office.person, office.record.id, asked)
    states = [letter.state for letter in await office.deliveries.of_run(office.run_id)]
    assert states == [DeliveryState.SENT] * 3 + [DeliveryState.UNCERTAIN]


async def test_a_letter_that_has_failed_a_scenario_is_not_sent_behind_its_back(office: Office) -> None:
    await fares(office, accepted, answers(550, "5.1.1"))
    await office.runs.set_status(office.run_id, RunStatus.FAILED, office.clock())
    with pytest.raises(NothingToDo):
        await office.steer.retry_refused(office.person, office.record.id)


@pytest.mark.parametrize("act", ["try_now", "cancel", "still_needed"])
async def test_a_word_for_many_letters_reaches_all_of_them(
    office: Office, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steer_letters, "LOT", 2)
    monkeypatch.setattr(cancel_run, "LOT", 2)
    await letters(office, 7)
    state = "overdue" if act == "still_needed" else "deferred"
    await models.Delivery.all().update(state=state, due_at=office.clock() + timedelta(hours=1))
    if act == "still_needed":
        await models.Recipient.all().update(state="overdue")
    await getattr(office.steer, act)(office.person, office.record.id)
    found = await office.deliveries.of_run(office.run_id)
    assert {one.state for one in found} == {DeliveryState.CANCELLED if act == "cancel" else found[0].state}
    due = None if act == "cancel" else office.clock()
    assert {one.due_at for one in found} == {due}


async def test_one_report_shows_what_many_letters_have_come_to(office: Office) -> None:
    await fares(office, *[accepted] * 5)
    assert await office.news() == ["sent"]
