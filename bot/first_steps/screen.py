"""Showing first steps, and the pages that belong to them alone."""

from bot.first_steps.pages import add_me_page, first_accounts_page, first_people_page, first_steps_page
from bot.first_steps.questions import OwnAddress
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.access.add_myself import AddMyself
from domain.errors import NotFound
from domain.first_steps.first_steps import FirstSteps
from domain.settings.undo_time import UndoTime


class FirstStepsScreen:
    """For administrators."""

    def __init__(self, *, screen: Screen, steps: FirstSteps, add_myself: AddMyself, undo_time: UndoTime) -> None:
        self._screen = screen
        self._steps = steps
        self._add_myself = add_myself
        self._undo_time = undo_time

    async def show(self, visit: Visit) -> None:
        """Show what is done and what is next."""
        page = first_steps_page(visit, await self._steps(visit.person), await self._undo_time.look())
        await self._screen.page(visit, page)

    async def hide(self, visit: Visit, *, hidden: bool) -> None:
        """Lead the person no longer, or again."""
        progress = await self._steps.hide(visit.person, hidden=hidden)
        notice = visit.text("first-steps-hidden") if hidden else None
        page = first_steps_page(visit, progress, await self._undo_time.look())
        await self._screen.page(visit.saying(notice), page)

    async def accounts(self, visit: Visit) -> None:
        """Show how recipients come into the directory."""
        page = first_accounts_page(visit, linked=visit.person.account_id is not None)
        await self._screen.page(visit, page)

    async def people(self, visit: Visit) -> None:
        """Show how others are let in."""
        await self._screen.page(visit, first_people_page(visit))

    async def ask_address(self, visit: Visit) -> None:
        """Ask for the administrator's own address."""
        offered = await self._offered(visit)
        await self._screen.ask(visit, OwnAddress(), add_me_page(visit, offered))

    async def ask_again(self, visit: Visit, _asked: OwnAddress) -> None:
        """Draw the question that is open again."""
        await self.ask_address(visit)

    async def add_offered(self, visit: Visit, number: int) -> None:
        """Take the address that was pressed."""
        offered = await self._offered(visit)
        if not 1 <= number <= len(offered):
            raise NotFound(f"address {number}")
        await self.add(visit, offered[number - 1])

    async def add(self, visit: Visit, address: str) -> None:
        """Put the administrator into the directory."""
        account = await self._add_myself(visit.person, address)
        notice = visit.text("added-myself", name=account.full_name, mbox=account.mbox)
        await self.show(visit.saying(notice))

    async def _offered(self, visit: Visit) -> list[str]:
        """Return addresses that are likely theirs: those of the connection."""
        connection = (await self._steps(visit.person)).connection
        if connection is None or not connection.document.enabled:
            return []
        found = [connection.document.username or "", connection.document.sender_address]
        return [address for address in dict.fromkeys(found) if "@" in address]
