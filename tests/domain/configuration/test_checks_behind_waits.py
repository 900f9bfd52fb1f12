"""A check drops what its own segment has done: saving tells where a letter may have gone before it."""

from typing import Any

import pytest

from domain.configuration.written_check import check_order
from domain.scenarios.document import Scenario

EVENT = {"template": "T", "button": "B"}
SEND = {"send_message": {"connection": "c", "route": "r", "variable": "n"}}
WAIT = {"send_message": {**SEND["send_message"], "success_variable": "yes"}}
CHECK = {"check": {"condition": "true"}}


def loop(*actions: Any) -> dict[str, Any]:
    return {"repeat": {"times": {"formula": "2"}, "variable": "i", "actions": list(actions)}}


def apart(*actions: Any) -> dict[str, Any]:
    return {"run_apart": {"actions": list(actions)}}


def branch(*actions: Any) -> dict[str, Any]:
    return {"by_conditions": {"branches": [{"condition": "true", "actions": list(actions)}]}}


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        ([CHECK, WAIT], []),
        ([SEND, CHECK], []),
        ([WAIT, CHECK], [("actions[1].check", "1")]),
        ([loop(WAIT), CHECK], [("actions[1].check", "1.1")]),
        ([loop(CHECK, WAIT)], [("actions[0].repeat.actions[0].check", "1.2")]),
        ([loop(CHECK, SEND)], []),
        ([apart(WAIT), CHECK], []),
        ([WAIT, apart(CHECK)], [("actions[1].run_apart.actions[0].check", "1")]),
        ([loop(apart(CHECK, WAIT))], []),
        ([apart(loop(CHECK, WAIT))], [("actions[0].run_apart.actions[0].repeat.actions[0].check", "1.1.2")]),
        ([branch(WAIT), branch(CHECK)], [("actions[1].by_conditions.branches[0].actions[0].check", "1.1.1")]),
    ],
)
def test_a_check_behind_a_wait_is_told(actions: list[Any], told: list[tuple[str, str]]) -> None:
    document = Scenario.model_validate({"title": "Проба", "event": EVENT, "actions": actions})
    assert [(item.shown_path, item.params["number"]) for item in check_order(document, ())] == told
