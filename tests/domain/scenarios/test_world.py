"""What a run sees of the world: every path ends where it leads, over a real database, whoever presses."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from domain import documents
from domain.accounts.account import Account
from domain.configuration.schema import schema_of
from domain.formulas import compile_formula
from domain.runs.press_button import condition_holds
from domain.runs.run import Run
from domain.runs.runs import NewRun
from domain.scenarios import step
from domain.scenarios.document import Scenario
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.state import RunState
from domain.work import WorkKind
from storage import models
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.runs import RunRepository
from storage.repositories.work import WorkRepository
from tests.domain.runs.test_try_scenario import ADMIN, trying
from tests.domain.scenarios.conftest import AUTHOR, CHIEF, NOW, Stored
from tests.domain.scenarios.long_runs import advance_run

SEND = {"send_message": {"connection": "smtp_connection", "route": "smtp_route", "variable": "notification"}}
WAITING = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}


def letter(to: str, **values: Any) -> dict[str, Any]:
    full = {"To": {"Address": {"formula": to}}, "Subject": {"formula": "'x'"}, "Body": {"formula": "'x'"}, **values}
    return {"change_variables": {"set": "notification", "variables": full}}


def subject(formula: str) -> dict[str, Any]:
    return {"change_variables": {"set": "notification", "variables": {"Subject": {"formula": formula}}}}


def loader(stored: Stored) -> WorldLoader:
    return WorldLoader(stored.records, stored.accounts, stored.people, stored.configuration, "Europe/Moscow")


@pytest.fixture
async def people(stored: Stored) -> Stored:
    """Иванов, whose manager is Главная, whose manager is Директор; the author's own manager is somebody else again."""
    names = ("director", "boss", "petrov", "author", "authors_boss")
    for name in names:
        await stored.accounts.add(Account(0, name, name.title(), f"{name}@firma.local"))
    numbers = {name: (await stored.accounts.by_username(name)).id for name in ("ivanov", *names)}
    for name, manager in (("ivanov", "boss"), ("boss", "director"), ("petrov", "director"), ("author", "authors_boss")):
        await models.Account.filter(id=numbers[name]).update(manager_id=numbers[manager])
    await models.Person.filter(telegram_id=AUTHOR).update(account_id=numbers["author"])
    return stored


async def made(stored: Stored, author: int = AUTHOR, **values: Any) -> int:
    full = {"Poluchatel": {"account": 1}, "Temauvedomleniya": "Тема", "Tekstuvedomleniya": "Текст", **values}
    number = await stored.record("Uvedomleniya", **full)
    await models.Record.filter(id=number).update(creator_id=author)
    return number


async def begun(stored: Stored, record: int, *actions: dict[str, Any], author: int = AUTHOR) -> int:
    """A press."""
    (kept,) = await stored.configuration.scenarios()
    document = Scenario.model_validate({**kept.document.stored(), "actions": list(actions)})
    values = (await stored.records.get(record)).values
    new = NewRun(record, 1, 0, author, documents.Stored(kept.id, kept.revision, document), values, NOW)
    run, _ = await RunRepository().begin(new)
    return run.id


async def go_on(stored: Stored, number: int) -> Run:
    """Do what is due, by a process that has just been started."""
    advance = advance_run(RunRepository(), loader(stored), lambda: NOW)
    for claim in await WorkRepository().claim(WorkKind.RUN, NOW, timedelta(minutes=1)):
        await advance(claim)
    run = await RunRepository().get(number)
    assert run is not None
    return run


async def recipients(run: Run) -> list[list[str]]:
    return [[item.address for item in one.recipients] for one in await DeliveryRepository().of_run(run.id)]


async def run_to_its_end(stored: Stored, record: int, *actions: dict[str, Any], author: int = AUTHOR) -> Run:
    return await go_on(stored, await begun(stored, record, *actions, author=author))


PATHS = [
    ("VALUE(FIRST($Poluchatel)->manager->mbox, 'default@test.ru')", ["boss"]),
    ("$Poluchatel->manager->mbox", ["boss"]),
    ("$->Poluchatel->manager->manager->mbox", ["director"]),
    ("TOLOWER(LAST(LIST($Poluchatel, $Poluchatel->manager))->manager->mbox)", ["director"]),
    ("IF(EMPTY($Poluchatel->manager->phone), $Poluchatel->manager->manager->mbox, 'no@test.ru')", ["director"]),
    ("IF(FIRST($Poluchatel)->mbox != 'x', FIRST($Poluchatel->manager)->manager->mbox, 'no@x.ru')", ["director"]),
    ("USER()->mbox", ["author"]),
    ("USER()->manager->mbox", ["authors_boss"]),
    ("VALUE(USER(), null)->manager->mbox", ["authors_boss"]),
    ("$_creator->manager->mbox", ["authors_boss"]),
    ("FIRST($_creator)->manager->mbox", ["authors_boss"]),
    ("$id->Poluchatel->manager->mbox", ["boss"]),
    ("ID($Poluchatel->manager->id)->mbox", ["boss"]),
    ("ID(CONCAT($id))->Poluchatel->manager->mbox", ["boss"]),
    ("DISTINCT(LIST($Poluchatel, USER()))->manager->mbox", ["boss", "authors_boss"]),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "to"), PATHS)
