"""The product in a process of its own, as `gonets run` is; the sandbox stays in this one."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.demo.stage import ADMIN, TOKEN, fill
from sandbox import Sandbox
from storage.database import open_database
from storage.secrets import SecretBox

Prepare = Callable[[Sandbox, SecretBox], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Apart:
    """The sandbox, and what can be seen of the product from outside."""

    sandbox: Sandbox
    database: Path
    pid: int

    def memory(self, what: str) -> int:
        """Return a line of the process's status (`VmRSS`, `VmHWM`), in kilobytes."""
        return memory(self.pid, what)

    def forget_the_most(self) -> None:
        """Let `VmHWM` begin anew."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5", encoding="ascii")


def memory(pid: int, what: str) -> int:
    """Return a line of a process's status (`VmRSS`, `VmHWM`), in kilobytes."""
    found = re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(found[1]) if found else 0


@asynccontextmanager
async def running_apart(prepare: Prepare = fill) -> AsyncIterator[Apart]:
    """Fill a new database by `prepare`, run the product on it, and go on when it works."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        database = home / "gonets.db"
        async with Sandbox(token=TOKEN) as sandbox:
            async with open_database(f"sqlite://{database}"):
                await prepare(sandbox, SecretBox.for_home(home))
            environment = {
                **os.environ,
                "GONETS_HOME": name,
                "GONETS_BOT_TOKEN": TOKEN,
                "GONETS_BOT_API": sandbox.api_url,
                "GONETS_ADMINS": str(ADMIN),
            }
            bot = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                env=environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            assert bot.stdout is not None
            try:
                while "@" not in (line := (await bot.stdout.readline()).decode()):
                    assert line, "the bot has ended"
                yield Apart(sandbox, database, bot.pid)
            finally:
                bot.terminate()
                await bot.communicate()
