"""What one run may do, and what it keeps while it waits: a long loop's items are written once."""

import json

import pytest

from domain.large_contents import NothingPut
from domain.runs.run import RunStatus
from domain.scenarios import interpreter, state, step
from domain.scenarios.bounds import MAX_WORK, WorksTooLong
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.interpreter import Interpreter
from domain.scenarios.state import RunState
from mail.compose import MimeComposer
from storage import models
from storage.repositories import run_segments
from tests.domain.deliveries.conftest import Office
from tests.domain.scenarios.long_runs import FILL, begin, go_on, send
from tests.domain.scenarios.test_control import for_each, repeat, subject, subjects
from tests.domain.scenarios.test_interpreter import FILLED, NOW, SEND, NoFiles, run, scenario, world

EIGHT = "LIST('0', '1', '2', '3', '4', '5', '6', '7')"


@pytest.fixture
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((state, "LOT"), (step, "LOT_OF_ITEMS"), (interpreter, "LOT"), (run_segments, "LOT")):
        monkeypatch.setattr(module, name, 3)


@pytest.mark.usefixtures("small_lots")
async def test_a_loop_of_many_lots_goes_over_every_item_once() -> None:
    segment = await run(scenario(FILLED, for_each(EIGHT, subject("$$one"), SEND)))
    assert (segment.error, subjects(segment)) == (None, list("01234567"))
    passes = [entry["iteration"] for entry in segment.trace if entry["kind"] == "send_message"]
    assert passes == [[number] for number in range(1, 9)]


@pytest.mark.usefixtures("small_lots")
async def test_a_loop_that_waits_in_each_pass_keeps_its_items_once(office: Office) -> None:
    await begin(office, FILL, for_each(EIGHT, for_each("LIST('a', 'b', 'c', 'd')", FILL), send(success_variable="y")))
    kept = []
    for number in range(8):
        at = await go_on(office)
        assert (at.status, at.error) == (RunStatus.WAITING, None)
        outer = at.state.frames[1]
        assert outer.item == str(number)
        assert len(outer.items) <= 3
        kept.append(await models.LoopItems.filter(run_id=at.id).order_by("id").values_list("id", flat=True))
        await office.send()
    assert len(kept[0]) == 2
    assert all(rows == kept[0] for rows in kept)
    assert (await go_on(office)).status is RunStatus.ENDED
    assert len(await office.deliveries.of_run(office.run_id)) == 8
    assert await models.LoopItems.all().count() == 0


async def test_a_stored_state_holds_no_more_than_a_lot_of_a_long_loop() -> None:
    segment = await run(scenario(FILLED, repeat("1", for_each("$Kopii", SEND))))
    assert segment.error is not None
    long = state.Frame((0,), tuple(range(state.LOT)), loop=1, lots=50, rest=tuple(range(10_000)))
    assert len(json.dumps(RunState([long]).to_json())) < 2_000


async def test_a_run_that_works_for_too_long_ends_in_words_and_nothing_of_it_stays() -> None:
    passed = iter(range(0, 10 * MAX_WORK, MAX_WORK // 4))
    compose = ComposeLetter(NoFiles(), MimeComposer(), NothingPut())
    works = Interpreter(lambda: NOW, compose, worked=lambda: float(next(passed)))
    document = scenario(FILLED, SEND, repeat("100", SEND))
    segment = await works(document.actions, RunState.at_start(5), world())
    assert isinstance(segment.error, WorksTooLong)
    assert segment.error.params == {"limit": 10}
    assert segment.staged == []
