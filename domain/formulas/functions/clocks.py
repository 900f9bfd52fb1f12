"""Functions over dates that come twice: on the clock of the person's zone, and with UTC in their name on UTC's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.moments import UTC_CLOCK, Clock, clock_of
from domain.formulas.values import Value


def on_both_clocks(room: Room, *signatures: str, takes: str, gives: str | None) -> Callable[[Any], Any]:
    """File a function whose first argument is a clock, under its name and under its name with UTC."""

    def file(function: Callable[..., Value]) -> Callable[..., Value]:
        room.on_clock(*signatures, takes=takes, gives=gives)(
            lambda evaluation, *values: function(evaluation.clock, *values)
        )
        named = tuple(signature.replace("(", "UTC(", 1) for signature in signatures)
        room.plain(*named, takes=takes, gives=gives)(lambda *values: function(UTC_CLOCK, *values))
        return function

    return file


def part_of_clock(room: Room, name: str) -> Callable[[Callable[[datetime], Value]], Callable[[datetime], Value]]:
    """File a part of a date: on the person's clock, on that of a zone that is named, and on that of UTC."""

    def file(function: Callable[[datetime], Value]) -> Callable[[datetime], Value]:
        @room.on_clock(f"{name}(dateTime, [timeZone])", takes="date_time text", gives="number")
        def on_a_clock(evaluation: Evaluation, at: datetime, zone: str | None = None) -> Value:
            clock: Clock = evaluation.clock if zone is None else clock_of(zone)
            return function(clock.wall(at))

        room.plain(f"{name}UTC(dateTime)", takes="date_time", gives="number")(lambda at: function(UTC_CLOCK.wall(at)))
        return function

    return file
