"""What a dry run of a scenario came to, as plain data that a page can draw."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
    """Another way, from step `number` on to its end, or as far as somebody would read: `is_cut` says so.

    `name` says where it leads: the step's letter is `refused`, a check is `met` or `not_met`, and where a `block` is
    done instead, this is its number, from 0 on. Of the letters before it `lost` are those that would not go after all,
    and `sent` those that would be gone already.
    """

    number: str
    name: str
    block: int | None = None
    steps: tuple[TriedStep, ...] = ()
    letters: tuple[TriedLetter, ...] = ()
    error: GonetsError | None = None
    sent: int = 0
    lost: int = 0
    is_cut: bool = False

    @property
    def order(self) -> tuple[list[int], int]:
        """By what ways are told in the order of the scenario."""
        return [int(part) for part in self.number.split(".")], -1 if self.block is None else self.block


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
    `more_ways` is how many others it may go than those that were gone.
    """

    title: str
    record_id: int
    mistakes: tuple[Found, ...] = ()
    steps: tuple[TriedStep, ...] = ()
    letters: tuple[TriedLetter, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()
    more_ways: int = 0
    error: GonetsError | None = None
    not_ready: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    variables: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Found, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether the scenario has no mistakes and goes through to its end on this record."""
        return not self.mistakes and self.error is None

    @property
    def all_letters(self) -> tuple[TriedLetter, ...]:
        """Its letters, then those of other ways: a letter's number is its position here, from 1 on."""
        return (*self.letters, *(letter for other in self.otherwise for letter in other.letters))


WHOLE = 3
"""How many letters of one step are shown whole: a loop makes more of the same."""


@dataclass(frozen=True, slots=True)
class MoreLetters:
    """Letters of one step that are not shown whole: whom each goes to."""

    step: str
    to: tuple[str, ...]


def first_whole(letters: Sequence[TriedLetter]) -> tuple[list[int], list[MoreLetters]]:
    """Return the positions of the letters that are shown whole, the first of each step, and of each step the others."""
    made: Counter[str] = Counter()
    whole, others = [], dict[str, list[str]]()
    for position, letter in enumerate(letters):
        made[letter.step] += 1
        if made[letter.step] <= WHOLE:
            whole.append(position)
        else:
            shown = letter.letter
            to = ", ".join(address.address for address in (*shown.to, *shown.cc, *shown.bcc))
            others.setdefault(letter.step, []).append(to)
    return whole, [MoreLetters(step, tuple(to)) for step, to in others.items()]
