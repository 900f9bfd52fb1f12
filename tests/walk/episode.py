"""One walk over one product: at random as an administrator, as staff and as a stranger, looking after every step."""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.cards.addresses import DeletedTurn, FoundRecordsPage, ListTurn
from bot.demo.stage import ADMIN, STAFF, TOKEN
from bot.directory.addresses import AskForAddress
from bot.files.config_file import write_configuration
from bot.telegram.live_pages import LivePages
from bot.texts import LANGUAGES, load_texts
from domain.configuration.export_configuration import ExportConfiguration
from domain.people import Role
from sandbox import MailFault, Sandbox, User
from sandbox.seen import Button, CallbackAnswer, ChatMessage
from storage import models
from storage.secrets import SecretBox
from tests.databases import opened
from tests.e2e.conftest import BUTTON, Product, compose_draft
from tests.walk import typed_questions, words
from tests.walk.beginnings import SECOND, STRANGER, Beginning, Given, Step, Typed
from tests.walk.forging import kind_of, made_up, read
from tests.walk.oddities import act_in_a_group, send_any_message, slip_in_an_odd_update
from tests.walk.tables import Snapshot, Tables, changed_by_others, holes
from tests.walk.watch import Journal, Watch
from tests.walk.writing import lost, write

ANSWERED_WITHIN = 10.0
SETTLED_WITHIN = 15.0
A_LETTER_TAKES = 3.0
"""Seconds after which a letter that is due and not taken is one that rests behind its connection."""
GOES_ON = 0.8
"""How likely somebody who has just pressed something goes on from there."""
SLOW = 1.0
TRAIL = 12
"""How many of the last steps are told with a problem."""

FAULTS = (MailFault.LATER, MailFault.REFUSE, MailFault.DROPPED, MailFault.WRONG_PASSWORD, MailFault.OVERLOADED)

MOST_QUESTIONS = 4
"""Pages that ask, one over the other, and a record's question below them."""


