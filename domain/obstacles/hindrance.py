"""What stands between a record and its sending, as a card says it before a press."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import GonetsError
from domain.runs.obstacle import Obstacle


class Lack(StrEnum):
    """What a letter goes without; the weightiest stands first.

    Holes are the scenario's, the others come of nobody having said which account its author is.
    """

    HOLES = "holes"
    """Nothing fills some placeholders of its template."""
    LETTER = "letter"
    """Formulas ask who the author is."""
    ANSWERS = "answers"
    """Answers should go to the author."""
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way, and how a card says so before a press.

    `error` is why the press would be refused, or what it would end with; `lack` what the letter would go without. Where
    both are None, a press has failed before and the card tells of that. `may_mend`: it may come of what the author has
    filled in, too. `known`: administrators were told. `holes` are the placeholders that nothing fills.
    """

    obstacle: Obstacle
    error: GonetsError | None = None
    lack: Lack | None = None
    may_mend: bool = False
    known: bool = False
    holes: tuple[str, ...] = ()

    @property
    def is_template_fault(self) -> bool:
        """Whether the template was set up wrong, so that its author can do nothing about it."""
        return self.obstacle.is_of_template and not self.may_mend and self.lack is None
