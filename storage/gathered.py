"""Reading together: what many ask for at the same moment is read by a few statements for all of them."""

import asyncio
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from storage.statements import Steps
from storage.transactions import is_inside, read

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")

MOST_KEYS = 200
"""How many are read by one go, so that nothing else waits long for it."""


class Gathered(Generic[Key, Found]):
    """Reads rows by their keys.

    Whoever asks first waits for one turn of the loop, and reads for all who have asked by then: they see one moment of
    the database, which is no earlier than their asking. Inside a transaction each reads for itself, in it.
    """

    def __init__(self, steps: Callable[[Collection[Key]], Steps[Mapping[Key, Found]]]) -> None:
        """`steps` reads those of the keys that are there."""
        self._steps = steps
        self._asked: dict[Key, None] = {}
        self._waiting: list[asyncio.Future[Mapping[Key, Found] | None]] = []

    async def one(self, key: Key) -> Found | None:
        """Return what is there under the key."""
        return (await self.many((key,))).get(key)

    async def many(self, keys: Iterable[Key]) -> Mapping[Key, Found]:
        """Return what is there under each of the keys."""
        wanted = tuple(keys)
        if not wanted:
            return {}
        if is_inside():
            return await read(lambda: self._steps(wanted))
        while True:
            found = await self._ask(wanted)
            if found is not None:
                return {key: found[key] for key in wanted if key in found}

    async def _ask(self, wanted: tuple[Key, ...]) -> Mapping[Key, Found] | None:
        """Return what was found of all that was asked for; None where whoever was to read it has been cancelled."""
        is_first = not self._asked
        self._asked.update(dict.fromkeys(wanted))
        if not is_first:
            future: asyncio.Future[Mapping[Key, Found] | None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            return await future
        try:
            await asyncio.sleep(0)
        except BaseException:
            _, waiting = self._take()
            _answer(waiting, None)
            raise
        asked, waiting = self._take()
        found: dict[Key, Found] = {}
        try:
            for start in range(0, len(asked), MOST_KEYS):
                some = asked[start : start + MOST_KEYS]
                found.update(await read(lambda keys=some: self._steps(keys)))  # type: ignore[misc]
        except Exception as error:
            for future in waiting:
                if not future.done():
                    future.set_exception(error)
            raise
        except BaseException:
            _answer(waiting, None)
            raise
        _answer(waiting, found)
        return found

    def _take(self) -> tuple[list[Key], "list[asyncio.Future[Mapping[Key, Found] | None]]"]:
        asked, waiting = list(self._asked), self._waiting
        self._asked, self._waiting = {}, []
        return asked, waiting


def _answer(waiting: "Iterable[asyncio.Future[Mapping[Key, Found] | None]]", found: Mapping[Key, Found] | None) -> None:
    for future in waiting:
        if not future.done():
            future.set_result(found)
