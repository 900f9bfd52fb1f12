"""What a dry run of a scenario came to, as plain data that a page can draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.errors import GonetsError
from domain.mistakes import Mistake
from domain.scenarios.seen import Seen
from domain.scenarios.shown_letter import ShownLetter


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong at a step: a text's key and its variables; an ignored one does not stop the run."""

    key: str
    params: Mapping[str, str | int]
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class TriedStep:
    """One action that was done: its number as in the chat (`1.2`), what it saw and did, the variables after it.

    `letter` is the position of its letter among the trial's; `waits`: the run would wait for the server's answer here.
    """

    number: str
    kind: str
    description: str | None
    seen: tuple[Seen, ...]
    did: Mapping[str, Any]
    variables: Mapping[str, Any]
    letter: int | None = None
    waits: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class TriedLetter:
    """A letter as it would go, the number of the step that makes it, and by which connection and route."""

    step: str
    connection: str
    route: str
    letter: ShownLetter


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What would follow instead where the letter of a waiting step, `number`, were accepted for nobody."""

    number: str
    steps: tuple[TriedStep, ...] = ()
    letters: tuple[TriedLetter, ...] = ()
    error: GonetsError | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A mistake of the document, with the number of the action that it is in; None: outside of the actions."""

    number: str | None
    mistake: Mistake


@dataclass(frozen=True, slots=True)
class Trial:
    """The whole of a dry run.

    `mistakes` would keep a press from starting it; `remarks` are wrong, and a press begins all the same.
    `not_ready` are titles of connections that cannot carry a letter
    now, `unanswered` questions of the record's form that are open: a press would be refused for these too.
    """

    title: str
    record_id: int
    mistakes: tuple[Found, ...] = ()
    steps: tuple[TriedStep, ...] = ()
    letters: tuple[TriedLetter, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()
    error: GonetsError | None = None
    not_ready: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    variables: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Found, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether the scenario has no mistakes and goes through to its end on this record."""
        return not self.mistakes and self.error is None
