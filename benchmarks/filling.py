"""A history that never happened: the first letter copied again and again, with all that belongs to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

TABLES = ("record", "scenario_run", "delivery", "letter", "recipient", "attempt", "trace_step")

COPY = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
    "INSERT INTO {table} ({names}) SELECT {values} FROM n, {table} one WHERE one.id = {one}"
)


MOMENTS = ("created_at", "modified_at", "saved_at", "started_at", "ended_at")


def fill(path: Path, count: int, author: str) -> None:
    """Copy it so many times, each a second after the one before; `author` is whose it is, by its number `n.i`."""
    with closing(sqlite3.connect(path, timeout=60)) as database, database:
        above = 1_000 + max(
            database.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()[0] for table in TABLES
        )
        for table in TABLES:
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            for (one,) in database.execute(f"SELECT MIN(id) FROM {table} HAVING MIN(id) IS NOT NULL").fetchall():
                own = {
                    "id": f"n.i + {above}",
                    **dict.fromkeys(("record_id", "run_id", "delivery_id"), f"n.i + {above}"),
                    "message_id": f"'<' || (n.i + {above}) || '@history>'",
                    "fingerprint": f"'f' || (n.i + {above})",
                    **dict.fromkeys(("creator_id", "person_id", "author_id"), author),
                }
                for name in MOMENTS:
                    past = f"strftime('%Y-%m-%d %H:%M:%S', one.{name}, (n.i - {count}) || ' seconds')"
                    own[name] = f"{past} || '+00:00'"
                values = ", ".join(own.get(name, f'one."{name}"') for name in names)
                quoted = ", ".join(f'"{name}"' for name in names)
                database.execute(COPY.format(count=count, table=table, names=quoted, values=values, one=one))
