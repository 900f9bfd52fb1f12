"""What a place of an object takes, and the values that fit it: one press gives each, and nothing is typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.configuration.scenario_kinds import wants_of_letters
from domain.editing.context import new_records_template, template_in_context
from domain.editing.draft import Draft, Office
from domain.editing.field_types import Type
from domain.editing.names_at_hand import NameAtHand, names_at_hand
from domain.editing.nodes import LEAVES, Node
from domain.formulas import Field
from domain.mistakes import Path
from domain.records.template import RecordTemplate, attribute_of
from domain.records.types.attribute import Attribute
from domain.scenarios.actions import KINDS
from domain.scenarios.wants import ADDRESS, CONDITION, MANY, NAME, PRINTED, RECIPIENTS, RECORDS, UNKNOWN, Want
from domain.sections import Section
from domain.twins import titles_apart

MOST_READY = 24

_OF_ACCOUNTS = {ADDRESS: "mbox", NAME: "fullName"}
"""What of an account is put where an address or a name stands."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A value that one press gives: what is written, and its button's `label`, or the text `name`."""

    value: Mapping[str, Any]
    label: str = ""
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: what it is for, and the attribute that it is put into; None where nothing tells."""

    want: Want | None
    into: Attribute | None

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return self.want is not None or self.into is not None

    def takes(self, given: Field) -> bool:
        """Whether a value is offered there."""
        if self.into is None:
            return (PRINTED if self.want is None else self.want).takes(given.kind)
        return self.into.misfit(given) is None and self.into.field().kind in {given.kind, "text"}


def place_of(draft: Draft, chain: Sequence[Node], office: Office) -> Place:
    """Return where the last node stands."""
    return Place(_wanted(draft, chain, office), _into(draft, chain, office))


def ready_values(draft: Draft, chain: Sequence[Node], office: Office) -> list[Ready]:
    """Return the values that fit the last node, a value of an action that nothing is made from yet."""
    here = chain[-1]
    if here.type is not Type.VALUE or here.data or template_in_context(draft, chain, office) is None:
        return []
    place = place_of(draft, chain, office)
    if not place.is_known and not here.is_variable:
        return []
    holder = _action_around(chain)
    if place.want is RECORDS and holder is not None:
        found = list(_records(draft, chain, office, str(holder.data.get("template"))))
    else:
        found = [
            *_constants(place, holder=holder),
            *_attributes(draft, chain, office, place),
            *_names(draft, chain, office, place, whole=False),
            *_queries(place, office),
        ]
    if place.want in _OF_ACCOUNTS and _is_recipient(here.path):
        found = [Ready({"Address": item.value}, item.label) for item in found]
    return found[:MOST_READY]


def ready_formulas(draft: Draft, chain: Sequence[Node], office: Office, place: Place) -> list[Ready]:
    """Return formulas that fit the last node; where nothing is known of it, those of the loops around that print."""
    found = [
        *_constants(place, holder=_action_around(chain)),
        *_names(draft, chain, office, place, whole=place.is_known),
        *_filled(draft, chain, office, place),
        *_queries(place, office),
    ]
    if not place.is_known:
        found = [item for item in found if item.label.startswith("$$")]
    if chain[-1].path[-1:] == ("default",):
        own = f"${chain[-2].data.get('system_name')}"
        found = [item for item in found if item.value["formula"].partition("->")[0] != own]
    return found[:MOST_READY]


def _wanted(draft: Draft, chain: Sequence[Node], office: Office) -> Want | None:
    """Return what the value of the last node is for; None where any will do, or only its attribute tells."""
    holder = _action_around(chain)
    if holder is None:
        return CONDITION if chain[-1].path and chain[-1].path[-1] == "condition" else None
    path = _path_of_value(chain[-1])[len(holder.path) :]
    want = KINDS[holder.kind or ""].wants(path, holder.data)
    if want is None and len(path) > 1 and path[0] == "variables" and draft.section is Section.SCENARIOS:
        sent = wants_of_letters(draft.document.get("actions"), office.whole.routes)
        want = sent.get((str(holder.data.get("set")), str(path[1])))
    return want


def _into(draft: Draft, chain: Sequence[Node], office: Office) -> Attribute | None:
    """Return the attribute that the value of the last node is put into, where it is put into one."""
    holder, here = _action_around(chain), chain[-1]
    if holder is not None:
        template = template_in_context(draft, chain, office)
        path = _path_of_value(here)[len(holder.path) :]
        name = KINDS[holder.kind or ""].attribute_at(path, holder.data)
        return None if template is None else template.attribute(name or "")
    if here.path[-1:] == ("default",):
        return attribute_of(chain[-2].data)
    if here.path[:1] != ("buttons",) or here.path[-1] != "formula":
        return None
    target = new_records_template(draft, chain, office)
    return None if target is None else target.attribute(str(chain[-2].data.get("attribute") or ""))


def wanted_of(draft: Draft, chain: Sequence[Node], office: Office) -> str:
    """Return what the value of the last node is for, the name of a `Want` or an attribute's type; "" where unknown."""
    here, owner = chain[-1], chain[-2]
    if _action_around(chain) is not None:
        place = place_of(draft, chain, office)
        return place.want.name if place.want is not None else "" if place.into is None else place.into.type
    name = str(here.path[-1])
    return str(owner.data.get("type") or "") if name == "default" else name


