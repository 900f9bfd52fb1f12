"""Whether what a scenario sends is filled: a placeholder that nothing fills would be a hole in every letter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.configuration.written_values import naming_fields
from domain.configured.route import BUILT_IN_ATTRIBUTES, MAX_RECIPIENTS, Route
from domain.formulas import FormulaError, compile_formula, fixed_value
from domain.formulas.names import nearest_name
from domain.messages.templates import names_printed
from domain.mistakes import Mistake, Path
from domain.scenarios.actions import KINDS
from domain.scenarios.walking import Written, walk_written
from domain.scenarios.wants import RECIPIENTS

Routes = Mapping[str, Route]


def printed_by(route: Route) -> tuple[str, ...]:
    """Return the message attributes that a route's templates put into every letter, whatever else holds."""
    sources = (route.subject, route.body, route.html or "")
    declared = {item.name for item in route.request}
    found = dict.fromkeys(name for source in sources for name in names_printed(source))
    return tuple(name for name in found if name in declared)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter that a step makes: of which set, by which route, and what the steps before it have put in."""

    path: Path
    variable: str
    route: Route | None
    filled: Mapping[str, frozenset[str]]
    fixed: frozenset[str]

    @property
    def given(self) -> frozenset[str] | None:
        """The variables of its set; None where nothing fills it."""
        return self.filled.get(self.variable)


def _letters(actions: Any, routes: Routes) -> Iterator[_Letter]:
    filled: dict[str, frozenset[str]] = {}
    fixed: dict[str, frozenset[str]] = {}
    named: set[str] = set()
    for spot in walk_written(actions):
        if not isinstance(spot, Written) or spot.kind is None:
            continue
        kind = KINDS[spot.kind]
        sends = kind.sends_written(spot.body)
        if sends is not None and sends.variable not in named:
            route = routes.get(sends.route)
            addresses = fixed.get(sends.variable, frozenset())
            yield _Letter((*spot.path, "variable"), sends.variable, route, dict(filled), addresses)
        named |= {str(spot.body.get(name)) for name in naming_fields(kind) if name not in kind.fills_sets}
        for name, values in kind.puts(spot.body):
            if spot.body.get("operation") != "exclude":
                filled[name] = filled.get(name, frozenset()) | frozenset(map(str, values))
            given = (one for item in RECIPIENTS for one in _fixed_addresses(values.get(item)))
            fixed[name] = fixed.get(name, frozenset()).union(given)


def check_letters(actions: Any, routes: Routes) -> Iterator[Mistake]:
    """Yield letters of sets that nothing fills, and those that have more recipients than may be."""
    for letter in _letters(actions, routes):
        if letter.given is None:
            near = nearest_name(letter.variable, letter.filled)
            yield Mistake(letter.path, "config-set-not-filled", {"set": letter.variable, "nearest": near})
        elif letter.route is not None:
            route = letter.route
            everybody = {item.casefold() for item in (*route.to, *route.cc, *route.bcc)} | letter.fixed
            if len(everybody) > MAX_RECIPIENTS:
                yield Mistake(letter.path, "config-too-many-recipients", {"limit": MAX_RECIPIENTS})


def check_holes(actions: Any, routes: Routes) -> Iterator[Mistake]:
    """Yield the placeholders that no step before a letter fills, whether their attributes are required or not.

    A letter with a hole goes all the same: it is told, not refused. What a route requires is refused elsewhere.
    """
    for letter in _letters(actions, routes):
        route, given = letter.route, letter.given
        if route is None or given is None:
            continue
        needed = {item.name for item in route.request if item.required or item.non_empty}
        spare = given - {item.name for item in route.request} - {*BUILT_IN_ATTRIBUTES}
        for name in printed_by(route):
            if name not in given and name not in needed:
                near = nearest_name(name, spare)
                params = {"set": letter.variable, "attribute": name, "route": route.title, "nearest": near}
                yield Mistake(letter.path, "config-placeholder-not-filled", params)


def _fixed_addresses(value: Any) -> Iterator[str]:
    """Yield the addresses that stand in formulas which read nothing."""
    if isinstance(value, Mapping) and isinstance(value.get("formula"), str):
        try:
            formula = compile_formula(value["formula"])
            found = fixed_value(formula) if formula.is_fixed else None
        except FormulaError:
            return
        yield from (
            item.casefold() for item in (found if isinstance(found, tuple) else (found,)) if isinstance(item, str)
        )
    elif isinstance(value, Mapping):
        yield from _fixed_addresses(value.get("Address"))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _fixed_addresses(item)
