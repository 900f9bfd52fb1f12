"""A kind of action that no module of the product knows, put into the tables for a test."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field

from bot.scenarios.actions import DRAWINGS
from bot.scenarios.drawing import Drawing
from bot.texts import LANGUAGES, Texts, load_texts
from domain.described import Refers, Written
from domain.documents import Document, SystemName
from domain.mistakes import Mistake
from domain.scenarios.actions import KINDS, take_in
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.checking import Here
from domain.scenarios.document import Scenario
from domain.scenarios.lines import About, Line
from domain.scenarios.step import Step
from domain.sections import Section

TEXTS = """
action-either = Либо
about-either = делать то, чьё условие верно, иначе другое
field-either-blocks = Ветви
field-either-otherwise = Иначе
field-either-note = Заметка
field-either-about = О шаблоне
field-branch-condition = Условие
"""


class Branch(Document):
    """Actions with the condition under which they are done."""

    condition: Annotated[str, Written.FORMULA, Field(min_length=1)]
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]


class Either(ActionBody):
    """Does the branches whose condition is true, in their order, or what stands under `otherwise` where none is.

    `note` is a variable that says which were done.
    """

    asked: ClassVar = ("note",)

    note: SystemName
    about: Annotated[SystemName, Refers(Section.TEMPLATES)] | None = None
    blocks: Annotated[tuple[Branch, ...], Field(min_length=1)]
    otherwise: tuple[Action, ...] = ()

    async def step(self, run: Step) -> dict[str, Any]:
        """Enter what is true."""
        truths = [await run.formula(branch.condition) is True for branch in self.blocks]
        for number, truth in enumerate(truths):
            if truth:
                run.enter(block=number)
        if not any(truths):
            run.enter(block=len(self.blocks))
        run.keep(self.note, ", ".join(str(number) for number, truth in enumerate(truths, 1) if truth) or "none")
        return {f"blocks[{number}].condition": truth for number, truth in enumerate(truths, 1)}

    def touches(self) -> Mapping[str, tuple[str, ...]]:
        """Return its note."""
        return {self.note: ()}

    def check(self, here: Here) -> Iterator[Mistake]:
        """A note has another name than the set that letters are made of."""
        if self.note == "notification":
            yield Mistake((*here.path, "note"), "config-reserved-name", {"name": self.note})

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell nothing but its number."""
        return Line(**about.common)


class DrawEither(Drawing):
    """How it is told."""

    def words(self, texts: Texts, line: Any) -> str:
        """Return its name."""
        return "Либо"

    def block_words(self, texts: Texts, line: Any) -> str:
        """Return a branch."""
        return f"если {line.source.text}" if line.block == "blocks" else "иначе"


@contextmanager
def either() -> Iterator[None]:
    """Let the product know it meanwhile: a line in each of the two tables and texts, as any new kind has."""
    for language in LANGUAGES:
        load_texts(language)._bundles[0].add(TEXTS)
    DRAWINGS["either"] = DrawEither()
    try:
        with known_kinds(either=Either):
            yield
    finally:
        del DRAWINGS["either"]


@contextmanager
def known_kinds(**kinds: type[ActionBody]) -> Iterator[None]:
    """Let the engine know kinds meanwhile."""
    KINDS.update(kinds)
    _read_tables()
    try:
        yield
    finally:
        for name in kinds:
            del KINDS[name]
        _read_tables()


def _read_tables() -> None:
    """Do again what imports do once: documents that hold actions were built over the table as it was."""
    take_in(KINDS)
    models: list[type[BaseModel]] = [Action, *KINDS.values(), Branch, Scenario]
    for model in models:
        if "__pydantic_core_schema__" in model.__dict__:
            del model.__pydantic_core_schema__
    for model in models:
        model.model_rebuild(force=True)
