"""Dates and other values as texts in a given form, and dates out of such texts."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.formulas.evaluation import MAX_TEXT, Evaluation
from domain.formulas.formats.dates import date_format
from domain.formulas.formats.durations import duration_format
from domain.formulas.formats.numbers import number_format
from domain.formulas.formats.placing import Placeholder, placed
from domain.formulas.formats.reading import read_by_format
from domain.formulas.functions.room import Room
from domain.formulas.iso8601 import moment_text, offset_of
from domain.formulas.moments import UTC_CLOCK, Clock, own_zone, shown_in
from domain.formulas.patterns import HugeResult
from domain.formulas.values import Value, many

dates = Room("date_text")
texts = Room("text")


@dates.on_clock("FORMATLOC(dateTime, formatString)", takes="date_time text", gives="text")
def _format_local(evaluation: Evaluation, at: datetime, source: str) -> Value:
    return date_format(evaluation.clock.read(at), source, evaluation.culture)


@dates.on_clock("FORMATUTC(dateTime, formatString)", takes="date_time text", gives="text")
def _format_utc(evaluation: Evaluation, at: datetime, source: str) -> Value:
    return date_format(UTC_CLOCK.read(at), source, evaluation.culture)


@dates.on_clock("ISOFORMAT(dateTime)", takes="date_time", gives="text")
def _iso(evaluation: Evaluation, at: datetime) -> Value:
    local = evaluation.clock.read(at)
    return moment_text(local, offset_of(local))


@dates.plain("ISOFORMATUTC(dateTime)", takes="date_time", gives="text")
def _iso_utc(at: datetime) -> Value:
    return moment_text(UTC_CLOCK.read(at), "Z")


@dates.on_clock("PARSEDATE(string, stringFormat)", takes="text", gives="date_time")
def _parse(evaluation: Evaluation, text: str, source: str) -> Value:
    return read_by_format(text, source, evaluation.culture, evaluation.clock, evaluation.view.now)


@dates.on_clock("PARSEDATEUTC(string, stringFormat)", takes="text", gives="date_time")
def _parse_utc(evaluation: Evaluation, text: str, source: str) -> Value:
    found = read_by_format(text, source, evaluation.culture, UTC_CLOCK, evaluation.view.now)
    return None if found is None else shown_in(found, UTC_CLOCK.zone)


@texts.on_clock("FORMAT(formatString, LIST(argument0, argument1, ..., argumentN))", takes="text any", gives="text")
def _format(evaluation: Evaluation, source: str, values: Value) -> Value:
    items = many(values)
    letters = 0

    def printed(placeholder: Placeholder) -> str:
        nonlocal letters
        text = _in_form(evaluation, items[placeholder.number], placeholder.form)
        letters += len(text)
        if letters > MAX_TEXT:
            raise HugeResult
        return text

    return placed(source, printed)


def _in_form(evaluation: Evaluation, value: Any, form: str) -> str:
    if not form:
        return evaluation.text(value)
    match value:
        case Decimal():
            return number_format(value, form, evaluation.culture)
        case datetime():
            clock = Clock(own_zone(value) or evaluation.view.time_zone)
            return date_format(clock.read(value), form, evaluation.culture)
        case timedelta():
            return duration_format(value, form, evaluation.culture)
        case _:
            return evaluation.text(value)
