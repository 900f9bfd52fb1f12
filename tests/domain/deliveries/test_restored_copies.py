"""What was open in a copy is asked about, and nothing of it goes by itself: what was sent since nobody knows."""

from domain.deliveries.delivery import DeliveryState
from domain.runs.run import RunStatus
from storage import models
from storage.repositories.restoring import leave_to_authors
from storage.transactions import execute
from tests.domain.deliveries.conftest import Office, answers


async def test_open_letters_become_questions_and_ended_ones_stay(office: Office) -> None:
    sent = await office.letter()
    await office.send()
    deferred, queued = await office.letter(), await office.letter()
    office.sender.answers = [answers(451)]
    await office.send()
    in_hand = await office.letter()
    await office.take()
    letters, runs = await execute(lambda: leave_to_authors(office.clock()))
    assert (letters, runs) == (3, 0)
    assert (await office.delivery(sent)).state is DeliveryState.SENT
    for number in (deferred, queued, in_hand):
        letter = await office.delivery(number)
        assert (letter.state, letter.restored) == (DeliveryState.UNCERTAIN, True)
    office.clock.move(days=2)
    assert await office.taken() == []


async def test_a_run_that_was_under_way_goes_no_further(office: Office) -> None:
    await office.runs.set_status(office.run_id, RunStatus.RUNNING, office.clock())
    await execute(lambda: leave_to_authors(office.clock()))
    run = await models.ScenarioRun.get(id=office.run_id)
    assert (run.status, run.due_at) == (RunStatus.FAILED.value, None)
