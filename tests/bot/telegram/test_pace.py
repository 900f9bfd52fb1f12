"""A little may be done at once, and then it goes at a steady pace, counted for each thing by itself."""

from datetime import UTC, datetime, timedelta

from bot.telegram.pace import Pace


def test_a_pace_lets_a_few_go_at_once_and_then_one_by_one() -> None:
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    pace = Pace(3, timedelta(seconds=1))
    assert [pace.pause(1, now) for _ in range(4)] == [None, None, None, timedelta(seconds=1)]
    assert pace.pause(2, now) is None
    assert pace.pause(1, now + timedelta(seconds=1)) is None
    assert pace.pause(1, now + timedelta(seconds=1)) == timedelta(seconds=1)
    assert pace.pause(1, now + timedelta(minutes=1)) is None
    assert pace.pause(1, now - timedelta(hours=1)) == timedelta(seconds=1), "a clock that is put back costs a moment"


class Counted(datetime):
    """A moment that counts how often moments are compared."""

    compared = 0

    def __lt__(self, other: datetime) -> bool:
        Counted.compared += 1
        return super().__lt__(other)

    def __le__(self, other: datetime) -> bool:
        Counted.compared += 1
        return super().__le__(other)

    def __gt__(self, other: datetime) -> bool:
        Counted.compared += 1
        return super().__gt__(other)


def test_each_of_many_costs_what_one_of_few_does() -> None:
    def compared(many: int) -> float:
        pace, now, before = Pace(3, timedelta(seconds=1)), Counted(2026, 11, 30, 12, tzinfo=UTC), Counted.compared
        for number in range(many):
            assert pace.pause(number, now) is None
        return (Counted.compared - before) / many

    assert compared(8_000) < compared(100) + 5
