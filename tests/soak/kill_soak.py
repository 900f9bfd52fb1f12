"""A real installation, killed at random moments, between a mail server and a Telegram that misbehave."""

import asyncio
import random
import re
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from bot.demo.stage import apply_example, fill
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.import_accounts import ImportAccounts
from domain.people import Role
from sandbox import MailFault, Sandbox
from storage.database import open_database
from storage.repositories.accounts import AccountRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically
from tests.soak.checks import find_problems, read_records, runs_of, still_open
from tests.soak.example_checks import read_examples
from tests.soak.installations import Install, Installation, over_a_file
from tests.soak.outsiders import Outsiders
from tests.soak.people import Author
from tests.soak.players import PLAYED, Player

TOKEN = "42:SOAK"
MAIL_FAULTS = (MailFault.LATER, MailFault.REFUSE, MailFault.SILENT, MailFault.DROPPED, MailFault.OVERLOADED)
CALLS = (None, "sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates")
QUIET_WITHIN = 300.0
"""Seconds until nothing is open once all is well again, on a machine that is busy with other things."""


@dataclass
class Outcome:
    """What happened, and what of it should not have."""

    figures: dict[str, object]
    problems: list[str]
    stories: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        width = max(map(len, self.figures))
        lines = [f"  {name:<{width}}  {figure}" for name, figure in self.figures.items()]
        return "\n".join([*lines, *(f"  PROBLEM: {problem}" for problem in self.problems), *self.stories])


