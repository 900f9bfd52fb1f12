"""Checks, conditions and loops: what is done, how often, and what is said where a formula gives something else."""

from typing import Any

import pytest

from domain.scenarios.actions.check import CheckFailed
from domain.scenarios.actions.conditions import NotACondition
from domain.scenarios.actions.repeat import AT_ONCE, NotACount
from domain.scenarios.segment import Segment
from tests.domain.scenarios.test_interpreter import FILLED, SEND, run, scenario, variables

TRUE = ["true", "$Temauvedomleniya == 'Тема'", "1 < 2", "NOT(false)"]
FALSE = ["false", "$Temauvedomleniya == 'Иное'", "$$nobody"]
NEITHER = ["1", "'да'", "$Poluchatel"]


def check(condition: str, **more: Any) -> dict[str, Any]:
    return {"check": {"condition": condition, **more}}


def subject(formula: str) -> dict[str, Any]:
    return variables(Subject={"formula": formula})


def branches(*conditions: str, otherwise: str | None = None) -> dict[str, Any]:
    """Conditions, each of which sends a letter with its number from 1 on; 0 is that of "otherwise"."""
    made = [
        {"condition": condition, "actions": [subject(f"'{number}'"), SEND]}
        for number, condition in enumerate(conditions, 1)
    ]
    rest = {} if otherwise is None else {"otherwise": [subject(f"'{otherwise}'"), SEND]}
    return {"by_conditions": {"branches": made, **rest}}


def repeat(times: str | int, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"repeat": {"times": {"formula": str(times)}, "variable": "pass", "actions": [*actions], **more}}


def for_each(values: str, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"for_each": {"values": {"formula": values}, "variable": "one", "actions": [*actions], **more}}


def subjects(segment: Segment) -> list[str]:
    return [item.message.letter.subject for item in segment.staged]


@pytest.mark.parametrize("condition", TRUE)
async def test_a_check_that_is_met_lets_the_run_go_on(condition: str) -> None:
    segment = await run(scenario(FILLED, check(condition), SEND))
    assert (segment.error, subjects(segment)) == (None, ["Тема"])


@pytest.mark.parametrize("condition", FALSE)
async def test_a_check_that_is_not_met_ends_the_run_with_its_words_and_drops_its_letters(condition: str) -> None:
    words = "'Тема «' + $Temauvedomleniya + '» не годится'"
    segment = await run(scenario(FILLED, SEND, check(condition, message=words), SEND))
    assert isinstance(segment.error, CheckFailed)
    assert segment.error.params == {"words": "Тема «Тема» не годится", "has_words": "yes"}
    assert segment.staged == []


@pytest.mark.parametrize("message", [{}, {"message": "$$nobody"}, {"message": "''"}])
async def test_a_check_without_words_says_so_of_its_own(message: dict[str, str]) -> None:
    segment = await run(scenario(FILLED, check("false", **message)))
    assert segment.error is not None
    assert segment.error.params == {"words": "", "has_words": "no"}


async def test_nothing_goes_on_in_spite_of_a_check() -> None:
    inside = repeat("2", check("false"), ignore_errors=True)
    segment = await run(scenario(FILLED, inside, {"check": {"condition": "false", "ignore_errors": True}}, SEND))
    assert isinstance(segment.error, CheckFailed)
    assert [entry["kind"] for entry in segment.trace] == ["change_variables", "repeat", "check"]


@pytest.mark.parametrize("condition", NEITHER)
@pytest.mark.parametrize("make", [check, branches])
async def test_what_is_neither_yes_nor_no_is_said(make: Any, condition: str) -> None:
    segment = await run(scenario(FILLED, make(condition), SEND))
    assert isinstance(segment.error, NotACondition)
    assert segment.staged == []


@pytest.mark.parametrize(
    ("conditions", "sent"),
    [
        (["true", "true"], ["1", "2"]),
        (["false", "true"], ["2"]),
        (["true", "false"], ["1"]),
        (["false", "false"], ["0"]),
        (["$$nobody"], ["0"]),
        (["$Temauvedomleniya == 'Тема'", "$$notification->Subject == '1'"], ["1"]),
    ],
)
async def test_the_blocks_whose_condition_is_true_are_done_in_order(conditions: list[str], sent: list[str]) -> None:
    segment = await run(scenario(FILLED, branches(*conditions, otherwise="0")))
    assert (segment.error, subjects(segment)) == (None, sent)


async def test_without_an_otherwise_nothing_is_done_where_no_condition_is_true() -> None:
    segment = await run(scenario(FILLED, branches("false"), SEND))
    assert (segment.error, subjects(segment)) == (None, ["Тема"])


@pytest.mark.parametrize("times", [0, 1, 3, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE + 3])
async def test_actions_are_repeated_so_often_counting_from_0(times: int) -> None:
    segment = await run(scenario(FILLED, repeat(str(times), subject("$$pass"), SEND)))
    assert segment.error is None
    assert subjects(segment) == [str(number) for number in range(times)]


@pytest.mark.parametrize("times", ["-1", "1.5", "'два'", "true"])
async def test_what_is_no_count_is_said(times: str) -> None:
    segment = await run(scenario(FILLED, repeat(times, SEND)))
    assert isinstance(segment.error, NotACount)


async def test_nothing_to_count_is_no_pass() -> None:
    segment = await run(scenario(FILLED, repeat("$$nobody", SEND), for_each("$$nobody", SEND)))
    assert (segment.error, segment.staged) == (None, [])


async def test_a_loop_inside_a_loop_has_a_counter_of_its_own_and_the_outer_one_is_there_again() -> None:
    inner = {
        "repeat": {**repeat("2")["repeat"], "variable": "inner", "actions": [subject("$$pass + 0.1 * $$inner"), SEND]}
    }
    segment = await run(scenario(FILLED, repeat("2", inner, subject("$$pass"), SEND)))
    assert subjects(segment) == ["0", "0,1", "0", "1", "1,1", "1"]


async def test_values_come_in_their_order_whatever_they_are() -> None:
    segment = await run(scenario(FILLED, for_each("LIST('б', 'а', 'б')", subject("$$one"), SEND)))
    assert (segment.error, subjects(segment)) == (None, ["б", "а", "б"])


async def test_a_single_value_and_an_account_are_gone_over_too() -> None:
    segment = await run(scenario(FILLED, for_each("$Poluchatel", subject("$$one->fullName"), SEND)))
    assert (segment.error, subjects(segment)) == (None, ["Иванов Иван"])


async def test_a_failing_pass_that_is_ignored_drops_its_own_letters_and_leaves_the_loop() -> None:
    bad = {"check": {"condition": "true", "message": "''"}}
    inside = {**subject("$$one + 1 - 'x'")}
    segment = await run(scenario(FILLED, for_each("LIST('а', 'б')", SEND, bad, inside, ignore_errors=True), SEND))
    assert (segment.error, subjects(segment)) == (None, ["Тема"])


async def test_a_whole_set_is_taken_away_where_no_variable_is_named() -> None:
    away = {"change_variables": {"set": "notification", "operation": "exclude"}}
    segment = await run(scenario(FILLED, away, check("EMPTY($$notification)")))
    assert segment.error is None
    assert "notification" not in segment.state.variables
    for operation in ("replace", "add"):
        with pytest.raises(ValueError, match="config-missing"):
            scenario({"change_variables": {"set": "notification", "operation": operation}})
