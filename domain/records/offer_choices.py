"""What can be pressed to answer the open question."""

from domain.accounts.account import Accounts
from domain.people import Person
from domain.records.fillings import Filling
from domain.records.moments import Moments
from domain.records.take_answer import asked_now
from domain.records.types.asked import LatestChosen, Offer, RecordChoices, Sources


class OfferChoices:
    """Asks the question's type for a page of choices."""

    def __init__(self, accounts: Accounts, latest: LatestChosen, records: RecordChoices, moments: Moments) -> None:
        self._sources = Sources(accounts, latest, records)
        self._moments = moments

    async def __call__(self, person: Person, filling: Filling) -> Offer:
        """Return them; none where no question is open."""
        if filling.question is None or filling.asking is None:
            return Offer()
        asked = asked_now(filling, self._moments(person))
        return await filling.question.offer(asked, self._sources)
