"""The static check of a scenario: what every press would get wrong, by the kinds of values and by what is filled.

It works on the document as it is written, so that a value is refused where it is typed. These are rules for what people
write: what was saved before them goes on as it was, and is named to administrators.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from domain.configuration.held import Templates, leaves_in, schema_with, variables_of
from domain.configuration.placeholders import Routes, check_letters
from domain.configuration.written_values import Leaf, kind_of_leaf, values_in
from domain.errors import GonetsError, Unfit
from domain.formulas import FormulaError, Schema, compile_formula, fixed_value
from domain.mistakes import Mistake, Path
from domain.records.changing import kept_value
from domain.records.types.attribute import Attribute
from domain.scenarios.actions import KINDS
from domain.scenarios.events import template_of
from domain.scenarios.walking import Written, walk_written
from domain.scenarios.wants import OF_ATTRIBUTES, PRINTED, UNKNOWN, Want


def check_scenario_kinds(document: Mapping[str, Any], templates: Templates, routes: Routes) -> Iterator[Mistake]:
    """Yield what is wrong with a scenario; paths begin at the scenario."""
    actions, template = document.get("actions"), template_of(document.get("event"))
    variables = variables_of(actions, template, templates)
    filled = {name: tuple(item.target.fields) for name, item in variables.fields.items() if item.target is not None}
    sent = wants_of_letters(actions, routes)
    for spot in walk_written(actions, template):
        if not isinstance(spot, Written) or spot.kind is None:
            continue
        kind = KINDS[spot.kind]
        known = templates.get(spot.template or "")
        schema = schema_with(known, variables)
        for path, value in values_in(kind, spot.body):
            for inside, leaf in leaves_in(value):
                where = (*path, *inside)
                want = kind.wants(where, spot.body) or _own(sent, where, spot.body)
                # A field that is a formula's text has no step of its own in its place.
                told = where if _is_text(spot.body, path) else (*where, leaf.kind)
                if known is not None or not leaf.is_formula:
                    into = None if known is None else known.attribute(kind.attribute_at(where, spot.body) or "")
                    yield from _check_leaf(leaf, schema, want, (*spot.path, *told), into)
        yield from kind.check_body(spot.body, spot.path, filled)
    yield from check_letters(actions, routes)


def wants_of_letters(actions: Any, routes: Routes) -> dict[tuple[str, str], Want]:
    """Return by set and variable what the routes that make letters of it take there."""
    found: dict[tuple[str, str], Want] = {}
    for spot in walk_written(actions):
        if isinstance(spot, Written) and spot.kind is not None:
            sends = KINDS[spot.kind].sends_written(spot.body)
            route = None if sends is None else routes.get(sends.route)
            if sends is not None and route is not None:
                for item in route.request:
                    found.setdefault((sends.variable, item.name), OF_ATTRIBUTES.get(item.type, PRINTED))
    return found


def _is_text(body: Any, path: Path) -> bool:
    """Whether what is written at a path is a formula's bare text."""
    for step in path:
        body = body[step]
    return isinstance(body, str)


def _own(sent: Mapping[tuple[str, str], Want], where: Path, body: Mapping[str, Any]) -> Want | None:
    if len(where) < 2 or where[0] != "variables":
        return None
    return sent.get((str(body.get("set")), str(where[1])))


def _check_leaf(
    leaf: Leaf, schema: Schema, want: Want | None, where: Path, into: Attribute | None
) -> Iterator[Mistake]:
    if leaf.is_formula:
        try:
            formula = compile_formula(leaf.text)
            formula.check(schema)
        except FormulaError:
            return  # that is said by other rules
        try:
            formula.check_fitting(schema)
            fixed = fixed_value(formula)
        except FormulaError as error:
            yield Mistake(where, error.key, error.params)
            return
    if into is None and want is None:
        return
    found = kind_of_leaf(leaf, schema)
    if into is not None and found is not None and found.kind != UNKNOWN:
        never = into.misfit(found)
        if never is not None:
            yield Mistake(where, never.key, never.params)
            return
    if into is not None and leaf.is_formula:
        try:
            kept_value(into, fixed, UTC)
        except GonetsError as error:
            yield Mistake(where, error.key, error.params)
    if want is None:
        return
    misfit = want.misfit(found, is_formula=leaf.is_formula)
    if misfit is None and leaf.is_formula and formula.is_fixed and want.check_fixed is not None:
        try:
            want.check_fixed(fixed)
        except Unfit as unfit:
            misfit = unfit
    if misfit is not None:
        yield Mistake(where, misfit.key, misfit.params)
