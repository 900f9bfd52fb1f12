"""Date and time: an instant, or a day. Kept as `{"date_time": "2026-12-25T09:00:00+03:00"}`, as its person wrote it.

A day is kept as its midnight there. A calendar and times of day can be pressed; the question goes on with the day that
was chosen (`2026-12-25`), with a month to look at (`2026-12`), or with a time that the clocks show twice.
"""

import re
from calendar import monthrange
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date, datetime, time, tzinfo
from typing import Any, ClassVar, Literal

from domain.accounts.entity import Pool
from domain.culture import LANGUAGES
from domain.culture.clock_times import print_time
from domain.culture.days import FIRST_YEAR, LAST_YEAR
from domain.culture.moments import Day, Said, fixed, has_moment, missing_day, print_moment, read_moment
from domain.errors import GonetsError
from domain.formulas import Field, Value
from domain.messages.rich_text import RichText
from domain.records.types.asked import Asked, Choice, JsonValue, Moment, Narrowed, Offer, Sources
from domain.records.types.attribute import Attribute, Comparable, ReadyValue, given_to, items_of

FROM, UNTIL, STEP = 8 * 60, 20 * 60, 30
"""Minutes of the times of day that can be pressed."""

LAST_MINUTE = 24 * 60 - 1
OTHER_DAY = 5_000
"""The number of the choice that leads back to the calendar."""
EARLIER, LATER = 6_000, 6_001
"""Numbers of the two instants at which the clocks show the same."""

_MONTH = re.compile(r"(\d{4})-(\d{2})")


class MomentExpected(GonetsError):
    """A day with a time is expected here, and something else came."""

    key = "error-moment-expected"


class DayExpected(GonetsError):
    """A day is expected here, and something else came, or a time with it."""

    key = "error-day-alone-expected"


class DayMissing(GonetsError):
    """The calendar has no such day."""

    key = "error-day-missing"


class MomentSkipped(GonetsError):
    """The clocks are put forward over that time: it does not exist."""

    key = "error-moment-skipped"


