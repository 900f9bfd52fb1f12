"""Checking that a scenario fills what it sends: a step that would fail on every press is found before one."""

from collections.abc import Iterable, Mapping, Sequence

from domain.configured.route import Route
from domain.mistakes import Mistake, Path
from domain.scenarios.actions.action import Action
from domain.scenarios.walking import walk


def check_messages(actions: Sequence[Action], routes: Mapping[str, Route], path: Path) -> Iterable[Mistake]:
    """Yield what steps that send would miss: variables are filled by the steps before them, in whatever context."""
    filled: dict[str, set[str]] = {}
    for spot in walk(actions, path=path):
        body = spot.action.body
        if not body.ignore_errors and not spot.is_ignored:
            yield from body.check_filled(filled, routes, spot.path)
        # What ignores its errors fills variables, too.
        for variables, names in body.fills().items():
            filled.setdefault(variables, set()).update(names)
