"""Which statements of the product read a whole table that grows: the plans of all that the tests have executed.

Pages of such a table are found by key: OFFSET would go through all that was shown before. Counts end at a bound: an
index of what is counted is gone through, too.

Every statement is noted where it is executed, once a process, and its plan is read when its test has ended. SQLite
plans by the schema alone, since the product gathers no statistics: how many rows there are changes no plan.
"""

import re
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from functools import cache, wraps
from pathlib import Path
from types import FrameType
from typing import Any

import storage.sqlite.group_writer
import storage.sqlite.reader
import storage.transactions
from storage.sqlite import client
from storage.statements import Answer, Steps, drive, drive_inside
from tests.databases import put_empty_database

TESTS = str(Path(__file__).parent)
ROOT = Path(__file__).parent.parent
DRIVERS = tuple(f"{ROOT}/storage/{name}" for name in ("sqlite/", "statements.py", "batches.py", "transactions.py"))
ONCE = tuple(
    f"{ROOT}/storage/{name}"
    for name in (
        "database.py",
        "migrations/",
        "migration_steps.py",
        "migrating.py",
        "restoring.py",
        "repositories/restoring.py",
    )
)
"""What is done once in a database's life may read all of it."""

FEW = frozenset(
    {
        *("access_request", "connection", "connection_secret", "connection_state", "connection_token", "device_wait"),
        *("draft", "draft_secret", "holding", "indexing", "invitation", "obstacle", "obstacle_met", "passed_over"),
        *("record_template", "route", "scenario", "setting", "spill", "sqlite_sequence", "tortoise_migrations"),
        *("notice", "person", "deleted_record", "search_text", "upload", "bundle", "kept_piece", "live_page"),
    }
)
"""Tables that stay small whatever is sent: what is configured, who uses the bot, what is open now or kept for a day."""

ON_PURPOSE = {
    "storage/repositories/erasing.py": "erasing somebody is seldom, and must leave no trace in any row",
    "storage/repositories/account_search.py": "a page of the directory, in the order of names",
    "storage/repositories/record_finder.py": "a query may ask for anything of an account",
    "storage/repositories/older_rows.py": "done once after an upgrade, in lots",
}
"""What reads a whole table that grows with the company, never with its letters, and why; shorten it where you can."""

IN_PAGES = {
    "storage/repositories/people.py": "who uses the bot, each beside one account",
    "storage/repositories/traces.py": "of a run so many steps are kept at most",
}
"""What may pass over rows that it does not show, and why nothing grows there."""

COUNTED = {
    "storage/repositories/belongings.py": "what somebody leaves open who goes",
    "storage/repositories/card_rows.py": "how often each button of a record was pressed, by hand",
    "storage/repositories/runs.py": "the same, of one button",
    "storage/repositories/deliveries.py": "the letters of one run, which has so many at most",
    "storage/repositories/changed_records.py": "what one segment makes, which is bounded",
    "storage/repositories/traces.py": "of a run so many steps are kept at most",
    "storage/repositories/lanes.py": "what is in hand, which connections bound",
    "storage/repositories/figures.py": "a metric is no metric where it ends at a bound: what waits and what asks",
    "storage/repositories/account_search.py": "the words of one account",
}
"""What counts rows of a table that grows without a bound, and why that does not grow with it."""

LETTERS = frozenset(
    {
        "attempt",
        "delivery",
        "large_content",
        "large_piece",
        "letter",
        "record",
        "report",
        "scenario_run",
        "trace_step",
        "update",
    }
)
"""Tables that grow with letters: only erasing may read one of them whole."""

_NAMED = re.compile(r'\b(?:FROM|JOIN|UPDATE|INTO|,)\s+"?(\w+)"?(?=(?:\s+(?:AS\s+)?"?(\w+)"?)?)', re.IGNORECASE)
_COUNTED = re.compile(r'\bCOUNT\((?:(?!\bFROM\b).)*\bFROM\s+"?(\w+)', re.IGNORECASE | re.DOTALL)
"""What is counted of a table itself; of a subquery it is the subquery's LIMIT that bounds it."""

_OURS = re.compile(r'"(update|values)"')
"""Names that our own statements quote. Tortoise quotes all names, and writes for each database in its own way."""

_DIALECTS = ("storage/sqlite/", "storage/postgres/")

_READ_WHOLE = re.compile(r"^SCAN (\w+)|^SEARCH (\w+)$")
"""MIN of a column without an index is a SEARCH that uses nothing, and reads all rows."""


class Seen:
    """The statements that were executed, each with the line of the product that did."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}
        self._new: list[str] = []
        self._values: dict[str, tuple[Any, ...]] = {}

    def note(self, sql: str, place: Callable[[], str | None], values: Sequence[Any] = ()) -> None:
        """Note a statement, unless it is no line of the product that has executed it."""
        if sql in self._places or not sql.lstrip().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            return
        where = place()
        if where is not None:
            self._places[sql] = where
            self._new.append(sql)
            self._values[sql] = tuple(values)

    def reading_whole(self) -> dict[str, list[str]]:
        """Return which of the statements since the last call read a whole table that grows, with what shows it."""
        found = {
            f"{self._places[sql]} {sql}": [
                line for look in (whole_tables, passed_over, counted_whole) for line in look(sql, self._places[sql])
            ]
            for sql in self._new
        }
        return {statement: lines for statement, lines in found.items() if lines}

    def refused(self, refusal: Callable[[str, tuple[Any, ...]], str | None]) -> dict[str, str]:
        """Return which of the statements since the last call are refused elsewhere, and why; none of Tortoise's own."""
        new, self._new = self._new, []
        ours = [sql for sql in new if '"' not in _OURS.sub("", sql) and not self._places[sql].startswith(_DIALECTS)]
        found = {f"{self._places[sql]} {sql}": refusal(sql, self._values[sql]) for sql in ours}
        return {statement: why for statement, why in found.items() if why is not None}


