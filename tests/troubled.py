"""A database that takes nothing for a while: another program holds it, or the disk is full."""

from typing import Any

import pytest

from domain.errors import DatabaseTrouble


def take_nothing(monkeypatch: pytest.MonkeyPatch, of: Any, step: str, *kinds: str) -> None:
    """Let the first calls of a step write nothing, and raise DatabaseTrouble of these kinds."""
    does, troubles = getattr(of, step), [DatabaseTrouble(kind=kind) for kind in kinds]

    async def troubled(*args: Any, **named: Any) -> Any:
        if troubles:
            raise troubles.pop(0)
        return await does(*args, **named)

    monkeypatch.setattr(of, step, troubled)
