"""What is held of records that were read is bounded by how many they are, and by how much stands in them."""

import pytest

from domain.scenarios import at_hand
from domain.scenarios.at_hand import ENOUGH_TEXT
from tests.domain.scenarios.test_interpreter import Source, known, world

NUMBERS = (6, 7, 8)
LONG = "я" * (ENOUGH_TEXT // 2)


@pytest.mark.parametrize(
    ("values", "stays"),
    [
        ({"Temauvedomleniya": "Тема"}, True),
        ({"Temauvedomleniya": LONG}, False),
        ({"Temauvedomleniya": {"text": LONG, "entities": []}}, False),
        ({"Temauvedomleniya": [{"text": LONG}, LONG]}, False),
    ],
)
async def test_long_texts_are_held_no_longer_than_needed(values: dict[str, object], stays: bool) -> None:
    where = world(source=Source(kept={number: known(number, **values) for number in NUMBERS}))
    await where.load([("record", number) for number in NUMBERS])
    where.forget_some()
    assert (where.at_hand.missing([("record", 6)]) == set()) is stays


async def test_what_was_forgotten_counts_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "ENOUGH_TEXT", 10)
    where = world(source=Source(kept={6: known(6, Temauvedomleniya="x" * 11), 7: known(7, Temauvedomleniya="x")}))
    await where.load([("record", 6)])
    where.forget_some()
    await where.load([("record", 7)])
    where.forget_some()
    assert where.at_hand.missing([("record", 7)]) == set()


async def test_one_who_only_looks_ahead_forgets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "ENOUGH_TEXT", 10)
    where = world(source=Source(kept={6: known(6, Temauvedomleniya="x" * 11)}))
    await where.load([("record", 6)])
    where.stopping().forget_some()
    assert where.at_hand.missing([("record", 6)]) == set()
