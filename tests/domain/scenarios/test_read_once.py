"""A long loop over records reads each of them once, by some statements for a hundred, and holds a part of them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from domain.accounts.account import Account
from domain.records.entity import KnownRecord
from domain.scenarios import at_hand, step
from domain.scenarios.at_hand import RecordNotVisible
from domain.scenarios.look_ahead import AHEAD, HELD_ON_THE_WAY
from domain.scenarios.state import RunState
from tests.domain.scenarios.test_control import for_each
from tests.domain.scenarios.test_interpreter import (
    FILLED,
    Directory,
    Source,
    interpreter,
    known,
    run,
    scenario,
    variables,
    world,
)

ENOUGH = 12 * AHEAD
COUNT = 30 * AHEAD
FIRST = 100
ALL = "from x in db->Uvedomleniya select x"


@dataclass
class Read(Source):
    """Counts how often each is read, and how many statements that takes."""

    records_read: Counter[int] = field(default_factory=Counter)
    accounts_read: Counter[int] = field(default_factory=Counter)
    statements: int = 0

    async def records(
        self, numbers: Collection[int], person_id: int, *, everything: bool = False
    ) -> Mapping[int, KnownRecord | None]:
        self.records_read.update(numbers)
        self.statements += 1
        return await super().records(numbers, person_id, everything=everything)

    async def accounts(self, numbers: Collection[int]) -> Mapping[int, Account]:
        self.accounts_read.update(numbers)
        self.statements += 1
        return await super().accounts(numbers)


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Records each of which is for somebody else, of whom much fewer are held than there are."""
    monkeypatch.setattr(at_hand, "ENOUGH", ENOUGH)
    people = {
        number: Account(number, f"u{number}", f"Имя {number}", f"a{number}@firma.local") for number in range(COUNT)
    }
    one = known(FIRST, None)
    kept: dict[int, KnownRecord | None] = {
        FIRST + number: replace(
            one,
            record=replace(one.record, id=FIRST + number),
            values={"Poluchatel": {"account": number}, "Temauvedomleniya": "Тема"},
        )
        for number in range(COUNT)
    }
    return Read(Directory(people), kept)


def context(*actions: dict[str, Any]) -> dict[str, Any]:
    return {"change_context": {"template": "Uvedomleniya", "objects": {"formula": ALL}, "actions": [*actions]}}


OF_ONE = variables(
    To={"Address": {"formula": "$$one->Poluchatel->mbox"}}, Subject={"formula": "$$one->Temauvedomleniya"}
)


@pytest.mark.parametrize("loop", [context(FILLED), for_each(ALL, OF_ONE)], ids=["change_context", "for_each"])
async def test_each_record_of_a_long_loop_is_read_once(source: Read, loop: dict[str, Any]) -> None:
    where = world(source=source)
    held = []
    await interpreter()(
        scenario(loop).actions,
        RunState.at_start(5),
        where,
        lambda _segment, _variables: held.append(len(where.at_hand._records) + len(where.at_hand._accounts)),
    )
    assert len(held) == COUNT + 1
    assert set(source.records_read.values()) == {1}
    assert {source.accounts_read[number] for number in range(3, COUNT)} == {1}
    assert source.statements <= 3 * COUNT / AHEAD
    assert max(held) <= HELD_ON_THE_WAY * ENOUGH + 2 * AHEAD


@pytest.mark.parametrize("place", [0, step.LOT - 1, step.LOT, COUNT - 1])
@pytest.mark.parametrize("why", ["gone", "hidden"])
async def test_a_loop_that_may_not_go_to_one_of_many_does_nothing(source: Read, place: int, why: str) -> None:
    """The first ones are looked at otherwise than those behind them."""

    class Found(Read):
        async def find(self, asked: Any, person_id: int, *, everything: bool = False) -> Any:
            found = await super().find(asked, person_id, everything=everything)
            if why == "gone":
                self.kept.pop(FIRST + place)
            else:
                self.kept[FIRST + place] = None
            return found

    segment = await run(scenario(context(FILLED)), world(source=Found(source.directory, source.kept)))
    key = RecordNotVisible.key if why == "hidden" else step.RecordGone.key
    assert (segment.error is not None and segment.error.key) == key
    assert segment.error is not None
    assert segment.error.params == {"record": FIRST + place}
    assert [entry["kind"] for entry in segment.trace] == ["change_context"]
