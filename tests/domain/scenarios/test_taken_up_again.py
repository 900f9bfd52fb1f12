"""Stored and taken up again after every single step, any scenario gives what it gives in one go."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import GonetsError
from domain.records.entity import KnownRecord
from domain.records.staged import StagedRecord
from domain.runs.run import RunStatus
from domain.runs.sample_answer import SAMPLE_ANSWER
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import Action
from domain.scenarios.document import Scenario
from domain.scenarios.interpreter import Interpreter
from domain.scenarios.segment import Segment
from domain.scenarios.state import Numbers, RunState
from domain.scenarios.walking import level_of
from domain.scenarios.world import World
from domain.work import Claim
from tests.domain.deliveries.conftest import Office, ToldSender, open_office
from tests.domain.scenarios.changing import settled
from tests.domain.scenarios.long_runs import begin, claimed
from tests.domain.scenarios.made_up import either
from tests.domain.scenarios.test_interpreter import SEND, Source, interpreter, scenario, world

OWN, HIDDEN = 5, 9


RECORDS = {number: settled(number, Poluchatel={"account": number % 2 + 1}, Temauvedomleniya=f"№ {number}")
           for number in (6, 7, 8)}  # fmt: skip


class Numbered:
    """Gives new records the numbers from 100 on."""

    def __init__(self) -> None:
        self._next = count(100)

    async def __call__(self) -> int:
        return next(self._next)


def own() -> KnownRecord:
    return settled(OWN, Poluchatel={"account": 1}, Temauvedomleniya="Тема", Tekstuvedomleniya="Текст")


formulas = st.sampled_from(
    ["'x'", "1.50", "null", "true", "NOW()", "$id", "$Temauvedomleniya", "$Poluchatel", "USER()->manager", "$_creator",
     "$Poluchatel->manager->mbox", "FIRST($Poluchatel)->manager->fullName", "LIST($id, '7')", "$$s->a", "$$s->a->mbox",
     "$$s->a->Temauvedomleniya", "$$s->b->manager->mbox", "$$notification->Subject", "LIST($Poluchatel, USER())->mbox",
     "$Temauvedomleniya->x", "$_creationDate", "COUNT(LIST($$s->a))"]
)  # fmt: skip
found = st.sampled_from(["$id", "LIST('6', '7', '6')", "LIST(8, $id)", "null", "'9'", "'10'", "$$s->a", "$Poluchatel"])
conditions = st.sampled_from(["true", "false", "EMPTY($$s->a)", "$Poluchatel->manager->mbox == 'chief@firma.local'"])
addresses = st.sampled_from(
    ["'a@firma.local'", "$Poluchatel->mbox", "VALUE(FIRST($Poluchatel)->manager->mbox, 'd@x.ru')"]
)
ignored = st.fixed_dictionaries({}, optional={"ignore_errors": st.booleans()})

filling = st.fixed_dictionaries(
    {
        "set": st.just("s"),
        "operation": st.sampled_from(["replace", "add", "exclude"]),
        "variables": st.dictionaries(
            st.sampled_from(["a", "b"]), st.fixed_dictionaries({"formula": formulas}), min_size=1
        ),
    }
)
addressing = st.builds(
    lambda to, subject: {
        "set": "notification",
        "variables": {"To": {"Address": {"formula": to}}, "Subject": {"formula": subject}, "Body": {"formula": "'x'"}},
    },
    addresses,
    formulas,
)
sending = st.fixed_dictionaries(
    {name: st.just(value) for name, value in SEND["send_message"].items()},
    optional={"success_variable": st.just("yes"), "error_variable": st.just("no")},
)


changing = st.builds(
    lambda attribute, operation, formula: {
        "attribute": attribute,
        "operation": operation,
        **({} if operation == "clear" else {"value": {"formula": formula}}),
    },
    st.sampled_from(["Temauvedomleniya", "Tekstuvedomleniya", "Poluchatel", "Kopii"]),
    st.sampled_from(["replace", "add", "remove", "clear"]),
    formulas | st.sampled_from(["USER()", "LIST($Poluchatel, USER())", "$Temauvedomleniya + '!'"]),
)


def _kinds(inside: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    """What each kind may hold; a new kind is a line here."""
    some = st.lists(inside, min_size=1, max_size=3)
    branch = st.fixed_dictionaries({"condition": conditions, "actions": some})
    return {
        "change_context": st.fixed_dictionaries(
            {
                "template": st.just("Uvedomleniya"),
                "objects": st.fixed_dictionaries({"formula": found}),
                "actions": some,
            }
        ),
        "change_variables": filling | addressing,
        "send_message": sending,
        "check": st.fixed_dictionaries({"condition": conditions}, optional={"message": st.just("'Нельзя'")}),
        "by_conditions": st.fixed_dictionaries(
            {"branches": st.lists(branch, min_size=1, max_size=2)}, optional={"otherwise": some}
        ),
        "repeat": st.fixed_dictionaries(
            {
                "times": st.fixed_dictionaries({"formula": st.sampled_from(["0", "1", "2"])}),
                "variable": st.just("pass"),
                "actions": some,
            }
        ),
        "for_each": st.fixed_dictionaries(
            {
                "values": st.fixed_dictionaries({"formula": found}),
                "variable": st.just("one"),
                "actions": some,
            }
        ),
        "change_attributes": st.fixed_dictionaries({"changes": st.lists(changing, min_size=1, max_size=2)}),
        "create_record": st.fixed_dictionaries(
            {"template": st.just("Uvedomleniya")}, optional={"variable": st.just("made"), "actions": some}
        ),
        "run_apart": st.fixed_dictionaries({"actions": some}),
        "duplicate_record": st.fixed_dictionaries({}, optional={"variable": st.just("made"), "actions": some}),
        "either": st.fixed_dictionaries(
            {"note": st.just("done"), "blocks": st.lists(branch, min_size=1, max_size=2)}, optional={"otherwise": some}
        ),
    }


def _one_of(kinds: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    made = [
        st.builds(lambda body, more, name=name: {name: {**body, **more}}, body, ignored) for name, body in kinds.items()
    ]
    return st.one_of(made)


leaves = _one_of(
    {
        name: body
        for name, body in _kinds(st.nothing()).items()
        if name in {"change_variables", "send_message", "change_attributes"}
    }
)
trees = st.recursive(leaves, lambda inside: _one_of(_kinds(inside)), max_leaves=8)
scenarios = st.builds(
    lambda filled, rest: [{"change_variables": filled}, *rest], addressing, st.lists(trees, min_size=1, max_size=5)
)


class Forgetful(Interpreter):
    """Is stopped before every action: its state is stored and read again, and nothing is at hand any more."""

    async def _do(self, action: Action, numbers: Numbers, segment: Segment, world: World) -> GonetsError | None:
        state = RunState.from_json(json.loads(json.dumps(segment.state.to_json())))
        segment.state.frames[:], segment.state.variables = state.frames, state.variables
        world.at_hand.forget()
        return await super()._do(action, numbers, segment, world)


class FromRows(Interpreter):
    """Is stopped before every action: the run is written to its rows and read from them again, as a restart does."""

    def __init__(self, office: Office, claim: Claim) -> None:
        like = interpreter()
        super().__init__(like._clock, like._compose)
        self._runs = office.runs
        self._claim = claim

    async def _do(self, action: Action, numbers: Numbers, segment: Segment, world: World) -> GonetsError | None:
        await self.write(segment)
        run = await self._runs.get(self._claim.id)
        assert run is not None
        segment.state.frames[:], segment.state.variables = run.state.frames, run.state.variables
        world.at_hand.forget()
        return await super()._do(action, numbers, segment, world)

    async def write(self, segment: Segment) -> None:
        steps, forgotten = segment.chain.take()
        await self._runs.save(
            self._claim, state=segment.state, steps=steps, forgotten=forgotten, status=RunStatus.RUNNING, error=None
        )


async def outcome_from_rows(office: Office, actions: list[dict[str, Any]]) -> dict[str, Any]:
    """Run it over a run's rows; the event chain is what is kept in them at the end."""
    await begin(office, *actions)
    claim = await claimed(office)
    run = await office.runs.get(claim.id)
    assert run is not None
    interpret = FromRows(office, claim)
    found = await outcome(interpret, run.scenario, interpret.write)
    kept = await office.runs.steps(claim.id, 0, 10_000)
    return {**found, "trace": [(entry["place"], entry["kind"], entry.get("did"), entry.get("error")) for entry in kept]}


