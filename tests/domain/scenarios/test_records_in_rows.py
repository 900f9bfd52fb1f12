"""Records that scenarios change, in a real database: one transaction with the segment and all that follows."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain.audit import AuditFilter, Kind, Via
from domain.records.types.document import DocumentAttribute
from domain.runs.run import RunStatus
from domain.scenarios import at_hand
from domain.work import Claim, WorkKind
from storage import models
from storage.repositories.audit import AuditRepository
from storage.repositories.record_lists import RecordListRepository
from storage.repositories.records import RecordRepository
from tests.domain.deliveries.conftest import LEASE, Office
from tests.domain.scenarios.changing import change, create, duplicate, of
from tests.domain.scenarios.long_runs import FILL, advancing, begin, claimed, go_on, meddle, send
from tests.domain.scenarios.meddling import Meddle, killed
from tests.domain.scenarios.test_control import check, for_each, repeat

records = RecordRepository()


pytestmark = pytest.mark.usefixtures("meddling")


async def values_of(number: int) -> dict[str, Any]:
    record = await records.get(number)
    assert record is not None
    return dict(record.values)


async def another(office: Office, **values: Any) -> int:
    """Make a record that was filled in."""
    record = await records.add(office.record.template_id, 7, {}, office.clock())
    filled = {"Poluchatel": {"account": 1}, "Temauvedomleniya": "x", "Tekstuvedomleniya": "x", **values}
    await records.save(record, filled, office.clock(), complete=True)
    return record.id


async def nothing_is_left() -> None:
    for table in (models.StagedRecord, models.StagedValue, models.Spill):
        assert await table.all().count() == 0


async def test_what_a_segment_changes_is_written_with_it_and_all_that_follows_a_record(office: Office) -> None:
    other = await another(office)
    await models.Record.filter(id=other).update(card_message_id=77)
    before = await records.get(other)
    await begin(office, of(other, change("Temauvedomleniya", "'Новая тема'")), change("Temauvedomleniya", "'Своя'"))
    run = await go_on(office)
    assert run.status is RunStatus.ENDED
    after = await records.get(other)
    assert before is not None
    assert after is not None
    assert (after.values["Temauvedomleniya"], after.revision) == ("Новая тема", before.revision + 1)
    assert after.saved_at == before.saved_at
    assert (await values_of(office.record.id))["Temauvedomleniya"] == "Своя"
    text = await models.RecordText.get(record_id=other)
    assert " novaya" in text.words or " новая" in text.words
    assert await models.RecordValue.filter(record_id=other, text="Новая тема").count() == 1
    assert await models.RecordValue.filter(record_id=other, attribute="Temauvedomleniya").count() == 1
    assert await models.RecordAccount.filter(record_id=other).count() == 1
    drawn = await models.Report.filter(record_id__not_isnull=True).values_list("record_id", "news")
    assert drawn == [(other, "card")]
    notes = await AuditRepository().latest(AuditFilter(kind=Kind.RECORD, object_id=other), 5)
    assert [(note.actor.via, note.name, note.changes["attributes"][1]) for note in notes] == [
        (Via.SCENARIO, run.scenario.title, "Temauvedomleniya")
    ]
    await nothing_is_left()


async def test_what_is_changed_is_seen_behind_a_wait_too(office: Office) -> None:
    waits = send(success_variable="yes")
    later = {"change_variables": {"set": "n", "variables": {"Subject": {"attribute": "Temauvedomleniya"}}}}
    await begin(office, FILL, change("Temauvedomleniya", "'Новая'"), waits, later, send())
    assert (await go_on(office)).status is RunStatus.WAITING
    await office.send()
    run = await go_on(office)
    assert run.state.variables["n"]["Subject"] == {"$": "text", "v": "Новая"}
    assert (await values_of(office.record.id))["Temauvedomleniya"] == "Новая"


async def test_of_a_segment_that_fails_no_change_stays_and_of_those_before_all(office: Office) -> None:
    other = await another(office)
    await begin(
        office, FILL, of(other, change("Temauvedomleniya", "'Раз'")), send(success_variable="yes"),
        of(other, change("Temauvedomleniya", "'Два'")), check("false"),
    )  # fmt: skip
    await go_on(office)
    await office.send()
    assert (await go_on(office)).status is RunStatus.FAILED
    assert (await values_of(other))["Temauvedomleniya"] == "Раз"
    await nothing_is_left()


async def meanwhile(office: Office, act: Callable[[], Awaitable[None]], *actions: dict[str, Any]) -> None:
    """Run the actions, and do something else in the middle of their segment, once."""

    async def once() -> None:
        Meddle.acts.clear()
        await act()

    Meddle.acts[1] = once
    await begin(office, *actions)
    await go_on(office)


async def test_a_record_that_somebody_changes_meanwhile_is_read_again(office: Office) -> None:
    other = await another(office)

    async def somebody() -> None:
        record = await records.get(other)
        assert record is not None
        await records.save(record, {**record.values, "Tekstuvedomleniya": "их"}, office.clock(), complete=True)

    adds = change("Tekstuvedomleniya", "'ещё'", "add")
    await meanwhile(office, somebody, of(other, adds, meddle()), FILL, send())
    assert (await values_of(other))["Tekstuvedomleniya"] == "их\nещё"
    assert len(await office.deliveries.of_run(office.run_id)) == 1
    await nothing_is_left()


async def test_a_record_whose_letter_goes_meanwhile_is_left_alone(office: Office) -> None:
    other = await another(office)

    async def presses() -> None:
        await models.Record.filter(id=other).update(status="sending")

    await meanwhile(office, presses, of(other, change("Temauvedomleniya", "'Новая'"), meddle()))
    run = await office.runs.get(office.run_id)
    assert run is not None
    assert run.error is not None
    assert run.error["key"] == "error-scenario-record-under-way"
    assert (await values_of(other))["Temauvedomleniya"] == "x"


async def test_two_runs_on_one_record_lose_nothing_of_each_other(office: Office) -> None:
    other = await another(office, Tekstuvedomleniya="0")
    adds = of(other, *(change("Tekstuvedomleniya", "'+'", "add") for _ in range(3)))
    claims: list[Claim] = []
    for _ in range(4):
        await begin(office, adds)
        claims += await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    advance = advancing(office)
    await asyncio.gather(*map(advance, claims))
    assert (await values_of(other))["Tekstuvedomleniya"] == "\n".join("0" + "+" * 12)


async def many(office: Office, count: int) -> list[int]:
    return [await another(office) for _ in range(count)]


CHANGE_ALL = "from x in db->Uvedomleniya where x->Temauvedomleniya == 'x' select x->id"


def change_all(*more: dict[str, Any], **fields: Any) -> dict[str, Any]:
    objects = {"formula": CHANGE_ALL}
    actions = [change("Temauvedomleniya", "'№ ' + $id"), change("Poluchatel", "null"), *more]
    return {"change_context": {"template": "Uvedomleniya", "objects": objects, "actions": actions, **fields}}


@pytest.mark.parametrize("held", [0, 3, 1_000])
async def test_many_changes_are_written_alike_whether_they_were_held_or_spilled(
    office: Office, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_hand, "STAGED_AT_ONCE", held)
    numbers = await many(office, 12)
    reads = for_each(
        CHANGE_ALL.replace("== 'x'", "!= 'x'"), of(numbers[0], change("Tekstuvedomleniya", "$$one", "add"))
    )
    await begin(office, change_all(), reads)
    run = await go_on(office)
    assert run.error is None
    for number in numbers:
        values = await values_of(number)
        assert (values["Temauvedomleniya"], "Poluchatel" in values) == (f"№ {number}", False)
    assert (await values_of(numbers[0]))["Tekstuvedomleniya"].splitlines() == ["x", *map(str, numbers)]
    assert await models.RecordAccount.filter(record_id__in=numbers).count() == 0
    await nothing_is_left()


@pytest.mark.parametrize("held", [0, 3])
async def test_killed_or_failing_it_leaves_nothing_of_what_it_spilled(
    office: Office, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_hand, "STAGED_AT_ONCE", held)
    numbers = await many(office, 6)
    Meddle.acts[4] = killed
    await begin(office, change_all(meddle()))
    with pytest.raises(asyncio.CancelledError):
        await advancing(office)(await claimed(office))
    assert {(await values_of(number))["Temauvedomleniya"] for number in numbers} == {"x"}
    Meddle.acts.clear()
    await office.work.release_all()
    assert (await go_on(office)).error is None
    assert {(await values_of(number))["Temauvedomleniya"] for number in numbers} == {f"№ {n}" for n in numbers}
    await begin(office, change_all().copy(), of(numbers[0], change("Temauvedomleniya", "'x'")), check("false"))
    assert (await go_on(office)).status is RunStatus.FAILED
    assert (await values_of(numbers[0]))["Temauvedomleniya"] == f"№ {numbers[0]}"
    await nothing_is_left()


@pytest.mark.parametrize("held", [0, 2, 1_000])
async def test_an_ignored_error_takes_back_what_was_spilled(
    office: Office, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_hand, "STAGED_AT_ONCE", held)
    numbers = await many(office, 5)
    wrong = change("Poluchatel", "'никто'")
    before = of(numbers[0], change("Temauvedomleniya", "'раньше'"))
    await begin(
        office, before, change_all(wrong, ignore_errors=True), of(numbers[1], change("Temauvedomleniya", "$id"))
    )
    assert (await go_on(office)).error is None
    found = [(await values_of(number))["Temauvedomleniya"] for number in numbers]
    assert found == ["раньше", str(numbers[1]), "x", "x", "x"]
    await nothing_is_left()


async def test_new_records_and_copies_are_written_with_their_files_and_are_their_author_s(office: Office) -> None:
    file = await models.File.create(
        record_id=office.record.id, name="a.txt", content_type="text/plain", size=2, content=b"hi"
    )
    (template,) = await office.configuration.templates()
    document = template.document.model_copy(
        update={
            "attributes": (
                *template.document.attributes,
                DocumentAttribute(title="Файлы", system_name="Fayly", type="document", multiple=True),
            )
        }
    )
    await models.RecordTemplate.filter(id=template.id).update(
        document=document.stored(), revision=template.revision + 1
    )
    kept = {"file": file.id, "name": "a.txt", "content_type": "text/plain", "size": 2}
    values = {"Poluchatel": {"account": 1}, "Temauvedomleniya": "x", "Tekstuvedomleniya": "x", "Fayly": [kept]}
    other = await another(office, **values)
    copying = duplicate(change("Temauvedomleniya", "'Копия'"), variable="copy")
    await begin(office, of(other, copying), create(change("Temauvedomleniya", "'Пустая'")))
    run = await go_on(office)
    assert run.error is None
    made = await models.Record.filter(id__gt=other).order_by("id")
    assert [(row.creator_id, row.status, row.saved_at is None) for row in made] == [
        (7, "draft", False),
        (7, "draft", True),
    ]
    assert run.state.variables["copy"] == {"$": "record", "v": made[0].id}
    (copied,) = made[0].values["Fayly"]
    assert copied["file"] != file.id
    assert (await models.File.get(id=copied["file"])).content == b"hi"
    assert (await values_of(other))["Fayly"] == [kept]
    assert (made[0].values["Temauvedomleniya"], made[1].values) == ("Копия", {"Temauvedomleniya": "Пустая"})
    listed = await RecordListRepository().page(7, (), 10, None)
    assert {item.id for item in listed.items} >= {row.id for row in made}
    await nothing_is_left()


@pytest.mark.parametrize("held", [0, 3, 1_000])
async def test_many_new_records_are_there_once_though_it_was_killed(
    office: Office, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_hand, "STAGED_AT_ONCE", held)
    before = await models.Record.all().count()
    Meddle.acts[7] = killed
    await begin(office, repeat("10", create(change("Temauvedomleniya", "'№ ' + $$pass"), meddle())))
    with pytest.raises(asyncio.CancelledError):
        await advancing(office)(await claimed(office))
    assert await models.Record.all().count() == before
    await office.work.release_all()
    assert (await go_on(office)).error is None
    made = await models.Record.filter(id__gt=before).order_by("id").values_list("values", flat=True)
    assert [values["Temauvedomleniya"] for values in made] == [f"№ {number}" for number in range(10)]
    await nothing_is_left()
