"""What is shown to a person: pages drawn from rows, in the one live message."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import EditMessageText

from bot.cards.addresses import ChangeField, DetailsPage, FullText, ListPage, PressRecordButton
from bot.cards.card_page import card_page, delete_page, doubt_page, fields_page, full_text_page
from bot.cards.details import details_page
from bot.cards.outcome import many_news_page, moved_page, news_page
from bot.composing.listing import FILTERS, PAGE, list_page
from bot.composing.question import ACCOUNTS_A_PAGE, question_page
from bot.connections.standing import standing_page
from bot.first_steps.pages import way_back
from bot.first_steps.start import Missing, choose_template_page, help_page, open_draft_page, start_page
from bot.telegram.chat import Chat, impatient
from bot.telegram.page import Page, PageButton
from bot.telegram.reader import Reader
from bot.texts import Texts
from domain.accounts.account import Account, Accounts
from domain.clock import Clock
from domain.deliveries.outbox import Standing
from domain.deliveries.suspension import NoticeKind
from domain.first_steps import FirstSteps
from domain.people import Person
from domain.readiness import Readiness
from domain.records.places import Place
from domain.records.record import Records
from domain.records.template import StoredTemplate
from domain.records.template_access import TemplateAccess
from domain.records.values import account_ids
from domain.records.view_card import CardView, ViewCard
from domain.scenarios.press_button import Doubt

COMMANDS = ("new", "list", "settings", "help", "cancel")
ADMIN_COMMANDS = ("admin", "connections", "routes", "templates", "scenarios", "accounts", "staff", "journal", "export")
STRANGER_COMMANDS = ("start",)

LONGEST_DRAWING = 5.0
"""Seconds after which whoever draws a card is taken to wait for Telegram."""

LOOK_AGAIN = 15
"""Seconds until somebody else looks whether the card can be drawn again."""


class Screen:
    """Draws pages for people. Two drawings of one card go one after the other, each from the rows as they are then."""

    def __init__(
        self,
        *,
        chat: Chat,
        records: Records,
        accounts: Accounts,
        access: TemplateAccess,
        view_card: ViewCard,
        readiness: Readiness,
        first_steps: FirstSteps,
        texts: Callable[[str | None], Texts],
        time_zone: str,
        clock: Clock,
    ) -> None:
        self.chat = chat
        self._records = records
        self._accounts = accounts
        self._access = access
        self._view_card = view_card
        self._readiness = readiness
        self._first_steps = first_steps
        self._texts = texts
        self._time_zone = time_zone
        self._clock = clock
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def reader(self, person: Person) -> Reader:
        """Return who reads: their language, zone and the time now."""
        return Reader(
            person, self._texts(person.language), ZoneInfo(person.time_zone or self._time_zone), self._clock()
        )

    async def page(
        self, person: Person, page: Page, *, at: int | None = None, notice: str | None = None, step: bool = False
    ) -> None:
        """Show a page that is no card. A `step` is one that first steps lead to: it leads back to them."""
        if step:
            page = page.with_ways(await self.way_back(person))
        await self.chat.show(person.telegram_id, page.with_notice(notice), at=at)

    async def way_back(self, person: Person) -> Sequence[PageButton]:
        """Return the way back to the first steps while the person is led through them."""
        if not person.is_admin or not (await self._first_steps(person)).leads:
            return ()
        return (way_back(self.reader(person)),)

    def notice_page(self, person: Person, key: str) -> Page:
        """Return a page of one sentence."""
        return Page(self.reader(person).text(key))

    async def menu(self, person: Person) -> None:
        """Set the menu of commands that this person may use."""
        commands = COMMANDS + (ADMIN_COMMANDS if person.is_admin else ())
        await self.chat.set_menu(person.telegram_id, self.reader(person).texts, commands)

    async def menu_of_stranger(self, person: Person) -> None:
        """Take the menu away from somebody who has no access any more."""
        await self.chat.set_menu(person.telegram_id, self.reader(person).texts, STRANGER_COMMANDS)

    async def start(self, person: Person, *, at: int | None = None, notice: str | None = None) -> None:
        """Show the first page."""
        progress = await self._first_steps(person) if person.is_admin else None
        page = start_page(self.reader(person), await self._missing(person), progress)
        await self.page(person, page, at=at, notice=notice)

    async def help(self, person: Person, *, at: int | None = None) -> None:
        """Show how it works."""
        await self.page(person, help_page(self.reader(person)), at=at)

    async def new(self, person: Person, *, at: int | None = None) -> None:
        """Show the choice of templates, with what is missing said first."""
        reader = self.reader(person)
        page = choose_template_page(reader, await self.templates(person), await self._missing(person))
        await self.page(person, page, at=at)

    async def offer_draft(self, person: Person, *, at: int | None = None) -> bool:
        """Offer the draft that was left; False when there is none."""
        draft = await self._records.open_draft(person.telegram_id)
        if draft is None:
            return False
        line = (await self._summaries(person, [draft.id]))[0]
        reader = self.reader(person)
        summary = " · ".join(part for part in line if part) or reader.label("list-untitled")
        await self.page(person, open_draft_page(reader, draft, summary), at=at)
        return True

    async def templates(self, person: Person) -> list[StoredTemplate]:
        """Return the templates that this person may use."""
        return await self._access.usable(person)

    async def warn(self, person: Person) -> str | None:
        """Return what is missing before a letter can go, or None."""
        return (await self._missing(person)).lines(self.reader(person)) or None

    async def place(self, person: Person, place: Place, *, at: int | None = None, notice: str | None = None) -> None:
        """Show the open question, or the card when none is open."""
        if place.question is None:
            await self.card(person, place.record.id, at=at, notice=notice)
            return
        accounts, more = await self._offered(person, place)
        lines = await self._view_card.lines(place.record, place.template)
        page = question_page(self.reader(person), place, lines, accounts, more=more)
        await self.page(person, page, at=at, notice=notice)

    async def here(
        self, person: Person, place: Place | None, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show where the person is: the open question, which must never be lost from sight, else the first page."""
        if place is None:
            await self.start(person, at=at, notice=notice)
        else:
            await self.place(person, place, at=at, notice=notice)

    async def card(self, person: Person, record_id: int, *, at: int | None = None, notice: str | None = None) -> None:
        """Show a record's card in message `at`, else in a new message, and keep which message it is."""
        async with self._drawing(person, record_id):
            view = await self._view_card(person, record_id)
            page = card_page(self.reader(person), view).with_notice(notice)
            before = view.record.card_message_id
            # A press on a message that is gone brings the card up to date where it is, instead of one more of them.
            instead = None if at is None else before
            message_id = await self.chat.show(person.telegram_id, page, at=at, instead=instead)
            if before is not None and before != message_id:
                # Before it is noted which message is the card: a stop in between leaves none that is forgotten.
                await self.chat.edit(person.telegram_id, before, moved_page(self.reader(person), view, page))
            await self._records.set_card(record_id, message_id)

    async def redraw_card(self, person: Person, record_id: int) -> bool:
        """Bring the card up to date where it stands, without a sound; False when there is no card to be seen."""
        async with self._drawing(person, record_id):
            view = await self._view_card(person, record_id)
            if view.record.card_message_id is None:
                return False
            page = card_page(self.reader(person), view)
            return await self.chat.edit(person.telegram_id, view.record.card_message_id, page)

    async def view(self, person: Person, record_id: int) -> CardView:
        """Return what a card shows; raises NotFound or NotYours."""
        return await self._view_card(person, record_id)

    async def tell(self, person: Person, view: CardView) -> None:
        """Tell an outcome by a message of its own, in reply to the card."""
        page = news_page(self.reader(person), view)
        await self.chat.say(person.telegram_id, page, reply_to=view.record.card_message_id)

    async def tell_many(self, person: Person, views: Sequence[CardView]) -> None:
        """Tell many outcomes by one message."""
        await self.chat.say(person.telegram_id, many_news_page(self.reader(person), views))

    async def tell_standing(self, person: Person, standing: Standing, kind: NoticeKind) -> None:
        """Tell an administrator about a connection."""
        await self.chat.say(person.telegram_id, standing_page(self.reader(person), standing, kind))

    async def standing(self, person: Person, standing: Standing, *, at: int | None = None) -> None:
        """Show how a connection stands."""
        await self.chat.edit_or_say(person.telegram_id, standing_page(self.reader(person), standing), at=at)

    async def ask_first(
        self, person: Person, press: PressRecordButton, doubt: Doubt, question: str | None, *, at: int | None
    ) -> None:
        """Ask the button's own question, or whether to send once more."""
        view = await self._view_card(person, press.record)
        await self.page(person, doubt_page(self.reader(person), view, press, doubt, question), at=at)

    async def ask_delete(self, person: Person, record_id: int, *, at: int | None) -> None:
        """Ask before a record is deleted."""
        view = await self._view_card(person, record_id)
        await self.page(person, delete_page(self.reader(person), view), at=at)

    async def fields(self, person: Person, record_id: int, *, at: int | None) -> None:
        """Ask which field is to be changed."""
        view = await self._view_card(person, record_id)
        await self.page(person, fields_page(self.reader(person), view, ChangeField), at=at)

    async def full_text(self, person: Person, address: FullText, *, at: int | None) -> None:
        """Show a long value whole."""
        view = await self._view_card(person, address.record)
        line = next((item for item in view.lines if item.number == address.attribute), None)
        if line is None:
            await self.card(person, address.record, at=at)
            return
        await self.page(person, full_text_page(self.reader(person), view, line, address.page), at=at)

    async def details(self, person: Person, address: DetailsPage, *, at: int | None) -> None:
        """Show what servers said about the record's letters."""
        view = await self._view_card(person, address.record)
        await self.page(person, details_page(self.reader(person), view, address), at=at)

    async def listing(
        self, person: Person, address: ListPage, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show a page of the person's records."""
        number = address.show if 0 <= address.show < len(FILTERS) else 0
        page = max(address.page, 0)
        _, statuses, archived = FILTERS[number]
        records = await self._records.list_of(person.telegram_id, statuses, PAGE, page * PAGE, archived=archived)
        if page and not records.items:
            page = 0
            records = await self._records.list_of(person.telegram_id, statuses, PAGE, 0, archived=archived)
        lines = await self._summaries(person, [record.id for record in records.items])
        drawn = list_page(self.reader(person), records, lines, ListPage(show=number, page=page))
        await self.page(person, drawn, at=at, notice=notice)

    async def _summaries(self, person: Person, record_ids: list[int]) -> list[tuple[str, str]]:
        """Return recipient and subject of each record: its first account and its first text."""
        summaries = []
        for record_id in record_ids:
            view = await self._view_card(person, record_id)
            erased = self.reader(person).label("account-erased")
            names = [account.full_name or erased for line in view.lines for account in line.accounts]
            texts = [" ".join(line.text.text.split()) for line in view.lines if line.text is not None]
            summaries.append((names[0] if names else "", texts[0] if texts else ""))
        return summaries

    async def _offered(self, person: Person, place: Place) -> tuple[tuple[Account, ...], bool]:
        """Return the accounts that the question offers: what was found, else the latest recipients before all others.

        Those who are chosen already are not offered again, but can be found by typing.
        """
        question, asking = place.question, place.asking
        if question is None or asking is None or question.type != "account":
            return (), False
        latest = () if asking.query else await self._latest(person, place, question.system_name)
        # The page of the latest recipients stands before the pages of everybody.
        page = max(asking.page - 1, 0) if latest else asking.page
        found = await self._accounts.search(asking.query, limit=ACCOUNTS_A_PAGE, offset=page * ACCOUNTS_A_PAGE)
        if asking.query or asking.page:
            return found.accounts, found.more
        passed = {account.id for account in latest} | set(account_ids(place.record.values.get(question.system_name)))
        others = tuple(item for item in found.accounts if item.id not in passed)
        offered = (*latest, *others)
        return offered[:ACCOUNTS_A_PAGE], found.more or len(offered) > ACCOUNTS_A_PAGE

    async def _latest(self, person: Person, place: Place, attribute: str) -> tuple[Account, ...]:
        numbers = await self._records.latest_recipients(
            person.telegram_id, attribute, place.template.id, ACCOUNTS_A_PAGE
        )
        chosen = account_ids(place.record.values.get(attribute))
        known = await self._accounts.get_many(numbers)
        return tuple(
            known[number] for number in numbers if number in known and known[number].active and number not in chosen
        )

    async def _missing(self, person: Person) -> Missing:
        ready = await self._readiness()
        return Missing(ready.connection, ready.no_accounts, not await self.templates(person))

    @asynccontextmanager
    async def _drawing(self, person: Person, record_id: int) -> AsyncIterator[None]:
        """Draw one after the other. Who does not wait for Telegram does not wait behind somebody who does, either.

        Raises TelegramRetryAfter then.
        """
        lock = self._locks.setdefault(record_id, asyncio.Lock())
        try:
            async with asyncio.timeout(LONGEST_DRAWING if impatient.get() else None):
                await lock.acquire()
        except TimeoutError:
            method = EditMessageText(chat_id=person.telegram_id, text="")
            raise TelegramRetryAfter(method, "the card is waited for", LOOK_AGAIN) from None
        try:
            yield
        finally:
            lock.release()
