"""What an action saw, for a dry run and for the event chain."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """A value that a step read: where it goes, what it came from, and what it was.

    `kind` is `attribute`, `formula` or `variable`, `source` the attribute, the formula or the variable set.
    """

    path: str
    kind: str
    source: str
    value: Any
