"""Test letters in the chat: one at a time through each connection, beside everything else that goes on."""

import asyncio

from bot.connections.addresses import SendTo, TestLetterPage
from bot.connections.letter_page import OWN, SENDER, Trying, ask_page, outcome_page
from bot.connections.questions import LetterTo
from bot.telegram.live_pages import Draw, LivePage, LivePages
from bot.telegram.page import Page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.accounts.account import Accounts
from domain.checking.check_connection import Checkable, CheckConnection
from domain.checking.send_test_letter import AlreadySent, ByHand, SendTestLetter
from domain.configuration.preview_route import PreviewRoute
from domain.editing.editor import Editor
from domain.errors import NotFound
from domain.messages.addresses import parse_address
from domain.people import Person
from domain.sections import Section


class LetterByHand:
    """Asks to whom, sends once, and shows what became of it."""

    def __init__(
        self,
        *,
        screen: Screen,
        live: LivePages,
        check: CheckConnection,
        send: SendTestLetter,
        accounts: Accounts,
        editor: Editor,
        preview: PreviewRoute,
    ) -> None:
        self._screen = screen
        self._live = live
        self._check = check
        self._send = send
        self._accounts = accounts
        self._editor = editor
        self._preview = preview
        self._beginning = asyncio.Lock()

    async def ask(self, visit: Visit, connection_id: int, *, route: int = 0) -> None:
        """Ask to whom it is to go; where one is on its way, show that instead."""
        what = await self._check.of_connection(visit.person, connection_id)
        going = self._live.going(("letter", connection_id))
        if going is not None:
            await self._show(visit.saying(visit.text("test-letter-already")), going)
            return
        turn = await self._send.turn(visit.person, connection_id)
        reader, offered = visit, await self._offered(visit, what)
        page = ask_page(reader, TestLetterPage(connection=connection_id, route=route), what.title, offered, turn)
        await self._screen.ask(visit, LetterTo(connection=connection_id, turn=turn, route=route), page, step=True)

    async def ask_again(self, visit: Visit, asked: LetterTo) -> None:
        """Draw the question that is open again."""
        await self.ask(visit, asked.connection, route=asked.route)

    async def to_offered(self, visit: Visit, where: SendTo) -> None:
        """Send it to one who was offered."""
        connection_id, number, turn = where.connection, where.to, where.turn
        what = await self._check.of_connection(visit.person, connection_id)
        address = (await self._offered(visit, what)).get(number)
        if address is None:
            raise NotFound(f"address {number}")
        await self._begin(visit, connection_id, what, address, turn, where.route)

    async def to_typed(self, visit: Visit, connection_id: int, text: str, turn: int, route: int) -> None:
        """Send it to a typed address; raises InvalidAddress."""
        address = parse_address(text)
        what = await self._check.of_connection(visit.person, connection_id)
        await self._begin(visit, connection_id, what, address, turn, route)

    async def _begin(
        self, visit: Visit, connection_id: int, what: Checkable, address: str, turn: int, route: int
    ) -> None:
        letter = await self._letter(visit, what, address, route)
        try:
            async with self._beginning:
                page = self._live.going(("letter", connection_id))
                notice = None if page is None else visit.text("test-letter-already")
                if page is None:
                    await self._send.begin(visit.person, connection_id, turn)
                    page = self._sending(visit, connection_id, what, letter)
        except AlreadySent as error:
            await self.ask(visit.saying(visit.text(error.key)), connection_id, route=route)
            return
        await self._show(visit.saying(notice), page)

    async def _letter(self, visit: Visit, what: Checkable, address: str, route: int) -> ByHand:
        """Return what is sent: our own words, or a route's letter with sample values."""
        if not route:
            return ByHand(address, visit.label("test-letter-subject"), visit.label("test-letter-body", name=what.title))
        made = await self._preview(visit.person, await self._editor.document(visit.person, Section.ROUTES, route, 0))
        if made.letter is None:
            raise NotFound(f"letter of route {route}")
        return ByHand(address, made.letter.subject, made.letter.body)

    def _sending(self, visit: Visit, connection_id: int, what: Checkable, letter: ByHand) -> LivePage:
        trying = Trying(what, letter.address)

        async def work(_: LivePage) -> None:
            trying.outcome = await self._send(visit.person, what, letter)

        page = LivePage(("letter", connection_id), trying, work)
        self._live.begin(page)
        return page

    async def _show(self, visit: Visit, page: LivePage) -> None:
        draw = self._draw(page)
        message_id = await self._screen.show(visit, await draw(visit.person))
        await self._live.watch(page, visit.person, message_id, draw, visit.notice)

    def _draw(self, page: LivePage) -> Draw:
        trying: Trying = page.about

        async def draw(person: Person) -> Page:
            visit = self._screen.visit(person)
            trying.over, trying.cut_off = page.over, page.cut_off
            drawn = outcome_page(visit, page.key[1], trying)
            return drawn.with_ways(await self._screen.ways_back(visit))

        return draw

    async def _offered(self, visit: Visit, what: Checkable) -> dict[int, str]:
        """Return whom the buttons offer; one address once."""
        own = None if visit.person.account_id is None else await self._accounts.get(visit.person.account_id)
        offered = {OWN: "" if own is None else own.mbox, SENDER: what.settings.sender_address}
        if offered[OWN].casefold() == offered[SENDER].casefold():
            del offered[SENDER]
        return {number: address for number, address in offered.items() if address}
