"""What an action knows of itself is kept with it: a copy with another body, as dry runs make it, knows its own."""

from domain.scenarios.actions.action import Action
from domain.scenarios.walking import with_body


def _action(formula: str, *inside: str) -> Action:
    fill = {"change_variables": {"set": "x", "variables": {"a": {"formula": formula}}}}
    if not inside:
        return Action.model_validate(fill)
    actions = [{"change_variables": {"set": "x", "variables": {"a": {"formula": one}}}} for one in inside]
    return Action.model_validate({"for_each": {"values": {"formula": formula}, "variable": "one", "actions": actions}})


def _leads(action: Action) -> list[str]:
    return [formula.text for formula in action.leads]


def test_an_action_leads_along_each_path_of_its_formulas_and_of_those_inside_once() -> None:
    action = _action("$A->b", "$C->d", "$A->b + $$E->f + $G")

    assert _leads(action) == ["$A->b", "$C->d", "$$E->f"]


def test_a_formula_that_cannot_be_read_leads_nowhere() -> None:
    action = _action("$A->b")
    assert _leads(action)

    (broken,) = with_body((action,), (0,), _action("$A->").body)

    assert _leads(broken) == []


def test_a_copy_with_another_body_has_the_blocks_and_paths_of_that() -> None:
    action = _action("$A->b", "$C->d")
    assert _leads(action) == ["$A->b", "$C->d"]
    before = action.blocks[0].actions

    (other,) = with_body((action,), (0, 0), _action("$G->h").body)

    assert _leads(other) == ["$A->b", "$G->h"]
    assert other.blocks[0].actions != before == action.blocks[0].actions
    assert _leads(action) == ["$A->b", "$C->d"]


def test_two_actions_are_the_same_whatever_one_of_them_has_been_asked() -> None:
    asked, other = _action("$A->b", "$C->d"), _action("$A->b", "$C->d")
    assert _leads(asked)

    assert asked == other
    assert asked.model_dump(mode="json") == other.model_dump(mode="json")