def passed_over(sql: str, place: str = "") -> list[str]:
    """Return the tables that grow of a statement that passes over rows instead of beginning behind a key."""
    if re.search(r"\bOFFSET\b", sql) is None or place.partition(":")[0] in IN_PAGES:
        return []
    tables = {name for name, _ in _NAMED.findall(sql)} & _tables()
    return [f"OFFSET over {name}" for name in sorted(tables - FEW)]


def counted_whole(sql: str, place: str = "") -> list[str]:
    """Return the tables that grow of which a statement counts rows, however many they are."""
    if place.partition(":")[0] in COUNTED:
        return []
    return [f"COUNT of {name}" for name in _COUNTED.findall(sql) if name in _tables() - FEW]


def whole_tables(sql: str, place: str = "") -> list[str]:
    """Return the lines of a statement's plan that read all of a table that grows."""
    try:
        plan = [str(row[3]) for row in _empty().execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?"))]
    except sqlite3.OperationalError:
        return []  # of a table that is there for a moment only
    tables = {(alias or name): name for name, alias in _NAMED.findall(sql)} | {
        name: name for name, _ in _NAMED.findall(sql)
    }
    return [
        line
        for line in plan
        if (read := _READ_WHOLE.search(line)) is not None
        and (table := tables.get(read[1] or read[2])) in _tables()
        and table not in FEW
        and not _first_of_all(sql, line)
        and not any(f" INDEX {name}" in line for name in _partial())
        and (table in LETTERS or place.partition(":")[0] not in ON_PURPOSE)
        and not place.startswith("storage/repositories/erasing.py")
    ]


def _first_of_all(sql: str, line: str) -> bool:
    """Whether only the first rows are read, in the order of an index up to a limit or of numbers, or none at all."""
    ends = re.search(r"\bWHERE 1=0\b", sql) is not None
    newest = line.startswith("SEARCH ") and re.search(r"\bM(AX|IN)\(id\)", sql) is not None
    in_order = " INDEX " in line or re.search(r'\bORDER BY "?id"? (?:ASC|DESC) LIMIT\b', sql) is not None
    return ends or newest or ("WHERE" not in sql and "LIMIT" in sql and in_order)


@cache
def _partial() -> frozenset[str]:
    """Return the indexes of open rows alone: all of them may be read."""
    made = _empty().execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")
    return frozenset(name for (name,) in made)


@cache
def _empty() -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "empty.db"
        put_empty_database(path)
        with closing(sqlite3.connect(path)) as kept:
            kept.backup(memory)
    return memory


@cache
def _tables() -> frozenset[str]:
    return frozenset(name for (name,) in _empty().execute("SELECT name FROM sqlite_master WHERE type = 'table'"))


def _place_of_call() -> str | None:
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(TESTS) and name != __file__:
            return None
        if name.startswith(str(ROOT)) and "/.venv/" not in name and name != __file__ and not name.startswith(DRIVERS):
            return _named(frame)
        frame = frame.f_back
    return None


def _place_of_steps(steps: Steps[Any]) -> str | None:
    inner = steps
    while inner.gi_yieldfrom is not None:
        inner = inner.gi_yieldfrom
    return _named(inner.gi_frame)


def _named(frame: FrameType) -> str | None:
    name = frame.f_code.co_filename
    if not name.startswith(str(ROOT)) or name.startswith((TESTS, *ONCE)):
        return None
    return f"{Path(name).relative_to(ROOT)}:{frame.f_lineno}"


def note_all(seen: Seen) -> None:
    """Note what is executed from now on, whoever drives it."""

    def noted(steps: Steps[Any]) -> Steps[Any]:
        try:
            asked = next(steps)
            while True:
                seen.note(asked[0], lambda: _place_of_steps(steps), asked[1])
                try:
                    answer: Answer = yield asked
                except Exception as error:  # noqa: BLE001 - the steps are told of it
                    asked = steps.throw(error)
                else:
                    asked = steps.send(answer)
        except StopIteration as end:
            return end.value
        finally:
            steps.close()

    def noting(execute: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        @wraps(execute)
        async def executing(self: Any, query: str, values: Any = None) -> Any:
            seen.note(query, _place_of_call, values[0] if values and isinstance(values[0], list) else values or ())
            return await execute(self, query, values)

        return executing

    storage.sqlite.group_writer.drive = lambda connection, steps: drive(connection, noted(steps))
    storage.sqlite.reader.drive = lambda connection, steps: drive(connection, noted(steps))
    storage.transactions.drive_inside = lambda of, steps: drive_inside(of, noted(steps))
    for name in ("execute_insert", "execute_query", "execute_query_dict"):
        setattr(client._InWords, name, noting(getattr(client._InWords, name)))
    client._Transaction.execute_many = noting(client._Transaction.execute_many)
