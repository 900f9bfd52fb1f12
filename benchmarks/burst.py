"""A burst: 5,000 letters to Postfix's smtp-sink over 20 connections, every write on the disk, against smtp-source.

Needs Debian's `postfix` for smtp-sink and smtp-source. The deliveries go through the same worker, storage and transport
as in the product; what is left out is the chat.
"""

import asyncio
import re
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.files.config_file import recipe_file
from bot.workers.worker import LETTERS_IN_HAND, LocalHints, Worker, letters_of
from domain.clock import system_clock
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.deliveries.attempt_delivery import AttemptDelivery
from domain.deliveries.delivery import NewDelivery, NewRecipient
from domain.messages.addresses import Address
from domain.messages.letter import Letter
from domain.messages.rich_text import RichText
from domain.people import Role
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from domain.work import WorkKind
from mail.compose import MimeComposer
from mail.smtp_sender import SmtpSender
from storage import models
from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically

LETTERS = 5_000
CONNECTIONS = 20
AUTHORS = 5
SOURCE_LETTERS = 40_000


def run() -> list[tuple[str, str]]:
    """Send the burst, and let smtp-source send as fast as it can to the same sink."""
    if not shutil.which("smtp-sink", path=_PATH) or not shutil.which("smtp-source", path=_PATH):
        return [("left out: smtp-sink and smtp-source are in Debian's package postfix", "—")]
    return asyncio.run(_run())


_PATH = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"


async def _run(letters: int = LETTERS) -> list[tuple[str, str]]:
    async with _sink() as port:
        with tempfile.TemporaryDirectory() as home:
            ours, memory = await _burst(Path(home), port, letters)
        theirs = await _source(port)
    return [
        (f"{letters} letters, committed with synchronous=FULL, a second", f"{ours:.0f}"),
        (f"smtp-source -d -s {CONNECTIONS} to the same sink, a second", f"{theirs:.0f}"),
        ("ratio (aim: 0.05 or better)", f"{ours / theirs:.3f}"),
        ("memory after the burst", f"{memory:.0f} MB"),
    ]


async def _burst(home: Path, port: int, letters: int) -> tuple[float, float]:
    async with open_database(f"sqlite://{home / 'gonets.db'}"):
        configured = ConfigurationRepository(SecretBox.for_home(home))
        file = recipe_file(
            host="127.0.0.1",
            port=port,
            encryption="none",
            authentication="none",
            username=None,
            max_connections=CONNECTIONS,
            messages_per_connection=100_000,
        )
        await ApplyConfiguration(configured, atomically)(file)
        await queue_letters(configured, letters)
        hints, sender, outbox = LocalHints(), SmtpSender(), OutboxRepository()
        attempt = AttemptDelivery(
            outbox=outbox,
            configured=configured,
            sender=sender,
            hints=hints,
            clock=system_clock,
            morning=lambda now: now + timedelta(days=1),
            wait=lambda: asyncio.sleep(1),
        )
        worker = Worker(
            WorkKind.DELIVERY,
            attempt,
            take=letters_of(outbox, system_clock),
            work=WorkRepository(),
            hints=hints,
            clock=system_clock,
            side_by_side=LETTERS_IN_HAND,
        )
        started = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.run())
            while await models.Delivery.filter(state="sent").count() < letters:  # noqa: ASYNC110 - asks from outside
                await asyncio.sleep(0.2)
            seconds = time.perf_counter() - started
            worker.stop()
        await sender.close()
        assert await models.Report.filter(news="sent").count() == letters
        assert await models.ScenarioRun.filter(status=RunStatus.ENDED).count() == letters
        return letters / seconds, _memory()


async def queue_letters(configured: ConfigurationRepository, letters: int, padding: int = 0) -> None:
    """Write runs with a letter each, by several authors; `padding` bytes are added to each letter."""
    (template,), (scenario,), (connection,) = (
        await configured.templates(),
        await configured.scenarios(),
        await configured.connections(),
    )
    people, records, runs, deliveries = PersonRepository(), RecordRepository(), RunRepository(), DeliveryRepository()
    for author in range(1, AUTHORS + 1):
        await people.let_in(author, Role.STAFF, f"Автор {author}")
    now = system_clock()

    async def some(numbers: range) -> None:
        for number in numbers:
            author = number % AUTHORS + 1
            record = await records.add(template.id, author, {}, now)
            run = await runs.add(NewRun(record.id, 1, 0, author, scenario, {}, now))
            await runs.set_status(run.id, RunStatus.DELIVERING, None)
            await deliveries.add(run.id, _letter(number, author, connection.id, padding), now)

    for start in range(0, letters, 500):
        numbers = range(start, min(start + 500, letters))
        await atomically(lambda numbers=numbers: some(numbers))


def _letter(number: int, author: int, connection_id: int, padding: int) -> NewDelivery:
    now = system_clock()
    letter = Letter(
        message_id=f"<burst-{number}@firma.local>",
        date=now,
        sender=Address("notify@firma.local", "Отдел уведомлений"),
        to=(Address("ivanov@firma.local", "Иванов Иван Петрович"),),
        subject=f"Совещание переносится, письмо {number}",
        body=RichText("Коллеги, добрый день!\n\nСовещание переносится на 15:00, переговорная 4."),
    )
    return NewDelivery(
        connection_id=connection_id,
        message_id=letter.message_id,
        sender="notify@firma.local",
        subject=letter.subject,
        smtputf8=False,
        content=MimeComposer().compose(letter) + b"x" * padding,
        recipients=(NewRecipient("ivanov@firma.local", "Иванов Иван Петрович", "to"),),
        give_up_at=now + timedelta(days=1),
        author_id=author,
    )


@asynccontextmanager
async def _sink() -> AsyncIterator[int]:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
    program = shutil.which("smtp-sink", path=_PATH) or ""
    process = await asyncio.create_subprocess_exec(program, "-u", "nobody", f"127.0.0.1:{port}", "1024")
    try:
        await _until_open(port)
        yield port
    finally:
        process.terminate()
        await process.wait()


async def _until_open(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def _source(port: int) -> float:
    program = shutil.which("smtp-source", path=_PATH) or ""
    arguments = f"-d -s {CONNECTIONS} -m {SOURCE_LETTERS} -f a@example.com -t b@example.com 127.0.0.1:{port}"
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(program, *arguments.split())
    await process.wait()
    return SOURCE_LETTERS / (time.perf_counter() - started)


def _memory() -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    for name, figure in asyncio.run(_run(count)):
        print(f"{name}: {figure}")
