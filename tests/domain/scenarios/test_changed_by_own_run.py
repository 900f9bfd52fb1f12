"""A record whose letter is on its way is changed by its own run only: by that of the letter, and its family."""

import pytest

from domain.records.record import Status
from storage import models
from tests.domain.deliveries.conftest import Office
from tests.domain.scenarios.changing import change, create, of
from tests.domain.scenarios.long_runs import FILL, begin, send
from tests.domain.scenarios.test_run_apart import all_go_on, apart

NEW = change("Temauvedomleniya", "'Новая'")
UNDER_WAY = "error-scenario-record-under-way"


async def another(office: Office) -> int:
    (template,) = await office.configuration.templates()
    record = await office.records.add(template.id, 7, {"Temauvedomleniya": "x"}, office.clock())
    await models.Record.filter(id=record.id).update(status=Status.SENT)
    return record.id


async def came_of(office: Office, record_id: int) -> tuple[str, list[str]]:
    """Return the record's subject, and with which errors runs have failed."""
    await all_go_on(office)
    record = await models.Record.get(id=record_id)
    errors = await models.ScenarioRun.filter(error__isnull=False).order_by("id").values_list("error", flat=True)
    return record.values.get("Temauvedomleniya", "x"), [error["key"] for error in errors]


async def test_a_press_changes_its_record_while_letters_of_its_runs_apart_go(office: Office) -> None:
    wait = send(success_variable="answer")
    await begin(office, FILL, apart(send()), wait, NEW)
    await all_go_on(office)
    await office.send()
    assert await came_of(office, office.record.id) == ("Новая", [])


async def test_a_run_apart_changes_its_record_while_the_letter_of_its_press_goes(office: Office) -> None:
    await begin(office, FILL, send(), apart(NEW), apart(apart(NEW, send())))
    assert await came_of(office, office.record.id) == ("Новая", [])


async def test_a_press_changes_another_record_while_a_letter_of_its_own_run_apart_goes_there(office: Office) -> None:
    other = await another(office)
    wait = send(success_variable="answer")
    await begin(office, FILL, of(other, apart(FILL, send())), wait, of(other, NEW))
    await all_go_on(office)
    await office.send()
    assert await came_of(office, other) == ("Новая", [])


@pytest.mark.parametrize("inside", [NEW, apart(NEW)])
async def test_another_press_leaves_a_record_alone_while_a_letter_of_a_run_apart_goes(
    office: Office, inside: dict[str, object]
) -> None:
    other = await another(office)
    await begin(office, FILL, of(other, apart(FILL, send())))
    await all_go_on(office)
    await begin(office, of(other, inside))
    assert await came_of(office, other) == ("x", [UNDER_WAY])
    await office.send()
    await begin(office, of(other, inside))
    assert await came_of(office, other) == ("Новая", [UNDER_WAY])


async def test_a_run_apart_of_another_press_leaves_a_record_alone_while_its_own_letter_goes(office: Office) -> None:
    other, mine = await another(office), office.record.id
    await begin(office, FILL, send())
    await all_go_on(office)
    office.record = (await office.records.get(other)) or office.record
    await begin(office, of(mine, apart(NEW)))
    assert await came_of(office, mine) == ("x", [UNDER_WAY])


async def test_a_press_leaves_its_record_alone_while_a_letter_of_another_press_goes_from_it(office: Office) -> None:
    other, mine = await another(office), office.record.id
    office.record = (await office.records.get(other)) or office.record
    await begin(office, of(mine, apart(FILL, send())))
    await all_go_on(office)
    office.record = (await office.records.get(mine)) or office.record
    await begin(office, NEW)
    assert await came_of(office, mine) == ("x", [UNDER_WAY])
    await office.send()
    await begin(office, NEW)
    assert await came_of(office, mine) == ("Новая", [UNDER_WAY])


async def test_runs_without_letters_keep_nobody_from_their_own_record(office: Office) -> None:
    """Two presses' runs on one record that only change it wait for each other's segment, and both are done."""
    other, mine = await another(office), office.record.id
    adds = change("Tekstuvedomleniya", "'+'", "add")
    office.record = (await office.records.get(other)) or office.record
    await begin(office, of(mine, *[apart(adds) for _ in range(3)]))
    await all_go_on(office)
    office.record = (await office.records.get(mine)) or office.record
    await begin(office, adds, apart(adds))
    assert (await came_of(office, mine))[1] == []
    assert (await models.Record.get(id=mine)).values["Tekstuvedomleniya"] == "\n".join("x++")


async def test_a_record_that_a_run_has_made_is_changed_by_it_while_its_letter_goes(office: Office) -> None:
    await begin(office, FILL, create(apart(FILL, send(), NEW)))
    await all_go_on(office)
    (run,) = await models.ScenarioRun.filter(parent_id=office.run_id)
    assert await came_of(office, run.record_id) == ("Новая", [])