@dataclass
class Soak:
    """One soak: it is over after so many presses, or after so long."""

    home: Path
    seed: str
    presses: int
    seconds: float
    people: int = 6
    sandbox: Sandbox = field(default_factory=lambda: Sandbox(token=TOKEN))
    authors: list[Author] = field(default_factory=list)
    players: list[Player] = field(default_factory=list)
    install: Install = over_a_file
    installation: Installation = field(init=False)
    outsiders: Outsiders = field(init=False)
    met: Counter[str] = field(default_factory=Counter)
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _planned: tuple[MailFault, int] | None = None

    @property
    def log(self) -> Path:
        """What the processes have said, all their lives together."""
        return self.home / "stderr"

    @property
    def _everybody(self) -> list[Author | Player]:
        return [*self.authors, *self.players]

    async def run(self) -> Outcome:
        """Let it all happen, let it settle, and look at what is left."""
        began = time.monotonic()
        async with self.sandbox:
            await self._set_up()
            try:
                async with asyncio.TaskGroup() as group:
                    for process in self.installation.processes:
                        group.create_task(process.live(self._pause, self.sandbox.messenger.changed.wait, self._over))
                    group.create_task(self.installation.restart_again_and_again(self._pause, self._over))
                    group.create_task(self._change_the_weather())
                    group.create_task(self._look_at_the_clock())
                    group.create_task(self.outsiders.work(self._over))
                    for person in self._everybody:
                        group.create_task(person.work(self._over))
                await self._settle()
            finally:
                await asyncio.gather(*(process.stop() for process in self.installation.processes))
            problems = self.installation.problems + self._said_wrongly()
            problems += await find_problems(self.sandbox, self.authors, self.players, self.installation.rows)
            problems += self.outsiders.problems()
        figures = await self._figures(time.monotonic() - began)
        return Outcome(figures, problems, await self._stories(problems))

    async def _stories(self, problems: list[str]) -> list[str]:
        """Return what the log and the chat have of each notification that something is wrong with."""
        said = self.log.read_text(encoding="utf-8").splitlines()
        stories = []
        for author in self.authors:
            for item in author.items:
                if any(problem.startswith(item.subject) for problem in problems):
                    runs = await runs_of(self.installation.rows, author.user.id, item.subject)
                    lines = [line for line in said if any(re.search(rf"\brun {run}\b", line) for run in runs)]
                    chat = [message for message in author.user.messages if item.subject in message.text]
                    shown = [f"{message.id}: {message.text} {message.labels}" for message in chat]
                    stories.append("\n".join([f"{item.subject} is of runs {runs}", *lines, *shown]))
        return stories

    async def _set_up(self) -> None:
        ours = {"GONETS_HOME": str(self.home), "GONETS_BOT_TOKEN": TOKEN, "GONETS_BOT_API": self.sandbox.api_url}
        self.installation = self.install(self.home, self.seed, ours)
        self.outsiders = Outsiders(self.sandbox, self.seed)
        async with open_database(self.installation.url):
            connection = {"timeout": timedelta(seconds=1), "retry_after": (timedelta(seconds=1),)}
            await fill(self.sandbox, self.installation.box, **connection)
            for example in PLAYED:
                await apply_example(self.installation.box, example)
            for number in range(1, self.people + 1):
                name = f"Автор {number}"
                user = self.sandbox.user(2000 + number, first_name=name)
                await PersonRepository().let_in(user.id, Role.STAFF, name)
                self.authors.append(Author(self.sandbox, user, self.seed))
            await self._let_players_in()

    async def _let_players_in(self) -> None:
        """Let half as many players in, one for each example at least; they have a manager, and come last in lists."""
        users = [
            self.sandbox.user(3000 + number, first_name=f"Ян {number}")
            for number in range(max(len(PLAYED), self.people // 2))
        ]
        table = [f"player{user.id},{user.name},player{user.id}@firma.local,ivanov" for user in users]
        accounts, people = AccountRepository(), PersonRepository()
        text = "\n".join(["username,fullName,mbox,manager", *table])
        await ImportAccounts(accounts, atomically)(read_accounts_file(text.encode()), dry_run=False)
        for number, user in enumerate(users):
            await people.let_in(user.id, Role.STAFF, user.name)
            person, account = await people.get(user.id), await accounts.by_username(f"player{user.id}")
            assert person is not None
            assert account is not None
            await people.save(replace(person, account_id=account.id))
            self.players.append(Player(self.sandbox, user, self.seed, first=number))

    async def _look_at_the_clock(self) -> None:
        """End it when enough was pressed, when there is no more time, or when nobody can go on."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.seconds):
                while sum(person.presses for person in self._everybody) < self.presses:
                    if all(person.trouble for person in self._everybody):
                        break
                    await self.sandbox.messenger.changed.wait()
        self._over.set()

    async def _change_the_weather(self) -> None:
        """Plan trouble for the mail server and for Telegram, one of each at a time; in the end there is none."""
        luck = random.Random(f"{self.seed}/weather")
        while not self._over.is_set():
            await self._pause(luck.uniform(0.1, 1.5))
            self._trouble_mail(luck)
            self._trouble_telegram(luck)
        self._trouble_mail(None)
        self.sandbox.telegram.forget()

    def _trouble_mail(self, luck: random.Random | None) -> None:
        mail = self.sandbox.mail
        if self._planned is not None:
            fault, times = self._planned
            self.met[fault.name] += times - (mail.times or 0)
            self._planned = None
        mail.reset()
        if luck is not None and luck.random() < 0.7:
            self._planned = mail.fault, mail.times = luck.choice(MAIL_FAULTS), luck.randint(1, 3)
            mail.at = luck.choice(("RCPT", "DATA_END"))

    def _trouble_telegram(self, luck: random.Random) -> None:
        telegram, times = self.sandbox.telegram, luck.randint(1, 3)
        telegram.forget()
        match luck.choice(("none", "unreachable", "busy", "answers lost")):
            case "unreachable":
                telegram.unreachable(times)
            case "busy":
                telegram.too_many_requests(1, times)
            case "answers lost":
                telegram.lose_answers(times, luck.choice(CALLS))

    async def _settle(self) -> None:
        """Wait until nothing is open any more; what stays open is found by the checks."""
        with suppress(TimeoutError):
            async with asyncio.timeout(QUIET_WITHIN):
                while self.sandbox.messenger.updates.pending or await still_open(self.installation.rows):  # noqa: ASYNC110
                    await asyncio.sleep(0.2)

    def _said_wrongly(self) -> list[str]:
        said = self.log.read_text(encoding="utf-8")
        # Of a server that is restarted it says so, at whatever level.
        wrong = ("Traceback", TOKEN) if self.installation.server else ("Traceback", "ERROR", TOKEN)
        return [f"the log has {word!r}: {self.log}" for word in wrong if word in said]

    async def _pause(self, seconds: float) -> None:
        """Wait, but not when it is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._over.wait()

    async def _figures(self, seconds: float) -> dict[str, object]:
        records = await read_records(self.installation.rows, self.authors)
        written = [item for author in self.authors for item in author.items]
        accepted = Counter(str(letter.message["Message-ID"]) for letter in self.sandbox.mailbox.letters)
        states = Counter(record.status for record in records)
        played = [item for player in self.players for item in player.items]
        examples = Counter(item.example for item in played)
        made = await read_examples(self.installation.rows)
        made_by = sum(len(run.letters) for item in played for run in made.runs[item.record])
        again = sum(len(data) for item in [*written, *played] for data in item.resends.values())
        counted = sum(len(item.counted) for item in [*written, *played])
        return {
            "seed": self.seed,
            "people": f"{len(self.authors)} write, {len(self.players)} play",
            "notifications": len(written),
            "presses": sum(person.presses for person in self._everybody),
            "taps": sum(person.taps for person in self._everybody),
            "examples played": f"{_counts(examples)}; {made_by} letters, {len(made.records['Zadacha'])} tasks created",
            "what strangers and groups did": self.outsiders.sent,
            "groups left": sum(group.chat.leaves for group in self.outsiders.groups),
            **self.installation.figures,
            "mail server's faults met": _counts(self.met),
            "Telegram's faults met": self.sandbox.telegram.met,
            "letters accepted": accepted.total(),
            "accepted again, as asked": accepted.total() - len(accepted),
            "questions answered": f"{again} sent again, {counted} counted as sent",
            "in the end": _counts(states),
            "seconds": round(seconds),
        }


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counter.most_common())
