"""What the two databases cannot be told in one text. All other statements are the same for both: see CONTRIBUTING."""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Protocol

from storage.statements import Steps


class Dialect(Protocol):
    """What is said in another way to each database."""

    def numbers_ahead(self, table: str, many: int) -> Steps[Sequence[int]]:
        """Take numbers for rows that are written later: nobody else gets them, whatever becomes of the rows."""
        ...


dialect: ContextVar[Dialect] = ContextVar("dialect")
"""Of the database that is open."""
