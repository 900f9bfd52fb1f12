"""A scenario's tree as numbered lines: what each step is, in pieces that a page puts into words of either language.

The input is the document as it is written, which a draft need not have complete: what is missing is None.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.records.template import RecordTemplate
from domain.scenarios.document import Action
from domain.scenarios.trial import number_of

KINDS = tuple(Action.model_fields)
Templates = Mapping[str, RecordTemplate]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: `kind` is `attribute` (its title), `formula` (its text) or `missing`."""

    kind: str
    text: str = ""


MISSING = Source("missing")


@dataclass(frozen=True, slots=True)
class Assignment:
    """One variable with its path in the set (`To.Address`, `To[1].Address`) and where its value comes from."""

    path: str
    source: Source


@dataclass(frozen=True, slots=True)
class Line:
    """What all lines have: the number as in the chat (empty for what has none), and the place of the action."""

    number: str
    place: tuple[int, ...]
    description: str | None = None
    ignores_errors: bool = False

    @property
    def depth(self) -> int:
        """How far the line is indented."""
        return max(len(self.place) - 1, 0)


@dataclass(frozen=True, slots=True)
class EventLine(Line):
    """What starts the scenario, by titles."""

    template: str | None = None
    button: str | None = None


@dataclass(frozen=True, slots=True)
class ContextLine(Line):
    """«Сменить контекст»: to which template, and what finds its records."""

    template: str | None = None
    objects: Source = MISSING


@dataclass(frozen=True, slots=True)
class VariablesLine(Line):
    """«Изменить значения переменных»: what is done to which set."""

    operation: str = "replace"
    set: str | None = None
    assignments: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class SendLine(Line):
    """«Отправить сообщение»: by which way what is sent; `waits` for the server's answer."""

    connection: str | None = None
    route: str | None = None
    variable: str | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class EmptyLine(Line):
    """Where actions are still to be added: in the scenario itself, or inside the action at `place`."""


@dataclass(frozen=True, slots=True)
class UnknownLine(Line):
    """Something that is none of the actions there are."""

    kind: str = ""


def explain_scenario(document: Mapping[str, Any], templates: Templates) -> tuple[Line, ...]:
    """Return the event and every action of a scenario's document; titles come from `templates`, by system name."""
    event = _mapping(document.get("event"))
    name = _text(event.get("template"))
    template = templates.get(name or "")
    button = _text(event.get("button"))
    known = template.button(button) if template and button else None
    first = EventLine(
        "",
        (),
        template=template.title if template else name,
        button=known.title if known else button,
    )
    return (first, *_explain(document.get("actions"), (), template, templates))


def explain_action(action: Any, place: tuple[int, ...], template: RecordTemplate | None, templates: Templates) -> Line:
    """Return the line of one action; `template` is the one in context where it stands."""
    given = _mapping(action)
    kind = next((name for name in given if name in KINDS), None)
    body = _mapping(given.get(kind)) if kind else {}
    common: dict[str, Any] = {
        "number": number_of(place),
        "place": place,
        "description": _text(body.get("description")),
        "ignores_errors": body.get("ignore_errors") is True,
    }
    match kind:
        case "change_context":
            name = _text(body.get("template"))
            target = templates.get(name or "")
            title = target.title if target else name
            return ContextLine(**common, template=title, objects=_source(body.get("objects"), template))
        case "change_variables":
            return VariablesLine(
                **common,
                operation=_text(body.get("operation")) or "replace",
                set=_text(body.get("set")),
                assignments=tuple(_assignments("", _mapping(body.get("variables")), template)),
            )
        case "send_message":
            return SendLine(
                **common,
                connection=_text(body.get("connection")),
                route=_text(body.get("route")),
                variable=_text(body.get("variable")),
                waits=bool(body.get("success_variable") or body.get("error_variable")),
            )
    return UnknownLine(**common, kind=next(iter(map(str, given)), ""))


def _explain(
    actions: Any, place: tuple[int, ...], template: RecordTemplate | None, templates: Templates
) -> Iterator[Line]:
    items = actions if isinstance(actions, list | tuple) else ()
    if not items:
        yield EmptyLine("", (*place, 0))
    for index, action in enumerate(items):
        here = (*place, index)
        yield explain_action(action, here, template, templates)
        if isinstance(action, Mapping) and "change_context" in action:
            body = _mapping(action["change_context"])
            inner = templates.get(_text(body.get("template")) or "")
            yield from _explain(body.get("actions"), here, inner, templates)


def _assignments(path: str, value: Any, template: RecordTemplate | None) -> Iterator[Assignment]:
    if isinstance(value, Mapping) and value and not _is_source(value):
        for name, inner in value.items():
            yield from _assignments(f"{path}.{name}" if path else str(name), inner, template)
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        for index, inner in enumerate(value):
            yield from _assignments(f"{path}[{index + 1}]", inner, template)
    elif path:
        yield Assignment(path, _source(value, template))


def _is_source(value: Mapping[str, Any]) -> bool:
    return any(name in value and not isinstance(value[name], Mapping) for name in ("formula", "attribute"))


def _source(value: Any, template: RecordTemplate | None) -> Source:
    given = _mapping(value)
    name, formula = _text(given.get("attribute")), _text(given.get("formula"))
    if name is not None:
        attribute = template.attribute(name) if template else None
        return Source("attribute", attribute.title if attribute else "ID" if name == "id" else name)
    return MISSING if formula is None else Source("formula", formula)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
