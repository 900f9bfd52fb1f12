"""How the actions of a run fared, for its picture: done, not done, an error that was passed over, one that ended it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.journal.chain_picture import A_READING, MOST_STEPS, chain_of
from bot.objects.scenario_picture import boxes_of
from bot.scenarios.picture.boxes import Fate
from bot.telegram.reader import Reader
from bot.texts import load_texts
from domain.configuration.explain_scenario import explain_scenario
from domain.people import Person, Role
from domain.runs.chain import steps_of
from domain.scenarios.document import Scenario
from domain.scenarios.titles import Titles

ADMIN = Person(1, "Алиса", Role.ADMIN)
NOW = datetime(2026, 1, 15, tzinfo=UTC)
READER = Reader(ADMIN, load_texts("ru"), ZoneInfo("Europe/Moscow"), NOW)
SET = {"change_variables": {"set": "a", "variables": {"B": {"formula": "1"}}}}
DOCUMENT = Scenario.model_validate(
    {
        "title": "Проба",
        "event": {"type": "button_clicked", "template": "T", "button": "B"},
        "actions": [
            SET,
            {"by_conditions": {"branches": [{"condition": "true", "actions": [SET]}], "otherwise": [SET]}},
            {"repeat": {"times": {"formula": "3"}, "variable": "n", "actions": [SET], "ignore_errors": True}},
            {"check": {"condition": "false", "message": "'x'"}},
            SET,
        ],
    }
)


def entry(*numbers: int, kind: str = "change_variables", error: bool = False, iteration: Sequence[int] = ()) -> Any:
    kept = {"place": list(numbers), "kind": kind, "at": NOW.isoformat(), "ms": 1, "iteration": list(iteration)}
    return {**kept, "error": {"key": "x", "params": {}}} if error else {**kept, "did": {}}


class Runs:
    """The event chain of one run."""

    def __init__(self, entries: Sequence[Any]) -> None:
        self._entries = entries

    async def chain(self, _person: Person, _story: Any, first: int, most: int) -> tuple[Any, int]:
        return steps_of(DOCUMENT, self._entries[first : first + most], Titles()), len(self._entries)


async def fared(entries: Sequence[Any], *, error: bool = False) -> tuple[dict[str, tuple[Fate | None, int]], int]:
    run = SimpleNamespace(scenario=DOCUMENT, error={"key": "x", "params": {}} if error else None)
    chain = await chain_of(Runs(entries), ADMIN, SimpleNamespace(run=run))
    boxes = boxes_of(READER, explain_scenario(DOCUMENT.stored(), {}), chain.run)
    return {box.number or box.title: (box.fate, box.passes) for box in boxes}, chain.left_out


async def test_what_was_done_what_was_not_and_what_has_ended_the_run() -> None:
    entries = [
        entry(0),
        entry(1, kind="by_conditions"),
        entry(1, 0, 0),
        entry(2, kind="repeat"),
        *(entry(2, 0, iteration=[number], error=number == 2) for number in (1, 2, 3)),
        entry(3, kind="check", error=True),
    ]
    found, left_out = await fared(entries, error=True)
    assert found == {
        "Событие": (Fate.DONE, 1),
        "1": (Fate.DONE, 1),
        "2": (Fate.DONE, 1),
        "2.1": (Fate.DONE, 1),
        "2.1.1": (Fate.DONE, 1),
        "2.2": (Fate.SKIPPED, 1),
        "2.2.1": (Fate.SKIPPED, 1),
        "3": (Fate.DONE, 1),
        "3.1": (Fate.IGNORED, 3),
        "4": (Fate.FAILED, 1),
        "5": (Fate.SKIPPED, 1),
    }
    assert left_out == 0


async def test_a_long_loop_says_how_often_it_was_done_though_the_chain_leaves_passes_out() -> None:
    passes = [*range(1, 101), 10_000]
    found, _ = await fared([entry(2, kind="repeat"), *(entry(2, 0, iteration=[number]) for number in passes)])
    assert found["3.1"] == (Fate.DONE, 10_000)


async def test_of_a_very_long_chain_the_first_steps_count_and_the_rest_is_told() -> None:
    found, left_out = await fared([entry(0)] * (MOST_STEPS + A_READING + 7))
    assert found["1"] == (Fate.DONE, MOST_STEPS)
    assert left_out == A_READING + 7


@pytest.mark.parametrize("entries", [[], [entry(7, 7)]])
async def test_a_run_of_which_nothing_is_known_was_not_done(entries: Sequence[Any]) -> None:
    found, _ = await fared(entries)
    assert {fate for name, (fate, _) in found.items() if name != "Событие"} == {Fate.SKIPPED}
