"""Whether PostgreSQL takes the statements that the tests have SQLite execute: each is prepared there once."""

import asyncio
from pathlib import Path
from typing import Any

from storage.postgres.server import PostgresServer
from storage.postgres.texts import numbered
from tests import postgres
from tests.loop_beside import LoopBeside

KINDS: dict[str, tuple[type, ...]] = {
    "int8": (int,),
    "text": (str,),
    "bool": (bool, int),
    "float8": (int, float),
    "bytea": (bytes, bytearray, memoryview),
    "timestamptz": (str,),
    "date": (str,),
}
"""What is given for a value of a type; nothing may stand for any."""


class Preparing:
    """A connection on a loop of its own, since tests have theirs."""

    def __init__(self) -> None:
        self._beside = LoopBeside()
        self._connection: Any = None

    def refusal(self, sql: str, values: tuple[Any, ...]) -> str | None:
        """Return what is wrong with a statement, or None; without a server nothing is known."""
        if postgres.server() is None:
            return None
        return self._beside.run(self._refusal(sql, values))

    def close(self) -> None:
        """End."""
        if self._connection is not None:
            self._beside.run(self._connection.close())
        self._beside.close()

    async def _refusal(self, sql: str, values: tuple[Any, ...]) -> str | None:
        if self._connection is None or self._connection.is_closed():
            url = await asyncio.to_thread(postgres.database_at, Path("/taken"), kept=True)
            self._connection = await PostgresServer.from_url(url).connect()
        try:
            prepared = await self._connection.prepare(numbered(sql))
        except Exception as error:  # noqa: BLE001 - whatever it says
            return str(error).partition("\n")[0]
        wanted = [kind.name for kind in prepared.get_parameters()]
        given = zip(wanted, values, strict=False)
        wrong = [f"{value!r} for {kind}" for kind, value in given if not _fits(kind, value)]
        return f"refused values: {', '.join(wrong)}" if wrong else None


def _fits(kind: str, value: Any) -> bool:
    return value is None or isinstance(value, KINDS.get(kind, (object,)))
