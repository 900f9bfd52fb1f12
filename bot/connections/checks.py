"""Checks of connections in the chat: each goes on beside everything else, its page grows by a line for each step."""

from bot.connections.check_page import Check, check_page
from bot.connections.standing import standing_page
from bot.telegram.live_pages import Draw, LivePage, LivePages
from bot.telegram.page import Page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.checking.check_connection import CheckConnection
from domain.editing.draft import ObjectChanged
from domain.editing.editing import DraftGone
from domain.editing.editor import Editor
from domain.editing.keep_object import KeepObject
from domain.errors import GonetsError
from domain.logins.oauth2.device_waits import ForWhat
from domain.messages.sending import Step
from domain.people import Person
from domain.runs.mend_connection import MendConnection
from domain.work import Hints, WorkKind


class ConnectionChecks:
    """Begins checks and shows them. Of each connection, and of each draft, there is one at a time."""

    def __init__(
        self,
        *,
        screen: Screen,
        live: LivePages,
        check: CheckConnection,
        mend: MendConnection,
        editor: Editor,
        keep: KeepObject,
        hints: Hints,
    ) -> None:
        self._screen = screen
        self._live = live
        self._check = check
        self._mend = mend
        self._editor = editor
        self._keep = keep
        self._hints = hints

    async def connection(self, visit: Visit, connection_id: int) -> None:
        """Check the connection that is in force; where that goes on already, say so and show how it goes."""
        what = await self._check.of_connection(visit.person, connection_id)
        await self._show(visit, ("check", connection_id), Check(what))

    async def draft(self, visit: Visit, draft_id: int, revision: int, *, apply: bool) -> None:
        """Check what a draft says; with `apply` it is put in force when the check passes."""
        what = await self._check.of_draft(visit.person, draft_id, revision)
        await self._show(visit, ("draft", draft_id), Check(what, apply=apply))

    async def behind_a_code(self, person: Person, what: ForWhat) -> tuple[LivePage, Draw]:
        """Begin to check what may log in now, without showing it; a draft is put in force when the check passes.

        Raises what `CheckConnection.of_connection` and `of_draft` raise.
        """
        if what.draft_id is None:
            key = ("check", what.number)
            check = Check(await self._check.of_connection(person, what.number))
        else:
            draft = (await self._editor.look(person, what.draft_id)).draft
            key = ("draft", draft.id)
            check = Check(await self._check.of_draft(person, draft.id, draft.revision), apply=True)
        page = self._live.going(key) or self._begin(self._screen.visit(person), key, check)
        return page, self._draw(page)

    async def from_notice(self, visit: Visit, connection_id: int) -> None:
        """Check in the message that has told of a suspension, which then tells how the connection stands."""
        key = ("check", connection_id)
        check = Check(await self._check.of_connection(visit.person, connection_id))
        page = self._live.going(key) or self._begin(visit, key, check)

        async def draw(person: Person) -> Page:
            if page.over:
                return standing_page(self._screen.visit(person), await self._mend.look(person, connection_id))
            return check_page(self._screen.visit(person), page.about)

        message_id = await self._screen.chat.edit_or_say(
            visit.person.telegram_id, await draw(visit.person), at=visit.at
        )
        await self._live.watch(page, visit.person, message_id, draw)

    async def _show(self, visit: Visit, key: tuple[str, int], check: Check) -> None:
        page = self._live.going(key)
        if page is None:
            page = self._begin(visit, key, check)
        else:
            visit = visit.saying(visit.text("check-already"))
        draw = self._draw(page)
        message_id = await self._screen.show(visit, await draw(visit.person))
        await self._live.watch(page, visit.person, message_id, draw, visit.notice)

    def _draw(self, page: LivePage) -> Draw:
        async def draw(person: Person) -> Page:
            visit, check = self._screen.visit(person), page.about
            check.over, check.cut_off = page.over, page.cut_off
            if page.failed:
                check.problem = "check-broken"
            drawn = check_page(visit, check)
            return drawn.with_ways(await self._screen.ways_back(visit)) if page.over else drawn

        return draw

    def _begin(self, visit: Visit, key: tuple[str, int], check: Check) -> LivePage:
        async def work(page: LivePage) -> None:
            async def tell(step: Step) -> None:
                check.steps.append(step)
                page.redraw()

            try:
                last = await self._check(visit.person, check.what, tell)
                if check.apply and last.ok:
                    await self._apply(visit, check, last)
            except (ObjectChanged, DraftGone):
                check.problem = "check-draft-changed"
            except GonetsError as error:
                check.problem = error.key

        page = LivePage(key, check, work)
        self._live.begin(page)
        return page

    async def _apply(self, visit: Visit, check: Check, last: Step) -> None:
        draft = check.what.draft
        if draft is None:
            return
        applied = await self._keep.apply(visit.person, draft.id, draft.revision)
        check.applied_to, check.mistakes = applied.object_id, applied.mistakes
        stored = (await self._editor.office(visit.person)).connection(applied.object_id)
        if stored is not None:
            await self._check.note(stored, last)
        for kind in (WorkKind.PROBE, WorkKind.DELIVERY):
            self._hints.wake(kind)
