"""Scenarios that change records: what each operation does, what later actions see, and that all of it is one with its
segment."""

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from domain.accounts.account import Account
from domain.accounts.entity import AccountEntity, KnownAccounts
from domain.configured.route import MAX_RECIPIENTS
from domain.errors import GonetsError
from domain.records.changing import AddsNothing, WrongKind, changed
from domain.records.entity import RecordEntity
from domain.records.file_ref import FileRef
from domain.records.staged import StagedRecord
from domain.records.types.account import AccountAttribute
from domain.records.types.document import MAX_FILES, DocumentAttribute
from domain.records.types.record import MOST_RECORDS, RecordAttribute, TooManyRecords
from domain.scenarios import bounds
from domain.scenarios.at_hand import RecordNotVisible
from domain.scenarios.segment import Segment
from domain.scenarios.state import RunState
from domain.scenarios.step import RecordAway, RecordGone, RecordUnderWay, UnknownPiece
from domain.scenarios.world import World
from tests.domain.scenarios.changing import TEMPLATE, change, create, duplicate, of, settled
from tests.domain.scenarios.test_control import check, for_each, repeat
from tests.domain.scenarios.test_interpreter import FILLED, SEND, Source, interpreter, known, scenario, variables, world

CHIEF, IVANOV = {"account": 2}, {"account": 1}
SUBJECT = variables(Subject={"attribute": "Temauvedomleniya"})


def opened(**values: Any) -> World:
    others = {number: settled(number, Temauvedomleniya=f"№ {number}") for number in (6, 7)}
    made = world(source=Source(kept={**others}), **values)
    made.at_hand.laid_over[5] = replace(made.at_hand.laid_over[5], template=TEMPLATE)
    return made


async def run(*actions: dict[str, Any], **values: Any) -> tuple[Segment, dict[int, dict[str, Any]]]:
    """Return the segment, and what is written of each record."""
    where = opened(**values)
    document = scenario(*actions)
    segment = await interpreter()(document.actions, RunState.at_start(5), where)
    records = segment.records.items()
    return segment, {number: dict(one.changed) for number, one in records if isinstance(one, StagedRecord)}


CASES = [
    ("Temauvedomleniya", "'Новая'", "replace", "Новая"),
    ("Temauvedomleniya", "1.50", "replace", "1,5"),
    ("Temauvedomleniya", "null", "replace", None),
    ("Temauvedomleniya", "'  '", "replace", None),
    ("Temauvedomleniya", "'Тема'", "remove", None),
    ("Temauvedomleniya", "'Другая'", "remove", "Тема"),
    ("Temauvedomleniya", None, "clear", None),
    ("Temauvedomleniya", {"attribute": "Tekstuvedomleniya"}, "replace", "Текст"),
    ("Tekstuvedomleniya", "'и ещё'", "add", "Текст\nи ещё"),
    ("Tekstuvedomleniya", "null", "add", "Текст"),
    ("Poluchatel", "USER()", "replace", CHIEF),
    ("Poluchatel", {"attribute": "_creator"}, "replace", CHIEF),
    ("Poluchatel", "$Poluchatel", "remove", None),
    ("Kopii", "USER()", "add", [CHIEF]),
    ("Kopii", "LIST(USER(), $Poluchatel)", "add", [CHIEF, IVANOV]),
    ("Kopii", "LIST(USER(), $Poluchatel, USER())", "replace", [CHIEF, IVANOV]),
    ("Kopii", "USER()", "remove", None),
    ("Obrazec", "$id", "replace", {"record": 5}),
    ("Kopii", None, "clear", None),
]


@pytest.mark.parametrize(("attribute", "value", "operation", "after"), CASES)
async def test_what_an_operation_leaves(attribute: str, value: Any, operation: str, after: Any) -> None:
    segment, written = await run(change(attribute, value, operation))
    assert segment.error is None
    assert written == {5: {attribute: after}}


async def test_values_are_put_behind_those_that_are_there_and_taken_out_by_what_is_equal() -> None:
    held = [CHIEF, IVANOV]
    _, added = await run(change("Kopii", "$Poluchatel", "add"), Kopii=[CHIEF])
    _, again = await run(change("Kopii", "$Poluchatel", "add"), Kopii=held)
    _, taken = await run(change("Kopii", "USER()", "remove"), Kopii=held)
    assert [item[5]["Kopii"] for item in (added, again, taken)] == [held, held, [IVANOV]]