class Broken(Exception):
    """Something is not as promised; what it is stands in `problems`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Met:
    """What has been met on all walks."""

    steps: int = 0
    restarts: int = 0
    slow: int = 0
    pressed: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    made_up: Counter[str] = field(default_factory=Counter)
    typed: Counter[str] = field(default_factory=Counter)


@dataclass
class Episode:
    """A product of its own, and so many steps on it; everything comes from one seed."""

    home: Path
    seed: str
    met: Met
    sandbox: Sandbox = field(default_factory=lambda: Sandbox(token=TOKEN))
    trail: deque[str] = field(default_factory=lambda: deque(maxlen=TRAIL))
    secrets: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.luck = Random(self.seed)
        self.journal = Journal()
        self._resting: set[int] = set()
        self._on_the_way: User | None = None
        self._marks: list[str] = []
        self.beginning = Beginning(self.luck, self.secrets)
        self.watch = Watch(self.sandbox, self.journal, self.secrets)

    async def run(self, steps: int, until: float) -> None:
        """Walk so many steps or until that moment of the monotonic clock; raises Broken."""
        async with self._product() as (product, tables):
            self.product, self.tables = product, tables
            await self._begin()
            problems = await self._go(self.beginning.way)
            if problems:
                raise Broken(problems)
            before = tables.snapshot()
            for _ in range(steps):
                if time.monotonic() > until:
                    break
                before = await self._step(before)
                self.met.steps += 1
            await self._look_at_exports()

    async def tour(self, ways: Sequence[Sequence[Step]]) -> list[str]:
        """Go all ways in turn on one product, each with no draft left of the one before; return what was wrong."""
        async with self._product() as (self.product, self.tables):
            await self._begin()
            self._switch_mail(MailFault.ACCEPT)
            problems = []
            for way in ways:
                problems += await self._go(way)
                await models.Draft.all().delete()
            return problems

    async def _begin(self) -> None:
        for user in self.sandbox.users:
            await user.send("/start")
        await self._settle()
        if not self.beginning.first_day:
            await self._begin_with_a_letter()
            await self.beginning.add(self.product)
            await self._begin_with_more_letters()
            await self._begin_with_a_request_for_an_account()
        self.watch.look()

    @asynccontextmanager
    async def _product(self) -> AsyncIterator[tuple[Product, Tables]]:
        path = self.home / "gonets.db"
        logger = logging.getLogger()
        level, logger.level = logger.level, logging.INFO
        logger.addHandler(self.journal)
        async with self.sandbox, opened(path):
            tables = Tables(path)
            product = Product(self.sandbox, self.home, undo=self.beginning.undo)
            await self.beginning.fill(product)
            await product.start()
            try:
                yield product, tables
            finally:
                await product.stop()
                tables.close()
                logger.removeHandler(self.journal)
                logger.level = level

    async def _begin_with_a_letter(self) -> None:
        """Something has been sent already when the walk begins, in one weather or another."""
        await compose_draft(self.product.staff)
        self._switch_mail(self.beginning.weather(FAULTS))
        await self.product.staff.press(BUTTON)
        await self._settle()

    async def _begin_with_more_letters(self) -> None:
        """A press has made several letters, in one weather or another."""
        staff = self.product.staff
        asked = {
            "Что написать?": ["Заявка"],
            "Кому (1 из 5)": ["Иванов Иван Петрович", "Иванова Анна Сергеевна", "Готово"],
            "Копия (2 из 5)": ["Пропустить"],
            "Тема (3 из 5)": [],
            "Текст (4 из 5)": ["Пропустить"],
            "Файлы (5 из 5)": ["Пропустить"],
        }
        await staff.send("/new")
        for question, labels in asked.items():
            await staff.wait_for_text(question)
            for label in labels:
                await staff.press(label)
            if not labels:
                await staff.send("О чём заявка")
        self._switch_mail(self.beginning.weather(FAULTS))
        if self.beginning.to_many:
            await staff.press("Послать всем")
        else:
            await staff.press("Послать", exact=True)
            await staff.press("Да")
        await self._settle()

    async def _begin_with_a_request_for_an_account(self) -> None:
        """The second member of staff has asked for somebody who is not in the directory."""
        second = self.sandbox.user(SECOND)
        await second.send("/new")
        await second.press("Уведомления")
        await second.wait_for_text("(1 of 3)")
        await second.send("Ведёркин Савва")
        await second.press("Ask to add them")
        await second.send("savva@firma.local")
        await self._settle()

    async def _go(self, way: Sequence[Step]) -> list[str]:
        """Let the administrator go somewhere deep, to go on from there; return what was not as promised on the way."""
        user = self._on_the_way = self.product.admin
        problems = []
        for step in way:
            match step:
                case Typed(words):
                    await user.send(words)
                case Given(name, content):
                    await user.send_document(name, content)
                case str() if step.startswith("/"):
                    await user.send(step)
                case _:
                    await user.press(step)
            await self._settle()
            problems += self.watch.look()
        return problems

    async def _step(self, before: Snapshot) -> Snapshot:
        user, act = self._next()
        role = self.tables.role(user.id)
        self._marks.clear()
        problems = await act(user, role)
        waits = await self._settle()
        problems += [f"still under way after {SETTLED_WITHIN:.0f} s: {waits}"] if waits else []
        problems += self.watch.look()
        problems += self._no_way_on(user)
        after = self.tables.snapshot()
        problems += (
            lost(self._marks, before, after, user.last.text, SecretBox.for_home(self.home))
            if self._marks and role
            else []
        )
        if role != Role.ADMIN and act not in (self._restart, self._weather):
            others = changed_by_others(before, after, user.id)
            problems += [f"{role or 'a stranger'} has changed what is not theirs: {what}" for what in others]
        if problems:
            raise Broken(problems)
        return after

    def _next(self) -> tuple[User, "Act"]:
        """Choose who does what; who is on the way somewhere goes on now and then, or nobody would ever get deep."""
        on_the_way, self._on_the_way = self._on_the_way, None
        if on_the_way is not None and self.luck.random() < GOES_ON:
            self._on_the_way = on_the_way
            return on_the_way, self._go_on
        user = self.sandbox.user(self.luck.choices((ADMIN, STAFF, SECOND, STRANGER), (45, 28, 15, 12))[0])
        act = self._choose(user, self.tables.role(user.id))
        if act in (self._press, self._command):
            self._on_the_way = user
        return user, act

    def _choose(self, user: User, role: str | None) -> "Act":
        open_question = self.tables.question(user.id) is not None or self.tables.asked(user.id) is not None
        shown = self.watch.chat(user)
        choices = len(shown[-1].labels) if shown else 0
        acts: dict[Act, float] = {
            self._press: 50,
            self._press_old: 8,
            self._press_twice: 3,
            self._type: (20 if choices > 3 else 60) if open_question else 6,
            self._write: 14,
            self._type_a_label: 5,
            self._cancel: 2.5,
            self._look_for_a_card: 1.5,
            self._command: 8,
            self._make_up: 10 if role else 30,
            self._send_something: 8 if open_question else 3,
            self._send_any_kind: 5,
            self._act_in_a_group: 2,
            self._be_odd: 3,
            self._edit: 2,
            self._delete: 1,
            self._restart: 0.6,
            self._weather: 1.5,
        }
        return self.luck.choices(list(acts), list(acts.values()))[0]

    # Acts: each returns what was not as promised.

    async def _press(self, user: User, role: str | None) -> list[str]:
        buttons = self._buttons(user)
        if not buttons:
            return await self._command(user, role)
        newest = buttons[-1][0].id
        weights = [
            (10 if message.id == newest else 1) * self._novelty(kind_of(button.data or ""), button.label)
            for message, button in buttons
        ]
        return await self._press_one(user, *self.luck.choices(buttons, weights)[0], newest)

    async def _go_on(self, user: User, role: str | None) -> list[str]:
        """Go deeper from the newest page: to what has hardly been seen, by an answer where one is asked for."""
        buttons = self._buttons(user)
        newest = buttons[-1][0].id if buttons else 0
        ways = [(message, button) for message, button in buttons if message.id == newest]
        if not ways or (self.tables.question(user.id) is not None and self.luck.random() < 2 / (2 + len(ways))):
            return await self._type(user, role)
        weights = [self._novelty(kind_of(button.data or ""), button.label) ** 1.5 for _, button in ways]
        return await self._press_one(user, *self.luck.choices(ways, weights)[0], newest)

    def _buttons(self, user: User) -> list[tuple[ChatMessage, Button]]:
        return [
            (message, button)
            for message in self.watch.chat(user)
            for row in message.buttons
            for button in row
            if button.data is not None
        ]

    async def _press_one(self, user: User, message: ChatMessage, button: Button, newest: int) -> list[str]:
        data = button.data or ""
        self._note(user, f"presses [{button.label}] {data}")
        self.met.pressed[kind_of(data)] += 1
        self.met.labels[button.label] += 1
        before = self._says_so(user, message.id)
        answer = await self._pressed(user, message.id, data)
        await self._settle()
        after = self._says_so(user, message.id)
        if message.id == newest and after and not before:
            return ["a button of the newest page means nothing"]
        return self._unanswered(answer)

    def _novelty(self, kind: str, label: str) -> float:
        """What has seldom been pressed on all walks is pressed more readily."""
        return 1 / (1 + self.met.pressed[kind]) / (1 + self.met.labels[label]) ** 0.5

    async def _press_old(self, user: User, role: str | None) -> list[str]:
        seen = self.watch.seen_by(user)
        if not seen:
            return await self._make_up(user, role)
        one = self.luck.choice(seen)
        self._note(user, f"presses the old [{one.label}] {one.data} of message {one.message_id}")
        return self._unanswered(await self._pressed(user, one.message_id, one.data))

    async def _press_twice(self, user: User, role: str | None) -> list[str]:
        seen = self.watch.seen_by(user)
        if not seen:
            return await self._make_up(user, role)
        one = self.luck.choice(seen[-12:])
        self._note(user, f"presses [{one.label}] {one.data} twice")
        async with asyncio.TaskGroup() as group:
            presses = [group.create_task(self._pressed(user, one.message_id, one.data)) for _ in range(2)]
        return [problem for press in presses for problem in self._unanswered(press.result())]

    async def _make_up(self, user: User, role: str | None) -> list[str]:
        data = made_up(self.luck, self.watch.seen_data(), self.tables.numbers())
        shown = [message for message in self.watch.chat(user) if message.sender == "bot"]
        message_id = self.luck.choice(shown).id if shown and self.luck.random() < 0.9 else 999_999
        self._note(user, f"makes up {data!r} on message {message_id}")
        self.met.made_up[kind_of(data)] += 1
        refuse = self._must_be_refused(data, user, role)
        answer = await self._pressed(user, message_id, data)
        await self._settle()
        if refuse and not answer.text and not self._says_so(user, message_id):
            return [f"made-up data was not refused with a sentence: {data!r}", *self._unanswered(answer)]
        return self._unanswered(answer)

    async def _type(self, user: User, role: str | None) -> list[str]:
        question = self.tables.question(user.id)
        self.met.typed[self._topic(question, user)] += 1
        secret = question is not None and any(word in question for word in ("password", "secret"))
        answer = typed_questions.an_answer(self.luck, self.tables.asked(user.id))
        text = self.beginning.secret("typed") if secret else answer or words.something(self.luck)
        self._note(user, f"types {text[:60]!r} ({len(text)})")
        if not text.strip():
            return []
        try:
            sent = await user.send(text)
        except ValueError:
            return []  # a client sends no empty message
        await self._settle()
        if secret and any(message.id == sent.id for message in user.messages):
            return ["the message with the password is still in the chat"]
        return []

    async def _write(self, user: User, role: str | None) -> list[str]:
        question = self.tables.question(user.id)
        if question is not None and any(word in question for word in ("password", "secret")):
            return await self._type(user, role)
        own = [message for message in self.watch.chat(user) if message.sender == "person" and message.kind == "text"]
        asked = question is not None or self.tables.asked(user.id) is not None
        sent = await write(user, self.luck, own, asked=asked)
        self._marks += sent.marks
        self.met.typed[sent.what.partition(" zn")[0]] += 1
        self._note(user, sent.what)
        return []

    async def _type_a_label(self, user: User, role: str | None) -> list[str]:
        live = self.tables.live(user.id)
        labels = [label for message in self.watch.chat(user) if message.id == live for label in message.labels]
        if not labels:
            return await self._command(user, role)
        label = self.luck.choice(labels)
        self._note(user, f"types the label {label!r}")
        before = self.tables.spent()
        await user.send(label)
        await self._settle()
        # Bringing back what was deleted costs nothing.
        cost = any(now > then for now, then in zip(self.tables.spent(), before, strict=True))
        return [f"a label that was typed has sent or deleted: {label!r}"] if cost else []

    async def _cancel(self, user: User, _role: str | None) -> list[str]:
        """It leads to the page before, which may ask by itself: said often enough it leaves nothing open."""
        self._note(user, "says /cancel")
        for _ in range(MOST_QUESTIONS):
            before = self.tables.question(user.id)
            await user.send("/cancel")
            await self._settle()
            after = self.tables.question(user.id)
            if self.tables.asked(user.id) is None and (after is None or after != before):
                return []
        return ["/cancel has left a question open"]

    async def _look_for_a_card(self, user: User, role: str | None) -> list[str]:
        """A card that can be sent is reachable in two touches from the first page."""
        cards = self.tables.sendable(user.id) if role else []
        if not cards:
            return await self._command(user, role)
        record = self.luck.choice(cards)
        self._note(user, f"looks for the card of record {record}")
        await user.send("/start")
        await self._settle()
        card, ways = f"c:{record}", self._ways(user)
        if card not in ways:
            lists = next((data for data in ways if kind_of(data) == "ListPage"), None)
            if lists is None:
                return ["the first page does not lead to the list"]
            await self._pressed(user, user.last.id, lists)
            await self._settle()
            if card not in self._ways(user):
                return [f"the card of record {record} is not reachable in two touches from the first page"]
        answer = await self._pressed(user, user.last.id, card)
        return self._unanswered(answer)

    @staticmethod
    def _ways(user: User) -> list[str]:
        return [button.data for row in user.last.buttons for button in row if button.data is not None]

    async def _command(self, user: User, _role: str | None) -> list[str]:
        menu = [name for name, _ in user.commands]
        names = menu if menu and self.luck.random() < 0.8 else COMMANDS
        name = self.luck.choices(names, [self._novelty(f"/{name}", f"/{name}") for name in names])[0]
        text = f"/{name}"
        self._note(user, f"says {text}")
        self.met.pressed[text] += 1
        await user.send(text)
        return []

    async def _send_something(self, user: User, _role: str | None) -> list[str]:
        match self.luck.randrange(4):
            case 0:
                self._note(user, "sends a sticker")
                await user.send_sticker()
            case 1:
                self._note(user, "sends a photo")
                await user.send_photo(caption=words.something(self.luck)[:500] if self.luck.random() < 0.5 else None)
            case 2:
                self._note(user, "shares a contact")
                await user.share_contact(first_name=self.luck.choice(words.NAMES))
            case _:
                name, content = words.a_file(self.luck)
                self._note(user, f"sends the file {name[:40]} of {len(content)} bytes")
                await user.send_document(name, content)
        return []

    async def _send_any_kind(self, user: User, _role: str | None) -> list[str]:
        self._note(user, await send_any_message(user, self.luck))
        return []

    async def _act_in_a_group(self, user: User, _role: str | None) -> list[str]:
        data = made_up(self.luck, self.watch.seen_data(), self.tables.numbers())
        self._note(user, act_in_a_group(self.sandbox, user, self.luck, data, words.something(self.luck)[:4_000]))
        return []

    async def _be_odd(self, user: User, _role: str | None) -> list[str]:
        self._note(user, slip_in_an_odd_update(self.sandbox, user, self.luck))
        return []

    async def _edit(self, user: User, _role: str | None) -> list[str]:
        own = [message for message in self.watch.chat(user) if message.sender == "person" and message.kind == "text"]
        if own:
            message = self.luck.choice(own[-8:])
            text = words.something(self.luck)[:4_000]
            self._note(user, f"edits {message.text[:30]!r} to {text[:40]!r}")
            if text.strip():
                with suppress(ValueError):  # A client lets nobody edit what was forwarded.
                    await user.edit(message, text)
        return []

    async def _delete(self, user: User, _role: str | None) -> list[str]:
        shown = self.watch.chat(user)
        if shown:
            message = self.luck.choice(shown)
            self._note(user, f"deletes message {message.id}")
            user.delete_message(message)
        return []

    async def _restart(self, _user: User, _role: str | None) -> list[str]:
        self.met.restarts += 1
        if self.luck.random() < 0.5:
            self.trail.append("the product is restarted")
            await self.product.restart()
        else:
            self.trail.append("the product is killed and started")
            await self.product.crash()
            await self.product.start()
        return []

    async def _weather(self, _user: User, _role: str | None) -> list[str]:
        self._switch_mail(self.luck.choice(FAULTS) if self.luck.random() < 0.5 else MailFault.ACCEPT)
        return []

    def _switch_mail(self, fault: MailFault) -> None:
        self.trail.append(f"the mail server: {fault.name}")
        self.sandbox.switch_mail(fault)

    # What must be true.

    async def _pressed(self, user: User, message_id: int, data: str) -> CallbackAnswer:
        began = time.monotonic()
        answer = await asyncio.wait_for(user.press_data(message_id, data), ANSWERED_WITHIN)
        self.met.slow += time.monotonic() - began > SLOW
        return answer

    @staticmethod
    def _unanswered(answer: CallbackAnswer) -> list[str]:
        return [] if answer.answered else ["the press was not answered"]

    def _must_be_refused(self, data: str, user: User, role: str | None) -> bool:
        """Whether callback data means nothing, is about another's record, or is for another role."""
        meant = read(data)
        if role is None:
            return False
        if meant is None or (data[:1].isupper() and role != Role.ADMIN):
            return True
        # Of a list it says only behind which record the page begins, and an administrator writes an address in.
        of_lists = isinstance(meant, DeletedTurn | FoundRecordsPage | ListTurn)
        of_administrators = isinstance(meant, AskForAddress) and role == Role.ADMIN
        record = None if of_lists or of_administrators else getattr(meant, "record", None)
        return record is not None and self.tables.author(record) != user.id and not data[:1].isupper()

    def _says_so(self, user: User, message_id: int) -> bool:
        """Whether the message, or the live one, says that the button means nothing."""
        numbers = {message_id, self.tables.live(user.id)}
        pages = [message.text for message in user.messages if message.id in numbers]
        return any(load_texts(language)("old-button") in page for language in LANGUAGES for page in pages)

    def _no_way_on(self, user: User) -> list[str]:
        """A page that somebody is left on has a button, or has asked something."""
        live = self.tables.live(user.id)
        page: ChatMessage | None = next((message for message in user.messages if message.id == live), None)
        if page is None or page.labels or self.tables.role(user.id) is None:
            return []
        if self.tables.question(user.id) or self.tables.asked(user.id):
            return []
        return [f"a page without a way on: {page.text[:200]!r}"]

    async def _settle(self) -> list[str]:
        """Wait until nothing is under way; return what still is."""
        began = time.monotonic()
        pending = self.sandbox.messenger.updates.pending
        while True:
            waits = ["updates that were not fetched"] if pending else self.tables.waiting() + self._live_pages()
            if not waits:
                due = self.tables.due_letters()
                if due <= self._resting or time.monotonic() > began + A_LETTER_TAKES:
                    self._resting = due
                    return []
            elif time.monotonic() > began + SETTLED_WITHIN:
                return waits
            await asyncio.sleep(0.004)

    def _live_pages(self) -> list[str]:
        """What an administrator has begun to check: it may still change something in their name."""
        workers = () if self.product.app is None else self.product.app.workers
        busy = any(isinstance(worker, LivePages) and worker.is_busy for worker in workers)
        # A page with a code waits for a quarter of an hour.
        return ["a page that is being drawn"] if busy and not self.tables.one("SELECT id FROM device_wait") else []

    async def _look_at_exports(self) -> None:
        """No secret stands in an export, nor anywhere else that is kept open."""
        exported = write_configuration(await ExportConfiguration(self.product.configuration)())
        problems = [f"a secret in the export: {name}" for name in holes([exported], self.secrets)]
        problems += [f"a secret in a table: {name}" for name in holes([self.tables.everything()], self.secrets)]
        if problems:
            raise Broken(problems)

    def _topic(self, question: str | None, user: User) -> str:
        if question is None:
            return f"record: {self.tables.asked(user.id)}" if self.tables.asked(user.id) else "nothing"
        return question.partition('"topic":')[2].strip(' "').partition('"')[0]

    def _note(self, user: User, what: str) -> None:
        self.trail.append(f"{user.name} ({self.tables.role(user.id) or 'stranger'}) {what}")


Act = Callable[[User, str | None], Awaitable[list[str]]]
COMMANDS = (
    "start", "new", "list", "settings", "help", "cancel", "admin", "connections", "routes", "templates", "scenarios",
    "accounts", "staff", "journal", "export", "import", "people", "id",
)  # fmt: skip
"""Those of the menus, and some that may be there or not."""
