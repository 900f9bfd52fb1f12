"""Who may come in: known people, the administrators of the settings, and whoever opens an invitation."""

from dataclasses import dataclass
from functools import partial

from domain.access.invite import Invite
from domain.access.let_in import LetIn
from domain.access.open_invitation import Opened, OpenInvitation
from domain.audit import COMMAND_LINE
from domain.clock import Atomically
from domain.people import People, Person, Role
from domain.visible import visible


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who somebody is, None for a stranger, and what became of the link that they opened, if they did."""

    person: Person | None
    opened: Opened | None = None


class Admission:
    """Decides who a Telegram user is to the bot."""

    def __init__(
        self,
        *,
        people: People,
        let_in: LetIn,
        open_invitation: OpenInvitation,
        invite: Invite,
        admins: frozenset[int],
        atomically: Atomically,
    ) -> None:
        self._people = people
        self._let_in = let_in
        self._open_invitation = open_invitation
        self._invite = invite
        self._admins = admins
        self._atomically = atomically

    async def prepare(self) -> None:
        """Let the administrators of the settings in."""
        for telegram_id in self._admins:
            known = await self._people.get(telegram_id)
            if known is None or not known.is_admin:
                await self._atomically(partial(self._let_in, telegram_id, Role.ADMIN, "", COMMAND_LINE))

    async def first_link_code(self) -> str | None:
        """Return the code of a new link when there is no administrator at all, else None."""
        return await self._invite.first()

    async def admit(self, telegram_id: int, name: str, text: str | None) -> Admitted:
        """Return who it is, after opening the link that a `/start CODE` is for."""
        name = visible(name)
        command, _, code = (text or "").partition(" ")
        opened = None
        if command == "/start" and code.strip():
            opened = await self._open_invitation(telegram_id, name, code.strip())
        person = await self._people.get(telegram_id)
        if person is not None and name and person.name != name:
            await self._people.rename(telegram_id, name)
            person = await self._people.get(telegram_id)
        return Admitted(person, opened)

    async def close_question(self, person: Person) -> None:
        """What the person types from now on no longer answers the page that has asked."""
        await self._people.ask(person.telegram_id, None)
