"""What a field offers: its own choices, the names of what is defined elsewhere, and suggestions that save typing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.configuration.formula_names import formula_names
from domain.configuration.held import variables_of
from domain.configured.route import BUILT_IN_ATTRIBUTES
from domain.described import Finds, Part
from domain.documents import name_by_title
from domain.editing.context import new_records_template, template_in_context
from domain.editing.draft import Draft, Office
from domain.editing.field_types import Type
from domain.editing.nodes import Node, leaf_of, parts_of
from domain.editing.ready import Ready, place_of, ready_formulas
from domain.errors import Unfit
from domain.records.template import SYSTEM_ATTRIBUTES, RecordTemplate, StoredTemplate
from domain.records.types.attribute import Attribute
from domain.scenarios.actions import KINDS
from domain.scenarios.walking import Written, walk_written
from domain.scenarios.wants import ADDRESS, NAME
from domain.sections import Section
from domain.system_names import unique_system_name
from domain.twins import titles_apart

USUAL_PORTS = {"ssl": 465, "starttls": 587, "none": 25}
BASE_NAMES = {Section.CONNECTIONS: "smtp_connection", Section.ROUTES: "smtp_route"}
RECORD_ID = "id"
MOST_FORMULAS = 12
_NOT_PRINTED = frozenset({"account", "record", "file"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that one press gives. `number` stands for it in addresses; `label` is a name, None for a keyed text.

    A formula that is offered `ready` says itself what its button says.
    """

    number: int
    value: Any
    label: str | None = None
    ready: Ready | None = None


def choices(draft: Draft, chain: Sequence[Node], office: Office) -> list[Choice]:
    """Return what may be pressed for the last node of `chain`."""
    here = chain[-1]
    if here.field is None:
        return []
    if here.type is Type.CHOICE:
        beside, model = chain[-2].data, here.field.owner
        fitting = (
            here.field.choices
            if not isinstance(beside, Mapping)
            else [value for value in here.field.choices if model.offers(here.field.name, value, beside)]
        )
        return [Choice(here.field.choices.index(value), value) for value in fitting]
    if here.type is Type.SWITCH:
        return [Choice(0, value=False), Choice(1, value=True)]
    if here.type is Type.REFERENCE and here.field.source is not None:
        return _names(draft, chain, office, here.field.source)
    if here.type is Type.FORMULA:
        return _formulas(draft, chain, office)
    likely = suggestions(draft, chain, office)
    if here.type is Type.TEMPLATE:
        return [Choice(number, likely[number], f"+ {piece}") for number, piece in enumerate(template_pieces(draft))]
    return [Choice(number, value, str(value)) for number, value in enumerate(likely)]


def suggestions(draft: Draft, chain: Sequence[Node], office: Office) -> list[Any]:
    """Return values that are likely, for a field that is typed."""
    here, owner = chain[-1], chain[-2].data if len(chain) > 1 else {}
    name = here.path[-1] if here.path else ""
    if here.type is Type.NAME:
        return _system_names(draft, chain, office)
    if name == "title" and draft.section is Section.ROUTES and not here.answered:
        return []
    if here.type is Type.TEMPLATE:
        text = str(here.data or "")
        return [f"{text}{piece}" for piece in template_pieces(draft)]
    usual = _usual_names(draft, chain)
    if usual and not here.answered:
        return usual
    if name == "port":
        return list(dict.fromkeys(USUAL_PORTS.values()))
    if name == "sender_address" and "@" in str(owner.get("username") or ""):
        return [owner["username"]]
    return []


def template_pieces(draft: Draft) -> list[str]:
    """Return what a route's templates may put in: `{Subject}` for each attribute of its request."""
    return [f"{{{item['name']}}}" for item in parts_of(draft.document.get("request")) if item.get("name")]


def _formulas(draft: Draft, chain: Sequence[Node], office: Office) -> list[Choice]:
    place = place_of(draft, chain, office)
    found = ready_formulas(draft, chain, office, place)
    if place.into is None and place.want in {None, ADDRESS, NAME}:
        there = {item.value["formula"] for item in found}
        likely = likely_formulas(template_in_context(draft, chain, office))
        found += [Ready({"formula": text}, text) for text in likely if text not in there]
    return [Choice(number, item.value["formula"], item.label or None, item) for number, item in enumerate(found)]


def likely_formulas(template: RecordTemplate | None) -> list[str]:
    """Return formulas that save typing: the texts of a record, and of each account its address and its name."""
    if template is None:
        return []
    known = [item for item in formula_names(template) if item.title and item.field in {"", "mbox", "fullName"}]
    printed = {item.system_name for item in template.attributes if item.field().kind not in _NOT_PRINTED}
    return [item.text for item in known if item.field or item.text.lstrip("$") in printed][:MOST_FORMULAS]


def kinds_of_actions() -> list[str]:
    """Return the kinds that an action may have, in the order of their numbers."""
    return list(KINDS)


