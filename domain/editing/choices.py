"""What a field offers: its own choices, the names of what is defined elsewhere, and suggestions that save typing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.configuration.formula_names import formula_names
from domain.configured.route import BUILT_IN_ATTRIBUTES
from domain.described import Finds, Part
from domain.documents import name_by_title
from domain.editing.draft import Draft, Office
from domain.editing.fields import Type
from domain.editing.nodes import LEAVES, Node, leaf_of, parts_of
from domain.errors import Unfit
from domain.mistakes import Path
from domain.records.template import SYSTEM_ATTRIBUTES, RecordTemplate
from domain.scenarios.actions import KINDS
from domain.scenarios.events import template_of
from domain.scenarios.walking import Written, template_inside, walk_written
from domain.scenarios.wants import ADDRESS, NAME, PRINTED, RECIPIENTS, Want
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
    """A value that one press gives. `number` stands for it in addresses; `label` is a name, None for a keyed text."""

    number: int
    value: Any
    label: str | None = None


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
    if name == "port":
        return list(dict.fromkeys(USUAL_PORTS.values()))
    if here.type is Type.FORMULA:
        own = f"${owner.get('system_name')}" if name == "default" else ""
        likely = likely_formulas(template_in_context(draft, chain, office))
        return [item for item in likely if item.partition("->")[0] != own]
    if name == "sender_address" and "@" in str(owner.get("username") or ""):
        return [owner["username"]]
    return []


def template_pieces(draft: Draft) -> list[str]:
    """Return what a route's templates may put in: `{Subject}` for each attribute of its request."""
    return [f"{{{item['name']}}}" for item in parts_of(draft.document.get("request")) if item.get("name")]


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


@dataclass(frozen=True, slots=True)
class Ready:
    """A value that one press gives: what is written, and what its button says."""

    value: Mapping[str, Any]
    label: str


MOST_READY = 12


def ready_values(draft: Draft, chain: Sequence[Node], office: Office) -> list[Ready]:
    """Return the values that fit the last node, a value of an action that nothing is made from yet."""
    here = chain[-1]
    holder = _action_around(chain)
    template = template_in_context(draft, chain, office)
    if here.type is not Type.VALUE or holder is None or template is None or here.data:
        return []
    want = _want(holder, here.path)
    if want is None and not here.is_variable:
        return []
    kinds = PRINTED if want is None else want
    fitting = [item for item in template.attributes if kinds.takes(item.field().kind)]
    called = titles_apart(template.attributes, short=True)
    found = [Ready({"attribute": item.system_name}, called[item.system_name]) for item in fitting]
    if want in {ADDRESS, NAME}:
        piece = "mbox" if want is ADDRESS else "fullName"
        names = [item for item in formula_names(template) if item.title and item.field == piece]
        found = [Ready({"formula": item.text}, item.text) for item in names]
        if here.path[-1] in RECIPIENTS or (isinstance(here.path[-1], int) and here.path[-2] in RECIPIENTS):
            found = [Ready({"Address": item.value}, item.label) for item in found]
    return found[:MOST_READY]


def wanted_of(chain: Sequence[Node]) -> str:
    """Return what the value of the last node is for, the name of a `Want` or an attribute's type; "" where unknown."""
    here, owner = chain[-1], chain[-2]
    holder = _action_around(chain)
    if holder is not None:
        want = _want(holder, here.path[:-1] if here.path[-1] in LEAVES else here.path)
        return "" if want is None else want.name
    name = str(here.path[-1])
    return str(owner.data.get("type") or "") if name == "default" else name


def _action_around(chain: Sequence[Node]) -> Node | None:
    """Return the innermost action that the last node is or stands in."""
    return next((node for node in reversed(chain) if node.kind is not None), None)


def _want(action: Node, path: Path) -> Want | None:
    """Return what a value at a path in an action is for."""
    return KINDS[action.kind or ""].wants(path[len(action.path) :], action.data)


def template_in_context(draft: Draft, chain: Sequence[Node], office: Office) -> RecordTemplate | None:
    """Return the record template that attributes and formulas of the last node are about."""
    if draft.section is Section.TEMPLATES:
        return _own_template(draft)
    if draft.section is not Section.SCENARIOS:
        return None
    name = template_of(draft.document.get("event"))
    holder: Node | None = None
    for node in chain:
        if node.kind is not None:
            holder = node
        elif node.type is Type.ACTIONS and holder is not None and holder.kind is not None:
            name = template_inside(KINDS[holder.kind], holder.data, name)
    stored = office.named(Section.TEMPLATES, name) if name is not None else None
    return stored.document if stored is not None else None


def _own_template(draft: Draft) -> RecordTemplate | None:
    """Return the template that is being changed, as far as it can be read: its conditions are about itself."""
    attributes = [item for item in parts_of(draft.document.get("attributes")) if item.get("title") and item.get("type")]
    try:
        return RecordTemplate.from_stored(
            {"system_name": "x", "title": "x", "attributes": [dict(item) for item in attributes]}
        )
    except ValueError:
        return None


def _names(draft: Draft, chain: Sequence[Node], office: Office, source: Section | Part) -> list[Choice]:
    owner: Mapping[str, Any] = chain[-2].data
    match source:
        case Section():
            called = office.called(source, short=True)
            names = [(item.id, item.document.system_name) for item in office.objects(source)]
            return [Choice(number, name, called[name]) for number, name in names]
        case Part.BUTTONS:
            template = office.named(Section.TEMPLATES, str(owner.get("template") or ""))
            buttons = () if template is None else template.document.buttons
            called = titles_apart(buttons, short=True)
            return [
                Choice(template.numbers[item.system_name], item.system_name, called[item.system_name])  # type: ignore[union-attr]
                for item in buttons
                if item.operation == "raise_event"
            ]
        case Part.ATTRIBUTES:
            if draft.section is Section.TEMPLATES:
                return _attributes_of_new(draft, chain, office)
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
            return [Choice(number, name, name) for number, name in enumerate(dict.fromkeys(_sets(draft.document)))]
    return []


def _attributes_of_new(draft: Draft, chain: Sequence[Node], office: Office) -> list[Choice]:
    """Return the attributes of the template whose record a button creates."""
    name = next((str(node.data["template"]) for node in reversed(chain) if _names_template(node)), "")
    stored = office.named(Section.TEMPLATES, name)
    own = name == draft.document.get("system_name")
    target = _own_template(draft) if own else stored.document if stored is not None else None
    found = () if target is None else target.attributes
    called = titles_apart(found, short=True)
    return [Choice(number, item.system_name, called[item.system_name]) for number, item in enumerate(found, 1)]


def _names_template(node: Node) -> bool:
    return isinstance(node.data, Mapping) and bool(node.data.get("template"))


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
