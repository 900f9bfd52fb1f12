"""Steps of a dry run as people read them: by titles, as in the scenario's tree."""

from collections.abc import Iterable
from dataclasses import replace

from domain.runs.trial import TriedStep
from domain.scenarios.document import Scenario
from domain.scenarios.seen import Seen
from domain.scenarios.titles import Titles, TitlesHere
from domain.scenarios.walking import walk


class TitledSteps:
    """Puts titles where a scenario's actions have system names."""

    def __init__(self, scenario: Scenario, titles: Titles) -> None:
        self._spots = {spot.number: spot for spot in walk(scenario.actions, scenario.event.record_template)}
        self._titles = titles

    def __call__(self, steps: Iterable[TriedStep]) -> tuple[TriedStep, ...]:
        """Return the steps with titles."""
        return tuple(map(self._titled, steps))

    def _titled(self, step: TriedStep) -> TriedStep:
        spot = self._spots[step.number]
        here = TitlesHere(self._titles, spot.template)
        did = spot.action.body.told(step.did, here) if step.did else step.did
        return replace(step, did=did, seen=tuple(_titled(seen, here) for seen in step.seen))


def _titled(seen: Seen, here: TitlesHere) -> Seen:
    return replace(seen, source=here.attribute(seen.source)) if seen.kind == "attribute" else seen
