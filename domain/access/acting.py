"""Who acts on people, and which administrators nobody can take the role from."""

from domain.audit import COMMAND_LINE, Actor, Audit, AuditFilter, Kind
from domain.errors import GonetsError, NotFound, NotYours
from domain.people import People, Person


class PersonGone(NotFound):
    """The person has no access (any more)."""

    key = "error-person-gone"


class PersonChanged(GonetsError):
    """Somebody else has changed the person since the page was drawn: `name` says who."""

    key = "error-person-changed"


class LastAdministrator(GonetsError):
    """Without this administrator there would be none."""

    key = "error-last-administrator"


class FixedAdministrator(GonetsError):
    """The settings name this administrator (GONETS_ADMINS): only they can take the role away."""

    key = "error-fixed-administrator"


class Administrators:
    """Checks who acts, and keeps the product from being left without an administrator."""

    def __init__(self, people: People, audit: Audit, fixed: frozenset[int]) -> None:
        self._people = people
        self._audit = audit
        self._fixed = fixed

    def is_fixed(self, telegram_id: int) -> bool:
        """Whether the settings make this person an administrator."""
        return telegram_id in self._fixed

    async def acting(self, by: Person | None) -> Actor:
        """Return who acts, as they are now: two may act at the same moment. None is the command line.

        Raises NotYours for one who is no administrator.
        """
        if by is None:
            return COMMAND_LINE
        now = await self._people.get(by.telegram_id)
        if now is None or not now.is_admin:
            raise NotYours(f"{by.telegram_id} is no administrator")
        return Actor(by.telegram_id)

    async def get(self, telegram_id: int, stamp: int | None) -> Person:
        """Return the person to be changed; `stamp` is what the button was drawn from.

        Raises PersonGone or PersonChanged.
        """
        person = await self._people.get(telegram_id)
        if person is None:
            raise PersonGone(f"person {telegram_id}")
        if stamp is not None and person.stamp != stamp:
            raise PersonChanged(f"person {telegram_id}", name=await self.last_hand(telegram_id))
        return person

    async def check_can_be_spared(self, person: Person) -> None:
        """Raise FixedAdministrator or LastAdministrator for one who has to stay an administrator."""
        if not person.is_admin:
            return
        if self.is_fixed(person.telegram_id):
            raise FixedAdministrator(f"person {person.telegram_id}", name=person.name or str(person.telegram_id))
        others = [item for item in await self._people.administrators() if item.telegram_id != person.telegram_id]
        if not others:
            raise LastAdministrator(f"person {person.telegram_id}", name=person.name or str(person.telegram_id))

    async def last_hand(self, telegram_id: int) -> str:
        """Return the name of whoever changed the person last; empty for the command line."""
        entries = await self._audit.latest(AuditFilter(kind=Kind.PERSON, object_id=telegram_id), 1)
        number = entries[0].actor.person_id if entries else None
        if number is None:
            return ""
        known = (await self._people.get_many([number])).get(number)
        return (known.name if known else "") or str(number)
