"""Who reads a page: their texts, their clock and their role."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.telegram.moments import day, moment
from bot.texts import Texts
from domain.people import Person


@dataclass(frozen=True, slots=True)
class Reader:
    """The person for whom a page is drawn."""

    person: Person
    texts: Texts
    zone: ZoneInfo
    now: datetime

    def text(self, key: str, /, **params: str | int) -> str:
        """Return a text for HTML: the values put into it are escaped."""
        return self.texts.html(key, **params)

    def label(self, key: str, /, **params: str | int) -> str:
        """Return a text for a button, where nothing is markup."""
        return self.texts(key, **params)

    def cause(self, cause: str | None) -> str:
        """Return why a letter did not go, in the words for its author: what happened, and what they can do."""
        key = f"cause-{(cause or 'unknown').replace('_', '-')}"
        return self.text(f"{key}-author" if self.texts.has(f"{key}-author") else key)

    def moment(self, instant: datetime) -> str:
        """Return an instant as this person reads it."""
        return moment(instant, self.now, self.zone, self.texts)

    def day(self, date: date) -> str:
        """Return a day, with its year."""
        return day(date, self.texts)

    def second(self, instant: datetime) -> str:
        """Return an instant of these minutes to the second."""
        return f"{instant.astimezone(self.zone):%H:%M:%S}"
