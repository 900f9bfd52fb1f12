"""What stands at a node of a form: a variable has a name of its own, and other values have none."""

from typing import Any

import pytest

from domain.editing.draft import form_of_section
from domain.editing.nodes import Node, chain_to, inside
from domain.sections import Section

SCENARIO = {
    "title": "Проба",
    "event": {"type": "button_clicked", "template": "T", "button": "B"},
    "actions": [
        {"change_context": {"template": "T", "objects": {"formula": "$id"}, "actions": []}},
        {"change_variables": {"set": "s", "variables": {"To": {"Address": {"formula": "'a@b.ru'"}}, "Subject": {}}}},
    ],
}


def everything(data: dict[str, Any]) -> dict[tuple[Any, ...], Node]:
    form = form_of_section(Section.SCENARIOS)
    found: dict[tuple[Any, ...], Node] = {}
    waiting = list(chain_to(form, data, ""))
    while waiting:
        here = waiting.pop()
        found[tuple(here.path)] = here
        waiting += [node for node in inside(here) if tuple(node.path) not in found]
    return found


@pytest.mark.parametrize(
    ("path", "is_variable"),
    [
        (("actions", 1, "change_variables", "variables", "To"), True),
        (("actions", 1, "change_variables", "variables", "To", "Address"), True),
        (("actions", 1, "change_variables", "variables", "Subject"), True),
        (("actions", 1, "change_variables", "variables"), False),
        (("actions", 0, "change_context", "objects"), False),
        (("actions", 1, "change_variables", "set"), False),
        ((), False),
    ],
)
def test_a_variable_is_told_from_other_values(path: tuple[Any, ...], is_variable: bool) -> None:
    assert everything(SCENARIO)[path].is_variable is is_variable
