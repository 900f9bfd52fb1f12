"""The database beside the product: what is under way, whose each row is, and what a step has changed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage.repositories.holding import IS_HELD
from tests.walk.reading import Row, reading

Snapshot = Mapping[str, Mapping[Any, Row]]

NOT_LOOKED_AT = {"update", "tortoise_migrations", "sqlite_sequence"}
BY_ITSELF = {
    *("passed_over", "announcement", "notice", "connection_state", "report", "obstacle", "obstacle_met", "live_page"),
    "connection_token",
}
"""What the product writes to tell people and to keep a connection alive, whoever was the cause."""

OWNER = ("creator_id", "person_id", "telegram_id", "author_id", "created_by", "used_by", "chat_id")
PARENTS = {"record_id": "record", "run_id": "scenario_run", "delivery_id": "delivery", "bundle_id": "bundle"}
UNDER_WAY = ("queued", "connecting", "transmitting")


class Tables:
    """Reads the database by a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._reading = reading(path)
        self._columns: dict[str, list[str]] = defaultdict(list)
        self._keys: dict[str, str] = {}
        for table, column, is_key in self._reading.columns():
            self._columns[table].append(column)
            if is_key and table not in NOT_LOOKED_AT:
                self._keys.setdefault(table, column)

    def close(self) -> None:
        """Let the database go."""
        self._reading.close()

    def one(self, query: str, *values: Any) -> Any:
        """Return the first value of the first row, or None."""
        found = self._reading.rows(query, *values)
        return next(iter(found[0].values())) if found else None

    def role(self, person_id: int) -> str | None:
        """Return what somebody may do now; None for a stranger."""
        role = self.one("SELECT role FROM person WHERE telegram_id = ? AND active", person_id)
        return None if role is None else str(role)

    def question(self, person_id: int) -> str | None:
        """Return the page's question that is open, as it is kept."""
        kept = self.one("SELECT question FROM person WHERE telegram_id = ? AND active", person_id)
        return None if kept is None or kept == "null" else str(kept)

    def asked(self, person_id: int) -> str | None:
        """Return the attribute that the record's open question is about."""
        found = self.one("SELECT attribute FROM asking WHERE person_id = ? AND attribute IS NOT NULL", person_id)
        return None if found is None else str(found)

    def live(self, person_id: int) -> int | None:
        """Return the number of the person's live message."""
        found = self.one("SELECT live_message_id FROM person WHERE telegram_id = ?", person_id)
        return None if found is None else int(found)

    def author(self, record_id: int) -> int | None:
        """Return whose a record is; None when there is none of that number."""
        if record_id >= 2**63:
            return None
        return self.one("SELECT creator_id FROM record WHERE id = ? AND NOT disabled", record_id)

    def sendable(self, person_id: int) -> list[int]:
        """Return the person's finished drafts, as many as a page of the list shows, newest first."""
        rows = self._reading.rows(
            "SELECT id FROM record WHERE creator_id = ? AND saved_at IS NOT NULL AND status = 'draft' AND NOT disabled "
            "AND deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM deleted_record d WHERE d.record_id = record.id) "
            "AND (SELECT COUNT(*) FROM record r WHERE r.creator_id = ? AND (r.modified_at, r.id) > "
            "(record.modified_at, record.id)) < 10 ORDER BY modified_at DESC, id DESC",
            *(person_id, person_id),
        )
        return [row["id"] for row in rows]

    def spent(self) -> tuple[int, ...]:
        """Return how many runs were begun, and how many records and accounts were deleted."""
        tables = ("scenario_run", "deleted_record")
        return tuple(int(self.one(f'SELECT COUNT(*) FROM "{name}"')) for name in tables)

    def numbers(self) -> list[int]:
        """Return numbers of rows that exist."""
        found = set()
        for name, key in self._keys.items():
            found |= {row[key] for row in self._reading.rows(f'SELECT "{key}" FROM "{name}" LIMIT 40')}
        return sorted(number for number in found if isinstance(number, int) and 0 < number < 2**31)

    def waiting(self) -> list[str]:
        """Return what is under way at this moment."""
        now = datetime.now(UTC).isoformat(sep=" ")
        found = []
        # Letters wait behind a connection that rests, runs where an administrator holds everything.
        rests = {"delivery", "scenario_run"} if self.one(f"SELECT {IS_HELD}") else {"delivery"}
        if self.one('SELECT COUNT(*) FROM "update" WHERE done_at IS NULL'):
            found.append("updates")
        for name, columns in self._columns.items():
            if not {"lease_until", "due_at"} <= set(columns):
                continue
            if self.one(f'SELECT COUNT(*) FROM "{name}" WHERE lease_until > ?', now):
                found.append(f"{name} in hand")
            elif name in rests:
                continue
            elif self.one(f'SELECT COUNT(*) FROM "{name}" WHERE due_at <= ?', now):
                found.append(f"{name} due")
        return found

    def due_letters(self) -> set[int]:
        """Return letters whose time has come; those behind a connection that rests stay so."""
        now = datetime.now(UTC).isoformat(sep=" ")
        return {row["id"] for row in self._reading.rows("SELECT id FROM delivery WHERE due_at <= ?", now)}

    def snapshot(self) -> Snapshot:
        """Return every row that anybody could have changed; of contents, how long they are."""
        taken: dict[str, dict[Any, Row]] = {}
        for name, key in self._keys.items():
            chosen = ", ".join(
                f'LENGTH("{column}") AS "{column}"' if column == "content" else f'"{column}"'
                for column in self._columns[name]
            )
            taken[name] = {row[key]: row for row in self._reading.rows(f'SELECT {chosen} FROM "{name}"')}
        return taken

    def everything(self) -> str:
        """Return all that the tables hold, as text, but what is sealed."""
        parts = []
        for name in self._columns:
            for row in self._reading.rows(f'SELECT * FROM "{name}"'):
                parts += [str(row[column]) for column in row if not column.startswith("sealed")]
        return "\n".join(parts)


def owners(name: str, row: Row, snapshot: Snapshot) -> set[int]:
    """Return whose a row is: its own column says so, or the record, the run or the letter that it belongs to."""
    mine = {row[column] for column in OWNER if row.get(column) is not None}
    for column, parent in PARENTS.items():
        above = snapshot[parent].get(row.get(column))
        if above is not None and parent != name:
            mine |= owners(parent, above, snapshot)
    return mine


def changed_rows(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, Row]]:
    """Yield each row that a step has written, as it is now, with its table."""
    for name, rows in after.items():
        yield from ((name, row) for key, row in rows.items() if before[name].get(key) != row)


def changed_by_others(before: Snapshot, after: Snapshot, actor: int) -> list[str]:
    """Return what a step has changed that is not the actor's."""
    found = []
    for name, rows in after.items():
        if name in BY_ITSELF:
            continue
        old = before[name]
        for key in rows.keys() | old.keys():
            was, now = old.get(key), rows.get(key)
            if was == now:
                continue
            whose = set()
            if was is not None:
                whose |= owners(name, was, before)
            if now is not None:
                whose |= owners(name, now, after)
            if actor not in whose:
                found.append(f"{name} {key}: {_difference(was, now)}")
    return found


def _difference(was: Row | None, now: Row | None) -> str:
    if was is None or now is None:
        return "added" if was is None else "removed"
    return json.dumps({name: (was[name], now[name]) for name in now if was[name] != now[name]}, default=str)[:300]


def holes(texts: Iterable[str], secrets: Iterable[str]) -> list[str]:
    """Return which secrets stand in the texts, by their beginnings."""
    return [f"{secret[:6]}…" for secret in secrets if any(secret in text for text in texts)]
