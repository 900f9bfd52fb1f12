"""Values of other kinds out of texts and numbers: what the platform calls literals."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

from domain.formulas.arithmetic import number
from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.iso8601 import read_duration, read_moment
from domain.formulas.moments import UTC_CLOCK, Clock, reading, shown_in
from domain.formulas.values import FindsObjects, ObjectId, Value

room = Room("literal")


@room.plain("BOOL(string)", takes="text", gives="boolean")
def _bool(text: str) -> Value:
    return {"true": True, "false": False}.get(text.strip().lower())


@room.on_clock("DECIMAL(string)", takes="text", gives="number")
def _decimal(evaluation: Evaluation, text: str) -> Value:
    """Return the number that a text holds in the notation of the person's language; empty when it holds none."""
    whole, mark, fraction = text.strip().partition(evaluation.culture.decimal)
    found = re.fullmatch(r"[-+]?[0-9]+", whole) and re.fullmatch(r"[0-9]+" if mark else "", fraction)
    return number(Decimal(f"{whole}.{fraction}")) if found else None


@room.on_clock("DATE(string)", takes="text", gives="date_time")
def _date(evaluation: Evaluation, text: str) -> Value:
    return read_moment(text, evaluation.clock, evaluation.view.now)


@room.plain("DURATION(string)", takes="text", gives="duration")
def _duration(text: str) -> timedelta | None:
    return read_duration(text)


@room.on_clock("CREATEDATE(year, month, day)", "CREATEDATE(year, month, day, hour, minute, second)", takes="number",
               gives="date_time")  # fmt: skip
def _create_date(evaluation: Evaluation, *parts: Decimal) -> Value:
    return _created(evaluation.clock, *parts)


@room.plain("CREATEDATEUTC(year, month, day)", "CREATEDATEUTC(year, month, day, hour, minute, second)", takes="number",
            gives="date_time")  # fmt: skip
def _create_date_utc(*parts: Decimal) -> Value:
    return shown_in(_created(UTC_CLOCK, *parts), UTC_CLOCK.zone)


def _created(clock: Clock, *parts: Decimal) -> datetime:
    year, month, day, *rest = (whole(part) for part in parts)
    return clock.at(reading(year, month, day, *rest))


def whole(value: Decimal) -> int:
    """Return a whole number that may count something; raises ValueError for another."""
    if value != value.to_integral_value() or abs(value) > 10**9:
        raise ValueError(str(value))
    return int(value)


@room.on_clock("ID(string)", takes="text", gives=None)
def _id(evaluation: Evaluation, text: str) -> Value:
    """Return the record or the account of an id where it can be looked up, so that `->` leads on; else the id alone."""
    identity = text.strip()
    if not identity:
        return None
    view = evaluation.view
    found = view.object(identity) if isinstance(view, FindsObjects) else None
    return ObjectId(identity) if found is None else found