async def outcome(
    interpret: Interpreter, document: Scenario, write: Callable[[Segment], Awaitable[None]] | None = None
) -> dict[str, Any]:
    """Run it to its end, each letter that is waited for being accepted; `write` keeps each segment."""
    state, letters, trace, apart = RunState.at_start(OWN), [], [], list[Any]()
    numbers = Numbered()
    kept: dict[int, KnownRecord | None] = {**RECORDS, OWN: own(), HIDDEN: None}
    while True:
        where = world(source=Source(kept=kept))
        where.at_hand.laid_over.clear()
        where.numbers = numbers
        segment = await interpret(document.actions, state, where)
        letters += [
            (staged.message.letter.subject, [item.address for item in staged.letter.recipients], staged.waits)
            for staged in segment.staged
        ]
        trace += [(entry["place"], entry["kind"], entry.get("did"), entry.get("error")) for entry in segment.trace]
        if write is not None:
            await write(segment)
        apart += [(one.numbers, one.record, one.variables) for one in segment.apart]
        kept |= {number: one.known for number, one in segment.records.items() if isinstance(one, StagedRecord)}
        state = segment.state
        if segment.ended or segment.error is not None:
            error = None if segment.error is None else (segment.error.key, segment.error.params)
            records = {number: None if one is None else one.values for number, one in kept.items()}
            made = {"letters": letters, "records": records, "apart": apart, "trace": trace}
            return {**made, "variables": state.variables, "error": error}
        frame = state.frames[-1]
        state.variables.update(level_of(document.actions, frame.container)[frame.index - 1].body.take(SAMPLE_ANSWER))


@settings(max_examples=40, deadline=None)
@given(scenarios)
def test_any_scenario_goes_on_from_what_was_stored(actions: list[dict[str, Any]]) -> None:
    with either():
        document = scenario(*actions)
        once = asyncio.run(outcome(interpreter(), document))
        stopped = asyncio.run(outcome(Forgetful(interpreter()._clock, interpreter()._compose), document))
    assert json.dumps(stopped, default=str) == json.dumps(once, default=str)


def test_any_scenario_goes_on_from_its_rows(tmp_path: Path) -> None:
    opening = open_office(tmp_path / "gonets.db", ToldSender())
    with asyncio.Runner() as runner, either():
        office = runner.run(opening.__aenter__())

        @settings(max_examples=6, deadline=None)
        @given(scenarios)
        def goes_on(actions: list[dict[str, Any]]) -> None:
            once = runner.run(outcome(interpreter(), scenario(*actions)))
            stopped = runner.run(outcome_from_rows(office, actions))
            assert json.dumps(stopped, default=str) == json.dumps(once, default=str)

        try:
            goes_on()
        finally:
            runner.run(opening.__aexit__(None, None, None))


def test_every_kind_is_among_them() -> None:
    assert {*KINDS, "either"} == set(_kinds(st.nothing()))
