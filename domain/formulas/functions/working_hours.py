"""Working hours: from a time of day on for so long, on working days, without a break."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from domain.formulas.arithmetic import TooLarge, of_seconds
from domain.formulas.functions.working_days import DAY, WorkCalendar, working
from domain.formulas.values import Value

_LIST = "LIST(excludedDate1, ..., excludedDateN)"
_DAY_ARGUMENTS = "workingDayStart, workingDayDuration"


def _begins(day: date, opens: timedelta) -> datetime:
    return datetime.combine(day, time()) + opens


def _check_day(opens: timedelta, length: timedelta) -> None:
    """Raise ValueError where the working day does not end before midnight, as the guide says it must."""
    if opens < timedelta() or length <= timedelta() or length >= DAY - opens:
        raise ValueError("the working day must lie within a day")


def _first_moment(days: WorkCalendar, wall: datetime, opens: timedelta, length: timedelta) -> datetime:
    """Return the reading itself, or the next working moment behind it."""
    for day in days.days_from(wall.date()):
        begins = _begins(day, opens)
        if wall < begins + length:
            return max(wall, begins)
    raise TooLarge("date_time")


@working(f"WORKHOURSTZ(startDateTime, workingHours, {_DAY_ARGUMENTS}, {_LIST}, timeZone)",
         takes="date_time number duration duration", gives="date_time", zoned=True)  # fmt: skip
@working(f"WORKHOURS(startDateTime, workingHours, {_DAY_ARGUMENTS}, [{_LIST}])",
         takes="date_time number duration duration", gives="date_time")  # fmt: skip
def _hours_later(days: WorkCalendar, at: datetime, hours: Decimal, opens: timedelta, length: timedelta) -> Value:
    """Use the hours up, working day by working day; those that end with a day give its end."""
    _check_day(opens, length)
    if hours < 0:
        raise ValueError("the guide goes forward only")
    left = of_seconds(hours * 3_600)
    start = _first_moment(days, days.clock.wall(at), opens, length)
    for day in days.days_from(start.date()):
        begins = _begins(day, opens)
        now = max(start, begins)
        if left <= begins + length - now:
            return days.clock.at(now + left)
        left -= begins + length - now
    return None


@working(f"WORKHOURSDURATIONTZ(startDateTime, endDateTime, {_DAY_ARGUMENTS}, {_LIST}, timeZone)",
         takes="date_time date_time duration duration", gives="duration", zoned=True)  # fmt: skip
@working(f"WORKHOURSDURATION(startDateTime, endDateTime, {_DAY_ARGUMENTS}, [{_LIST}])",
         takes="date_time date_time duration duration", gives="duration")  # fmt: skip
def _hours_between(days: WorkCalendar, start: datetime, end: datetime, opens: timedelta, length: timedelta) -> Value:
    """Return the working time between two moments; an end before its day's start takes time away, as in the guide."""
    _check_day(opens, length)
    first, last = days.clock.wall(start), days.clock.wall(end)
    return _worked(days, first, last, opens, length) if first <= last else -_worked(days, last, first, opens, length)


def _worked(days: WorkCalendar, first: datetime, last: datetime, opens: timedelta, length: timedelta) -> timedelta:
    begun = _first_moment(days, first, opens, length)
    if begun.date() > last.date():
        return timedelta()
    before = days.count(begun.date(), last.date()) * length - (begun - _begins(begun.date(), opens))
    on_the_last = min(last - _begins(last.date(), opens), length) if days.works(last.date()) else timedelta()
    return before + on_the_last
