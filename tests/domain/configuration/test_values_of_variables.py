"""What stands where a value of a variable should is a mistake with its place, whatever it is."""

from typing import Any

import pytest

from domain.configuration.document import read_document

EVENT = {"type": "button_clicked", "template": "T", "button": "B"}


@pytest.mark.parametrize(
    "value",
    [
        5,
        1.5,
        True,
        None,
        "formula",
        "attribute",
        "текст",
        "",
        [],
        {},
        ["formula"],
        ["attribute", "x"],
        [5],
        [[]],
        {"a": "formula"},
        {"a": ["attribute"]},
        {"formula": 5},
        {"formula": []},
        {"attribute": None},
    ],
)
def test_it_is_refused_at_its_place(value: Any) -> None:
    actions = [{"change_variables": {"set": "s", "variables": {"To": value}}}]
    read, mistakes = read_document({"scenarios": [{"title": "Проба", "event": EVENT, "actions": actions}]}, {})
    assert read.scenarios == []
    assert mistakes
    path = ("scenarios", 0, "actions", 0, "change_variables", "variables", "To")
    assert all(item.path[: len(path)] == path for item in mistakes)
