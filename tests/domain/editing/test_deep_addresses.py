"""Ten levels of actions fit into a button's address, whatever kinds stand around one another."""

from typing import Any

import pytest

from bot.objects.addresses import TakeChoice
from domain.editing.draft import form_of_section
from domain.editing.nodes import chain_to, inside, short_token, whole_token
from domain.scenarios.document import MAX_DEPTH
from domain.sections import Section

INNERMOST = {
    "change_variables": {"change_variables": {"set": "n", "variables": {"To": [{"Address": {"formula": "1"}}]}}},
    "change_attributes": {"change_attributes": {"changes": [{"attribute": "A", "value": {"formula": "1"}}] * 20}},
}
AROUND = {
    "change_context": lambda inner: {"template": "T", "objects": {"formula": "$id"}, "actions": inner},
    "by_conditions": lambda inner: {"branches": [{"condition": "true", "actions": inner}] * 5},
    "otherwise": lambda inner: {"branches": [{"condition": "true", "actions": []}], "otherwise": inner},
    "repeat": lambda inner: {"times": {"formula": "1"}, "variable": "i", "actions": inner},
    "for_each": lambda inner: {"values": {"formula": "1"}, "variable": "i", "actions": inner},
    "create_record": lambda inner: {"template": "T", "actions": inner},
    "duplicate_record": lambda inner: {"actions": inner},
    "run_apart": lambda inner: {"actions": inner},
}


@pytest.mark.parametrize("innermost", INNERMOST)
@pytest.mark.parametrize("around", AROUND)
def test_ten_levels_fit_into_an_address(around: str, innermost: str) -> None:
    actions: list[Any] = [INNERMOST[innermost]] * 20
    kind = "by_conditions" if around == "otherwise" else around
    for _ in range(MAX_DEPTH - 1):
        actions = [*[{"run_apart": {"actions": []}}] * 10, {kind: AROUND[around](actions)}]
    form = form_of_section(Section.SCENARIOS)
    here = chain_to(form, {"actions": actions}, "")[-1]
    while below := [item for item in inside(here) if _leads_down(item)]:
        here = below[-1]
    assert here.path[-1] == "formula"
    assert whole_token(short_token(here.token)) == here.token
    assert chain_to(form, {"actions": actions}, here.token)[-1].path == here.path
    assert len(short_token(here.token)) <= 46
    address = TakeChoice(draft=99_999, revision=9_999, token=here.token, choice=999).pack()
    assert TakeChoice.unpack(address).token == here.token


def _leads_down(node: Any) -> bool:
    names = {"actions", "branches", "otherwise", "variables", "changes", "value", "formula", "To", "Address"}
    return bool(node.data) and all(isinstance(part, int) or part in {*names, *AROUND, *INNERMOST} for part in node.path)
