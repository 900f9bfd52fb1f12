"""What can be pressed to answer the open question."""

from domain.accounts.account import Accounts
from domain.clock import Clock
from domain.people import Person
from domain.records.places import Place
from domain.records.take_answer import asked_now, moment_of
from domain.records.types.attribute import LatestChosen, Offer, Sources


class OfferChoices:
    """Asks the question's type for a page of choices."""

    def __init__(self, accounts: Accounts, latest: LatestChosen, clock: Clock, time_zone: str) -> None:
        self._sources = Sources(accounts, latest)
        self._clock = clock
        self._time_zone = time_zone

    async def __call__(self, person: Person, place: Place) -> Offer:
        """Return them; none where no question is open."""
        if place.question is None or place.asking is None:
            return Offer()
        asked = asked_now(place, moment_of(person, self._clock(), self._time_zone))
        return await place.question.offer(asked, self._sources)
