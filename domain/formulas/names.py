"""The functions of the platform that are not here yet, told apart from a mistake; and the nearest known name."""

import difflib
from collections.abc import Iterable

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
    names = list(known)
    by_case = {item.casefold(): item for item in names}
    found = difflib.get_close_matches(name.casefold(), by_case, n=1)
    return by_case[found[0]] if found else ""
