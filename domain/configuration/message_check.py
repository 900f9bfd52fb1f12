"""Checking that a scenario fills what it sends: a step that would fail on every press is found before one."""

from collections.abc import Iterable, Mapping

from domain.mistakes import Mistake, Place
from domain.routes import Route
from domain.scenarios.document import Action, ChangeVariables, SendMessage, VariableValue

RECIPIENTS = ("To", "Cc", "Bcc")
LONGEST_HEADER_NAME = 60


def check_messages(actions: tuple[Action, ...], routes: Mapping[str, Route], place: Place) -> Iterable[Mistake]:
    """Yield what steps that send would miss: variables are filled by the steps before them, in whatever context."""
    return _check(actions, routes, place, {})


def _check(
    actions: tuple[Action, ...], routes: Mapping[str, Route], place: Place, filled: dict[str, set[str]]
) -> Iterable[Mistake]:
    for index, action in enumerate(actions):
        body = action.body
        where: Place = (*place, index, action.kind)
        if isinstance(body, ChangeVariables) and body.operation != "exclude":
            filled.setdefault(body.set, set()).update(body.variables)
        elif isinstance(body, SendMessage) and body.route in routes and not body.ignore_errors:
            yield from _check_message(body, routes[body.route], filled, (*where, "variable"))
        # Steps inside fill variables also where their mistakes go unnoticed.
        inside = list(_check(action.children, routes, (*where, "actions"), filled))
        if body is not None and not body.ignore_errors:
            yield from inside


def _check_message(body: SendMessage, route: Route, filled: Mapping[str, set[str]], where: Place) -> Iterable[Mistake]:
    given = filled.get(body.variable, set())
    fixed = bool(route.to or route.cc or route.bcc)
    needed = [item.name for item in route.request if (item.required or item.non_empty) and item.name not in given]
    nobody = not fixed and not given.intersection(RECIPIENTS)
    if body.variable not in filled:
        if nobody or needed:
            yield Mistake(where, "config-set-not-filled", {"set": body.variable})
        return
    if nobody:
        yield Mistake(where, "config-no-recipient", {"set": body.variable})
    for name in needed:
        yield Mistake(where, "config-attribute-not-filled", {"set": body.variable, "attribute": name})


def check_variables(actions: tuple[Action, ...], place: Place) -> Iterable[Mistake]:
    """Yield variables that every message knows and that have no shape which a letter could be made of."""
    for index, action in enumerate(actions):
        body = action.body
        where: Place = (*place, index, action.kind)
        if isinstance(body, ChangeVariables):
            yield from _check_recipients(body, (*where, "variables"))
            yield from _check_headers(body.variables.get("CustomHeaders"), (*where, "variables", "CustomHeaders"))
        yield from check_variables(action.children, (*where, "actions"))


def _check_recipients(body: ChangeVariables, place: Place) -> Iterable[Mistake]:
    for name in RECIPIENTS:
        value = body.variables.get(name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, dict) and "Address" not in one:
                yield Mistake((*place, name), "config-no-address", {"name": name})


def _check_headers(headers: VariableValue | None, place: Place) -> Iterable[Mistake]:
    for name, value in headers.items() if isinstance(headers, dict) else ():
        if not name.isascii() or len(name) > LONGEST_HEADER_NAME or isinstance(value, dict):
            yield Mistake((*place, name), "config-header-name", {"name": name})
