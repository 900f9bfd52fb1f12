"""Steps from a date to another: so much later on a clock, the beginning and the end of what holds it."""

import calendar
from collections.abc import Callable
from datetime import date, datetime, timedelta
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


def _months(day: datetime, each: int) -> tuple[datetime, datetime]:
    """Return the first and the last day of the period of `each` months that holds a day."""
    first = day.replace(month=(day.month - 1) // each * each + 1, day=1)
    last_month = first.month + each - 1
    return first, first.replace(month=last_month, day=calendar.monthrange(first.year, last_month)[1])


_PERIODS: dict[str, Callable[[datetime], tuple[datetime, datetime]]] = {
    "DAY": lambda day: (day, day),
    "WEEK": lambda day: (day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday())),
    "MONTH": lambda day: _months(day, 1),
    "QUARTER": lambda day: _months(day, 3),
    "YEAR": lambda day: _months(day, 12),
}
"""The midnights of the first and of the last day of the period that holds a day's midnight."""


def _period(unit: str, period: Callable[[datetime], tuple[datetime, datetime]]) -> None:
    @on_both_clocks(room, f"STARTOF{unit}(dateTime)", takes="date_time", gives="date_time")
    def start(clock: Clock, at: datetime) -> Value:
        return clock.at(period(clock.midnight(at))[0])

    @on_both_clocks(room, f"ENDOF{unit}(dateTime)", takes="date_time", gives="date_time")
    def end(clock: Clock, at: datetime) -> Value:
        last = period(clock.midnight(at))[1]
        if last.date() == date.max:  # as «for ever» is often written: behind it there is no midnight
            return clock.at(last + (timedelta(days=1) - TICK))
        return clock.at(last + timedelta(days=1)) - TICK


for _unit, _edges in _PERIODS.items():
    _period(_unit, _edges)
