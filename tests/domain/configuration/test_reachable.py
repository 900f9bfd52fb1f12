"""A scenario that leaves nothing behind, or has actions that no run ever does, is told of when it is saved."""

from typing import Any

import pytest

from domain.configuration.reachable import check_reached, check_sends
from domain.scenarios.document import Scenario
from tests.domain.configuration.test_silences import SEND
from tests.domain.scenarios.changing import change, create, duplicate
from tests.domain.scenarios.test_control import check, for_each, repeat
from tests.domain.scenarios.test_interpreter import scenario, variables

LETTER = {"send_message": SEND}
FILL = variables(Subject={"formula": "'x'"})


def branch(condition: str, *actions: dict[str, Any], otherwise: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    rest = {"otherwise": list(otherwise)} if otherwise else {}
    return {"by_conditions": {"branches": [{"condition": condition, "actions": list(actions)}], **rest}}


def context(objects: str, *actions: dict[str, Any]) -> dict[str, Any]:
    found = {"template": "Uvedomleniya", "objects": {"formula": objects}, "actions": list(actions)}
    return {"change_context": found}


def told(document: Scenario) -> list[str]:
    found = [*check_reached(document, ()), *check_sends(document, ())]
    return [f"{mistake.key} {mistake.shown_path}" for mistake in found]


NEVER, NOTHING, SILENT = "config-never-done", "config-does-nothing actions", "config-sends-nothing actions"


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ([LETTER], []),
        ([FILL], [NOTHING]),
        ([check("$Temauvedomleniya == 'x'")], [NOTHING]),
        ([branch("$Temauvedomleniya == 'x'", FILL)], [NOTHING]),
        ([branch("$Temauvedomleniya == 'x'", FILL, otherwise=(LETTER,))], []),
        ([{"run_apart": {"actions": [LETTER]}}], []),
        ([for_each("$Poluchatel", LETTER)], []),
        ([repeat("3", LETTER)], []),
        ([context("$id", LETTER)], []),
        ([create(LETTER)], []),
        ([duplicate(LETTER)], []),
        ([change("Temauvedomleniya", "'x'")], [SILENT]),
        ([create()], [SILENT]),
        ([duplicate()], [SILENT]),
        ([check("false"), LETTER], [f"{NEVER} actions[1].send_message", NOTHING]),
        ([check("1 > 2"), FILL, LETTER], [f"{NEVER} actions[1].change_variables", NOTHING]),
        ([LETTER, check("false")], []),
        ([LETTER, check("false"), LETTER], [f"{NEVER} actions[2].send_message"]),
        ([branch("false", LETTER)], [f"{NEVER} actions[0].by_conditions.branches[0].actions[0].send_message", NOTHING]),
        (
            [branch("true", FILL, otherwise=(LETTER,))],
            [f"{NEVER} actions[0].by_conditions.otherwise[0].send_message", NOTHING],
        ),
        ([branch("true", LETTER)], []),
        ([repeat("0", LETTER)], [f"{NEVER} actions[0].repeat.actions[0].send_message", NOTHING]),
        ([repeat("1 - 1", LETTER)], [f"{NEVER} actions[0].repeat.actions[0].send_message", NOTHING]),
        ([for_each("0", LETTER)], []),
        ([for_each("null", LETTER)], [f"{NEVER} actions[0].for_each.actions[0].send_message", NOTHING]),
        ([context("null", LETTER)], [f"{NEVER} actions[0].change_context.actions[0].send_message", NOTHING]),
        ([for_each("$Poluchatel", check("false"), LETTER), LETTER],
         [f"{NEVER} actions[0].for_each.actions[1].send_message"]),
        ([branch("$Temauvedomleniya == 'x'", check("false")), LETTER], []),
        ([{"run_apart": {"actions": [check("false")]}}, LETTER], []),
    ],
)  # fmt: skip
def test_what_never_happens_is_told(actions: list[dict[str, Any]], said: list[str]) -> None:
    assert told(scenario(*actions)) == said
