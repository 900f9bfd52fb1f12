"""A scenario's tree as numbered lines: what each step is, in pieces that a page puts into words of either language.

The input is the document as it is written, which a draft need not have complete: what is missing is None.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.records.template import RecordTemplate

Templates = Mapping[str, RecordTemplate]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: `kind` is `attribute` (its title), `formula` (its text) or `missing`."""

    kind: str
    text: str = ""


MISSING = Source("missing")

_ENUM_VALUE = re.compile(r"ENUMVALUE\(\s*'(\w+)'\s*,\s*'(\w+)'\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One variable with its path in the set (`To.Address`, `To[1].Address`) and where its value comes from."""

    path: str
    source: Source


@dataclass(frozen=True, slots=True)
class Line:
    """What all lines have: the number as in the chat (empty for what has none), and the numbers of the action.

    `kind` is that of the action or the event.
    """

    number: str
    numbers: tuple[int, ...]
    kind: str = ""
    description: str | None = None
    ignores_errors: bool = False

    @property
    def depth(self) -> int:
        """How far the line is indented."""
        return max(len(self.numbers) - 1, 0)


@dataclass(frozen=True, slots=True)
class BlockLine(Line):
    """One of the blocks of an action of that `kind`: the field that it stands in, and what its condition is made of."""

    block: str = ""
    source: Source = MISSING


@dataclass(frozen=True, slots=True)
class EmptyLine(Line):
    """Where actions are still to be added: in the scenario itself, or inside the action with these `numbers`."""


@dataclass(frozen=True, slots=True)
class UnknownLine(Line):
    """Something that is none of the actions there are; `kind` is what it calls itself."""


@dataclass(frozen=True, slots=True)
class About:
    """What is told of an action besides its own fields, and the record template in context where it stands."""

    number: str
    numbers: tuple[int, ...]
    kind: str
    body: Mapping[str, Any]
    template: RecordTemplate | None
    templates: Templates
    titles: Mapping[str, str] = field(default_factory=dict)
    """What routes are called, by system name."""

    @property
    def common(self) -> dict[str, Any]:
        """What all lines of actions have."""
        return {
            "number": self.number,
            "numbers": self.numbers,
            "kind": self.kind,
            "description": self.word("description"),
            "ignores_errors": self.body.get("ignore_errors") is True,
        }

    def word(self, name: str) -> str | None:
        """Return a field's text; None where there is none."""
        return text_of(self.body.get(name))

    def source(self, name: str) -> Source:
        """Return where a field's value comes from."""
        return source_of(self.body.get(name), self.template)

    def title(self, name: str) -> str | None:
        """Return the title of the object that a field names; the name where there is none such."""
        word = self.word(name)
        return None if word is None else self.titles.get(word, word)

    def template_title(self, field_name: str) -> str | None:
        """Return the title of the record template that a field names; the name where there is none such."""
        name = self.word(field_name)
        target = self.templates.get(name or "")
        return target.title if target else name


def assignments(path: str, value: Any, template: RecordTemplate | None) -> Iterator[Assignment]:
    """Yield every single value of nested variables."""
    if isinstance(value, Mapping) and value and leaf_name(value) is None:
        for name, inner in value.items():
            yield from assignments(f"{path}.{name}" if path else str(name), inner, template)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        for index, inner in enumerate(value):
            yield from assignments(f"{path}[{index + 1}]", inner, template)
    elif path:
        yield Assignment(path, source_of(value, template))


def source_of(value: Any, template: RecordTemplate | None) -> Source:
    """Return where a value comes from; a formula may be written as its bare text."""
    given = mapping_of(value)
    name, formula = text_of(given.get("attribute")), text_of(given.get("formula")) or text_of(value)
    if name is not None:
        attribute = template.attribute(name) if template else None
        return Source("attribute", attribute.title if attribute else "ID" if name == "id" else name)
    return MISSING if formula is None else Source("formula", with_titles(formula, (template,) if template else ()))


def with_titles(formula: str, templates: Iterable[RecordTemplate]) -> str:
    """Return a formula as it is shown: one that is a value of a list alone, by the value's title."""
    found = _ENUM_VALUE.fullmatch(formula.strip())
    if found is not None:
        for template in templates:
            attribute = template.attribute(found[1])
            titles = dict(() if attribute is None else attribute.field().values)
            if found[2] in titles:
                return f"«{titles[found[2]]}»"
    return formula


def leaf_name(value: Mapping[str, Any]) -> str | None:
    """Return `formula` or `attribute` where a value is written as one; None for a set of values."""
    names = ("formula", "attribute")
    return next((name for name in names if name in value and not isinstance(value[name], Mapping)), None)


def mapping_of(value: Any) -> Mapping[str, Any]:
    """Return a mapping that may not be there yet."""
    return value if isinstance(value, Mapping) else {}


def text_of(value: Any) -> str | None:
    """Return a text that says something, else None."""
    return value if isinstance(value, str) and value.strip() else None
