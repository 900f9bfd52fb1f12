"""An administrator repeats somebody's press: a record of their own, as long as its template can be used."""

import pytest

from domain.journal.repeat_run import RepeatRun
from domain.records.copying import CopyValues
from domain.records.fillings import Fillings, TemplateGone
from storage import models
from storage.repositories.account_requests import AccountRequestRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.runs import RunRepository
from storage.transactions import atomically
from tests.domain.records.desk import Desk

SCENARIO = """
scenarios:
  - title: Послать
    event: {type: button_clicked, template: Proba, button: Poslat}
    actions:
      - change_variables: {set: letter, variables: {Subject: {attribute: Tema}}}
"""


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    await desk.template("{title: Тема, type: text, required: true}")
    assert await desk.apply(SCENARIO) == []
    return desk


@pytest.fixture
async def run_id(desk: Desk) -> int:
    filling = await desk.begin()
    await desk.says("Проба пера")
    await desk.presses(filling.record)
    runs = await RunRepository().of_card(filling.record.id)
    assert runs is not None
    return runs.lead.id


def repeating(desk: Desk) -> RepeatRun:
    fillings = Fillings(desk.records, desk.configuration, AccountRequestRepository(), desk.clock)
    return RepeatRun(
        runs=RunRepository(),
        records=desk.records,
        configured=desk.configuration,
        copy=CopyValues(fillings, desk.records, desk.files, desk.clock),
        audit=AuditRepository(),
        clock=desk.clock,
        atomically=atomically,
        hide_texts=False,
    )


async def test_a_press_is_repeated_with_the_values_of_then(desk: Desk, run_id: int) -> None:
    filling = await repeating(desk)(desk.admin, run_id)
    assert filling.record.values == {"Tema": "Проба пера"}
    assert filling.record.creator_id == desk.admin.telegram_id


async def test_a_press_of_a_template_that_is_switched_off_is_not_repeated(desk: Desk, run_id: int) -> None:
    stored = await desk.stored()
    await desk.configuration.save_template(stored.document.model_copy(update={"enabled": False}))
    before = await models.Record.all().count()
    with pytest.raises(TemplateGone):
        await repeating(desk)(desk.admin, run_id)
    assert await models.Record.all().count() == before