async def test_a_text_is_taken_out_with_or_without_its_formatting() -> None:
    formatted = {"text": "Тема", "entities": [["bold", 0, 4, None]]}
    _, written = await run(change("Tekstuvedomleniya", "'Тема'", "remove"), Tekstuvedomleniya=formatted)
    assert written == {5: {"Tekstuvedomleniya": None}}


FILE = {"file": 3, "name": "a.pdf", "content_type": "application/pdf", "size": 1}


async def test_files_go_from_one_attribute_to_another() -> None:
    move = [variables(Files={"attribute": "Fayly"}), of(6, change("Fayly", "$$notification->Files", "add"))]
    segment, _ = await run(*move, Fayly=[FILE])
    assert isinstance(segment.error, WrongKind)  # formulas know files by their names alone
    segment, written = await run(change("Fayly", {"attribute": "Fayly"}, "add"), Fayly=[FILE])
    assert written == {5: {"Fayly": [FILE, FILE]}}


@pytest.mark.parametrize(
    ("attribute", "value", "operation", "error"),
    [
        ("Poluchatel", "'Иванов'", "replace", WrongKind),
        ("Poluchatel", "LIST(USER(), $Poluchatel)", "replace", WrongKind),
        ("Kopii", "5", "add", WrongKind),
        ("Zakaz", "$id", "replace", WrongKind),
        ("Fayly", "'a.pdf'", "replace", WrongKind),
        ("Temauvedomleniya", "'ещё'", "add", AddsNothing),
    ],
)
async def test_what_an_attribute_cannot_hold_is_said(attribute: str, value: str, operation: str, error: Any) -> None:
    segment, written = await run(change(attribute, value, operation))
    assert isinstance(segment.error, error)
    assert written == {}


NOTHING: Any = None


def many(kind: str, count: int) -> list[Any]:
    return [{kind: number} for number in range(1, count + 1)]


def files(count: int) -> list[Any]:
    return [FileRef(number, f"{number}.txt", "text/plain", 1).to_json() for number in range(1, count + 1)]


FULL = [
    (
        AccountAttribute,
        "account",
        many("account", MAX_RECIPIENTS),
        AccountEntity(Account(9999, "a", "A", "a@firma.local"), KnownAccounts()),
    ),
    (RecordAttribute, "record", many("record", MOST_RECORDS), RecordEntity(9999, NOTHING)),
    (DocumentAttribute, "document", files(MAX_FILES), FileRef(99, "a.txt", "text/plain", 1)),
]


@pytest.mark.parametrize(("made", "kind", "held", "one"), FULL, ids=[kind for _, kind, _, _ in FULL])
def test_no_more_is_added_than_an_attribute_may_hold(made: Any, kind: str, held: list[Any], one: Any) -> None:
    of_what = {"template": "Zakaz"} if kind == "record" else {}
    attribute = made(title="Что", system_name="Chto", type=kind, multiple=True, **of_what)
    with pytest.raises(GonetsError) as refused:
        changed(attribute, "add", held, one, zone=UTC, read=lambda _attribute, _kept: None)
    assert refused.value.key in {"error-too-many-accounts", "error-too-many-records", "error-too-many-files"}
    assert len(changed(attribute, "add", held[1:], one, zone=UTC, read=lambda _attribute, _kept: None)) == len(held)


def test_records_that_do_not_fit_are_refused_and_none_is_left_out() -> None:
    attribute = RecordAttribute(title="Что", system_name="Chto", type="record", template="Zakaz", multiple=True)
    fitting = tuple(RecordEntity(number, NOTHING) for number in range(MOST_RECORDS))
    assert len(changed(attribute, "replace", None, fitting, zone=UTC, read=lambda _a, _k: None)) == MOST_RECORDS
    with pytest.raises(TooManyRecords):
        changed(attribute, "replace", None, (*fitting, RecordEntity(9999, NOTHING)), zone=UTC, read=lambda _a, _k: None)


async def test_all_values_of_an_action_are_those_of_before_it() -> None:
    swap = {
        "change_attributes": {
            "changes": [
                {"attribute": "Temauvedomleniya", "value": {"attribute": "Tekstuvedomleniya"}},
                {"attribute": "Tekstuvedomleniya", "value": {"attribute": "Temauvedomleniya"}},
            ]
        }
    }
    _, written = await run(swap)
    assert written == {5: {"Temauvedomleniya": "Текст", "Tekstuvedomleniya": "Тема"}}


