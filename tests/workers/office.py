"""An installation on PostgreSQL whose processes are real ones, between the sandbox's mail server and Telegram."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.demo.stage import STAFF, fill
from domain.clock import system_clock
from domain.runs.runs import NewRun
from sandbox import Sandbox
from storage.database import open_database
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.secrets import SecretBox
from tests.commands import begin, kill, until_it_says
from tests.soak.rows import Rows, rows_of_server

KEY = "a key of sixteen characters"
TOKEN = "42:WORKERS"
LETTERS = 40
PATIENCE = 120.0
OPEN = """
    SELECT 1 FROM scenario_run WHERE status = 'running' UNION ALL
    SELECT 1 FROM delivery WHERE state IN ('queued', 'connecting', 'transmitting', 'deferred') LIMIT 1
"""


@dataclass
class Office:
    """An installation on PostgreSQL, its mail server, and its processes."""

    url: str
    home: Path
    sandbox: Sandbox
    rows: Rows
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """What the processes have said."""
        return self.home / "stderr"

    async def begin_worker(self) -> asyncio.subprocess.Process:
        """Start a worker, and wait until it works."""
        return await self._begin("worker", works="отправляет")

    async def begin_bot(self) -> asyncio.subprocess.Process:
        """Start a bot that leaves letters to the workers, and wait until it works."""
        return await self._begin("run", "--no-worker", works="Гонец работает")

    async def begin_bot_at(self, listen: str, webhook: str) -> asyncio.subprocess.Process:
        """Start a bot that listens there for what is sent to the webhook, and wait until it works."""
        return await self._begin("run", works="Гонец работает", GONETS_LISTEN=listen, GONETS_WEBHOOK_URL=webhook)

    async def _begin(self, *command: str, works: str, **more: str) -> asyncio.subprocess.Process:
        settings = {
            "GONETS_DATABASE": self.url,
            "GONETS_HOME": str(self.home),
            "GONETS_SECRET_KEY": KEY,
            "GONETS_BOT_TOKEN": TOKEN,
            "GONETS_BOT_API": self.sandbox.api_url,
            **more,
        }
        with self.log.open("ab") as said:
            process = await begin("tests.workers.quick", *command, settings=settings, stderr=said)
        self.processes.append(process)
        async with asyncio.timeout(PATIENCE):
            assert await until_it_says(process, works), self.log.read_text(encoding="utf-8")
        return process

    async def press(self, letters: int = LETTERS) -> None:
        """Leave what presses leave: a run each, that is due."""
        async with open_database(self.url):
            configured, records, runs = ConfigurationRepository(SecretBox(KEY)), RecordRepository(), RunRepository()
            (template,), (scenario,) = await configured.templates(), await configured.scenarios()
            account = await AccountRepository().by_username("ivanov")
            assert account is not None
            now = system_clock()
            for number in range(letters):
                values = {
                    "Poluchatel": {"account": account.id},
                    "Temauvedomleniya": f"Письмо {number}",
                    "Tekstuvedomleniya": "Совещание в четверг.",
                }
                record = await records.add(template.id, STAFF, values, now)
                await runs.begin(NewRun(record.id, 1, 0, STAFF, scenario, values, now))

    async def until_quiet(self) -> None:
        """Wait until no run has anything to do and no letter is under way."""
        async with asyncio.timeout(PATIENCE):
            while await self.rows(OPEN):  # noqa: ASYNC110 - other processes do it
                await asyncio.sleep(0.05)

    async def check(self, letters: int) -> None:
        """See that none was lost, none doubled, and that whatever is uncertain is asked about."""
        made = await self.rows("SELECT message_id, state FROM delivery")
        assert len(made) == letters
        assert max(self.accepted.values()) == 1
        assert {state for _, state in made} <= {"sent", "uncertain"}
        sent = {message_id for message_id, state in made if state == "sent"}
        assert sent <= set(self.accepted) <= {message_id for message_id, _ in made}
        asked = await self.rows("SELECT id FROM scenario_run WHERE status = 'delivering'")
        assert len(asked) == len(made) - len(sent)

    @property
    def accepted(self) -> Counter[str]:
        """How often the mail server has taken each letter."""
        return Counter(str(letter.message["Message-ID"]) for letter in self.sandbox.mailbox.letters)


@asynccontextmanager
async def open_office(url: str, home: Path) -> AsyncIterator[Office]:
    """Have an installation with the recipe, and no process yet; all that were begun are killed at the end."""
    async with Sandbox(token=TOKEN) as sandbox:
        async with open_database(url):
            await fill(sandbox, SecretBox(KEY), retry_after=(timedelta(seconds=1),))
        office = Office(url, home, sandbox, rows_of_server(url))
        try:
            yield office
        finally:
            for process in office.processes:
                await kill(process)
