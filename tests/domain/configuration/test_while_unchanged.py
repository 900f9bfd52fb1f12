"""What was found out about the configuration is kept until that changes, and never out of a change that may not be."""

from collections.abc import Hashable

import pytest

from domain.configuration.while_unchanged import WhileUnchanged


class Configured:
    """A configuration that the test changes."""

    def __init__(self) -> None:
        self.revision: int | None = 1

    async def mark(self) -> Hashable | None:
        return self.revision


class NotFoundNow(Exception):
    """The database cannot be read for a moment."""


class Finding:
    """Finds the revision, and counts how often it has looked."""

    def __init__(self, configured: Configured) -> None:
        self._configured = configured
        self.looks = 0

    async def __call__(self) -> int | None:
        self.looks += 1
        return self._configured.revision


@pytest.fixture
def configured() -> Configured:
    return Configured()


async def test_it_is_found_once_for_each_key_and_anew_after_a_change(configured: Configured) -> None:
    kept, find = WhileUnchanged[int | None](configured), Finding(configured)
    assert [await kept(key, find) for key in ("a", "a", "b", "a")] == [1, 1, 1, 1]
    assert find.looks == 2
    configured.revision = 2
    assert [await kept(key, find) for key in ("a", "b", "b")] == [2, 2, 2]
    assert find.looks == 4


async def test_inside_of_a_change_it_is_found_each_time_and_nothing_of_it_is_kept(configured: Configured) -> None:
    kept, find = WhileUnchanged[int | None](configured), Finding(configured)
    configured.revision = None
    assert [await kept("a", find), await kept("a", find)] == [None, None]
    configured.revision = 1
    assert await kept("a", find) == 1


async def test_what_changes_while_it_is_being_found_is_found_anew(configured: Configured) -> None:
    kept, find = WhileUnchanged[int | None](configured), Finding(configured)

    async def changes() -> int | None:
        found = await find()
        configured.revision = 2
        return found

    assert await kept("a", changes) == 1
    assert await kept("a", find) == 2


async def test_what_could_not_be_found_is_looked_for_again(configured: Configured) -> None:
    kept, find = WhileUnchanged[int | None](configured), Finding(configured)

    async def fails() -> int | None:
        raise NotFoundNow

    with pytest.raises(NotFoundNow):
        await kept("a", fails)
    assert await kept("a", find) == 1
