"""The event chain of a run: what each action saw and did, with the texts of letters told apart from the rest."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.scenarios.document import Scenario
from domain.scenarios.titles import Titles, TitlesHere
from domain.scenarios.walking import Spot, number_of, walk

_RECIPIENTS = re.compile(r"(To|Cc|Bcc)\b")
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One action as it was done. `number` is how its numbers are read: `1.2`; `did` and `error` are as they were kept.

    `sources` say by the path of a variable which formula or attribute gave it; `iteration` in which pass of the loops
    around it it was done, the outermost first.
    """

    number: str
    kind: str
    at: datetime
    milliseconds: float
    description: str = ""
    did: Mapping[str, Any] = field(default_factory=dict)
    error: Mapping[str, Any] | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    iteration: tuple[int, ...] = ()


def steps_of(scenario: Scenario, entries: Iterable[Mapping[str, Any]], titles: Titles) -> tuple[ChainStep, ...]:
    """Return what a run of the scenario has done, in order, from what was kept of it, by the titles of today."""
    spots = {spot.numbers: spot for spot in walk(scenario.actions, scenario.event.record_template)}
    return tuple(_step(entry, spots.get(tuple(entry["place"])), titles) for entry in entries)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every single value of a nested one with its path: `To.Address`."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from leaves(item, f"{path}.{name}" if path else str(name))
    elif isinstance(value, (list, tuple)) and any(isinstance(item, (Mapping, list, tuple)) for item in value):
        for number, item in enumerate(value, 1):
            yield from leaves(item, f"{path}[{number}]")
    else:
        yield path, value


def is_harmless(path: str, value: Any) -> bool:
    """Whether a value can be no text of a letter: nothing, a yes or no, or an address where addresses belong.

    A formula's value does not tell where it came from, so everything else counts as a text: a code of digits as well.
    """
    if isinstance(value, (list, tuple)):
        return all(is_harmless(path, item) for item in value)
    if not isinstance(value, str) or not value:
        return True
    return _RECIPIENTS.match(path) is not None and _ADDRESS.fullmatch(value) is not None


def _step(entry: Mapping[str, Any], spot: Spot | None, titles: Titles) -> ChainStep:
    did, body = entry.get("did") or {}, None if spot is None else spot.action.body
    here = TitlesHere(titles, None if spot is None else spot.template)
    if spot is not None and did and entry["kind"] == spot.action.kind:
        did = spot.action.body.told(did, here)
    return ChainStep(
        number=number_of(tuple(entry["place"])),
        kind=entry["kind"],
        at=datetime.fromisoformat(entry["at"]),
        milliseconds=entry.get("ms", 0),
        description="" if body is None else body.description or "",
        did=did,
        error=entry.get("error"),
        iteration=tuple(entry.get("iteration", ())),
        sources={} if body is None else dict(body.sources(here)),
    )
