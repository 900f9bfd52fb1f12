"""Where somebody is: the open question, a card, or the first page. The ground asks for it, and the rooms know."""

from typing import Protocol

from bot.telegram.visit import Visit


class Whereabouts(Protocol):
    """Shows people where they are."""

    async def here(self, visit: Visit) -> None:
        """Show the open question of a draft, which must never be lost from sight, else the first page."""
        ...

    async def question(self, visit: Visit) -> bool:
        """Show the open question of a draft; False when none is open."""
        ...

    async def card(self, visit: Visit, record_id: int) -> None:
        """Show a record's card; raises NotFound or NotYours."""
        ...

    async def record(self, visit: Visit, record_id: int) -> None:
        """Show a record as the person left it: its open question, else its card."""
        ...

    async def latest(self, visit: Visit) -> bool:
        """Show the card that the person worked on last; False when there is none."""
        ...
