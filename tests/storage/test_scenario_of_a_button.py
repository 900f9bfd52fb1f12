"""Which scenario a button starts is looked up, and follows every change at once."""

from tests.domain.deliveries.conftest import Office

BUTTON = ("Uvedomleniya", "Otpravituvedomlenie")


async def test_a_changed_scenario_is_the_one_that_its_button_starts(office: Office) -> None:
    before = await office.configuration.scenario_for_button(*BUTTON)
    assert before is not None
    await office.change_scenario(title="Иначе")
    after = await office.configuration.scenario_for_button(*BUTTON)
    assert after is not None
    assert (after.revision, after.document.title) == (before.revision + 1, "Иначе")


async def test_a_button_starts_nothing_while_its_scenario_is_switched_off(office: Office) -> None:
    await office.change_scenario(enabled=False)
    assert await office.configuration.scenario_for_button(*BUTTON) is None
    await office.change_scenario(enabled=True)
    assert await office.configuration.scenario_for_button(*BUTTON) is not None


async def test_another_button_starts_nothing(office: Office) -> None:
    assert await office.configuration.scenario_for_button(BUTTON[0], "Drugaya") is None