def variable_names(chain: Sequence[Node], office: Office) -> list[str]:
    """Return names that a new variable of the last node is likely to have, without those that are there."""
    here = chain[-1]
    if here.path and here.path[-1] in {"To", "Cc", "Bcc"}:
        likely: list[str] = ["Address", "Name"]
    elif here.is_variable:
        likely = []
    else:
        own = [attribute.name for route in office.routes for attribute in route.document.request]
        likely = [*BUILT_IN_ATTRIBUTES[:3], *own]
    taken = set(here.data) if isinstance(here.data, Mapping) and not leaf_of(here.data) else set()
    return [name for name in dict.fromkeys(likely) if name not in taken]


def _names(draft: Draft, chain: Sequence[Node], office: Office, source: Section | Part) -> list[Choice]:
    owner: Mapping[str, Any] = chain[-2].data
    match source:
        case Section():
            called = office.called(source, short=True)
            names = [(item.id, item.document.system_name) for item in office.objects(source)]
            return [Choice(number, name, called[name]) for number, name in names]
        case Part.BUTTONS:
            template = office.named(Section.TEMPLATES, str(owner.get("template") or ""))
            if not isinstance(template, StoredTemplate):
                return []
            buttons = template.document.buttons
            called = titles_apart(buttons, short=True)
            return [
                Choice(template.numbers[item.system_name], item.system_name, called[item.system_name])
                for item in buttons
                if item.starts_scenario
            ]
        case Part.ATTRIBUTES:
            if draft.section is Section.TEMPLATES:
                target = new_records_template(draft, chain, office)
                return _numbered(() if target is None else target.attributes)
            template_ = template_in_context(draft, chain, office)
            value = chain[-2].field
            finds_records = value is not None and value.finds is Finds.RECORDS
            attributes = () if template_ is None else template_.attributes
            called = titles_apart(attributes, short=True)
            field = chain[-1].field
            takes_itself = field is None or field.owner.offers(field.name, RECORD_ID, chain[-2].data or {})
            return [
                *([Choice(0, RECORD_ID, "ID")] if takes_itself else []),
                *(
                    Choice(number, item.system_name, called[item.system_name])
                    for number, item in enumerate(attributes, 1)
                    if not finds_records or item.field().kind == "record"
                ),
            ]
        case Part.VARIABLE_SETS:
            sets = dict.fromkeys((*_sets(draft.document), *_usual_names(draft, chain)))
            return [Choice(number, name, name) for number, name in enumerate(sets)]
    return []


def _numbered(attributes: Sequence[Attribute]) -> list[Choice]:
    called = titles_apart(attributes, short=True)
    return [Choice(number, item.system_name, called[item.system_name]) for number, item in enumerate(attributes, 1)]


def _usual_names(draft: Draft, chain: Sequence[Node]) -> list[str]:
    """Return the name that a variable of an action usually has, where no other has it."""
    here, holder = chain[-1], chain[-2] if len(chain) > 1 else None
    usual = None if holder is None or holder.kind is None else KINDS[holder.kind].usual_names.get(str(here.path[-1]))
    if usual is None:
        return []
    variables = variables_of(draft.document.get("actions"), None, {})
    return [unique_system_name(usual, list(variables.fields))]


def _sets(data: Any) -> Iterator[str]:
    """Yield the names of the variable sets that a scenario's actions fill."""
    for spot in walk_written(data.get("actions")):
        if isinstance(spot, Written) and spot.kind is not None:
            yield from (spot.body[name] for name in KINDS[spot.kind].fills_sets if spot.body.get(name))


def _system_names(draft: Draft, chain: Sequence[Node], office: Office) -> list[str]:
    here, owner = chain[-1], chain[-2].data
    taken = taken_names(draft, chain, office)
    title = owner.get("title")
    found = []
    if isinstance(title, str) and title:
        try:
            found.append(name_by_title(title))
        except Unfit:
            found = []
    elif len(chain) == 2 and draft.section in BASE_NAMES:
        found.append(BASE_NAMES[draft.section])
    elif here.path[-1] == "name":
        found += [name for name in ("Body", "Subject") if name not in taken]
    return [name if here.path[-1] == "name" else unique_system_name(name, taken) for name in found]


def taken_names(draft: Draft, chain: Sequence[Node], office: Office) -> list[str]:
    """Return the system names that the last node, which is one, may not have: those of its neighbours."""
    if len(chain) == 2:
        return [item.document.system_name for item in office.objects(draft.section) if item.id != draft.object_id]
    name, owner = str(chain[-1].path[-1]), chain[-2]
    if draft.section is Section.TEMPLATES:
        parts = [
            item
            for key in ("attributes", "buttons")
            for index, item in enumerate(parts_of(draft.document.get(key)))
            if (key, index) != owner.path
        ]
        return [*SYSTEM_ATTRIBUTES, "ID", *(str(item.get(name) or "") for item in parts)]
    own = [*BUILT_IN_ATTRIBUTES] if draft.section is Section.ROUTES else []
    return [*own, *(str(item.get(name) or "") for item in parts_of(chain[-3].data) if item is not owner.data)]
