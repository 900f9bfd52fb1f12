"""Steps from a date to another: so much later on a clock, the beginning and the end of what holds it."""

import calendar
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from domain.formulas.arithmetic import TooLarge, of_seconds
from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.clocks import on_both_clocks
from domain.formulas.functions.literals import whole
from domain.formulas.functions.room import Room
from domain.formulas.moments import TICK, UTC_CLOCK, Clock
from domain.formulas.values import Value

room = Room("date")
_SECONDS = {"DAYS": 86_400, "HOURS": 3_600, "MINUTES": 60, "SECONDS": 1}
_MONTHS = {"MONTHS": 1, "YEARS": 12}


def moved(clock: Clock, at: datetime, by: timedelta) -> datetime:
    """Return the instant at which the clock shows that much more; raises TooLarge."""
    try:
        return clock.moved(at, by)
    except OverflowError:
        raise TooLarge("date_time") from None


def _later(unit: str, seconds: int) -> None:
    @on_both_clocks(room, f"ADD{unit}(dateTime, numberOf{unit.title()})", takes="date_time number", gives="date_time")
    def later(clock: Clock, at: datetime, count: Decimal) -> Value:
        return moved(clock, at, of_seconds(count * seconds))


def _months_later(unit: str, months: int) -> None:
    @on_both_clocks(room, f"ADD{unit}(dateTime, numberOf{unit.title()})", takes="date_time number", gives="date_time")
    def later(clock: Clock, at: datetime, count: Decimal) -> Value:
        wall = clock.wall(at)
        steps = whole(count) * months
        if not steps:
            return clock.moved(at, timedelta())
        year, month = divmod(wall.year * 12 + wall.month - 1 + steps, 12)
        if not 1 <= year <= 9999:
            raise TooLarge("date_time")
        day = min(wall.day, calendar.monthrange(year, month + 1)[1])
        return clock.at(wall.replace(year=year, month=month + 1, day=day))


for _unit, _seconds in _SECONDS.items():
    _later(_unit, _seconds)
for _unit, _count in _MONTHS.items():
    _months_later(_unit, _count)


@room.on_clock("ADDLOC(dateTime, duration)", takes="date_time duration", gives="date_time")
def _add_local(evaluation: Evaluation, at: datetime, by: timedelta) -> Value:
    return moved(evaluation.clock, at, by)


@room.plain("ADDUTC(dateTime, duration)", takes="date_time duration", gives="date_time")
def _add_utc(at: datetime, by: timedelta) -> Value:
    return moved(UTC_CLOCK, at, by)


@room.on_clock("SUB(dateTime, duration)", "SUB(duration1, duration2)", takes="date_time|duration duration")
def _sub(evaluation: Evaluation, first: datetime | timedelta, by: timedelta) -> Value:
    return first - by if isinstance(first, timedelta) else moved(evaluation.clock, first, -by)


@room.plain("SUBUTC(dateTime, duration)", takes="date_time duration", gives="date_time")
def _sub_utc(at: datetime, by: timedelta) -> Value:
    return moved(UTC_CLOCK, at, -by)


def _month(day: datetime, months: int, each: int = 1) -> datetime:
    """Return the first day of the period of `each` months that holds a day, or of one so many months later."""
    months_since = day.year * 12 + (day.month - 1) // each * each + months
    return day.replace(year=months_since // 12, month=months_since % 12 + 1, day=1)


_PERIODS: dict[str, Callable[[datetime], tuple[datetime, datetime]]] = {
    "DAY": lambda day: (day, day + timedelta(days=1)),
    "WEEK": lambda day: (
        day - timedelta(days=day.weekday()),
        day + timedelta(days=7 - day.weekday()),
    ),
    "MONTH": lambda day: (_month(day, 0), _month(day, 1)),
    "QUARTER": lambda day: (_month(day, 0, 3), _month(day, 3, 3)),
    "YEAR": lambda day: (_month(day, 0, 12), _month(day, 12, 12)),
}
"""The first midnight of the period that begins with or holds a day's midnight, and the first one behind it."""


def _period(unit: str, period: Callable[[datetime], tuple[datetime, datetime]]) -> None:
    @on_both_clocks(room, f"STARTOF{unit}(dateTime)", takes="date_time", gives="date_time")
    def start(clock: Clock, at: datetime) -> Value:
        return clock.at(period(clock.midnight(at))[0])

    @on_both_clocks(room, f"ENDOF{unit}(dateTime)", takes="date_time", gives="date_time")
    def end(clock: Clock, at: datetime) -> Value:
        return clock.at(period(clock.midnight(at))[1]) - TICK


for _unit, _edges in _PERIODS.items():
    _period(_unit, _edges)
