"""Locks of the server that belong to no table: who writes, who migrates, who polls for a bot.

The server gives each back when its transaction or its connection ends, so a killed process leaves none behind.
"""

from hashlib import sha256

WRITING = 0x676F6E65
"""What a transaction that writes holds to its end: alone, as on SQLite, or together with others that are fenced."""

MIGRATING = 0x676F6E66
"""What holds whoever looks whether there is something to migrate."""

BEGIN = f"BEGIN; SELECT pg_advisory_xact_lock({WRITING})"
"""Begins a transaction that writes while nobody else does, in one round trip."""

BEGIN_FENCED = f"BEGIN; SELECT pg_advisory_xact_lock_shared({WRITING})"
"""Begins one that writes beside others of its kind."""


SEATS = 0x676F6E67
"""The first of the two numbers of each lock that says who sends (`seats.py`)."""


def of_bot(token: str) -> int:
    """Return the lock of whoever talks to Telegram for this bot: of its token, which stays unknown."""
    return int.from_bytes(sha256(f"gonets {token}".encode()).digest()[:8], signed=True)
