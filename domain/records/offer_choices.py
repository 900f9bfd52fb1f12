"""What can be pressed to answer the open question."""

from domain.accounts.account import Accounts
from domain.people import Person
from domain.records.places import Place
from domain.records.types.attribute import Asked, LatestChosen, Offer, Sources


class OfferChoices:
    """Asks the question's type for a page of choices."""

    def __init__(self, accounts: Accounts, latest: LatestChosen) -> None:
        self._sources = Sources(accounts, latest)

    async def __call__(self, person: Person, place: Place) -> Offer:
        """Return them; none where no question is open."""
        if place.question is None or place.asking is None:
            return Offer()
        kept = place.record.values.get(place.question.system_name)
        asked = Asked(person.telegram_id, place.template.id, kept, place.asking.query, place.asking.page)
        return await place.question.offer(asked, self._sources)
