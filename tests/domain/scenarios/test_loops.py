"""Frames over values and cursors: what a loop's variable holds, what is around it again, and what is read for it."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field

from domain.accounts.account import Account
from domain.described import Written
from domain.formulas.values import many
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.state import Frame, RunState
from domain.scenarios.step import Step
from domain.scenarios.variables import keep
from tests.domain.scenarios.made_up import known_kinds
from tests.domain.scenarios.test_control import for_each, subjects
from tests.domain.scenarios.test_interpreter import (
    CHIEF,
    IVANOV,
    SEND,
    Directory,
    Source,
    interpreter,
    known,
    run,
    scenario,
    variables,
    world,
)

WAITING = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}


class Each(ActionBody):
    """Does its actions for each value of a formula, which its variable holds in turn, page by page."""

    asked: ClassVar = ("variable",)

    variable: str
    values: Annotated[str, Written.FORMULA]
    page: int
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    async def step(self, step: Step) -> dict[str, Any]:
        """Enter them."""
        step.enter(variable=self.variable, items=(), cursor=0)
        return {}

    async def more(self, step: Step, cursor: Any) -> tuple[Iterable[Any], Any]:
        """Return a page."""
        items = [keep(item) for item in many(await step.formula(self.values))]
        upto = cursor + self.page
        return items[cursor:upto], upto if upto < len(items) else None


@pytest.fixture(autouse=True)
def known_kind() -> Iterator[None]:
    with known_kinds(each=Each):
        yield


def subject(formula: str) -> dict[str, Any]:
    return variables(
        Subject={"formula": formula}, Body={"formula": "'x'"}, To={"Address": {"formula": "'a@firma.local'"}}
    )


def over(values: str, *actions: dict[str, Any], page: int | None = None) -> dict[str, Any]:
    if page is None:
        return for_each(values, *actions)
    return {"each": {"variable": "one", "values": values, "actions": list(actions), "page": page}}


async def test_the_variable_holds_each_value_in_turn_and_nothing_behind_the_loop() -> None:
    before = {"change_variables": {"set": "s", "variables": {"a": {"formula": "1"}}}}
    segment = await run(
        scenario(before, over("LIST('a', 'b')", subject("$$one"), SEND), subject("VALUE($$one, '-')"), SEND)
    )
    assert segment.error is None
    assert subjects(segment) == ["a", "b", "-"]
    assert "one" not in segment.state.variables


async def test_an_inner_loop_lies_over_an_outer_one_and_leaving_it_brings_that_back() -> None:
    inner = over("LIST('x', 'y')", subject("$$one"), SEND)
    segment = await run(scenario(over("LIST('a', 'b')", inner, subject("$$one"), SEND)))
    assert subjects(segment) == ["x", "y", "a", "x", "y", "b"]


async def test_a_loop_over_accounts_leads_on_also_behind_a_wait() -> None:
    document = scenario(over("LIST($Poluchatel, USER())", subject("$$one->mbox"), WAITING))
    first = await run(document)
    state = RunState.from_json(first.state.to_json())
    second = await interpreter()(document.actions, state, world())
    assert subjects(first) + subjects(second) == [IVANOV.mbox, CHIEF.mbox]


async def test_leaving_a_context_inside_a_loop_restores_the_record() -> None:
    context = {
        "template": "Uvedomleniya",
        "objects": {"formula": "$$one"},
        "actions": [subject("$Temauvedomleniya"), SEND],
    }
    source = Source(kept={6: known(6, Temauvedomleniya="6"), 7: known(7, Temauvedomleniya="7")})
    document = scenario(over("LIST('6', '7')", {"change_context": context}, subject("$Temauvedomleniya"), SEND))
    assert subjects(await run(document, world(source=source))) == ["6", "Тема", "7", "Тема"]


@pytest.mark.parametrize("page", [1, 2, 3, 100])
async def test_a_cursor_gives_page_after_page(page: int) -> None:
    document = scenario(over("LIST('a', 'b', 'c', 'd', 'e')", subject("$$one"), SEND, page=page))
    segment = await run(document)
    assert segment.error is None
    assert subjects(segment) == ["a", "b", "c", "d", "e"]


async def test_a_cursor_goes_on_from_what_was_stored() -> None:
    document = scenario(over("LIST('a', 'b', 'c')", subject("$$one"), WAITING, page=2))
    state, seen = RunState.at_start(5), []
    while state.frames:
        segment = await interpreter()(document.actions, RunState.from_json(state.to_json()), world())
        seen += subjects(segment)
        state = segment.state
    assert seen == ["a", "b", "c"]


@pytest.mark.parametrize("page", [None, 60])
async def test_what_one_item_turned_out_to_need_is_read_for_the_next_hundred(page: int | None) -> None:
    people = {number: Account(number, f"p{number}", f"P {number}", f"p{number}@x.ru", manager_id=number + 1000)
              for number in range(1, 151)}  # fmt: skip
    chiefs = {
        number + 1000: Account(number + 1000, f"c{number}", f"C {number}", f"c{number}@x.ru") for number in people
    }
    directory = Directory({**people, **chiefs})
    source = Source(
        directory, {number + 2000: known(number + 2000, Poluchatel={"account": number}) for number in people}
    )
    found = ", ".join(f"'{number}'" for number in source.kept)
    context = {
        "template": "Uvedomleniya",
        "objects": {"formula": "$$one"},
        "actions": [subject("VALUE(FIRST($Poluchatel)->manager->mbox, 'no')"), SEND],
    }
    document = scenario(over(f"LIST({found})", {"change_context": context}, page=page))
    segment = await run(document, world(source=source, directory=directory))
    assert subjects(segment) == [f"c{number}@x.ru" for number in people]
    assert source.queries <= 5
    assert directory.queries <= 10


def test_frames_of_earlier_versions_say_whether_they_are_of_records() -> None:
    old = {"version": 2, "variables": {"rec": "5"}, "waiting_for": None, "steps": 1}
    frames = [
        {"container": [], "items": [5], "position": 0, "index": 1, "kind": None, "template": None, "variable": None},
        {"container": [0], "items": [5], "position": 0, "index": 1, "kind": "x", "template": "T", "variable": None},
        {
            "container": [0, 0],
            "items": [None],
            "position": 0,
            "index": 0,
            "kind": "x",
            "template": None,
            "variable": None,
        },
    ]
    state = RunState.from_json({**old, "frames": frames})
    assert [frame.of_records for frame in state.frames] == [True, True, False]
    assert state.variables == {"rec": "5"}
    assert RunState.from_json(state.to_json()) == state
    assert Frame((), (1,), position=3).item is None
