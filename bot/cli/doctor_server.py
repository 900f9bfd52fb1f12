"""What `gonets doctor` says of a PostgreSQL server."""

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cli.words import text

if TYPE_CHECKING:
    from bot.cli.doctor_running import Findings
    from storage.postgres.about import AboutServer

APART = timedelta(seconds=5)
"""How much clocks may differ: leases last thirty seconds and more."""

SLOW_COMMIT = 20.0
"""Milliseconds: a press is three commits before the letter is handed over."""


async def look_at_server(url: str, found: "Findings") -> None:
    """Ask the server. Raises ServerUnusable."""
    from storage.postgres.about import about
    from storage.postgres.server import PostgresServer

    tell_of(await about(PostgresServer.from_url(url)), found)


def tell_of(server: "AboutServer", found: "Findings") -> None:
    """Say what is well and what is not."""
    from storage.postgres.about import OLDEST

    commit = f"{server.commit_ms:.1f}"
    if server.is_old:
        found.bad(text("doctor-server-old", version=server.version), text("doctor-server-old-advice", oldest=OLDEST))
    else:
        found.good(text("doctor-server", version=server.version, commit=commit))
    if server.commit_ms > SLOW_COMMIT:
        found.note(text("doctor-commit-slow", commit=commit))
    if not server.writes_through:
        found.bad(text("doctor-not-through"), text("doctor-not-through-advice"))
    if abs(server.ahead) > APART:
        which = "behind" if server.ahead > timedelta(0) else "ahead"
        seconds = round(abs(server.ahead).total_seconds())
        found.bad(text("doctor-clock", which=which, seconds=seconds), text("doctor-clock-advice"))
