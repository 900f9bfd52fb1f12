"""Where a piece of a scenario is checked, and what it is checked against."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.mistakes import Mistake, Path
from domain.records.template import RecordTemplate


@dataclass(frozen=True, slots=True)
class Here:
    """An event's or an action's path, the template of the record in context there, and everything configured.

    `enabled` says whether the scenario is: one that is not may name what is switched off.
    """

    path: Path
    template: RecordTemplate | None
    connections: Mapping[str, Connection]
    routes: Mapping[str, Route]
    templates: Mapping[str, RecordTemplate]
    enabled: bool


def unknown(path: Path, kind: str, name: str, known: Iterable[str]) -> Mistake:
    """Say that there is nothing of that name, and which name is the nearest."""
    nearest = next(iter(difflib.get_close_matches(name, list(known), n=1)), "")
    return Mistake(path, "config-unknown-name", {"kind": kind, "name": name, "nearest": nearest})