def takes_texts(draft: Draft, chain: Sequence[Node], office: Office) -> bool:
    """Whether a text may be the value of the last node, so that plain words are meant as one."""
    place = place_of(draft, chain, office)
    if not place.is_known:
        here = chain[-1]
        return here.type is Type.FORMULA and any(node.is_variable for node in chain)
    is_fitting = place.into is None or place.into.misfit(Field("text")) is None
    return is_fitting and (place.want is None or place.want.takes("text"))


def _constants(place: Place, *, holder: Node | None) -> Iterator[Ready]:
    if place.want is not None:
        yield from (Ready({"formula": text}, text) for text in place.want.examples)
    into = place.into
    if into is not None:
        yield from (Ready({"formula": item.formula}, item.title, item.name) for item in into.ready())
        if holder is not None and into.field().kind == "number":
            yield Ready({"formula": f"VALUE(${into.system_name}, 0) + 1"}, name="ready-one-more")


def _attributes(draft: Draft, chain: Sequence[Node], office: Office, place: Place) -> Iterator[Ready]:
    """Yield the attributes of the record in context that fit, by their titles."""
    template = template_in_context(draft, chain, office)
    if template is None or place.want in _OF_ACCOUNTS:
        return
    called = titles_apart(template.attributes, short=True)
    for attribute in template.attributes:
        given = attribute.field()
        if place.takes(given) and (place.want is not MANY or given.multiple):
            yield Ready({"attribute": attribute.system_name}, called[attribute.system_name])


def _names(draft: Draft, chain: Sequence[Node], office: Office, place: Place, *, whole: bool) -> Iterator[Ready]:
    """Yield names that fit, those of loops around first; `whole`: attributes of the record itself, too."""
    names = [item for item in names_at_hand(draft, chain, office) if not item.text.startswith("db->")]
    names.sort(key=lambda item: not item.text.startswith("$$"))
    for item in names:
        is_own = "->" not in item.text and not item.field and not item.text.startswith("$$")
        if (whole or not is_own) and _fits(item, place):
            yield Ready({"formula": item.text}, item.text)


def _fits(item: NameAtHand, place: Place) -> bool:
    want = place.want
    is_comparison = " == " in item.text
    if (
        not item.kind
        or item.kind == UNKNOWN
        or item.field == "_isDisabled"
        or (is_comparison and want is not CONDITION)
    ):
        return False
    if want is not None and want in _OF_ACCOUNTS:
        return item.field == _OF_ACCOUNTS[want]
    if want is MANY:
        return item.multiple
    # What a place takes in every letter is offered by texts, and by what of an account is written most often.
    if want in {None, PRINTED} and place.into is None and item.field not in {"", "mbox", "fullName"}:
        return False
    return place.takes(Field(item.kind, item.multiple, leads_to=item.leads_to))


def _filled(draft: Draft, chain: Sequence[Node], office: Office, place: Place) -> Iterator[Ready]:
    """Yield for a condition whether attributes are filled in."""
    template = template_in_context(draft, chain, office) if place.want is CONDITION else None
    for attribute in () if template is None else template.attributes:
        if not attribute.required:
            yield Ready(
                {"formula": f"NOT(EMPTY(${attribute.system_name}))"}, name="ready-filled", title=attribute.title
            )


def _records(draft: Draft, chain: Sequence[Node], office: Office, target: str) -> Iterator[Ready]:
    """Yield what finds records of a template: the one in context, those that it and loops lead to, and all of them."""
    template = template_in_context(draft, chain, office)
    if template is None or target == template.system_name:
        yield Ready({"attribute": "id"}, name="ready-own-record")
    for item in _attributes(draft, chain, office, Place(RECORDS, None)):
        attribute = None if template is None else template.attribute(item.value["attribute"])
        if attribute is not None and attribute.field().leads_to == target:
            yield item
    for name in names_at_hand(draft, chain, office):
        if name.leads_to == target and ("->" in name.text or name.text.startswith("$$")):
            yield Ready({"formula": name.text}, name.text)
    yield from (_every(item.document) for item in office.templates if item.document.system_name == target)


def _queries(place: Place, office: Office) -> Iterator[Ready]:
    """Yield all records of each template, where many are gone through."""
    for stored in office.templates if place.want in {MANY, RECORDS} else ():
        yield _every(stored.document)


def _every(template: RecordTemplate) -> Ready:
    text = f"from x in db->{template.system_name} select x"
    return Ready({"formula": text}, name="ready-every", title=template.title)


def _is_recipient(path: Path) -> bool:
    return path[-1] in RECIPIENTS or (isinstance(path[-1], int) and path[-2] in RECIPIENTS)


def _path_of_value(here: Node) -> Path:
    return here.path[:-1] if here.path and here.path[-1] in LEAVES else here.path


def _action_around(chain: Sequence[Node]) -> Node | None:
    """Return the innermost action that the last node is or stands in."""
    return next((node for node in reversed(chain) if node.kind is not None), None)
