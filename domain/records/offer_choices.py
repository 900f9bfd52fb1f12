"""What can be pressed to answer the open question."""

from domain.accounts.account import Accounts
from domain.clock import Clock
from domain.people import Person
from domain.records.fillings import Filling
from domain.records.take_answer import asked_now, moment_of
from domain.records.types.attribute import LatestChosen, Offer, RecordChoices, Sources


class OfferChoices:
    """Asks the question's type for a page of choices."""

    def __init__(
        self, accounts: Accounts, latest: LatestChosen, records: RecordChoices, clock: Clock, time_zone: str
    ) -> None:
        self._sources = Sources(accounts, latest, records)
        self._clock = clock
        self._time_zone = time_zone

    async def __call__(self, person: Person, filling: Filling) -> Offer:
        """Return them; none where no question is open."""
        if filling.question is None or filling.asking is None:
            return Offer()
        asked = asked_now(filling, moment_of(person, self._clock(), self._time_zone))
        return await filling.question.offer(asked, self._sources)
