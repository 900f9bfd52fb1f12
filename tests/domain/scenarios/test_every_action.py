"""Every kind of action by what may stand around and inside it: errors that are ignored, a check, a wait, nothing.

The table says how many letters stay of a scenario that sends one before and one behind the action, and how it ends.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from domain.runs.awaited_letter import Follows, take_answer
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import Action, block_fields
from domain.scenarios.document import Scenario
from domain.scenarios.state import RunState
from domain.scenarios.walking import action_at
from tests.domain.runs.test_awaited_letter import IVANOV, PETROV, letter
from tests.domain.scenarios.changing import change
from tests.domain.scenarios.test_changed_records import opened
from tests.domain.scenarios.test_interpreter import FILLED, SEND, interpreter, scenario, variables

WAIT = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}
WRONG = {"change_attributes": {"changes": [{"attribute": "Net", "value": {"formula": "1"}}]}}
CHECK = {"check": {"condition": "false"}}
Inside = list[dict[str, Any]]
Body = dict[str, Any]

# done:     with a letter inside it, or by itself
# empty:    with nothing inside it: whether that can be saved, and what it does
# nothing:  where there is nothing to go over, or nothing is true
# fails:    behind a letter inside it an action fails, or it fails by itself
# ignored:  the same where it ignores errors
# checked:  behind a letter inside it a check fails, while it ignores errors
# waits:    a letter is waited for inside it, and another follows
# refused:  nobody takes that letter
# let go:   the same where it ignores errors
TABLE = """
kind               done  empty   nothing  fails    ignored  checked  waits  refused     let go
change_context     3     cannot  2        0 fails  2        0 fails  4      2 fails     3
by_conditions      3     cannot  2        0 fails  2        0 fails  4      2 fails     3
repeat             3     cannot  2        0 fails  2        0 fails  4      2 fails     3
for_each           3     cannot  2        0 fails  2        0 fails  4      2 fails     3
create_record      3 +1  2 +1    -        0 fails  2        0 fails  4 +1   2 +1 fails  3 +1
duplicate_record   3 +1  2 +1    -        0 fails  2        0 fails  4 +1   2 +1 fails  3 +1
run_apart          3     cannot  -        2 apart  2 apart  2 apart  4      3 apart     3 apart
change_variables   2     -       -        0 fails  2        -        -      -           -
change_attributes  2     cannot  -        0 fails  2        -        -      -           -
send_message       3     -       -        0 fails  2        -        3      2 fails     3
check              2     -       -        0 fails  2        0 fails  -      -           -
"""
# "+1" is a record that is made and stays, "fails" is the end of the run, "apart" of the run apart alone.

HOLDS: dict[str, Callable[[Inside], Body]] = {
    "change_context": lambda inner: {"template": "Uvedomleniya", "objects": {"formula": "$id"}, "actions": inner},
    "by_conditions": lambda inner: {"branches": [{"condition": "true", "actions": inner}]},
    "repeat": lambda inner: {"times": {"formula": "1"}, "variable": "i", "actions": inner},
    "for_each": lambda inner: {"values": {"formula": "1"}, "variable": "i", "actions": inner},
    "create_record": lambda inner: {"template": "Uvedomleniya", "actions": inner},
    "duplicate_record": lambda inner: {"actions": inner},
    "run_apart": lambda inner: {"actions": inner},
}
NOTHING: dict[str, Body] = {
    "change_context": {**HOLDS["change_context"]([SEND]), "objects": {"formula": "null"}},
    "by_conditions": {"branches": [{"condition": "false", "actions": [SEND]}]},
    "repeat": {**HOLDS["repeat"]([SEND]), "times": {"formula": "0"}},
    "for_each": {**HOLDS["for_each"]([SEND]), "values": {"formula": "null"}},
}
RIGHT: dict[str, Body] = {
    "change_variables": variables(Cc={"formula": "null"})["change_variables"],
    "change_attributes": change("Temauvedomleniya", "'Да'")["change_attributes"],
    "send_message": SEND["send_message"],
    "check": {"condition": "true"},
}
WRONG_ALONE: dict[str, Body] = {
    "change_variables": variables(Cc={"formula": "'a'->x"})["change_variables"],
    "change_attributes": WRONG["change_attributes"],
    "send_message": {**SEND["send_message"], "variable": "nothing"},
    "check": {"condition": "5"},
}


def bodies(kind: str) -> dict[str, Body]:
    """Return the action of each column of the table."""
    if kind in RIGHT:
        alone = {"done": RIGHT[kind], "fails": WRONG_ALONE[kind]}
        alone |= {"empty": {"changes": []}} if kind == "change_attributes" else {}
        alone |= {"checked": {**CHECK["check"], "ignore_errors": True}} if kind == "check" else {}
        alone |= dict.fromkeys(("waits", "refused"), WAIT["send_message"]) if kind == "send_message" else {}
    else:
        hold = HOLDS[kind]
        alone = {"done": hold([SEND]), "empty": hold([]), "fails": hold([SEND, WRONG])}
        alone |= {"nothing": NOTHING[kind]} if kind in NOTHING else {}
        alone |= {"checked": {**hold([SEND, CHECK]), "ignore_errors": True}}
        alone |= dict.fromkeys(("waits", "refused"), hold([WAIT, SEND]))
    ignoring = {"ignored": "fails", "let go": "refused"}
    return alone | {name: {**alone[of], "ignore_errors": True} for name, of in ignoring.items() if of in alone}


async def came_of(actions: tuple[Action, ...], state: RunState, *, refused: bool) -> tuple[int, int, str]:
    """Return how many letters and records stay, and how it ends; `refused` are letters that are waited for."""
    letters = records = 0
    end = ""
    while True:
        segment = await interpreter()(actions, state, opened())
        if segment.error is not None:
            return letters, records, "fails"
        letters, records = letters + len(segment.staged), segment.state.records
        for one in segment.apart:
            action = action_at(actions, one.numbers)
            assert action is not None
            begun = replace(RunState.at_start(one.record), variables=dict(one.variables))
            more, _, fails = await came_of(action.blocks[0].actions, begun, refused=refused)
            letters, end = letters + more, fails and "apart"
        if segment.ended:
            return letters, records, end
        state = RunState.from_json(segment.state.to_json())
        follows, _ = take_answer(actions, state, letter(PETROV if refused else IVANOV))
        if follows is not Follows.GOES_ON:
            return letters, records, "fails"


def cells() -> list[tuple[str, str, str]]:
    """Return the table's cells: kind, column, and what it says."""
    head, *rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in TABLE.strip().splitlines()]
    return [(kind, column, cell) for kind, *said in rows for column, cell in zip(head[1:], said, strict=True)]


@pytest.mark.parametrize(("kind", "column", "said"), cells())
async def test_what_an_action_leaves(kind: str, column: str, said: str) -> None:
    body = bodies(kind).get(column)
    if body is None:
        assert said == "-"
        return
    try:
        document: Scenario = scenario(FILLED, SEND, {kind: body}, SEND)
    except ValidationError:
        assert said == "cannot"
        return
    refused = column in {"refused", "let go"}
    letters, records, end = await came_of(document.actions, RunState.at_start(5), refused=refused)
    assert " ".join(filter(None, [str(letters), f"+{records}" if records else "", end])) == said


def test_every_kind_is_in_the_table() -> None:
    assert {kind for kind, _, _ in cells()} == set(KINDS)
    assert set(HOLDS) == {name for name, kind in KINDS.items() if block_fields(kind)}
