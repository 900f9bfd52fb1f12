"""Dates in other zones, and what lies between two of them."""

from datetime import datetime, timedelta
from decimal import Decimal

from domain.formulas.arithmetic import microseconds, of_seconds
from domain.formulas.functions.clocks import on_both_clocks
from domain.formulas.functions.room import Room
from domain.formulas.moments import Clock, clock_of, instant, reading, shown_in
from domain.formulas.values import Value

room = Room("date")
_MILLION = Decimal(1_000_000)


@room.plain("CONVERTTIMEZONE(dateTime, timeZone)", takes="date_time text", gives="date_time")
@room.plain("CONVERTTIMEZONEUTC(dateTime, timeZone)", takes="date_time text", gives="date_time")
def _convert(at: datetime, zone: str) -> Value:
    return shown_in(at, clock_of(zone).zone)


@room.plain("GETSPAN(dateTime1, dateTime2)", takes="date_time", gives="duration")
@room.plain("GETSPANUTC(dateTime1, dateTime2)", takes="date_time", gives="duration")
def _span(first: datetime, second: datetime) -> Value:
    return instant(first) - instant(second)


@on_both_clocks(room, "INSECONDS(argument)", takes="date_time|duration|number", gives=None)
def _in_seconds(clock: Clock, value: datetime | timedelta | Decimal) -> Value:
    """Return seconds, of a date those since the first of January of the year 1; or a duration of so many."""
    if isinstance(value, Decimal):
        return of_seconds(value)
    length = clock.wall(value) - reading(1, 1, 1) if isinstance(value, datetime) else value
    return microseconds(length) / _MILLION