class DateTimeAttribute(Attribute):
    """A day, with a time or without."""

    tag: ClassVar = "date_time"
    takes_text: ClassVar = True
    always_compared: ClassVar = True
    takes_many: ClassVar = True

    type: Literal["date_time"]
    format: Literal["date_time", "date"] = "date_time"

    @property
    def has_time(self) -> bool:
        """Whether a time belongs to it."""
        return self.format == "date_time"

    async def offer(self, asked: Asked, sources: Sources) -> Offer:
        """Return the days of a month, the times of a day, or the two instants of one time."""
        day, clock = _gone_on_with(asked.query)
        if day is not None and clock is not None:
            return Offer((Choice(EARLIER, clock), Choice(LATER, clock)))
        if day is not None:
            times = (time(*divmod(minute, 60)) for minute in range(FROM, UNTIL, STEP))
            return Offer((*(Choice(_minute(one), one) for one in times), Choice(OTHER_DAY, day)))
        year, month = self._month(asked)
        days = (date(year, month, number) for number in range(1, monthrange(year, month)[1] + 1))
        return Offer(tuple(Choice(_number(one), one) for one in days))

    def expected(self) -> GonetsError:
        """Return what says that a day is, with a time or without."""
        return MomentExpected(title=self.title) if self.has_time else DayExpected(title=self.title)

    def written(self, text: RichText, moment: Moment) -> JsonValue | Narrowed:
        """Take words as people write them; raises MomentExpected, DayExpected, DayMissing or MomentSkipped."""
        day, _ = _gone_on_with(moment.query)
        now = moment.now.astimezone(moment.zone)
        said = read_moment(text.text, now, moment.language, day_is_known=day is not None)
        if said is None:
            missing = missing_day(text.text, now, moment.language)
            raise DayMissing(title=self.title, day=missing[:40]) if missing else self.expected()
        if not self.has_time:
            return self._day(said, moment.zone)
        if said.instant is not None:
            return _kept(said.instant.astimezone(moment.zone))
        if said.clock is None:
            return Narrowed(f"{said.day}")
        day = said.day or day or self._day_of(moment.kept, moment.zone) or _next(said.clock, now)
        return self._at(day, said.clock, moment.zone)

    async def chosen(self, number: int, asked: Asked, sources: Sources) -> JsonValue | Narrowed:
        """Take a day, a time of the day that is chosen, or one of two instants; raises what `written` does."""
        day, clock = _gone_on_with(asked.query)
        zone = asked.moment.zone
        if number == OTHER_DAY:
            return Narrowed("" if day is None else f"{day:%Y-%m}")
        if day is not None and clock is not None and number in {EARLIER, LATER}:
            return _kept(datetime.combine(day, clock, zone).replace(fold=number - EARLIER))
        if day is not None and number <= LAST_MINUTE:
            return self._at(day, time(*divmod(number, 60)), zone)
        chosen = _of_number(number)
        if chosen is None:
            raise self.expected()
        return Narrowed(f"{chosen}") if self.has_time else self._day(Said(chosen), zone)

    def field(self) -> Field:
        """An instant, or many."""
        return Field("date_time", self.multiple)

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the instant, a tuple where many can be given; a Day where no time belongs to it."""
        kind = datetime if self.has_time else Day
        found = tuple(kind.fromisoformat(item["date_time"]) for item in items_of(value) if _is_moment(item))
        return self.fitting(found)

    @classmethod
    def searched_by(cls, item: JsonValue) -> Collection[str]:
        """As it is printed for its person."""
        at = datetime.fromisoformat(item["date_time"]) if _is_moment(item) else None
        return () if at is None or at.tzinfo is None else [print_moment(at, one, at.tzinfo) for one in LANGUAGES]

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:
        """Its seconds since 1970."""
        return Comparable(number=datetime.fromisoformat(item["date_time"]).timestamp()) if _is_moment(item) else None

    def looked_up_by(self, value: Any) -> Comparable | None:
        """An instant alone can be equal."""
        is_instant = isinstance(value, datetime) and value.tzinfo is not None
        return Comparable(number=value.timestamp()) if is_instant else None

    def check(self, value: JsonValue, pool: Pool) -> None:
        """Raise what says what is expected for a value that another type has left."""
        if not all(map(_is_moment, items_of(value))):
            raise self.expected()

    def ready(self) -> Sequence[ReadyValue]:
        """Return days and times that are near."""
        return (
            ReadyValue("NOW()", name="ready-now" if self.has_time else "ready-today"),
            ReadyValue("ADDDAYS(NOW(), 1)", name="ready-in-a-day" if self.has_time else "ready-tomorrow"),
            ReadyValue("ADDDAYS(NOW(), 7)", name="ready-in-a-week"),
        )

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take an instant, or those of a list, as they are read in `zone`; raises what says what is expected."""
        return self.fitting([self._of_formula(item, zone) for item in given_to(self, value, datetime)]) or None

    def _of_formula(self, value: datetime, zone: tzinfo) -> JsonValue:
        if not FIRST_YEAR < value.year < LAST_YEAR:
            raise self.expected()
        day = value.date() if isinstance(value, Day) else None
        if self.has_time:
            at = value.astimezone(zone) if day is None else datetime.combine(day, time(), zone)
            return _kept(at.replace(microsecond=0))
        return self._day(Said(day or value.astimezone(zone).date()), zone)

    def _day(self, said: Said, zone: tzinfo) -> JsonValue:
        if said.day is None or said.clock is not None or said.instant is not None:
            raise self.expected()
        return _kept(datetime.combine(said.day, time(), zone))

    def _at(self, day: date, clock: time, zone: tzinfo) -> JsonValue | Narrowed:
        """Return the instant at which the zone's clocks show a time; asks which, where there are two."""
        local = datetime.combine(day, clock)
        match has_moment(local, zone):
            case 0:
                raise MomentSkipped(
                    title=self.title, time=print_time(clock), day=day.day, month=day.month, year=str(day.year)
                )
            case 1:
                return _kept(local.replace(tzinfo=zone))
        return Narrowed(local.isoformat())

    def _month(self, asked: Asked) -> tuple[int, int]:
        """Return the month of the calendar: that of the page, of the query, of the answer, or the present one."""
        if asked.page:
            year, month = divmod(asked.page, 12)
            return min(max(year, FIRST_YEAR), LAST_YEAR), month + 1
        match = _MONTH.fullmatch(asked.query)
        if match is not None:
            return int(match[1]), int(match[2])
        day = self._day_of(asked.value, asked.moment.zone) or asked.moment.now.astimezone(asked.moment.zone).date()
        return day.year, day.month

    def _day_of(self, kept: JsonValue, zone: tzinfo) -> date | None:
        """Return the day of the one answer that there is."""
        if self.multiple or not _is_moment(kept):
            return None
        at = datetime.fromisoformat(kept["date_time"])
        return at.astimezone(zone).date() if self.has_time else at.date()


def month_page(day: date, by: int = 0) -> int:
    """Return the page of the calendar that has a day, or one so many months away; 0 for one that there is not."""
    page = day.year * 12 + day.month - 1 + by
    return page if FIRST_YEAR <= page // 12 <= LAST_YEAR else 0


def _gone_on_with(query: str) -> tuple[date | None, time | None]:
    """Return the day, and the time of day, that a question goes on with."""
    with suppress(ValueError):
        if "T" in query:
            local = datetime.fromisoformat(query)
            return local.date(), local.time()
        if len(query) == len("2026-12-25"):
            return date.fromisoformat(query), None
    return None, None


def _next(clock: time, now: datetime) -> date:
    """Return the day on which the clocks show that time next."""
    today = now.date()
    return today if clock > now.time() else date.fromordinal(today.toordinal() + 1)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _of_number(number: int) -> date | None:
    with suppress(ValueError):
        day = date(number // 10_000, number // 100 % 100, number % 100)
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _kept(at: datetime) -> JsonValue:
    return {"date_time": fixed(at).isoformat()}


def _is_moment(item: JsonValue) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("date_time"), str):
        return False
    with suppress(ValueError):
        return datetime.fromisoformat(item["date_time"]).tzinfo is not None
    return False
