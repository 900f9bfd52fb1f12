"""What a date is on a clock: its year and other parts, its place in the week and the year."""

import calendar
from datetime import datetime
from decimal import Decimal

from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.clocks import on_both_clocks, part_of_clock
from domain.formulas.functions.literals import whole
from domain.formulas.functions.room import Room
from domain.formulas.moments import UTC_CLOCK, Clock, instant, reading
from domain.formulas.values import Value

room = Room("date_part")
SATURDAY = 5

part_of_clock(room, "YEAR")(lambda wall: Decimal(wall.year))
part_of_clock(room, "MONTH")(lambda wall: Decimal(wall.month))
part_of_clock(room, "DAY")(lambda wall: Decimal(wall.day))
part_of_clock(room, "HOUR")(lambda wall: Decimal(wall.hour))
part_of_clock(room, "MINUTE")(lambda wall: Decimal(wall.minute))
part_of_clock(room, "SECOND")(lambda wall: Decimal(wall.second))


@on_both_clocks(room, "CENTURY(dateTime)", takes="date_time", gives="number")
def _century(clock: Clock, at: datetime) -> Value:
    """Return the year by hundreds, and one: the guide has 2000 in the 21st century."""
    return Decimal(clock.wall(at).year // 100 + 1)


@room.on_clock("DAYOFWEEK(dateTime)", takes="date_time", gives="text")
def _day_of_week(evaluation: Evaluation, at: datetime) -> Value:
    return evaluation.culture.weekdays[evaluation.clock.wall(at).weekday()]


@room.on_clock("DAYOFWEEKUTC(dateTime)", takes="date_time", gives="text")
def _day_of_week_utc(evaluation: Evaluation, at: datetime) -> Value:
    return evaluation.culture.weekdays[UTC_CLOCK.wall(at).weekday()]


def _day_of_the_year(clock: Clock, at: datetime) -> int:
    return clock.wall(at).timetuple().tm_yday


@on_both_clocks(room, "DAYOFYEAR(dateTime)", takes="date_time", gives="number")
def _day_of_year(clock: Clock, at: datetime) -> Value:
    return Decimal(_day_of_the_year(clock, at))


@on_both_clocks(room, "WEEKOFYEAR(dateTime)", takes="date_time", gives="number")
def _week_of_year(clock: Clock, at: datetime) -> Value:
    """Return the day of the year by seven: the only rule that gives the guide's figures."""
    return Decimal(_day_of_the_year(clock, at) // 7)


@on_both_clocks(
    room, "DAYSINMONTH(dateTime)", "DAYSINMONTH(year, month)", takes="date_time|number number", gives="number"
)
def _days_in_month(clock: Clock, first: datetime | Decimal, month: Decimal | None = None) -> Value:
    if isinstance(first, datetime):
        if month is not None:
            raise ValueError("a date has its month")
        wall = clock.wall(first)
        return Decimal(calendar.monthrange(wall.year, wall.month)[1])
    if month is None:
        raise ValueError("a year has twelve months")
    return Decimal(calendar.monthrange(reading(whole(first), whole(month), 1).year, whole(month))[1])


@on_both_clocks(room, "ISLEAPYEAR(dateTime)", takes="date_time", gives="boolean")
def _is_leap_year(clock: Clock, at: datetime) -> Value:
    return calendar.isleap(clock.wall(at).year)


@on_both_clocks(room, "ISWEEKEND(dateTime)", takes="date_time", gives="boolean")
def _is_weekend(clock: Clock, at: datetime) -> Value:
    return clock.wall(at).weekday() >= SATURDAY


@on_both_clocks(room, "ISWORKDAY(dateTime)", takes="date_time", gives="boolean")
def _is_workday(clock: Clock, at: datetime) -> Value:
    return clock.wall(at).weekday() < SATURDAY


def _is_today(clock: Clock, at: datetime, now: datetime) -> bool:
    return clock.wall(at).date() == clock.wall(now).date()


@room.on_clock("ISTODAY(dateTime)", takes="date_time", gives="boolean")
def _today(evaluation: Evaluation, at: datetime) -> Value:
    return _is_today(evaluation.clock, at, instant(evaluation.view.now))


@room.on_clock("ISTODAYUTC(dateTime)", takes="date_time", gives="boolean")
def _today_utc(evaluation: Evaluation, at: datetime) -> Value:
    return _is_today(UTC_CLOCK, at, instant(evaluation.view.now))
