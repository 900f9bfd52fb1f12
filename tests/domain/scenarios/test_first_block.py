"""Which number the first block of a field has among all blocks of an action: places and old buttons are read by it."""

import pytest

from domain.scenarios.actions.action import first_block
from domain.scenarios.actions.change_context import ChangeContext
from domain.scenarios.actions.send_message import SendMessage
from tests.domain.scenarios.made_up import Either

BRANCH = {"condition": "true", "actions": []}


@pytest.mark.parametrize("body", [{}, {"actions": []}, {"actions": [{}, {}]}])
def test_the_only_list_of_a_kind_has_no_number(body: dict[str, object]) -> None:
    assert first_block(ChangeContext, body, "actions") is None


def test_a_field_that_holds_no_actions_has_none() -> None:
    assert first_block(SendMessage, {}, "route") is None
    assert first_block(Either, {"blocks": [BRANCH]}, "note") is None
    assert first_block(Either, {}, "note") is None


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_blocks_of_a_field_come_behind_all_of_those_before_it(count: int) -> None:
    body = {"note": "x", "blocks": [BRANCH] * count, "otherwise": []}
    assert first_block(Either, body, "blocks") == 0
    assert first_block(Either, body, "otherwise") == count
