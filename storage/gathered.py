"""Reading together: what many ask for at the same moment is read by a few statements for all of them."""

import asyncio
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from domain.errors import DatabaseTrouble
from storage.statements import Steps
from storage.transactions import is_inside, read

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")

MOST_KEYS = 200
"""How many are read by one go, so that nothing else waits long for it."""


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Key, Found]):
    """What was found, and what was wrong with what could not be read."""

    found: dict[Key, Found] = field(default_factory=dict)
    wrong: dict[Key, Exception] = field(default_factory=dict)


class Gathered(Generic[Key, Found]):
    """Reads rows by their keys.

    Whoever asks first waits for one turn of the loop, and reads for all who have asked by then: they see one moment of
    the database, which is no earlier than their asking. Inside a transaction each reads for itself, in it. Rows that
    cannot be read are an error for those who have asked for them, and for nobody else.
    """

    def __init__(self, steps: Callable[[Collection[Key]], Steps[Mapping[Key, Found]]]) -> None:
        """`steps` reads those of the keys that are there."""
        self._steps = steps
        self._asked: dict[Key, None] = {}
        self._waiting: list[asyncio.Future[_Answer[Key, Found] | None]] = []

    async def one(self, key: Key) -> Found | None:
        """Return what is there under the key."""
        if is_inside():
            return (await read(lambda: self._steps((key,)))).get(key)
        answer = await self._answer((key,))
        if key in answer.wrong:
            raise answer.wrong[key]
        return answer.found.get(key)

    async def many(self, keys: Iterable[Key]) -> Mapping[Key, Found]:
        """Return what is there under each of the keys."""
        wanted = tuple(keys)
        if not wanted:
            return {}
        if is_inside():
            return await read(lambda: self._steps(wanted))
        answer = await self._answer(wanted)
        for key in wanted:
            if key in answer.wrong:
                raise answer.wrong[key]
        return {key: answer.found[key] for key in wanted if key in answer.found}

    async def _answer(self, wanted: tuple[Key, ...]) -> _Answer[Key, Found]:
        """Return what was found of all that was asked for."""
        while self._asked:
            self._asked.update(dict.fromkeys(wanted))
            future: asyncio.Future[_Answer[Key, Found] | None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            answer = await future
            if answer is not None:
                return answer
            # Whoever was to read it has been cancelled.
        self._asked.update(dict.fromkeys(wanted))
        return await self._read_for_all()

    async def _read_for_all(self) -> _Answer[Key, Found]:
        try:
            await asyncio.sleep(0)
        except BaseException:
            _, waiting = self._take()
            _answer(waiting, None)
            raise
        asked, waiting = self._take()
        answer: _Answer[Key, Found] = _Answer()
        try:
            for start in range(0, len(asked), MOST_KEYS):
                await self._read(asked[start : start + MOST_KEYS], answer)
        except Exception as error:
            for future in waiting:
                if not future.done():
                    future.set_exception(error)
            raise
        except BaseException:
            _answer(waiting, None)
            raise
        _answer(waiting, answer)
        return answer

    async def _read(self, keys: Sequence[Key], answer: _Answer[Key, Found]) -> None:
        """Read them together; where one of them cannot be read, each by itself."""
        try:
            answer.found.update(await read(lambda: self._steps(keys)))
        except DatabaseTrouble:
            raise
        except Exception as error:  # noqa: BLE001 - it is raised for whoever has asked for that key
            if len(keys) == 1:
                answer.wrong[keys[0]] = error
                return
            for key in keys:
                await self._read((key,), answer)

    def _take(self) -> tuple[list[Key], "list[asyncio.Future[_Answer[Key, Found] | None]]"]:
        asked, waiting = list(self._asked), self._waiting
        self._asked, self._waiting = {}, []
        return asked, waiting


def _answer(
    waiting: "Iterable[asyncio.Future[_Answer[Key, Found] | None]]", answer: _Answer[Key, Found] | None
) -> None:
    for future in waiting:
        if not future.done():
            future.set_result(answer)
