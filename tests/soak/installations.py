"""What the soak runs: one process over a file, or a bot and two workers over PostgreSQL, which is restarted, too."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from storage.secrets import SecretBox
from tests import postgres
from tests.soak.lives import Lives
from tests.soak.rows import Rows, rows_of_file, rows_of_server
from tests.with_postgres import Server
from tests.workers.quick import LEASE_SECONDS

KEY = "a key of sixteen characters"
RUN, WORKER = "Гонец работает", "отправляет"
"""What each command prints when it works."""


@dataclass
class Installation:
    """Processes on one database."""

    url: str
    rows: Rows
    box: SecretBox
    processes: list[Lives]
    server: Server | None = None
    restarts: int = 0
    _luck: random.Random = field(default_factory=random.Random)

    async def restart_again_and_again(self, pause: Callable[[float], Awaitable[None]], over: asyncio.Event) -> None:
        """Restart the server now and then, where it is ours: as its administrator does, and as after a crash."""
        while self.server is not None:
            await pause(self._luck.uniform(20, 60))
            if over.is_set():
                return
            await asyncio.to_thread(self.server.restart, self._luck.choice(("fast", "immediate")))
            self.restarts += 1

    @property
    def problems(self) -> list[str]:
        """What the processes should not have done."""
        return [problem for process in self.processes for problem in process.problems]

    @property
    def figures(self) -> dict[str, str]:
        """What was done to them."""
        kills = ", ".join(f"{process.kills} of {process.name}" for process in self.processes)
        freezes = ", ".join(f"{process.freezes} of {process.name}" for process in self.processes if process.frozen_for)
        return {
            "kills": kills,
            **({"freezes": freezes} if freezes else {}),
            **({"restarts of PostgreSQL": str(self.restarts)} if self.server else {}),
        }


Install = Callable[[Path, str, dict[str, str]], Installation]
"""Makes an installation in a folder, of a seed, with these settings."""


def over_a_file(home: Path, seed: str, settings: dict[str, str]) -> Installation:
    """Return `gonets run` over a file in its home."""
    path, luck = home / "gonets.db", random.Random(f"{seed}/kills")
    run = Lives("the bot", ("bot", "run"), RUN, settings, home / "stderr", luck)
    return Installation(f"sqlite://{path}", rows_of_file(path), SecretBox.for_home(home), [run])


def over_postgres(home: Path, seed: str, settings: dict[str, str], server: Server | None = None) -> Installation:
    """Return a bot and two workers over a new database of the tests' server, or of one that is restarted, too."""
    url = postgres.bare_database(home)
    settings = {**settings, "GONETS_DATABASE": url, "GONETS_SECRET_KEY": KEY}
    processes = [
        Lives(
            name,
            ("tests.workers.quick", *command),
            works,
            settings,
            home / "stderr",
            random.Random(f"{seed}/kills of {name}"),
            lives_for=6,
            frozen_for=1.5 * LEASE_SECONDS,
            may_not_start=server is not None,
        )
        for name, command, works in (
            ("the bot", ("run", "--no-worker"), RUN),
            ("a worker", ("worker",), WORKER),
            ("another worker", ("worker",), WORKER),
        )
    ]
    return Installation(
        url, rows_of_server(url), SecretBox(KEY), processes, server, _luck=random.Random(f"{seed}/restarts")
    )
