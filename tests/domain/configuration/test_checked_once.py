"""A scenario is checked against the configuration once for each change of it, however many drafts are drawn."""

import json
from collections.abc import Hashable
from typing import cast

from bot.files.config_file import recipe_file
from domain.configuration.configured import Configured
from domain.configuration.validation import ScenarioChecker
from domain.configured.route import Route
from domain.documents import Stored
from domain.scenarios.document import Scenario

FILE = recipe_file()
(SCENARIO,) = FILE.scenarios


class Kept:
    """The recipe's configuration, whose routes can be taken away. Counts how often they are read."""

    def __init__(self) -> None:
        self.routes_kept = list(FILE.routes)
        self.reads = 0

    async def mark(self) -> Hashable:
        return len(self.routes_kept)

    async def routes(self) -> list[Stored[Route]]:
        self.reads += 1
        return [Stored(1, 1, route) for route in self.routes_kept]

    async def connections(self) -> list[object]:
        return [Stored(1, 1, item) for item in FILE.connections]

    async def templates(self) -> list[object]:
        return [Stored(1, 1, item) for item in FILE.templates]

    async def scenarios(self) -> list[object]:
        return [Stored(1, 1, item) for item in FILE.scenarios]


async def test_a_scenario_is_checked_once_until_something_changes() -> None:
    kept = Kept()
    check = ScenarioChecker(cast("Configured", kept))
    assert [await check(SCENARIO) for _ in range(5)] == [[]] * 5
    assert kept.reads == 1
    kept.routes_kept.clear()
    assert [mistake.key for mistake in await check(SCENARIO)] == ["config-unknown-name"]
    assert await check(SCENARIO)
    assert kept.reads == 2


async def test_a_scenario_that_is_not_the_one_in_force_is_checked_by_itself() -> None:
    kept = Kept()
    check = ScenarioChecker(cast("Configured", kept))
    assert await check(SCENARIO) == []
    (route,) = FILE.routes
    changed = Scenario.from_stored(json.dumps(SCENARIO.stored()).replace(f'"{route.system_name}"', '"Nowhere"'))
    assert await check(changed) != []
    assert await check(SCENARIO) == []
    assert kept.reads == 2
