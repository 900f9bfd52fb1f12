"""The event chain as rows: what of a long run is kept, that it survives every failure, and what a page of it costs."""

import asyncio
from typing import Any

import pytest

from bot.workers.local_hints import LocalHints
from bot.workers.worker import Worker, claims_of
from domain.faults import MOST_TRIES, Fault
from domain.operating.keeping import ForgetOld
from domain.runs.cancel_run import CancelRun
from domain.runs.give_up_run import GiveUpRun
from domain.runs.run import RunStatus
from domain.scenarios.tracing import FIRST_KEPT
from domain.work import WorkKind
from storage import models
from storage.repositories.giving_up import FaultRepository
from storage.repositories.sweeping import SweepRepository
from storage.repositories.traces import read_noted_of
from storage.transactions import atomically, read
from tests.domain.deliveries.conftest import Office
from tests.domain.scenarios.long_runs import FILL, advancing, begin, claimed, go_on, meddle, send
from tests.domain.scenarios.meddling import Meddle, unwanted
from tests.domain.scenarios.test_control import repeat

pytestmark = pytest.mark.usefixtures("meddling")


async def noted(run_id: int, name: str) -> dict[str, Any] | None:
    """What the first step of a run did that has noted something under that name."""
    return (await read(lambda: read_noted_of([run_id], name)))[run_id]


async def passes(office: Office) -> list[tuple[int, ...]]:
    steps = await office.runs.steps(office.run_id, 0, 100_000)
    return [tuple(step["iteration"]) for step in steps if step["kind"] == "meddle"]


async def test_of_a_long_loop_the_first_hundred_the_failed_and_the_last_passes_are_kept(office: Office) -> None:
    Meddle.acts.update({150: unwanted, 151: unwanted, 4_000: unwanted})
    await begin(office, repeat(5_000, meddle(ignore_errors=True)))
    await go_on(office)
    assert len(Meddle.turns) == 5_000
    expected = [*range(1, FIRST_KEPT + 1), 150, 151, 4_000, 5_000]
    assert await passes(office) == [(number,) for number in expected]
    failed = [step for step in await office.runs.steps(office.run_id, 0, 200) if "error" in step]
    assert [step["iteration"] for step in failed] == [[150], [151], [4_000]]


async def test_a_loop_that_fails_keeps_the_pass_in_which_it_did(office: Office) -> None:
    Meddle.acts[230] = unwanted
    await begin(office, repeat(300, FILL, meddle()))
    run = await go_on(office)
    assert run.status is RunStatus.FAILED
    assert await passes(office) == [(number,) for number in [*range(1, FIRST_KEPT + 1), 230]]


async def test_loops_in_loops_are_kept_pass_by_pass(office: Office) -> None:
    Meddle.acts[130 * 3] = unwanted
    await begin(office, repeat(140, repeat(3, meddle(ignore_errors=True))))
    await go_on(office)
    kept = await passes(office)
    assert kept == [(out, within) for out in [*range(1, 101), 130, 140] for within in (1, 2, 3)]


async def test_a_loop_that_waits_in_each_pass_keeps_the_same(office: Office) -> None:
    await begin(office, FILL, repeat(FIRST_KEPT + 3, send(success_variable="yes"), meddle()))
    await go_on(office)
    for _ in range(FIRST_KEPT + 3):
        await office.send()
        await go_on(office)
    assert await passes(office) == [(number,) for number in [*range(1, FIRST_KEPT + 1), FIRST_KEPT + 3]]
    answers = [step for step in await office.runs.steps(office.run_id, 0, 1_000) if step["kind"] == "server_answer"]
    assert [step["iteration"] for step in answers][-2:] == [[FIRST_KEPT], [FIRST_KEPT + 3]]
    assert await office.status() == "sent"


async def test_a_step_never_keeps_a_list_of_thousands(office: Office) -> None:
    async def thousands() -> dict[str, Any]:
        return {"times": list(range(5_000))}

    Meddle.acts[1] = thousands
    await begin(office, meddle())
    await go_on(office)
    (step,) = await office.runs.steps(office.run_id, 0, 1)
    assert step["did"]["times"][-2:] == [99, "… (5000)"]


async def test_a_segment_that_fails_keeps_what_was_done_and_sends_nothing(office: Office) -> None:
    Meddle.acts[1] = unwanted
    await begin(office, FILL, send(), meddle(), send())
    run = await go_on(office)
    assert run.status is RunStatus.FAILED
    steps = await office.runs.steps(run.id, 0, 10)
    assert [(step["kind"], "error" in step) for step in steps] == [
        ("change_variables", False),
        ("send_message", False),
        ("meddle", True),
    ]
    assert await models.Delivery.all().count() == 0


async def stumble() -> None:
    raise ValueError("nobody expected this")


async def work_it_out(office: Office) -> None:
    """Let a worker do it until it is given up."""
    give_up = GiveUpRun(
        runs=office.runs,
        deliveries=office.deliveries,
        work=office.work,
        faults=FaultRepository(office.clock),
        hints=LocalHints(),
        clock=office.clock,
        atomically=atomically,
    )
    for _ in range(MOST_TRIES):
        office.clock.move(hours=1)
        hints = LocalHints()
        worker = Worker(
            WorkKind.RUN,
            advancing(office),
            take=claims_of(WorkKind.RUN, office.work, office.clock),
            work=office.work,
            hints=hints,
            clock=office.clock,
            side_by_side=1,
            give_up=give_up,
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.run())
            await hints.wait(WorkKind.RUN, 10)
            worker.stop()


