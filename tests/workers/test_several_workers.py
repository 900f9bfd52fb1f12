"""Several `gonets worker` on one database, killed, frozen and cut off: no letter is lost, and none goes out twice."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from bot.demo.stage import STAFF, fill
from domain.clock import system_clock
from domain.runs.runs import NewRun
from sandbox import Sandbox
from storage import models
from storage.database import open_database
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.secrets import SecretBox
from tests import postgres

pytestmark = pytest.mark.skipif(postgres.server() is None, reason=postgres.MISSING)

KEY = "a key of sixteen characters"
LETTERS = 40
PATIENCE = 120.0
UNDER_WAY = ("queued", "connecting", "transmitting", "deferred")


@dataclass
class Office:
    """An installation on PostgreSQL, its mail server, and its workers."""

    url: str
    home: Path
    sandbox: Sandbox
    workers: list[asyncio.subprocess.Process]

    async def begin_worker(self) -> asyncio.subprocess.Process:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
        ours = {"GONETS_DATABASE": self.url, "GONETS_HOME": str(self.home), "GONETS_SECRET_KEY": KEY}
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.workers.quick", "worker", env=clean | ours, stdout=asyncio.subprocess.PIPE
        )
        self.workers.append(worker)
        assert worker.stdout is not None
        async with asyncio.timeout(PATIENCE):
            assert "отправляет" in (await worker.stdout.readline()).decode()
        return worker

    async def press(self, letters: int = LETTERS) -> None:
        """Leave what presses leave: a run each, that is due."""
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
            await runs.add(NewRun(record.id, 1, 0, STAFF, scenario, values, now))

    async def until_quiet(self) -> None:
        """Wait until no run has anything to do and no letter is under way."""
        async with asyncio.timeout(PATIENCE):
            while (  # noqa: ASYNC110 - other processes do it
                await models.ScenarioRun.filter(status="running").exists()
                or await models.Delivery.filter(state__in=UNDER_WAY).exists()
            ):
                await asyncio.sleep(0.05)

    @property
    def accepted(self) -> Counter[str]:
        return Counter(str(letter.message["Message-ID"]) for letter in self.sandbox.mailbox.letters)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    url = postgres.database_at(tmp_path / "gonets.db")
    async with open_database(url), Sandbox(token="42:WORKERS") as sandbox:
        await fill(sandbox, SecretBox(KEY), retry_after=(timedelta(seconds=1),))
        place = Office(url, tmp_path, sandbox, [])
        try:
            yield place
        finally:
            for worker in place.workers:
                if worker.returncode is None:
                    worker.kill()
                await worker.communicate()
    postgres.leave_nothing()


async def kill(_: Office, worker: asyncio.subprocess.Process) -> None:
    """As when its machine loses power."""
    worker.kill()
    await worker.wait()


async def freeze(office: Office, worker: asyncio.subprocess.Process) -> None:
    """It sleeps past its leases, and wakes up when others have done its work."""
    worker.send_signal(signal.SIGSTOP)
    await office.until_quiet()
    worker.send_signal(signal.SIGCONT)
    await ask_to_stop(office, worker)  # what it has to say, it has said by then


async def cut_off(office: Office, _: asyncio.subprocess.Process) -> None:
    """The server drops every connection, as it does when it is restarted."""
    connection = await asyncpg.connect(office.url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = 'gonets' AND pid <> pg_backend_pid()"
    )
    await connection.close()


async def ask_to_stop(_: Office, worker: asyncio.subprocess.Process) -> None:
    """It finishes what is being transmitted, and leaves the rest to the others."""
    worker.terminate()
    assert await worker.wait() == 0


@pytest.mark.parametrize("strike", [kill, freeze, cut_off, ask_to_stop], ids=lambda strike: strike.__name__)
async def test_no_letter_is_lost_and_none_goes_out_twice(
    office: Office, strike: Callable[[Office, asyncio.subprocess.Process], Awaitable[None]]
) -> None:
    first, _ = await asyncio.gather(office.begin_worker(), office.begin_worker())
    await office.press()
    await office.sandbox.mailbox.wait_for(5, PATIENCE)
    await strike(office, first)
    await office.until_quiet()
    letters = await models.Delivery.all().values_list("message_id", "state")
    assert len(letters) == LETTERS
    assert max(office.accepted.values()) == 1
    assert {state for _, state in letters} <= {"sent", "uncertain"}
    sent = {message_id for message_id, state in letters if state == "sent"}
    assert sent <= set(office.accepted) <= {message_id for message_id, _ in letters}
    asked = await models.ScenarioRun.filter(status="delivering").count()
    assert asked == len(letters) - len(sent)
