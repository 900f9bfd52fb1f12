"""When and where a person answers."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.clock import Clock
from domain.people import Person
from domain.records.types.asked import Moment


@dataclass(frozen=True, slots=True)
class Moments:
    """Tells it. `time_zone` and `language` are those of whoever has chosen none: as pages are drawn for them."""

    clock: Clock
    time_zone: str
    language: str

    def __call__(self, person: Person) -> Moment:
        """Return the moment."""
        return Moment(self.clock(), ZoneInfo(person.time_zone or self.time_zone), person.language or self.language)