async def test_what_comes_later_in_the_segment_sees_it_letters_and_queries_included() -> None:
    find = "from x in db->Uvedomleniya where x->Temauvedomleniya == 'Новая' select x->id"
    segment, written = await run(
        FILLED,
        change("Temauvedomleniya", "'Новая'"),
        SUBJECT,
        SEND,
        for_each(find, of(6, change("Temauvedomleniya", "'Найдена ' + $$one"))),
    )
    assert segment.error is None
    assert [item.message.letter.subject for item in segment.staged] == ["Новая"]
    assert written[6] == {"Temauvedomleniya": "Найдена 5"}


async def test_a_failing_check_drops_what_was_changed() -> None:
    segment, written = await run(change("Temauvedomleniya", "'Новая'"), check("false"))
    assert segment.error is not None
    assert written == {}


async def test_an_ignored_error_drops_what_its_action_changed_and_no_more() -> None:
    inside = of(6, change("Temauvedomleniya", "'Да'"), change("Poluchatel", "'нет'"), ignore_errors=True)
    segment, written = await run(change("Temauvedomleniya", "'Своя'"), inside, SUBJECT)
    assert segment.error is None
    assert written == {5: {"Temauvedomleniya": "Своя"}}
    segment, written = await run(of(5, change("Temauvedomleniya", "'Да'"), inside, ignore_errors=True))
    assert written == {5: {"Temauvedomleniya": "Да"}}


@pytest.mark.parametrize(
    ("number", "error"), [(9, RecordNotVisible), (10, RecordGone), (8, RecordUnderWay), (4, RecordAway)]
)
async def test_a_record_that_may_not_be_changed_is_left_alone(number: int, error: Any) -> None:
    where = opened()
    source = where.source
    assert isinstance(source, Source)
    away = settled(4)
    source.kept[9] = None
    source.kept[8] = replace(known(8), template=TEMPLATE)
    source.kept[4] = replace(away, record=replace(away.record, disabled=True))
    document = scenario(of(number, change("Temauvedomleniya", "'Новая'")))
    segment = await interpreter()(document.actions, RunState.at_start(5), where)
    assert isinstance(segment.error, error)
    assert segment.records == {}


async def test_a_new_record_is_the_context_of_what_is_inside_and_its_variable_leads_to_it_behind() -> None:
    filled = create(change("Temauvedomleniya", "'Ответ на ' + $$s->from"), variable="made")
    origin = {"change_variables": {"set": "s", "variables": {"from": {"attribute": "Temauvedomleniya"}}}}
    behind = variables(Subject={"formula": "$$made->Temauvedomleniya + ', ' + $Temauvedomleniya"})
    segment, written = await run(FILLED, origin, filled, behind, SEND)
    assert segment.error is None
    (number,) = written
    made = segment.records[number]
    assert isinstance(made, StagedRecord)
    assert made.is_new
    assert (made.known.record.creator_id, written[number]) == (7, {"Temauvedomleniya": "Ответ на Тема"})
    assert [item.message.letter.subject for item in segment.staged] == ["Ответ на Тема, Тема"]


async def test_a_copy_has_all_values_and_changes_of_it_leave_the_other_alone() -> None:
    segment, written = await run(duplicate(change("Temauvedomleniya", "'Копия'")), Fayly=[FILE])
    assert segment.error is None
    ((_, copy),) = written.items()
    before = {"Poluchatel": IVANOV, "Tekstuvedomleniya": "Текст", "Fayly": [FILE]}
    assert copy == {**before, "Temauvedomleniya": "Копия"}


@pytest.mark.parametrize("make", [create, duplicate])
async def test_an_empty_inside_makes_the_record_alone_and_a_failing_one_makes_none(make: Any) -> None:
    segment, written = await run(make())
    assert (segment.error, len(written)) == (None, 1)
    segment, written = await run(make(change("Poluchatel", "'нет'"), ignore_errors=True), FILLED)
    assert (segment.error, written) == (None, {})
    segment, written = await run(make(), check("false"))
    assert (segment.error is None, written) == (False, {})


async def test_too_many_new_records_end_the_run_in_words_and_none_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_RECORDS", 3)
    segment, written = await run(repeat("3", create()))
    assert (segment.error, len(written), segment.state.records) == (None, 3, 3)
    segment, written = await run(repeat("4", create(ignore_errors=True), ignore_errors=True))
    assert isinstance(segment.error, bounds.TooManyRecords)
    assert written == {}


async def test_a_template_that_is_gone_is_said() -> None:
    segment, _ = await run({"create_record": {"template": "Net"}})
    assert isinstance(segment.error, UnknownPiece)
