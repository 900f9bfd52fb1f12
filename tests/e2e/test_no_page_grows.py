"""No page costs more with a long history than with a short one, whichever it is: all are found by their buttons.

What is counted are the steps of SQLite's machine from a press to the end of its answer. A page that is new is gone to
by itself, by a button of another one or by its address with the numbers of rows that are there.
"""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from benchmarks.account_search import people
from benchmarks.filling import fill
from bot.demo.stage import ADMIN, STAFF
from bot.telegram.catalogue import addresses
from bot.telegram.costs import is_safe
from domain.audit import Act, Actor, AuditEntry, Kind
from domain.clock import system_clock
from sandbox import User
from storage.repositories.audit import AuditRepository
from tests.costs import counted
from tests.e2e.conftest import BUTTON, Product, compose_draft

FEW, MANY = 1_000, 4_000
EACH = 2
"""How many pages of a kind are looked at."""
AGAIN, A_FEW_ROWS = 1.2, 500
"""A page may take so many times as many steps, and so many more: others work beside it."""

COMMANDS = ("/start", "/list", "/new", "/admin", "/help", "/journal")

LEFT_OUT = {"Dv": "a file of the whole directory", "Kc": "a check goes on behind its answer"}
"""Whose cost follows how much there is, or is not seen here, and why."""

BOUNDS: Mapping[str, Any] = {
    "domain.journal.browse_audit.MOST_COUNTED": 100,
    "storage.repositories.account_search._RARE": 60,
    "storage.repositories.accounts.ACCOUNTS_COUNTED": 100,
    "storage.repositories.journal.LATEST": 100,
    "storage.repositories.journal.MOST_COUNTED": 100,
    "storage.repositories.journal.most_counted": lambda _group: 100,
    "storage.repositories.journal_pages.LOOKED_AT": 100,
    "storage.repositories.record_counts.LOOKED_AT": 100,
    "storage.repositories.record_lists.MOST_COUNTED": 100,
    "storage.repositories.record_search.LOOKED_AT": 100,
}
"""Up to where is counted and looked: less than there is already where there is little."""

COPIED: Mapping[str, Mapping[str, str]] = {
    "audit_entry": {},
    "object_version": {"revision": "n.i + {above}"},
    "answer": {"message_id": "n.i + {above} + 1000000"},
}
"""What grows besides letters: the newest row of each is copied, with these columns other than there."""

COPY = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO {table} "
    "({names}) SELECT {values} FROM n, (SELECT * FROM {table} ORDER BY id DESC LIMIT 1) one"
)


def grow(path: Path, count: int) -> None:
    """Add so many letters of two people, and so many rows of what else grows."""
    fill(path, count, f"CASE WHEN n.i % 2 THEN {ADMIN} ELSE {STAFF} END")
    with closing(sqlite3.connect(path, timeout=60)) as database, database:
        for table, other in COPIED.items():
            (above,) = database.execute(f"SELECT MAX(id) FROM {table}").fetchone()
            own = {"id": f"n.i + {above}", **{name: value.format(above=above) for name, value in other.items()}}
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            values = ", ".join(own.get(name, f'one."{name}"') for name in names)
            quoted = ", ".join(f'"{name}"' for name in names)
            database.execute(COPY.format(count=count, table=table, names=quoted, values=values))


async def cost(product: Product, user: User, what: str) -> int:
    """Say a command or press a button; return how many steps that takes, to the end of its answer."""
    async with counted() as steps:
        if what.startswith("/"):
            before = user.last.id
            await user.send(what)
            await user.wait_for(lambda chat: chat.last.id > before + 1)
        else:
            await user.press_data(user.last, what)
        with closing(sqlite3.connect(product.home / "gonets.db")) as beside:
            while beside.execute('SELECT 1 FROM "update" WHERE done_at IS NULL LIMIT 1').fetchone():  # noqa: ASYNC110
                await asyncio.sleep(0.002)
    return steps.taken


def kind_of(data: str) -> str:
    return data.partition(":")[0]


def leads_on(data: str) -> bool:
    """Whether a button shows something: what sends or deletes is no page."""
    kind = addresses().get(kind_of(data))
    return kind is not None and is_safe(kind.unpack(data))


def made_up(kind: type[CallbackData]) -> str:
    """Return an address with the numbers of rows that are there, on the first page."""
    numbers = {"person": STAFF, **dict.fromkeys(("page", "start", "sure", "newer"), 0)}
    fields = {
        name: numbers.get(name, 1) if field.annotation is int else "" for name, field in kind.model_fields.items()
    }
    return kind(**fields).pack()


async def pages(product: Product, user: User) -> list[str]:
    """Go through all pages that there are, by their buttons: what that begins is begun then. Return them in order."""
    found: list[str] = []
    known: Counter[str] = Counter()
    waiting = list(COMMANDS)

    def offered() -> Iterator[str]:
        yield from (button.data for row in user.last.buttons for button in row if button.data)
        if not waiting:
            yield from (made_up(kind) for prefix, kind in addresses().items() if not known[prefix])

    while waiting:
        what = waiting.pop(0)
        found.append(what)
        await cost(product, user, what)
        for data in offered():
            if data not in found and data not in waiting and leads_on(data) and known[kind_of(data)] < EACH:
                known[kind_of(data)] += 1
                waiting.append(data)
    return found


async def test_no_page_costs_more_where_there_is_more(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, bound in BOUNDS.items():
        monkeypatch.setattr(place, bound)
    path, admin, everybody = product.home / "gonets.db", product.admin, people(MANY)
    await compose_draft(admin)
    await admin.press(BUTTON)
    await product.sandbox.mailbox.wait_for(1)
    await AuditRepository().note(AuditEntry(system_clock(), Actor(ADMIN), Act.CHANGED, Kind.CONNECTION, 1, "SMTP"))
    await asyncio.to_thread(grow, path, FEW)
    await product.accounts.add_many(everybody[:FEW])
    few = {what: await cost(product, admin, what) for what in await pages(product, admin)}
    await asyncio.to_thread(grow, path, MANY - FEW)
    await product.accounts.add_many(everybody[FEW:])
    grown = {}
    for what, before in few.items():
        after = await cost(product, admin, what)
        if after > before * AGAIN + A_FEW_ROWS and kind_of(what) not in LEFT_OUT:
            grown[what] = (before, min(after, await cost(product, admin, what)))
    assert {what: (few, many) for what, (few, many) in grown.items() if many > few * AGAIN + A_FEW_ROWS} == {}
