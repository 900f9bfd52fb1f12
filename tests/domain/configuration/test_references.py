"""Who refers to whom follows from the fields of documents alone: users, unknown names and the order of an export."""

from typing import Annotated

import pytest
from pydantic import Field

from domain.annotations import options_of
from domain.configuration.document import MODELS
from domain.configuration.queried import queried_templates
from domain.configuration.usage import users_of
from domain.configuration.validation import Configuration, check_names
from domain.described import Part, Refers, Written
from domain.documents import ConfiguredObject, Document, SystemName
from domain.references import Reference, references
from domain.scenarios.values import FormulaValue
from domain.sections import Section


class Inner(Document):
    """A part that refers to something."""

    route: Annotated[SystemName, Refers(Section.ROUTES)] | None = None
    button: Annotated[SystemName, Refers(Part.BUTTONS)] | None = None


class MadeUp(ConfiguredObject):
    """It refers to a connection, and so do its parts, in a list, alone and by names."""

    connection: Annotated[SystemName, Refers(Section.CONNECTIONS)] | None = None
    first: Inner | None = None
    parts: tuple[Inner, ...] = ()
    named: dict[str, Inner] = Field(default_factory=dict)


def made_up(**given: object) -> MadeUp:
    return MadeUp.model_validate({"system_name": "made_up", "title": "?", **given})


def test_what_a_document_refers_to_is_found_wherever_it_stands() -> None:
    document = made_up(
        connection="a", first={"route": "b", "button": "c"}, parts=[{}, {"route": "d"}], named={"x": {"route": "b"}}
    )
    assert [*references(document)] == [
        Reference(("connection",), Section.CONNECTIONS, "a"),
        Reference(("first", "route"), Section.ROUTES, "b"),
        Reference(("first", "button"), Part.BUTTONS, "c"),
        Reference(("parts", 1, "route"), Section.ROUTES, "d"),
        Reference(("named", "x", "route"), Section.ROUTES, "b"),
    ]
    assert document.refers_to(Section.ROUTES) == ("b", "d")
    assert [*users_of([document], Section.ROUTES, "d")] == [document]
    assert not [*users_of([document], Section.CONNECTIONS, "d")]


class Formulas(ConfiguredObject):
    """An object with formulas, one of them inside a value."""

    condition: Annotated[str, Written.FORMULA] | None = None
    value: FormulaValue | None = None


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ("COUNT(from x in db->Zayavka select x)", ["Zayavka"]),
        ("COUNT(db->Zayavka) + COUNT(db->Propusk)", ["Propusk", "Zayavka"]),
        ("from x in (from y in db->Zayavka select y) where x->Tema == 'db->Propusk' select x", ["Zayavka"]),
        ("OBJECT('app', 'Zayavka', 'Tema', 'а')", ["Zayavka"]),
        ("'db->Zayavka'", []),
        ("$db->Zayavka", []),
        ("COUNT(db->", []),
    ],
)
def test_a_template_is_used_by_what_looks_for_its_records_in_a_formula(formula: str, names: list[str]) -> None:
    outer = Formulas.model_construct(system_name="a", title="?", condition=formula)
    inner = Formulas(system_name="a", title="?", value=FormulaValue(formula=formula))
    for document in (outer, inner):
        assert sorted(queried_templates(document)) == names
        for name in ("Zayavka", "Propusk"):
            assert bool([*users_of([document], Section.TEMPLATES, name)]) is (name in names)
        assert not [*users_of([document], Section.ROUTES, "Zayavka")]


def test_what_refers_to_itself_only_is_used_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    own = made_up(system_name="a", connection="a")
    other = made_up(system_name="b", connection="a")
    monkeypatch.setitem(MODELS, Section.CONNECTIONS, MadeUp)
    assert [*users_of([own, other], Section.CONNECTIONS, "a")] == [other]


def test_an_unknown_name_is_told_with_its_place_and_parts_are_left_to_others() -> None:
    document = made_up(connection="a", parts=[{"button": "no_such"}, {"route": "d"}])
    found = check_names(references(document, ("scenarios", 3)), Configuration())
    assert [(item.path, item.params["kind"], item.params["name"]) for item in found] == [
        (("scenarios", 3, "connection"), "connection", "a"),
        (("scenarios", 3, "parts", 1, "route"), "route", "d"),
    ]


def test_no_section_refers_to_one_behind_it() -> None:
    """A file can be read from its beginning to its end: what is named stands before it."""
    order = list(Section)
    for section, model in MODELS.items():
        for name in _named_in(model, set()):
            assert order.index(name) <= order.index(section), f"{section} refers to {name}"


def _named_in(model: type[Document], seen: set[type[Document]]) -> set[Section]:
    if model in seen:
        return set()
    seen.add(model)
    found: set[Section] = set()
    for info in model.model_fields.values():
        for _, marks in options_of(info.annotation, info.metadata):
            found |= {mark.to for mark in marks if isinstance(mark, Refers) and isinstance(mark.to, Section)}
        for inner in _documents_in(info.annotation):
            found |= _named_in(inner, seen)
    return found


def _documents_in(annotation: object) -> list[type[Document]]:
    found = []
    for kind, _ in options_of(annotation):
        if isinstance(kind, type) and issubclass(kind, Document):
            found.append(kind)
        for argument in getattr(kind, "__args__", ()):
            found += _documents_in(argument)
    return found
