"""Rules for what people write now: what was saved before them goes on as it was, and is named to administrators."""

from collections.abc import Iterator, Mapping

from domain.configuration.placeholders import check_holes
from domain.configuration.reachable import check_reached
from domain.configuration.scenario_kinds import check_scenario_kinds
from domain.configuration.template_check import check_template_kinds
from domain.configured.route import Route
from domain.documents import ConfiguredObject
from domain.mistakes import Mistake, Path
from domain.records.template import RecordTemplate
from domain.scenarios.document import Scenario
from domain.scenarios.walking import ROOT, Spot, action_at, walk


def check_written(
    document: ConfiguredObject, templates: Mapping[str, RecordTemplate], routes: Mapping[str, Route], path: Path
) -> Iterator[Mistake]:
    """Yield what today's rules say against an object among the others, besides those of its own fields."""
    if isinstance(document, Scenario):
        for spot in walk(document.actions, path=(*path, ROOT)):
            yield from spot.action.body.check_written(spot.path)
        for mistake in check_scenario_kinds(document.stored(), templates, routes):
            yield Mistake((*path, *mistake.path), mistake.key, mistake.params)
    elif isinstance(document, RecordTemplate):
        yield from check_template_kinds(document, path)


def check_order(scenario: Scenario, path: Path) -> Iterator[Mistake]:
    """Yield checks that come behind a wait, if only in the next pass: what was done before it stays all the same."""
    spots = list(walk(scenario.actions, path=(*path, ROOT)))
    waits = [spot for spot in spots if spot.action.body.waits_for_answer]
    for spot in spots:
        before = (wait for wait in waits if spot.action.body.stops and _comes_before(wait, spot, scenario))
        wait = next(before, None)
        if wait is not None:
            yield Mistake(spot.path, "config-check-behind-wait", {"number": wait.number})


def _comes_before(wait: Spot, check: Spot, scenario: Scenario) -> bool:
    again = False
    for length in range(1, len(wait.numbers)):
        around = wait.numbers[:length]
        action = action_at(scenario.actions, around)
        if action is None:
            continue  # the number of a block
        is_around_both = check.numbers[:length] == around
        if action.body.is_apart:
            again = False
            if not is_around_both:
                return False
        again = again or (action.body.repeats and is_around_both)
    return again or wait.numbers < check.numbers


def check_told(document: ConfiguredObject, routes: Mapping[str, Route], path: Path) -> Iterator[Mistake]:
    """Yield what is told of an object and refuses nothing: letters would go, and not as anybody wants them."""
    if isinstance(document, Scenario) and document.enabled:
        for mistake in check_holes(document.stored()[ROOT], routes):
            yield Mistake((*path, *mistake.path), mistake.key, mistake.params)
        yield from check_order(document, path)
        yield from check_reached(document, path)
