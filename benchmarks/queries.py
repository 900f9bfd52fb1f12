"""Queries of formulas over 100,000 records: with a filter in the database, and one that must read too many."""

import random
import time
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from benchmarks.account_search import people
from benchmarks.new_database import on_a_new_database
from bot.files.config_file import read_configuration, recipe_text
from domain.clock import system_clock
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.formulas import FormulaError, compile_formula
from domain.records.query_records import QueryRecords
from domain.scenarios.load_world import WorldLoader
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.records import RecordRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.secrets import SecretBox
from storage.transactions import atomically

RECORDS, PEOPLE = 100_000, 2_000
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
QUERIES = (
    ("COUNT(from x in db->Uvedomleniya where x->Temauvedomleniya == 'Тема 77' select x)", "equal text, 20 found"),
    ("COUNT(from x in db->Uvedomleniya where x->Poluchatel->mbox == USER()->mbox select x)", "one step, some 50 found"),
    ("COUNT(from x in db->Uvedomleniya where CONTAINS(x->Temauvedomleniya, 'ма 777') select x)", "contains"),
    ("COUNT(from x in db->Uvedomleniya where x->_creationDate < $_creationDate select x)", "a date, 1,000 found"),
    ("COUNT(from x in db->Uvedomleniya where LENGTH(x->Temauvedomleniya) > 5 select x)", "all of them: its bound"),
)


async def measure() -> list[tuple[str, str]]:
    """Fill, and ask each query three times."""
    configured = ConfigurationRepository(SecretBox("sixteen characters at least"))
    await ApplyConfiguration(configured, atomically)(read_configuration(recipe_text(), {"SMTP_PASSWORD": "x"}).file)
    template = (await configured.templates())[0]
    await AccountRepository().add_many(people(PEOPLE))
    await models.Person.create(telegram_id=7, role="staff", created_at=BEGIN, account_id=77)
    dice = random.Random(1)
    records, values = [], []
    for number in range(1, RECORDS + 1):
        at = BEGIN + timedelta(minutes=number)
        subject, account = f"Тема {number % 5_000}", dice.randint(1, PEOPLE)
        kept = {"Temauvedomleniya": subject, "Poluchatel": {"account": account}}
        records.append(
            models.Record(
                id=number, template_id=template.id, creator_id=7, values=kept, revision=2, status="sent",
                created_at=at, modified_at=at, saved_at=at,
            )
        )  # fmt: skip
        for name, text, found in (("Temauvedomleniya", subject, None), ("Poluchatel", None, float(account))):
            row = models.RecordValue(record_id=number, template_id=template.id, attribute=name, text=text, number=found)
            values.append(row)
    await models.Record.bulk_create(records, batch_size=1000)
    await models.RecordValue.bulk_create(values, batch_size=1000)
    records.clear()
    values.clear()
    load = WorldLoader(
        RecordRepository(), AccountRepository(), PersonRepository(), configured, "UTC",
        QueryRecords(RecordFinder(), configured, TemplateGrantRepository()),
    )  # fmt: skip
    figures = []
    for text, name in QUERIES:
        formula = compile_formula(text)
        times = []
        tracemalloc.start()
        for _ in range(3):
            world = await load(1_000, 7)
            begun = time.perf_counter()
            with suppress(FormulaError):
                await world.evaluate(formula, system_clock())
            times.append(time.perf_counter() - begun)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        figures.append((name, f"{min(times) * 1000:.0f} ms, {peak / 2**20:.0f} MiB at most"))
    return figures


def run() -> list[tuple[str, str]]:
    """Return the figures."""
    return on_a_new_database(measure)


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
