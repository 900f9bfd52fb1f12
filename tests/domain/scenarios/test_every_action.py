"""Every kind of action by what may stand around and inside it: errors that are ignored, a check, a wait, nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import block_fields
from domain.scenarios.actions.check import CheckFailed
from domain.scenarios.interpreter import Segment
from domain.scenarios.state import RunState
from tests.domain.scenarios.changing import change
from tests.domain.scenarios.test_changed_records import opened
from tests.domain.scenarios.test_interpreter import FILLED, SEND, interpreter, scenario, variables

WAIT = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}
WRONG = {"change_attributes": {"changes": [{"attribute": "Net", "value": {"formula": "1"}}]}}
CHECK = {"check": {"condition": "false"}}
Inside = list[dict[str, Any]]

AROUND: dict[str, Callable[[Inside], dict[str, Any]]] = {
    "change_context": lambda inner: {"template": "Uvedomleniya", "objects": {"formula": "$id"}, "actions": inner},
    "by_conditions": lambda inner: {"branches": [{"condition": "true", "actions": inner}]},
    "repeat": lambda inner: {"times": {"formula": "1"}, "variable": "i", "actions": inner},
    "for_each": lambda inner: {"values": {"formula": "1"}, "variable": "i", "actions": inner},
    "create_record": lambda inner: {"template": "Uvedomleniya", "actions": inner},
    "duplicate_record": lambda inner: {"actions": inner},
    "run_apart": lambda inner: {"actions": inner},
}
IN_LINE = [kind for kind in AROUND if kind != "run_apart"]
ALONE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "change_variables": (variables(Cc={"formula": "null"}), variables(Cc={"formula": "'a'->x"})),
    "send_message": (SEND, {"send_message": {**SEND["send_message"], "variable": "nothing"}}),
    "check": ({"check": {"condition": "true"}}, {"check": {"condition": "5"}}),
    "change_attributes": (change("Temauvedomleniya", "'Да'"), WRONG),
}
NOTHING: dict[str, dict[str, Any]] = {
    "change_context": {"template": "Uvedomleniya", "objects": {"formula": "null"}, "actions": [SEND]},
    "by_conditions": {"branches": [{"condition": "false", "actions": [SEND]}]},
    "repeat": {"times": {"formula": "0"}, "variable": "i", "actions": [SEND]},
    "for_each": {"values": {"formula": "null"}, "variable": "i", "actions": [SEND]},
    "create_record": {"template": "Uvedomleniya"},
    "duplicate_record": {},
}
MADE = {"create_record": 1, "duplicate_record": 1}
"""How many records a kind makes."""


def came_of(segment: Segment) -> tuple[int, int, int, str | None]:
    """Return how many letters, records and runs of their own a segment leaves, and its error."""
    error = None if segment.error is None else segment.error.key
    return len(segment.staged), len(segment.records), len(segment.apart), error


async def run(*actions: dict[str, Any]) -> Segment:
    document = scenario(FILLED, *actions)
    return await interpreter()(document.actions, RunState.at_start(5), opened())


@pytest.mark.parametrize("kind", AROUND)
async def test_what_is_inside_is_done(kind: str) -> None:
    apart = kind == "run_apart"
    segment = await run({kind: AROUND[kind]([SEND])})
    assert came_of(segment) == (int(not apart), MADE.get(kind, 0), int(apart), None)


@pytest.mark.parametrize("kind", IN_LINE)
async def test_an_error_inside_ends_the_run_unless_it_is_ignored_and_nothing_of_it_stays(kind: str) -> None:
    inside = AROUND[kind]([SEND, WRONG])
    assert came_of(await run(SEND, {kind: inside})) == (0, 0, 0, "error-scenario-unknown-piece")
    assert came_of(await run(SEND, {kind: {**inside, "ignore_errors": True}}, SEND)) == (2, 0, 0, None)


@pytest.mark.parametrize("kind", IN_LINE)
async def test_a_check_inside_ends_the_run_though_errors_are_ignored(kind: str) -> None:
    segment = await run(SEND, {kind: {**AROUND[kind]([CHECK]), "ignore_errors": True}}, SEND)
    assert isinstance(segment.error, CheckFailed)
    assert came_of(segment)[:3] == (0, 0, 0)


@pytest.mark.parametrize("kind", IN_LINE)
async def test_a_wait_inside_goes_on_inside_from_what_was_stored(kind: str) -> None:
    document = scenario(FILLED, {kind: AROUND[kind]([WAIT, SEND])}, SEND)
    where = opened()
    first = await interpreter()(document.actions, RunState.at_start(5), where)
    assert first.waits
    rest = await interpreter()(document.actions, RunState.from_json(first.state.to_json()), where)
    assert (rest.ended, len(rest.staged)) == (True, 2)


@pytest.mark.parametrize("kind", NOTHING)
async def test_where_there_is_nothing_to_do_inside_the_run_goes_on(kind: str) -> None:
    assert came_of(await run({kind: NOTHING[kind]}, SEND)) == (1, MADE.get(kind, 0), 0, None)


@pytest.mark.parametrize("kind", ALONE)
async def test_one_that_holds_no_others_is_done_or_leaves_nothing(kind: str) -> None:
    right, wrong = ALONE[kind]
    assert came_of(await run(right))[3] is None
    letters, records, _, error = came_of(await run(SEND, wrong))
    assert (letters, records, error is None) == (0, 0, False)
    ignored = {kind: {**wrong[kind], "ignore_errors": True}}
    assert came_of(await run(SEND, ignored)) == (1, 0, 0, None)


def test_every_kind_is_in_the_table() -> None:
    assert set(AROUND) == {name for name, kind in KINDS.items() if block_fields(kind)}
    assert set(AROUND) | set(ALONE) == set(KINDS)
