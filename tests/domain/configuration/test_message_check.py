"""The message check: a step that would fail on every press is a mistake, unless its failing is ignored."""

from typing import Any

import pytest

from tests.domain.scenarios.test_ignored_errors import context, ignoring, subject
from tests.domain.scenarios.test_interpreter import FILLED, SEND, scenario
from tests.domain.scenarios.test_made_up_action import mistakes

NOT_FILLED = "config-set-not-filled"
NO_RECIPIENT = "config-no-recipient"


def keys(*actions: dict[str, Any]) -> list[str]:
    return [key for _, key in mistakes(scenario(*actions))]


def test_a_step_inside_an_action_that_ignores_errors_is_not_checked() -> None:
    assert keys(context(SEND)) == [NOT_FILLED]
    assert keys(context(SEND, ignore_errors=True)) == []


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_nor_is_one_deeper_inside_it(depth: int) -> None:
    inside = SEND
    for _ in range(depth):
        inside = context(inside)
    assert keys(inside) == [NOT_FILLED]
    assert keys(context(inside, ignore_errors=True)) == []


def test_a_step_that_ignores_its_own_errors_is_not_checked() -> None:
    assert keys(SEND) == [NOT_FILLED]
    assert keys(ignoring(SEND)) == []


def test_what_ignores_errors_covers_neither_those_before_nor_those_behind_it() -> None:
    paths = [path for path, _ in mistakes(scenario(SEND, context(SEND, ignore_errors=True), SEND))]
    assert paths == ["actions[0].send_message.variable", "actions[2].send_message.variable"]


def test_a_step_that_ignores_errors_covers_no_other_one_of_its_level() -> None:
    assert keys(context(ignoring(SEND), SEND, ignoring(SEND))) == [NOT_FILLED]


def test_what_is_filled_inside_an_action_that_ignores_errors_counts_behind_it() -> None:
    assert keys(context(FILLED, ignore_errors=True), SEND) == []
    assert keys(ignoring(FILLED), SEND) == []


def test_a_set_is_filled_by_all_the_steps_before_it() -> None:
    assert keys(subject("x"), SEND) == [NO_RECIPIENT]
    assert keys(subject("x"), FILLED, SEND) == []
    assert keys(SEND, FILLED) == [NOT_FILLED]
