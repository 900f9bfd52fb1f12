"""Showing the first page: what can be done here, and what is missing before a letter can go."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.first_steps.pages import way_back
from bot.first_steps.start import Missing, help_page, start_page
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.screen import Screen, WaysBack
from bot.telegram.visit import Visit
from domain.access.access_requests import AccessRequests
from domain.first_steps.first_steps import FirstSteps
from domain.first_steps.readiness import Readiness
from domain.first_steps.stopped_connection import StoppedConnection
from domain.people import Person
from domain.records.template import StoredTemplate
from domain.records.template_access import TemplateAccess

Unsent = Callable[[Visit], Awaitable[tuple[list[str], list[PageButton]]]]
"""Says what somebody has not sent yet, and gives the ways there."""


class FirstPage:
    """Draws it, and says what is missing where something is begun."""

    def __init__(
        self,
        *,
        screen: Screen,
        access: TemplateAccess,
        readiness: Readiness,
        stopped: StoppedConnection,
        first_steps: FirstSteps,
        requests: AccessRequests,
        unsent: Unsent,
    ) -> None:
        self._screen = screen
        self._access = access
        self._readiness = readiness
        self._stopped = stopped
        self._first_steps = first_steps
        self._requests = requests
        self._unsent = unsent

    async def show(self, visit: Visit) -> None:
        """Show the first page."""
        progress = await self._first_steps(visit.person) if visit.person.is_admin else None
        waiting = await self._requests.waiting() if visit.person.is_admin else 0
        page = start_page(visit, await self.missing(visit.person), progress, waiting)
        await self._screen.page(visit, await self._with_unsent(visit, page))

    async def help(self, visit: Visit) -> None:
        """Show how it works."""
        await self._screen.page(visit, await self._with_unsent(visit, help_page(visit)))

    async def _with_unsent(self, visit: Visit, page: Page) -> Page:
        """Return the page with what was not sent yet, and the ways there first."""
        lines, buttons = await self._unsent(visit)
        text = "\n\n".join([page.text, "\n".join(lines)]) if lines else page.text
        return replace(page, text=text, rows=(*in_rows(buttons), *page.rows))

    async def warn(self, visit: Visit, template_id: int) -> str | None:
        """Return what is missing before a letter of this template can go, or None."""
        return (await self.missing(visit.person, template_id)).lines(visit) or None

    async def missing(self, person: Person, template_id: int | None = None) -> Missing:
        """Return what is not there yet for a template, or for all that the person may use."""
        usable = await self.templates(person)
        names = [item.document.system_name for item in usable if template_id in {None, item.id}]
        ready = await self._readiness(names)
        return Missing(ready.connection, await self._stopped(names), ready.no_accounts, not usable)

    async def held_up(self, templates: Sequence[StoredTemplate]) -> Mapping[int, str]:
        """Return which of these templates cannot be sent now, by number, with the connection that each needs."""
        found = await self._readiness.held_up({item.document.system_name for item in templates})
        names = {item.id: item.document.system_name for item in templates}
        return {number: found[name] for number, name in names.items() if name in found}

    async def templates(self, person: Person) -> list[StoredTemplate]:
        """Return the templates that this person may use."""
        return await self._access.usable(person)


def ways_back(first_steps: FirstSteps) -> WaysBack:
    """Return what gives the way back to the first steps while somebody is led through them."""
    return partial(_ways_back, first_steps)


async def _ways_back(first_steps: FirstSteps, visit: Visit) -> Sequence[PageButton]:
    if not visit.person.is_admin or not (await first_steps(visit.person)).leads:
        return ()
    return (way_back(visit),)