async def test_a_run_that_is_given_up_keeps_how_far_it_came(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    Meddle.acts.update(dict.fromkeys(range(1, 10), stumble))
    await begin(office, FILL, send(), meddle())
    await work_it_out(office)
    run = await office.runs.get(office.run_id)
    assert run is not None
    assert run.status is RunStatus.FAILED
    steps = await office.runs.steps(run.id, 0, 10)
    assert [step["kind"] for step in steps] == ["change_variables", "send_message", "meddle"]
    assert steps[-1]["error"]["key"] == "error-step-broke-off"
    assert await models.Spill.all().count() == 0
    assert await models.Delivery.all().count() == 0
    caplog.clear()


async def test_before_it_is_given_up_nobody_sees_what_a_try_left_and_the_next_try_begins_anew(
    office: Office,
) -> None:
    Meddle.acts[1] = stumble
    await begin(office, FILL, meddle(), send())
    with pytest.raises(ValueError, match="nobody expected"):
        await advancing(office)(await claimed(office))
    assert await models.TraceStep.all().count() == 2
    assert (await office.runs.steps(office.run_id, 0, 10), await office.runs.count_steps(office.run_id)) == ([], 0)
    office.clock.move(hours=3)
    run = await go_on(office)
    assert run.status is RunStatus.DELIVERING
    kinds = [step["kind"] for step in await office.runs.steps(run.id, 0, 10)]
    assert kinds == ["change_variables", "meddle", "send_message"]
    assert await models.Spill.all().count() == 0


async def test_a_run_that_somebody_stops_keeps_what_it_did_before(office: Office) -> None:
    await begin(office, FILL, send(success_variable="yes"), meddle())
    run = await go_on(office)
    await CancelRun(office.runs, office.deliveries, office.clock)([run.id])
    kinds = [step["kind"] for step in await office.runs.steps(run.id, 0, 10)]
    assert kinds == ["change_variables", "send_message"]


async def test_a_chain_of_the_version_before_is_read_from_its_column_and_goes_on_in_rows(office: Office) -> None:
    await begin(office, FILL, send(success_variable="yes"), meddle())
    await go_on(office)
    old = [
        {"place": [0], "kind": "change_variables", "at": office.clock().isoformat(), "did": {"set": "n"}, "ms": 1},
        {
            "place": [1],
            "kind": "send_message",
            "at": office.clock().isoformat(),
            "did": {"reply_to": "x@y.ru"},
            "ms": 1,
        },
    ]
    row = await models.ScenarioRun.get(id=office.run_id)
    state = {name: value for name, value in row.state.items() if name != "traced"}
    state["frames"] = [
        {name: value for name, value in frame.items() if name not in {"began", "failed"}} for frame in state["frames"]
    ]
    await models.ScenarioRun.filter(id=row.id).update(trace=old, traced=0, state=state)
    await models.TraceStep.all().delete()
    await office.send()
    run = await go_on(office)
    kinds = ["change_variables", "send_message", "server_answer", "meddle"]
    assert [step["kind"] for step in await office.runs.steps(run.id, 0, 10)] == kinds
    assert await office.runs.count_steps(run.id) == len(kinds)
    for first in range(5):
        for most in range(1, 5):
            some = await office.runs.steps(run.id, first, most)
            assert [step["kind"] for step in some] == kinds[first : first + most]
    assert await noted(run.id, "reply_to") == {"reply_to": "x@y.ru"}
    office.clock.move(days=31)
    month = office.clock() - office.clock()
    await ForgetOld(SweepRepository(), office.clock, letters=month, traces=month)()
    assert await office.runs.count_steps(run.id) == 0
    assert await models.TraceStep.all().count() == 0


async def test_what_a_letter_noted_is_found_by_its_name(office: Office) -> None:
    await begin(office, FILL, send())
    run = await go_on(office)
    found = await noted(run.id, "reply_to")
    assert found is not None
    assert found["to"] == ["a@firma.local"]
    assert await noted(run.id, "nothing of that name") is None


async def test_a_fault_of_a_run_that_cannot_be_read_leaves_its_chain(office: Office) -> None:
    await begin(office, FILL, send(success_variable="yes"), meddle())
    await go_on(office)
    await models.ScenarioRun.filter(id=office.run_id).update(scenario={"steps": []})
    fault = Fault("1234")
    assert fault.number == "1234"
    await office.runs.fail(office.run_id, {"key": "error-internal", "params": {"number": fault.number}})
    assert await office.runs.count_steps(office.run_id) == 2


async def cost(office: Office) -> list[Any]:
    """Return the plans of the statements that read a page and the count, by what they look through."""
    from tortoise.connection import get_connection

    from storage.repositories.traces import count_steps, read_steps
    from storage.statements import Answer

    plans = []
    for steps in (count_steps(office.run_id), read_steps(office.run_id, 0, 5)):
        answer = None
        try:
            while True:
                sql, values = next(steps) if answer is None else steps.send(answer)
                _, plan = await get_connection("default").execute_query(f"EXPLAIN QUERY PLAN {sql}", list(values))
                plans += [row["detail"] for row in plan]
                answer = Answer([(0,)], 0) if "json_array_length" in sql else Answer([], 0)
        except StopIteration:
            pass
    return plans


async def test_a_page_of_a_chain_looks_through_no_more_than_its_run(office: Office) -> None:
    assert not [plan for plan in await cost(office) if plan.startswith("SCAN") and "CONSTANT" not in plan]