async def test_every_form_of_a_path_ends_where_it_leads(people: Stored, formula: str, to: list[str]) -> None:
    (template, *_) = await people.configuration.templates()
    compile_formula(formula).check(schema_of(template.document))
    run = await run_to_its_end(people, await made(people), letter(formula), SEND)
    assert run.error is None
    assert await recipients(run) == [[f"{name}@firma.local" for name in to]]


async def test_a_trial_sees_the_same_as_a_run(people: Stored) -> None:
    event = {"type": "button_clicked", "template": "Uvedomleniya", "button": "Otpravituvedomlenie"}
    for formula, to in PATHS:
        document = {"title": "Проба", "event": event, "actions": [letter(formula), SEND]}
        trial = await trying(people)(ADMIN, document, await made(people))
        assert [[item.address for item in one.letter.to] for one in trial.letters] == [
            [f"{name}@firma.local" for name in to]
        ]


async def test_a_condition_sees_the_same_as_a_run(people: Stored) -> None:
    record = await people.records.get(await made(people))
    assert record is not None
    (template, *_) = await people.configuration.templates()
    person = await people.person()
    for formula, to in PATHS:
        world = await loader(people).around(record, template.document, person)
        assert await condition_holds(f"FIRST(LIST({formula})) == '{to[0]}@firma.local'", world, lambda: NOW)


async def test_accounts_kept_in_variables_lead_on_after_a_restart(people: Stored) -> None:
    kept = {"change_variables": {"set": "s", "variables": {"who": {"formula": "FIRST($Poluchatel)"}}}}
    number = await begun(people, await made(people), kept, letter("'a@firma.local'"), WAITING,
                         letter("$$s->who->manager->manager->mbox"), SEND)  # fmt: skip
    run = await go_on(people, number)
    await sent(run)
    run = await go_on(people, number)
    assert (await recipients(run))[1] == ["director@firma.local"]


async def sent(run: Run) -> None:
    """The letter that the run waits for is accepted."""
    await models.Delivery.filter(id=run.state.waiting_for).update(state="sent")
    await models.Recipient.filter(delivery_id=run.state.waiting_for).update(state="sent", reply="250 ok")
    await models.ScenarioRun.filter(id=run.id).update(due_at=NOW)


@pytest.mark.parametrize("source", [{"attribute": "id"}, {"formula": "$id"}, {"formula": "FIRST(LIST($ID))"}])
async def test_a_record_kept_in_a_variable_stays_one_after_a_restart(people: Stored, source: dict[str, str]) -> None:
    kept = {"change_variables": {"set": "s", "variables": {"rec": source}}}
    second_letter = letter("$$s->rec->Poluchatel->manager->mbox", Subject={"formula": "$$s->rec->Temauvedomleniya"})
    number = await begun(people, await made(people), kept, letter("'a@firma.local'"), WAITING, second_letter, SEND)
    run = await go_on(people, number)
    assert RunState.from_json(run.state.to_json()).variables["s"]["rec"] == {"$": "record", "v": run.record_id}
    await sent(run)
    run = await go_on(people, number)
    second = (await DeliveryRepository().of_run(run.id))[1]
    assert ([item.address for item in second.recipients], second.subject) == (["boss@firma.local"], "Тема")


