"""Telling how far something long has come."""

from collections.abc import Awaitable, Callable

Progress = Callable[[int, int], Awaitable[None]]
"""Told now and then how much of how much is done."""


async def untold(_done: int, _steps: int) -> None:
    """Nobody looks on."""
