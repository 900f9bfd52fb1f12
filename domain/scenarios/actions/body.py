"""What every kind of action says of itself: its step, and what it reads, fills, uses and sends.

Whatever goes over a scenario (interpreter, checker, dry run, event chain, editor, usage) asks here and knows no kind.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.accepting import Truth
from domain.accounts.fields import FIELDS
from domain.configured.route import Route
from domain.documents import Document
from domain.errors import GonetsError
from domain.formulas import Formula, compile_formula
from domain.mistakes import Mistake, Path
from domain.one_line import FoldedLine
from domain.scenarios.actions.action import Action, Block
from domain.scenarios.checking import Here
from domain.scenarios.lines import About, BlockLine, Line, mapping_of, source_of
from domain.scenarios.readings import Reading, reading_fields, source_of_leaf, told_path
from domain.scenarios.seen import Seen
from domain.scenarios.server_answer import ServerAnswer
from domain.scenarios.step import Step
from domain.scenarios.titles import TitlesHere
from domain.scenarios.values import AttributeValue, FormulaValue, leaves_of
from domain.scenarios.wants import Want


@dataclass(frozen=True, slots=True)
class Sends:
    """A letter that an action makes: by which connection and route, of which variable set."""

    connection: str
    route: str
    variable: str


@dataclass(frozen=True, slots=True)
class Other:
    """What an action may come to instead of what it came to: as it would be written to come to that.

    `name` is one of `met`, `not_met` and `block`, with the number of the block that would be done, from 0 on.
    """

    name: str
    body: "ActionBody"
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Holds:
    """A variable of an action's own, and what it holds: one of a `value` as it is written, a `kind`, or a record.

    The record is one of `template`; empty is that in context. `is_inside`: its own actions alone see it.
    """

    name: str
    value: Any = None
    kind: str = ""
    template: str = ""
    is_inside: bool = False


class ActionBody(Document):
    """What every kind has, and what it may say of itself; a kind overrides what is different with it.

    What it reads and refers to is found from its fields' own types. A field that holds `Action`s is a list of actions
    inside; a field that holds documents which hold `Action`s is a list of blocks.
    """

    rare: ClassVar[tuple[str, ...]] = ("description", "ignore_errors")

    context: ClassVar[str | None] = None
    """The field that names the template whose records the actions inside are about; None: the record stays."""

    main: ClassVar[str | None] = None
    """The field whose values are told by their own names alone."""

    usual_names: ClassVar[Mapping[str, str]] = {}
    """By fields that name variables the name that is offered for each."""

    fills_sets: ClassVar[tuple[str, ...]] = ()
    """The fields that name variable sets which it fills."""

    stops: ClassVar[bool] = False
    """Whether it may end the run by a rule of the scenario, where nothing is wrong."""

    repeats: ClassVar[bool] = False
    """Whether its actions may be done more than once."""

    changes_records: ClassVar[bool] = False
    """Whether it leaves records otherwise than they were, or new ones."""

    is_apart: ClassVar[bool] = False
    """Whether its actions are done in a run of their own."""

    description: Annotated[FoldedLine, Field(max_length=500)] | None = None
    ignore_errors: Truth = False

    @property
    def waits_for_answer(self) -> bool:
        """Whether the run goes on behind it only when a letter's end is known."""
        return False

    async def step(self, run: Step) -> dict[str, Any]:
        """Do it; return what the event chain keeps of it, by plain JSON. Raises GonetsError."""
        raise NotImplementedError

    async def more(self, run: Step, cursor: Any) -> tuple[Iterable[Any], Any]:
        """Return the items behind those that it entered its actions with, and the cursor behind them, None at the end.

        Kept values as `Step.enter` takes them, for a kind that gives it a cursor. Raises nothing that is ignored.
        """
        raise NotImplementedError

    def take(self, answer: ServerAnswer) -> Mapping[str, Any]:  # noqa: ARG002 - for those that wait
        """Return the variables that a letter's end fills, where the run waited for it."""
        return {}

    def bears(self, answer: ServerAnswer) -> bool:
        """Whether a letter's end is none of its errors: somebody was accepted, or a variable takes who was refused."""
        return answer.accepted is not None

    def check(self, here: Here) -> Iterator[Mistake]:  # noqa: ARG002 - for those that have rules of their own
        """Yield what is wrong with it besides names and formulas, which are checked for all kinds alike."""
        return iter(())

    def never_done(self) -> Collection[int]:
        """Return which of its blocks no run ever enters, by their positions: what decides it is always the same."""
        return ()

    def always_stops(self) -> bool:
        """Whether no run ever comes past it."""
        return False

    def check_written(self, path: Path) -> Iterator[Mistake]:  # noqa: ARG002
        """Yield what is wrong for what somebody writes now; what is stored goes on as it was saved."""
        return iter(())

    @classmethod
    def wants(cls, path: Path, body: Mapping[str, Any]) -> Want | None:  # noqa: ARG003
        """Return what a value at a path in it is for; None where any will do. `body` is what is written of it."""
        return None

    @classmethod
    def attribute_at(cls, path: Path, body: Mapping[str, Any]) -> str | None:  # noqa: ARG003
        """Return the attribute of the record in context that the value at a place is put into; None elsewhere."""
        return None

    @classmethod
    def completed(cls, body: Mapping[str, Any], routes: Mapping[str, Route]) -> Mapping[str, Any]:  # noqa: ARG003
        """Return what is written of it with what follows from the rest."""
        return body

    @classmethod
    def puts(cls, body: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:  # noqa: ARG003
        """Yield by variable sets the values that it puts in, as they are written."""
        return iter(())

    @classmethod
    def holds(cls, body: Mapping[str, Any]) -> Iterator[Holds]:  # noqa: ARG003
        """Yield the variables of its own, as they are written, with what each holds."""
        return iter(())

    @classmethod
    def sends_written(cls, body: Mapping[str, Any]) -> "Sends | None":  # noqa: ARG003
        """Return the letter that it makes, as far as it is written."""
        return None

    @classmethod
    def check_body(
        cls,
        body: Mapping[str, Any],  # noqa: ARG003
        path: Path,  # noqa: ARG003
        sets: Mapping[str, Collection[str]],  # noqa: ARG003
    ) -> Iterator[Mistake]:
        """Yield what is wrong with it as it is written, beside the variable `sets` that the scenario fills."""
        return iter(())

    def check_filled(
        self,
        filled: Mapping[str, Collection[str]],  # noqa: ARG002
        routes: Mapping[str, Route],  # noqa: ARG002
        path: Path,  # noqa: ARG002
    ) -> Iterator[Mistake]:
        """Yield what it would miss where the actions before it have filled no more than `filled`, by variable sets."""
        return iter(())

    def touches(self) -> Mapping[str, Collection[str]]:
        """Return the names that it changes, by variable sets."""
        return {}

    def fills(self) -> Mapping[str, Collection[str]]:
        """Return the names that surely hold something after it, by variable sets."""
        return self.touches()

    def sends(self) -> Sends | None:
        """Return the letter that it makes, if it makes one."""
        return None

    def found(self, did: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what its values were, by what they are called; `did` is what its step returned."""
        return did

    def told(self, did: Mapping[str, Any], titles: TitlesHere) -> Mapping[str, Any]:  # noqa: ARG002 - most name nothing
        """Return what it did with titles where system names are kept."""
        return did

    def seen(self, did: Mapping[str, Any] | None, variables: Mapping[str, Any]) -> Iterator[Seen]:  # noqa: ARG002
        """Yield what it saw; `did` is None where it failed, for "empty" would be untrue then."""
        if did is not None:
            found = self.found(did)
            for reading in self.readings():
                for path, leaf, value in leaves_of(reading.value, reading.told, found.get(reading.told)):
                    yield Seen(path, *source_of_leaf(leaf), value)

    def others(self, did: Mapping[str, Any] | None) -> Iterator[Other]:  # noqa: ARG002 - most come to one thing
        """Yield what else it may come to, for who tries a scenario; `did` is None where it failed."""
        return iter(())

    def sources(self, titles: TitlesHere) -> Iterator[tuple[str, str]]:
        """Yield by what its values are called which formula or attribute gives each."""
        for reading in self.readings():
            for path, leaf, _ in leaves_of(reading.value, reading.told):
                yield path, titles.source(leaf)

    @classmethod
    def explain(cls, about: About) -> Line:
        """Return its line in the scenario's tree, from the document as it is written, complete or not."""
        return Line(**about.common)

    @classmethod
    def explain_block(cls, about: About, block: "Block") -> BlockLine:
        """Return the line of one of its blocks."""
        part = mapping_of(block.part)
        given = next((part[name] for name, _ in reading_fields(block.model) if part.get(name)), None)
        source = source_of(given, about.template)
        return BlockLine(about.number, about.numbers, about.kind, block=str(block.path[0]), source=source)

    def documents(self) -> Iterator[tuple[Path, Document]]:
        """Yield the documents that are its own, with their paths in it: itself and its parts."""
        yield (), self
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, tuple):
                yield from (((name, index), item) for index, item in enumerate(value) if _is_own(item))
            elif _is_own(value):
                yield (name,), value

    def leads(self) -> Iterator[Formula]:
        """Yield the paths in its formulas that lead on; a formula that cannot be read leads nowhere.

        What the record itself names is read in any case, so that its account's address leads no further.
        """
        for reading in self.readings():
            for _, leaf, _ in leaves_of(reading.value):
                if isinstance(leaf, FormulaValue):
                    with suppress(GonetsError):  # the step that works it out says what is wrong with it
                        paths = compile_formula(leaf.formula).paths
                        yield from (compile_formula(path.text) for path in paths if _leads_on(path.names))

    def readings(self) -> Iterator[Reading]:
        """Yield the values that it reads from the record in context."""
        for path, document in self.documents():
            for name, is_text in reading_fields(type(document)):
                value = getattr(document, name)
                if value is not None:
                    here = (*path, name)
                    told = "" if here == (self.main,) else told_path(here)
                    yield Reading(here, told, FormulaValue(formula=value) if is_text else value, is_text)


def _leads_on(names: Sequence[str]) -> bool:
    return len(names) > 2 or (len(names) == 2 and names[1] not in FIELDS)


def _is_own(value: Any) -> bool:
    return isinstance(value, Document) and not isinstance(value, Action | FormulaValue | AttributeValue)
