"""What leaves hints in a database on PostgreSQL: whatever writes a row that is due, in the transaction that writes it.

Hints are coalesced: while one of a kind waits, no other is written. The one that waits is locked to the end of the
transaction, so that nobody takes it before the rows are there.
"""

from hashlib import sha256
from importlib.metadata import version
from typing import Any

import asyncpg

from storage.postgres.server import PostgresServer
from storage.repositories.work import TABLES

_LEAVE_HINT = """
CREATE OR REPLACE FUNCTION gonets_leave_hint(kind text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM hint_pgqueuer WHERE entrypoint = kind AND status = 'queued' LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        INSERT INTO hint_pgqueuer (priority, status, entrypoint) VALUES (0, 'queued', kind);
    END IF;
END $$
"""

_LEAVE_HINT_OF_ROWS = """
CREATE OR REPLACE FUNCTION gonets_leave_hint_of_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM written WHERE due_at IS NOT NULL AND lease_until IS NULL) THEN
        PERFORM gonets_leave_hint(TG_ARGV[0]);
    END IF;
    RETURN NULL;
END $$
"""

_TRIGGERS = [
    f"CREATE OR REPLACE TRIGGER gonets_hint_{event.lower()} AFTER {event} ON {table} REFERENCING NEW TABLE AS written "
    f"FOR EACH STATEMENT EXECUTE FUNCTION gonets_leave_hint_of_rows('{kind}')"
    for kind, table in TABLES.items()
    for event in ("INSERT", "UPDATE")
]

_LOGGED_SEQUENCES = """
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT oid::regclass AS name FROM pg_class
        WHERE relkind = 'S' AND relpersistence = 'u' AND relnamespace = current_schema()::regnamespace LOOP
        EXECUTE format('ALTER SEQUENCE %s SET LOGGED', one.name);
    END LOOP;
END $$
"""
"""A replica that takes over finds unlogged sequences broken ("bad magic number in sequence", seen on 15.18), and no row
that is due could be written there. The tables stay unlogged: they are only found empty."""

_PARTS = (_LOGGED_SEQUENCES, _LEAVE_HINT, _LEAVE_HINT_OF_ROWS, *_TRIGGERS)


def mark() -> str:
    """Return what the newest of them is known by."""
    parts = "".join((*_PARTS, version("pgqueuer")))
    return f"gonets {sha256(parts.encode()).hexdigest()[:16]}"


async def leave_hints(server: PostgresServer) -> None:
    """Make what leaves hints, and the engine's tables that they go to."""
    from storage.postgres.hints import install  # noqa: PLC0415 - 20 MB, which a command does not need

    connection: asyncpg.Connection[Any] = await server.connect_plainly()
    try:
        await install(connection)
        for part in (*_PARTS, f"COMMENT ON FUNCTION gonets_leave_hint(text) IS '{mark()}'"):
            await connection.execute(part)
    finally:
        await connection.close()
