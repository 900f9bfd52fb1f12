"""The functions of the platform that are not here yet, told apart from a mistake; and the nearest known name."""

import difflib
from collections.abc import Collection, Iterable

from domain.formulas.foreign_words import folded, from_elsewhere, looks_like
from domain.formulas.schema import Schema

NOT_YET = frozenset({
    "ADDDAYS", "ADDDAYSUTC", "ADDDUR", "ADDHOURS", "ADDHOURSUTC", "ADDLOC", "ADDMINUTES", "ADDMINUTESUTC",
    "ADDMONTHS", "ADDMONTHSUTC", "ADDSECONDS", "ADDSECONDSUTC", "ADDUTC", "ADDYEARS", "ADDYEARSUTC", "BETWEEN",
    "BETWEENUTC", "CENTURY", "CENTURYUTC", "COMPARE", "CONVERTTIMEZONE", "CONVERTTIMEZONEUTC", "CREATEDATE",
    "CREATEDATEUTC", "DATE", "DAY", "DAYOFWEEK", "DAYOFWEEKUTC", "DAYOFYEAR", "DAYOFYEARUTC", "DAYS", "DAYSINMONTH",
    "DAYSINMONTHUTC", "DAYUTC", "DURATION", "ENDOFDAY", "ENDOFDAYUTC", "ENDOFMONTH", "ENDOFMONTHUTC",
    "ENDOFQUARTER", "ENDOFQUARTERUTC", "ENDOFWEEK", "ENDOFWEEKUTC", "ENDOFYEAR", "ENDOFYEARUTC", "ENUMVALUE", "EQ",
    "EQUTC", "FORMAT", "FORMATDUR", "FORMATLOC", "FORMATUTC", "GE", "GETSPAN", "GETSPANUTC", "GEUTC", "GT", "GTUTC",
    "HOUR", "HOURS", "HOURUTC", "ID", "INSECONDS", "INSECONDSUTC", "ISLEAPYEAR", "ISLEAPYEARUTC", "ISOFORMAT",
    "ISOFORMATUTC", "ISTODAY", "ISTODAYUTC", "ISWEEKEND", "ISWEEKENDUTC", "ISWORKDAY", "ISWORKDAYUTC", "LE", "LT",
    "LTUTC", "MINUTE", "MINUTES", "MINUTEUTC", "MONTH", "MONTHS", "MONTHUTC", "NE", "NEUTC", "OBJECT", "PARSEDATE",
    "PARSEDATEUTC", "QUARTERS", "SECOND", "SECONDS", "SECONDUTC", "STARTOFDAY", "STARTOFDAYUTC", "STARTOFMONTH",
    "STARTOFMONTHUTC", "STARTOFQUARTER", "STARTOFQUARTERUTC", "STARTOFWEEK", "STARTOFWEEKUTC", "STARTOFYEAR",
    "STARTOFYEARUTC", "SUB", "SUBUTC", "TODURATION", "WEEKOFYEAR", "WEEKOFYEARUTC", "WORKDAYS", "WORKDAYSDURATION",
    "WORKDAYSDURATIONTZ", "WORKDAYSDURATIONUTC", "WORKDAYSTZ", "WORKDAYSUTC", "WORKHOURS", "WORKHOURSDURATION",
    "WORKHOURSDURATIONTZ", "WORKHOURSTZ", "YEAR", "YEARS", "YEARUTC",
})  # fmt: skip
"""Dates, durations, working days, and what looks records up: a formula with one says so when it is saved."""


def nearest_name(name: str, known: Iterable[str]) -> str:
    """Return the known name that looks most like `name`; empty when none does."""
    by_look = {looks_like(item): item for item in known}
    if looks_like(name) in by_look:
        return by_look[looks_like(name)]
    found = difflib.get_close_matches(looks_like(name), by_look, n=1)
    return by_look[found[0]] if found else ""


def nearest_function(name: str, known: Collection[str]) -> str:
    """Return the function that is meant: what it is called elsewhere goes before what only looks like it."""
    return from_elsewhere("function", name, known) or nearest_name(name, known)


def nearest_attribute(name: str, schema: Schema) -> str:
    """Return the attribute that is meant, by its title, by what it is called elsewhere, or by its look."""
    by_title = {folded(field.title): known for known, field in schema.fields.items() if field.title}
    kind = "record" if "_creator" in schema.fields else "account"
    wanted = folded(name)
    return (
        next((known for known in schema.fields if folded(known) == wanted), "")
        or by_title.get(wanted, "")
        or from_elsewhere(kind, name, schema.fields)
        or nearest_name(name, schema.fields)
        or by_title.get(nearest_name(wanted, by_title), "")
    )
