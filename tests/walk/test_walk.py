"""A short walk at random; `make walk` takes a long one."""

import os

from tests.walk.walk import walk

SEED = os.environ.get("WALK_SEED", "gonets")
STEPS, SECONDS = 700, 25


def test_nothing_that_is_pressed_or_typed_at_random_breaks_a_promise() -> None:
    outcome = walk(SEED, STEPS, seconds=SECONDS)
    print(outcome)
    assert outcome.problems == {}, str(outcome)
