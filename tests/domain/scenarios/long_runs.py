"""Runs with loops over a real database, as tests of their event chain and of their size need them."""

from typing import Any

from domain.documents import Stored
from domain.runs.run import Run
from domain.runs.runs import NewRun
from domain.scenarios.document import Scenario
from domain.work import Claim, WorkKind
from storage import models
from tests.domain.deliveries.conftest import LEASE, Office
from tests.domain.runs.test_awaited_letters import advancing

FILL = {
    "change_variables": {
        "set": "n",
        "variables": {
            "To": {"Address": {"formula": "'a@firma.local'"}},
            "Subject": {"formula": "'x'"},
            "Body": {"formula": "'x'"},
        },
    }
}


def send(**fields: Any) -> dict[str, Any]:
    return {"send_message": {"connection": "smtp_connection", "route": "smtp_route", "variable": "n", **fields}}


def meddle(**fields: Any) -> dict[str, Any]:
    return {"meddle": fields}


async def begin(office: Office, *actions: dict[str, Any]) -> None:
    """Begin a run of these actions; it is the office's from now on."""
    (stored,) = await office.configuration.scenarios()
    document = Scenario.model_validate({**stored.document.stored(), "actions": list(actions)})
    await models.ScenarioRun.filter(id=office.run_id).update(due_at=None)
    turn = await models.ScenarioRun.all().count()
    values = {"Temauvedomleniya": "x", "Tekstuvedomleniya": "x"}
    new = NewRun(office.record.id, 1, turn, 7, Stored(stored.id, stored.revision, document), values, office.clock())
    office.run_id = (await office.runs.add(new)).id


async def claimed(office: Office) -> Claim:
    """Take the run."""
    (claim,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    return claim


async def go_on(office: Office) -> Run:
    """Advance the run where it is due; return where it stands."""
    for claim in await office.work.claim(WorkKind.RUN, office.clock(), LEASE):
        await advancing(office)(claim)
    run = await office.runs.get(office.run_id)
    assert run is not None
    return run
