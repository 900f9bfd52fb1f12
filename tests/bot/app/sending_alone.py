"""A process that only sends: `python -m tests.bot.app.sending_alone DATABASE` sends what is due.

In the end it tells what it has imported, and the memory that it rests in.
"""

import asyncio
import json
import re
import sys
from datetime import datetime
from pathlib import Path

from bot.app.sending import make_sending
from bot.workers.local_hints import LocalHints
from bot.workers.worker import LETTERS_IN_HAND, Worker, claims_of, letters_of
from domain.clock import system_clock
from domain.records.query_records import QueryRecords
from domain.scenarios.load_world import WorldLoader
from domain.work import WorkKind
from storage import models
from storage.database import open_database
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox

KEY = "a key of sixteen characters"


async def send(path: Path) -> None:
    """Send until nothing waits."""
    async with open_database(f"sqlite://{path}"):
        box, hints, work = SecretBox(KEY), LocalHints(), WorkRepository()
        configured, outbox = ConfigurationRepository(box), OutboxRepository(hints.wake_all)
        queries = QueryRecords(RecordFinder(), configured, TemplateGrantRepository(), hide_texts=False)
        sending = make_sending(
            runs=RunRepository(),
            deliveries=DeliveryRepository(),
            files=FileRepository(),
            configured=configured,
            outbox=outbox,
            work=work,
            world=WorldLoader(
                RecordRepository(), AccountRepository(), PersonRepository(), configured, "Europe/Moscow", queries
            ),
            box=box,
            proxy=None,
            morning=_soon,
            hints=hints,
            clock=system_clock,
        )
        letters = Worker(
            WorkKind.DELIVERY,
            sending.attempt,
            take=letters_of(outbox, system_clock),
            work=work,
            hints=hints,
            clock=system_clock,
            side_by_side=LETTERS_IN_HAND,
        )
        runs = Worker(
            WorkKind.RUN,
            sending.advance,
            take=claims_of(WorkKind.RUN, work, system_clock),
            work=work,
            hints=hints,
            clock=system_clock,
            side_by_side=1,
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(letters.run())
            group.create_task(runs.run())
            while await models.Delivery.exclude(state="sent").exists():  # noqa: ASYNC110 - asks from outside
                await asyncio.sleep(0.05)
            letters.stop()
            runs.stop()
        await sending.sender.close()


def _soon(now: datetime) -> datetime:
    return now


def main() -> None:
    """Send, then print what is imported and the megabytes that it rests in."""
    asyncio.run(send(Path(sys.argv[1])))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    memory = re.search(r"VmRSS:\s+(\d+)", status)
    print(json.dumps({"modules": sorted(sys.modules), "memory": int(memory[1]) / 1024 if memory else 0}))


if __name__ == "__main__":
    main()
