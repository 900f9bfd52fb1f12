"""Checking that a scenario fills what it sends: a step that would fail on every press is found before one."""

from collections.abc import Iterable, Mapping

from domain.configuration.document import Mistake, Place
from domain.routes import Route
from domain.scenarios.document import Action, ChangeVariables, SendMessage

RECIPIENTS = ("To", "Cc", "Bcc")


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
