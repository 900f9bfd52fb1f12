"""Test letters in the chat: one at a time through each connection, beside everything else that goes on."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.composing.screen import Screen
from bot.connections.addresses import SendTo, TestLetterPage
from bot.connections.letter_page import OWN, SENDER, Trying, ask_page, outcome_page
from bot.telegram.live_pages import Draw, LivePage, LivePages
from bot.telegram.page import Page
from domain.accounts.account import Accounts
from domain.checking.check_connection import Checkable, CheckConnection
from domain.checking.send_test_letter import AlreadySent, ByHand, SendTestLetter
from domain.configuration.preview_route import PreviewRoute
from domain.editing.draft import Section
from domain.editing.editor import Editor
from domain.errors import NotFound
from domain.messages.addresses import parse_address
from domain.people import People, Person, Question

TOPIC = "test_letter"


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
        people: People,
        editor: Editor,
        preview: PreviewRoute,
    ) -> None:
        self._screen = screen
        self._live = live
        self._check = check
        self._send = send
        self._accounts = accounts
        self._people = people
        self._editor = editor
        self._preview = preview
        self._beginning = asyncio.Lock()

    async def ask(
        self, person: Person, connection_id: int, *, route: int = 0, at: int | None, notice: str | None = None
    ) -> None:
        """Ask to whom it is to go; where one is on its way, show that instead."""
        what = await self._check.of_connection(person, connection_id)
        going = self._live.going(("letter", connection_id))
        if going is not None:
            await self._show(person, going, at=at, notice=self._screen.reader(person).text("test-letter-already"))
            return
        turn = await self._send.turn(person, connection_id)
        await self._people.ask(
            person.telegram_id, Question(TOPIC, {"connection": connection_id, "turn": turn, "route": route})
        )
        reader, offered = self._screen.reader(person), await self._offered(person, what)
        page = ask_page(reader, TestLetterPage(connection=connection_id, route=route), what.title, offered, turn)
        await self._screen.page(person, page, at=at, notice=notice, step=True)

    async def ask_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Draw the question that is open again."""
        await self.ask(person, int(about["connection"]), route=int(about.get("route", 0)), at=at, notice=notice)

    async def to_offered(self, person: Person, where: SendTo, *, at: int | None) -> None:
        """Send it to one who was offered."""
        connection_id, number, turn = where.connection, where.to, where.turn
        what = await self._check.of_connection(person, connection_id)
        address = (await self._offered(person, what)).get(number)
        if address is None:
            raise NotFound(f"address {number}")
        await self._begin(person, connection_id, what, address, turn, where.route, at=at)

    async def to_typed(self, person: Person, connection_id: int, text: str, turn: int, route: int = 0) -> None:
        """Send it to a typed address; raises InvalidAddress."""
        address = parse_address(text)
        what = await self._check.of_connection(person, connection_id)
        await self._people.ask(person.telegram_id, None)
        await self._begin(person, connection_id, what, address, turn, route, at=None)

    async def _begin(
        self,
        person: Person,
        connection_id: int,
        what: Checkable,
        address: str,
        turn: int,
        route: int,
        *,
        at: int | None,
    ) -> None:
        reader = self._screen.reader(person)
        letter = await self._letter(person, what, address, route)
        try:
            async with self._beginning:
                page = self._live.going(("letter", connection_id))
                notice = None if page is None else reader.text("test-letter-already")
                if page is None:
                    await self._send.begin(person, connection_id, turn)
                    page = self._sending(person, connection_id, what, letter)
        except AlreadySent as error:
            await self.ask(person, connection_id, route=route, at=at, notice=reader.text(error.key))
            return
        await self._show(person, page, at=at, notice=notice)

    async def _letter(self, person: Person, what: Checkable, address: str, route: int) -> ByHand:
        """Return what is sent: our own words, or a route's letter with sample values."""
        reader = self._screen.reader(person)
        if not route:
            return ByHand(
                address, reader.label("test-letter-subject"), reader.label("test-letter-body", name=what.title)
            )
        made = await self._preview(person, await self._editor.document(person, Section.ROUTES, route, 0))
        if made.letter is None:
            raise NotFound(f"letter of route {route}")
        return ByHand(address, made.letter.subject, made.letter.body)

    def _sending(self, person: Person, connection_id: int, what: Checkable, letter: ByHand) -> LivePage:
        trying = Trying(what, letter.address)

        async def work(_: LivePage) -> None:
            trying.outcome = await self._send(person, what, letter)

        page = LivePage(("letter", connection_id), trying, work)
        self._live.begin(page)
        return page

    async def _show(self, person: Person, page: LivePage, *, at: int | None, notice: str | None = None) -> None:
        draw = self._draw(page)
        drawn = (await draw(person)).with_notice(notice)
        message_id = await self._screen.chat.show(person.telegram_id, drawn, at=at)
        await self._live.watch(page, person, message_id, draw, notice)

    def _draw(self, page: LivePage) -> Draw:
        trying: Trying = page.about

        async def draw(person: Person) -> Page:
            trying.over, trying.cut_off = page.over, page.cut_off
            drawn = outcome_page(self._screen.reader(person), page.key[1], trying)
            return drawn.with_ways(await self._screen.way_back(person))

        return draw

    async def _offered(self, person: Person, what: Checkable) -> dict[int, str]:
        """Return whom the buttons offer; one address once."""
        own = None if person.account_id is None else await self._accounts.get(person.account_id)
        offered = {OWN: "" if own is None else own.mbox, SENDER: what.settings.sender_address}
        if offered[OWN].casefold() == offered[SENDER].casefold():
            del offered[SENDER]
        return {number: address for number, address in offered.items() if address}
