"""Working days: Monday to Friday, except for the days that are listed, which are the other way round."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from domain.formulas.errors import WrongType
from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.literals import whole
from domain.formulas.functions.room import Room, check, guarded, kinds_in
from domain.formulas.moments import UTC_CLOCK, Clock, clock_of, shown_in
from domain.formulas.tree import Call
from domain.formulas.values import Value, kind_of, many

room = Room("working_time")
DAY = timedelta(days=1)
WORKING = 5
"""Working days in a week."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a zone; `steps` counts the days that are gone over, and stops what takes too long."""

    clock: Clock
    exceptions: frozenset[date]
    steps: Callable[[], None]

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return (day.weekday() < WORKING) != (day in self.exceptions)

    def days_from(self, day: date) -> Iterator[date]:
        """Yield the working days from a day on; raises OverflowError behind the last day of the calendar."""
        while True:
            self.steps()
            if self.works(day):
                yield day
            day += DAY

    def began(self, at: datetime) -> datetime:
        """Return the reading of the clock, or of the midnight of the next working day where its day is off."""
        wall = self.clock.wall(at)
        day = next(self.days_from(wall.date()))
        return wall if day == wall.date() else datetime.combine(day, time())

    def count(self, first: date, behind: date) -> int:
        """Return how many working days there are from the first day to the one that is behind the last."""
        if behind <= first:
            return 0
        weeks, rest = divmod((behind - first).days, 7)
        days = weeks * WORKING + sum((first.weekday() + index) % 7 < WORKING for index in range(rest))
        changed = (day for day in self.exceptions if first <= day < behind)
        return days + sum(-1 if day.weekday() < WORKING else 1 for day in changed)


def working(*signatures: str, takes: str, gives: str, zoned: bool = False, utc: bool = False) -> Callable[[Any], Any]:
    """File a function over a calendar, its exceptions and, where it is `zoned`, its zone being the last arguments.

    `takes` are the kinds before those. Where no list is needed, the zone may follow at once.
    """
    kinds = kinds_in(takes)
    least = len(kinds) + zoned

    def file(function: Callable[..., Value]) -> Callable[..., Value]:
        @room.lazy(*signatures, gives=gives, least=least, takes=f"{takes} any")
        def called(evaluation: Evaluation, node: Call) -> Value:
            values = [evaluation(argument) for argument in node.arguments]
            zone = values.pop() if zoned else None
            listed = values[len(kinds)] if len(values) > len(kinds) else None
            values = values[: len(kinds)]
            if any(value is None or value == () for value in values) or (zoned and zone is None):
                return None
            for index, value in enumerate(values):
                check(value, kinds[index], evaluation, node, index)
            if zoned:
                check(zone, ("text",), evaluation, node, len(node.arguments) - 1)
            _check_list(listed, node, len(kinds))

            def work() -> Value:
                own = UTC_CLOCK if utc else evaluation.clock
                clock = own if zone is None else clock_of(str(zone))
                days = frozenset(clock.wall(at).date() for at in many(listed) if at is not None)
                evaluation.count(node.spot, len(days))
                result = function(WorkCalendar(clock, days, lambda: evaluation.count(node.spot)), *values)
                return shown_in(result, clock.zone) if zoned and isinstance(result, datetime) else result

            return guarded(evaluation, node, work)

        return function

    return file


def _check_list(listed: Value, node: Call, index: int) -> None:
    for item in many(listed):
        if item is not None and not isinstance(item, datetime):
            raise WrongType(node.arguments[index].spot, expected="date_time", found=kind_of(item))


_LIST = "LIST(excludedDate1, ..., excludedDateN)"


@working(f"WORKDAYSTZ(startDateTime, workingDays, {_LIST}, timeZone)", takes="date_time number", gives="date_time",
         zoned=True)  # fmt: skip
@working("WORKDAYSUTC(startDateTime, workingDays)", takes="date_time number", gives="date_time", utc=True)
@working(f"WORKDAYS(startDateTime, workingDays, [{_LIST}])", takes="date_time number", gives="date_time")
def days_later(days: WorkCalendar, at: datetime, count: Decimal) -> Value:
    """Step forward so many working days from the start, or from the first one after it; raises ValueError below 0."""
    steps = whole(count)
    if steps < 0:
        raise ValueError("the guide goes forward only")
    start = days.began(at)
    for day in days.days_from(start.date()):
        if not steps:
            return days.clock.at(datetime.combine(day, start.time()))
        steps -= 1
    return None


@working(f"WORKDAYSDURATIONTZ(startDateTime, endDateTime, {_LIST}, timeZone)", takes="date_time date_time",
         gives="duration", zoned=True)  # fmt: skip
@working(f"WORKDAYSDURATION(startDateTime, endDateTime, [{_LIST}])", takes="date_time date_time", gives="duration")
def _days_between(days: WorkCalendar, start: datetime, end: datetime) -> Value:
    """Return the time that passes on working days; a start behind the end gives it with a minus."""
    first, last = days.clock.wall(start), days.clock.wall(end)
    return _elapsed(days, first, last) if first <= last else -_elapsed(days, last, first)


def _elapsed(days: WorkCalendar, first: datetime, last: datetime) -> timedelta:
    whole_days = days.count(first.date(), last.date()) * DAY
    of_the_first = first - datetime.combine(first.date(), time()) if days.works(first.date()) else timedelta()
    of_the_last = last - datetime.combine(last.date(), time()) if days.works(last.date()) else timedelta()
    return whole_days - of_the_first + of_the_last


@room.plain("WORKDAYSDURATIONUTC(startDateTime, endDateTime)", takes="date_time date_time", gives="number")
def _count_utc(start: datetime, end: datetime) -> Value:
    """Return a number of days, those of the start and of the end among them: the guide's figures are numbers."""
    first, last = UTC_CLOCK.wall(start).date(), UTC_CLOCK.wall(end).date()
    if last == date.max:
        raise OverflowError("the last day of the calendar")
    return Decimal(WorkCalendar(UTC_CLOCK, frozenset(), lambda: None).count(first, last + DAY))
