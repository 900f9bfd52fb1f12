"""What an obstacle is: what keeps people from sending, and only administrators can mend."""

from dataclasses import dataclass
from enum import StrEnum


class ObstacleKind(StrEnum):
    """What is to be mended; the subject's number is that of an account, a template, and so on."""

    ACCOUNT = "account"
    """No letter reaches the account's address."""
    PERSON = "person"
    """Nobody has said which account a person is, or it has no address that can be used."""
    SCENARIO = "scenario"
    TEMPLATE = "template"
    """A button of the template starts nothing."""
    CONNECTION = "connection"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One cause."""

    kind: ObstacleKind
    subject: int

    @property
    def is_of_template(self) -> bool:
        """Whether it is how a template was set up."""
        return self.kind in {ObstacleKind.SCENARIO, ObstacleKind.TEMPLATE}
