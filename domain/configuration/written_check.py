"""Rules for what people write now: what was saved before them goes on as it was, and is named to administrators."""

from collections.abc import Iterator, Mapping

from domain.configuration.placeholders import check_holes
from domain.configuration.scenario_kinds import check_scenario_kinds
from domain.configuration.template_check import check_template_kinds
from domain.configured.route import Route
from domain.documents import ConfiguredObject
from domain.mistakes import Mistake, Path
from domain.records.template import RecordTemplate
from domain.scenarios.document import Scenario
from domain.scenarios.walking import ROOT, walk


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


def check_told(document: ConfiguredObject, routes: Mapping[str, Route], path: Path) -> Iterator[Mistake]:
    """Yield what is told of an object and refuses nothing: letters would go, and not as anybody wants them."""
    if isinstance(document, Scenario) and document.enabled:
        for mistake in check_holes(document.stored()[ROOT], routes):
            yield Mistake((*path, *mistake.path), mistake.key, mistake.params)
