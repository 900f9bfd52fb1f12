"""Finding one's own records among many, by words of their texts and of their recipients."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial

from benchmarks.account_search import median_ms, people
from benchmarks.new_database import on_a_new_database
from domain.records.find_records import Cursor, Wanted
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.repositories.record_search import RecordSearchRepository

RECORDS, PEOPLE = 20_000, 2_000
ME, OTHER = 7, 8
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = [
    f"{a}{b}{c}"
    for a in ("отч", "прем", "смет", "договор", "акт")
    for b in ("ет", "ия", "ный", "ов")
    for c in range(50)
]
SEARCHES = (
    (("отчет",), "a common word"),
    (("отчет", "сметов"), "two words"),
    (("ничегонет",), "nothing"),
    (("сидоров",), "a recipient"),
    (("отчет", "сидоров"), "a word and a recipient"),
)


async def fill() -> None:
    """Write records of two people in turn, each with sixty words and a recipient."""
    dice = random.Random(1)
    await AccountRepository().add_many(people(PEOPLE))
    await models.RecordTemplate.create(id=1, system_name="T", document={}, numbers={})
    for number in (ME, OTHER):
        await models.Person.create(telegram_id=number, role="staff", created_at=BEGIN)
    rows, texts, named = [], [], []
    for number in range(1, 2 * RECORDS + 1):
        at = BEGIN + timedelta(minutes=number)
        creator = ME if number % 2 else OTHER
        rows.append(
            models.Record(
                id=number,
                template_id=1,
                creator_id=creator,
                values={},
                revision=4,
                status="sent",
                created_at=at,
                modified_at=at,
                saved_at=at,
            )
        )
        texts.append(
            models.RecordText(record_id=number, words="".join(f" {word}" for word in dice.choices(WORDS, k=60)))
        )
        named.append(models.RecordAccount(record_id=number, account_id=dice.randint(1, PEOPLE)))
    await models.Record.bulk_create(rows, batch_size=1000)
    await models.RecordText.bulk_create(texts, batch_size=1000)
    await models.RecordAccount.bulk_create(named, batch_size=1000)


async def measure() -> list[tuple[str, str]]:
    """Return what is shown, line by line."""
    await fill()
    find = RecordSearchRepository()
    rows = []
    for words, what in SEARCHES:
        wanted = Wanted(words)
        taken = await median_ms(partial(find.find, ME, wanted, 10))
        found = len((await find.find(ME, wanted, 10)).items)
        rows.append((f"{what}, {found} of a page of 10, among {RECORDS:,} of one's own", f"{taken:.1f} ms"))
    taken = await median_ms(lambda: find.find(ME, Wanted(("отчет",)), 10, Cursor(RECORDS // 2 + 1)))
    rows.append(("a common word, a page far behind", f"{taken:.1f} ms"))
    return rows


def run() -> list[tuple[str, str]]:
    """Measure on a new database that is thrown away."""
    return on_a_new_database(measure)


if __name__ == "__main__":
    for what, how in run():
        print(f"{what:70} {how}")