def context(objects: str, *actions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    whole = {"template": "Uvedomleniya", "objects": {"formula": objects}, "actions": list(actions), **fields}
    return {"change_context": whole}


async def test_a_context_reaches_other_records_each_once_and_comes_back(people: Stored) -> None:
    petrov = (await people.accounts.by_username("petrov")).id
    other = await made(people, Poluchatel={"account": petrov}, Temauvedomleniya="Вторая")
    own = await made(people)
    run = await run_to_its_end(
        people,
        own,
        context(f"LIST('{other}', $id, '{other}', {own})", letter("$Poluchatel->manager->mbox"), subject("$id"), SEND),
        letter("$Poluchatel->mbox", Subject={"attribute": "Temauvedomleniya"}),
        SEND,
    )
    assert run.error is None
    assert await recipients(run) == [["director@firma.local"], ["boss@firma.local"], ["ivanov@firma.local"]]
    assert [one.subject for one in await DeliveryRepository().of_run(run.id)] == [str(other), str(own), "Тема"]


@pytest.fixture(params=[1, step.LOT], ids=["behind the first ones", "among the first ones"])
def looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second record of a context is looked at as one behind the first hundreds is, or as these are."""
    monkeypatch.setattr(step, "LOT", request.param)


@pytest.mark.usefixtures("looked_at")
async def test_a_record_of_somebody_else_is_refused_in_words_and_administrators_see_it(people: Stored) -> None:
    await people.people.let_in(9, (await people.person()).role, "Вера")
    foreign, own = await made(people, author=9), await made(people)
    reading = context(f"LIST($id, '{foreign}')", letter("$Poluchatel->mbox"), SEND)
    refused = await run_to_its_end(people, own, reading)
    assert refused.error == {"key": "error-scenario-record-not-yours", "params": {"record": foreign}}
    chiefs = await made(people, author=CHIEF)
    seen = await run_to_its_end(people, chiefs, reading, author=CHIEF)
    assert await recipients(seen) == [["ivanov@firma.local"]] * 2
    await people.people.remove(CHIEF)
    chiefs = await made(people, author=CHIEF)
    assert (await run_to_its_end(people, chiefs, reading, author=CHIEF)).error == refused.error


async def test_whose_a_record_is_is_its_own_creator(people: Stored) -> None:
    foreign, own = await made(people), await made(people, author=CHIEF)
    run = await run_to_its_end(
        people, own, context(f"'{foreign}'", letter("$_creator->manager->mbox"), SEND), author=CHIEF
    )
    assert await recipients(run) == [["authors_boss@firma.local"]]


@pytest.mark.usefixtures("looked_at")
async def test_an_archived_record_is_reached_and_a_deleted_one_is_refused(people: Stored) -> None:
    archived, own = await made(people), await made(people)
    await models.Record.filter(id=archived).update(disabled=True)
    reading = context(f"LIST($id, '{archived}')", letter("IF($_isDisabled, 'a@firma.local', 'b@firma.local')"), SEND)
    assert await recipients(await run_to_its_end(people, own, reading)) == [["b@firma.local"], ["a@firma.local"]]
    await people.records.delete(archived, NOW)
    run = await run_to_its_end(people, await made(people), reading)
    assert run.error == {"key": "error-scenario-record-gone", "params": {"record": archived}}


@pytest.mark.parametrize("objects", ["'abc'", "$Poluchatel", "0", "1.5", "true", "NOW()", "''"])
async def test_what_is_no_record_is_said(people: Stored, objects: str) -> None:
    run = await run_to_its_end(people, await made(people), context(objects, letter("'a@firma.local'"), SEND))
    assert run.error is not None
    assert run.error["key"] == "error-scenario-no-record"


@contextmanager
def counted() -> Iterator[list[str]]:
    """Statements about records and accounts."""
    found: list[str] = []
    records, accounts = RecordCounter.records, RecordCounter.accounts

    async def of_records(self: WorldLoader, numbers: Any, person_id: int, **kwargs: Any) -> Any:
        found.append(f"records {len(numbers)}")
        return await records(self, numbers, person_id, **kwargs)

    async def of_accounts(self: WorldLoader, numbers: Any) -> Any:
        found.append(f"accounts {len(numbers)}")
        return await accounts(self, numbers)

    WorldLoader.records, WorldLoader.accounts = of_records, of_accounts
    try:
        yield found
    finally:
        WorldLoader.records, WorldLoader.accounts = records, accounts


class RecordCounter:
    """The methods as they are."""

    records = WorldLoader.records
    accounts = WorldLoader.accounts


async def test_a_plain_press_reads_accounts_once(people: Stored) -> None:
    record = await made(people)
    with counted() as statements:
        run = await run_to_its_end(people, record, letter("$Poluchatel->mbox"), SEND)
    assert await recipients(run) == [["ivanov@firma.local"]]
    assert statements == ["accounts 2"]


async def test_no_loop_reads_row_by_row(people: Stored) -> None:
    people_of_loop = []
    for index in range(120):
        await people.accounts.add(Account(0, f"b{index}", f"Boss {index}", f"b{index}@firma.local"))
        await people.accounts.add(Account(0, f"p{index}", f"Person {index}", f"p{index}@firma.local"))
        boss, person = [(await people.accounts.by_username(f"{kind}{index}")).id for kind in "bp"]
        await models.Account.filter(id=person).update(manager_id=boss)
        people_of_loop.append(person)
    own = await made(people)
    others = [await made(people, Poluchatel={"account": number}) for number in people_of_loop]
    found = ", ".join(f"'{number}'" for number in others)
    inner = context("FIRST(LIST($id))", letter("VALUE(FIRST($Poluchatel)->manager->mbox, 'no@test.ru')"), SEND)
    with counted() as statements:
        run = await run_to_its_end(people, own, context(f"LIST({found})", inner))
    assert run.error is None
    assert await recipients(run) == [[f"b{index}@firma.local"] for index in range(120)]
    assert len(statements) <= 8, statements
