"""Looking through 100,000 letters: the journal's first page, its filters, a text that no letter has, and its counts."""

import asyncio
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.account_search import listed, people
from bot.files.config_file import recipe_file
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.deliveries.delivery import NewRecipient
from domain.journal.journal import EntryEdge, Group, JournalFilter, search_text, search_words
from domain.people import Role
from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.people import PersonRepository
from storage.secrets import SecretBox
from storage.transactions import atomically

LETTERS = 100_000
AUTHORS = 50
PAGE = 10
FIRST = datetime(2026, 6, 1, tzinfo=UTC)
WORDS = listed(
    "отчёт за квартал договор поставки счёт на оплату приглашение на собрание изменения графика отпусков пропуск"
)
TIMES = 7


def made_at(number: int) -> datetime:
    return FIRST + timedelta(minutes=number)


def fill(path: Path, scenario: str) -> None:
    """Write rows as the product does: a record, its run with a trace, a letter; one run in two hundred fails."""
    dice = random.Random(2)
    accounts = people(5_000)
    text = {"text": "текст письма " * 60}
    values = json.dumps({"Poluchatel": {"account": 1}, "Tekstuvedomleniya": text}, ensure_ascii=False)
    state = json.dumps({"frames": [], "variables": {"notification": {"Body": text}}}, ensure_ascii=False)
    steps = [{"place": [0, place], "kind": "change_variables", "did": {"values": "т" * 120}} for place in range(3)]
    with closing(sqlite3.connect(path)) as database, database:
        for number in range(1, LETTERS + 1):
            at = made_at(number).isoformat(" ")
            author = 1_000 + dice.randrange(AUTHORS)
            account, luck = dice.choice(accounts), dice.random()
            insert(database, "record", id=number, template_id=1, creator_id=author, status="sent", disabled=0,
                   values=values, revision=1, created_at=at, modified_at=at)  # fmt: skip
            insert(database, "scenario_run", id=number, record_id=number, button=4, turn=0, person_id=author,
                   scenario=scenario, scenario_id=1, values=values, state=state, trace="[]", token=1,
                   started_at=at, ended_at=at, status="failed" if luck < 0.005 else "ended",
                   fingerprint="f" * 64, traced=len(steps))  # fmt: skip
            for place, step in enumerate(steps):
                insert(database, "trace_step", run_id=number, number=place, place=json.dumps(step["place"]),
                       iteration="[]", kind=step["kind"], at=at, ms=1,
                       did=json.dumps(step["did"], ensure_ascii=False))  # fmt: skip
            if luck < 0.005:
                continue
            subject = " ".join(dice.choices(WORDS, k=5))
            to = NewRecipient(account.mbox, account.full_name, "to")
            became = "sent" if luck < 0.97 else "failed" if luck < 0.99 else "cancelled"
            insert(database, "delivery", id=number, token=1, run_id=number, connection_id=1, smtputf8=0,
                   sender="notify@firma.local", message_id=f"<{number}@firma.local>", subject=subject,
                   state=became, cause="accepted", reply="250 2.0.0 Ok: queued as 4F2A91C03", attempts_made=1,
                   give_up_at=at, created_at=at, ended_at=at, author_id=author,
                   search=search_text(subject, [to]))  # fmt: skip
            insert(database, "recipient", delivery_id=number, name=to.name, address=to.address, kind="to",
                   state=became, attempt=1)  # fmt: skip
            insert(database, "attempt", delivery_id=number, number=1, server="smtp.firma.ru:465", phase="done",
                   outcome="accepted", started_at=at, ended_at=at)  # fmt: skip


def insert(database: sqlite3.Connection, table: str, **row: Any) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


@dataclass(frozen=True)
class Took:
    """Milliseconds by the clock, and of the processor: other work on the machine lengthens only the first."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} ms ({self.processor:.1f} ms of the processor)"


async def best(look: Callable[[], Awaitable[object]]) -> Took:
    """Return the best of several looks."""
    taken = []
    for _ in range(TIMES):
        start, start_of_processor = time.perf_counter(), time.process_time()
        await look()
        taken.append((time.perf_counter() - start, time.process_time() - start_of_processor))
    return Took(min(clock for clock, _ in taken) * 1000, min(processor for _, processor in taken) * 1000)


async def measure(journal: JournalRepository) -> list[tuple[str, str]]:
    """Return what is shown, line by line."""
    last = made_at(LETTERS)
    day = last.replace(hour=0, minute=0)
    wanted = {
        "first page": JournalFilter(),
        "not sent": JournalFilter(group=Group.NOT_SENT),
        "questions to authors, of which there are none": JournalFilter(group=Group.ASKS),
        "the scenario of all letters": JournalFilter(scenario_id=1),
        "a scenario that has never run": JournalFilter(scenario_id=2),
        "one author, one day": JournalFilter(person_id=1_003, since=day, until=last),
        "text of many letters": JournalFilter(words=search_words("Отчет")),
        "text of one author's letters": JournalFilter(person_id=1_003, words=search_words("отпусков пропуск")),
        "text that no letter has": JournalFilter(words=search_words("неттакого")),
        "the same, without others' subjects": JournalFilter(words=search_words("неттакого"), subjects_of=1),
    }
    took = {name: await best(partial(journal.page, filter_, PAGE, None)) for name, filter_ in wanted.items()}
    took["a page in the middle"] = await best(
        lambda: journal.page(JournalFilter(), PAGE, EntryEdge(LETTERS // 2, is_run=False))
    )
    took["counts of the day and the week (10,000 letters)"] = await best(
        lambda: journal.counts(day, day - timedelta(days=6))
    )
    slowest = max(took.values(), key=lambda item: item.processor)
    return [*((name, str(item)) for name, item in took.items()), ("slowest (100 ms is the aim)", str(slowest))]


def run() -> list[tuple[str, str]]:
    """Measure on a new database that is thrown away."""

    async def work() -> list[tuple[str, str]]:
        with tempfile.TemporaryDirectory() as home:
            path = Path(home) / "benchmark.db"
            async with open_database(f"sqlite://{path}"):
                configured = ConfigurationRepository(SecretBox("a key of sixteen characters"))
                await ApplyConfiguration(configured, atomically)(recipe_file())
                for number in range(AUTHORS):
                    await PersonRepository().let_in(1_000 + number, Role.STAFF, f"Сотрудник {number}")
                (scenario,) = await configured.scenarios()
                fill(path, json.dumps(scenario.document.stored(), ensure_ascii=False))
                return await measure(JournalRepository())

    return asyncio.run(work())


if __name__ == "__main__":
    for what, how in run():
        print(f"{what:55} {how}")
