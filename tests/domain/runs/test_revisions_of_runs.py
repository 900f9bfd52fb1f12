"""A run has the number of its scenario's revision, not a copy of the document, and goes on with what it began with."""

from domain.runs.runs import NewRun
from domain.sections import Section
from storage import models
from tests.domain.deliveries.conftest import Office


async def begin(office: Office, turn: int) -> int:
    (scenario,) = await office.configuration.scenarios()
    run, _ = await office.runs.begin(
        NewRun(office.record.id, 1, turn, 7, scenario, office.record.values, office.clock())
    )
    return run.id


async def title_of(office: Office, number: int) -> str:
    run = await type(office.runs)().get(number)
    assert run is not None
    return run.scenario.title


async def test_a_run_keeps_no_copy_of_its_scenario(office: Office) -> None:
    row = await models.ScenarioRun.get(id=await begin(office, 1))
    assert (row.scenario, row.scenario_revision) == ({}, 1)


async def test_each_run_goes_on_with_the_scenario_that_it_began_with(office: Office) -> None:
    await office.change_scenario(title="Первый")
    first = await begin(office, 1)
    await office.change_scenario(title="Второй")
    second = await begin(office, 2)
    assert (await title_of(office, first), await title_of(office, second)) == ("Первый", "Второй")


async def test_a_run_of_version_0_1_0_has_its_copy(office: Office) -> None:
    (scenario,) = await office.configuration.scenarios()
    number = await begin(office, 1)
    copy = {**scenario.document.stored(), "title": "Прежний"}
    await models.ScenarioRun.filter(id=number).update(scenario=copy, scenario_revision=None)
    assert await title_of(office, number) == "Прежний"


async def test_a_scenario_that_was_never_kept_as_a_version_is_copied(office: Office) -> None:
    (scenario,) = await office.configuration.scenarios()
    await models.ObjectVersion.filter(section=Section.SCENARIOS).delete()
    office.runs = type(office.runs)()
    row = await models.ScenarioRun.get(id=await begin(office, 1))
    assert row.scenario == scenario.document.stored()
    assert await title_of(office, row.id) == scenario.document.title


async def test_the_runs_of_a_scenario_that_is_gone_still_know_it(office: Office) -> None:
    await office.change_scenario(title="Снятый")
    number = await begin(office, 1)
    (scenario,) = await office.configuration.scenarios()
    assert await office.configuration.remove(Section.SCENARIOS, scenario.id, scenario.revision)
    assert await title_of(office, number) == "Снятый"
