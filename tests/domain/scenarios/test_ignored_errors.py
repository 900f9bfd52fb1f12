"""Going on in spite of errors: what `ignore_errors` covers, what is dropped then, and what it never covers."""

from typing import Any

import pytest

from domain.formulas import LimitExceeded, PatternTooHard
from domain.messages.template_check import TemplateError
from domain.scenarios.bounds import TooManySteps
from tests.domain.runs.test_try_scenario import ADMIN, trying
from tests.domain.scenarios.conftest import Stored
from tests.domain.scenarios.made_up import either
from tests.domain.scenarios.test_interpreter import FILLED, SEND, interpreter, run, scenario, variables, world

BROKEN_HEADER = variables(CustomHeaders={"XNote": {"formula": "$Tekstuvedomleniya"}})
NOBODY = variables(To={"Address": {"formula": "$Poluchatel->phone"}})
HARD = variables(Subject={"formula": "REGEXREPLACE($Tekstuvedomleniya, '(a+)+b', 'x')"})
WAITING = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}


def ignoring(action: dict[str, Any]) -> dict[str, Any]:
    ((kind, body),) = action.items()
    return {kind: {**body, "ignore_errors": True}}


def context(*actions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "change_context": {"template": "Uvedomleniya", "objects": {"attribute": "id"}, "actions": [*actions], **fields}
    }


def subject(text: str) -> dict[str, Any]:
    return variables(Subject={"formula": f"'{text}'"})


async def test_a_second_letter_with_a_line_break_in_a_header_is_ignored_and_the_first_one_goes() -> None:
    document = scenario(FILLED, SEND, BROKEN_HEADER, ignoring(SEND), subject("after"))
    segment = await run(document, world(Tekstuvedomleniya="один\nдва"))
    assert segment.error is None
    assert segment.ended
    assert len(segment.staged) == 1
    assert segment.trace[3]["error"]["key"] == "error-line-break-in-header"
    assert len(segment.trace) == 5


async def test_where_it_is_not_ignored_the_trace_keeps_what_was_done_and_nothing_goes() -> None:
    segment = await run(scenario(FILLED, SEND, BROKEN_HEADER, SEND), world(Tekstuvedomleniya="один\nдва"))
    assert segment.error is not None
    assert segment.error.key == "error-line-break-in-header"
    assert segment.staged == []
    assert [entry["kind"] for entry in segment.trace] == [
        "change_variables",
        "send_message",
        "change_variables",
        "send_message",
    ]


async def test_a_trial_says_at_its_step_what_a_letter_cannot_be_made_of(stored: Stored) -> None:
    values = {"Poluchatel": {"account": 1}, "Temauvedomleniya": "Тема", "Tekstuvedomleniya": "один\nдва"}
    record = await stored.record("Uvedomleniya", **values)
    event = {"type": "button_clicked", "template": "Uvedomleniya", "button": "Otpravituvedomlenie"}
    actions = [FILLED, SEND, BROKEN_HEADER, ignoring(SEND), context(SEND)]
    trial = await trying(stored)(ADMIN, {"title": "Проба", "event": event, "actions": actions}, record)
    problems = [(step.number, step.problem.key, step.problem.ignored) for step in trial.steps if step.problem]
    assert problems == [
        ("4", "error-line-break-in-header", True),
        ("5.1", "error-line-break-in-header", False),
    ]
    assert trial.letters == ()


async def test_a_trial_shows_no_letter_that_an_action_around_it_has_dropped(stored: Stored, filled: int) -> None:
    event = {"type": "button_clicked", "template": "Uvedomleniya", "button": "Otpravituvedomlenie"}
    actions = [FILLED, SEND, context(SEND, NOBODY, SEND, ignore_errors=True), SEND]
    trial = await trying(stored)(ADMIN, {"title": "Проба", "event": event, "actions": actions}, filled)
    assert trial.error is None
    assert [letter.step for letter in trial.letters] == ["2", "4"]
    assert [(step.number, step.letter) for step in trial.steps if step.kind == "send_message"] == [
        ("2", 0),
        ("3.1", None),
        ("3.3", None),
        ("4", 1),
    ]


async def test_an_action_covers_those_inside_it_and_drops_what_they_staged() -> None:
    inside = context(subject("inside"), SEND, NOBODY, SEND, subject("never"), ignore_errors=True)
    segment = await run(scenario(FILLED, SEND, inside, SEND))
    assert segment.error is None
    assert [item.message.letter.subject for item in segment.staged] == ["Тема", "Тема"]
    assert [entry["place"] for entry in segment.trace if "error" in entry] == [[2, 3]]
    assert segment.trace[-1]["place"] == [3]


async def test_the_nearest_one_that_ignores_is_left_and_those_around_it_go_on() -> None:
    inner = context(NOBODY, SEND, subject("never"), ignore_errors=True)
    segment = await run(scenario(FILLED, context(inner, subject("outer"), SEND, ignore_errors=True)))
    assert segment.error is None
    assert [item.message.letter.subject for item in segment.staged] == ["outer"]


async def test_of_several_blocks_those_still_to_be_done_are_left_as_well() -> None:
    branches = {
        "note": "done",
        "blocks": [
            {"condition": "true", "actions": [SEND, NOBODY, SEND]},
            {"condition": "true", "actions": [subject("never"), SEND]},
        ],
    }
    with either():
        segment = await run(scenario(FILLED, {"either": {**branches, "ignore_errors": True}}, subject("x"), SEND))
    assert segment.error is None
    assert [item.message.letter.subject for item in segment.staged] == ["x"]
    assert "done" not in segment.state.variables


async def test_what_was_sent_before_a_wait_inside_stays_and_the_rest_is_dropped() -> None:
    document = scenario(
        FILLED, context(WAITING, SEND, NOBODY, SEND, ignore_errors=True), variables(Subject={"formula": "'x'"})
    )
    first = await run(document)
    assert first.waits
    rest = await interpreter()(document.actions, first.state, world())
    assert rest.ended
    assert rest.error is None
    assert rest.staged == []


@pytest.mark.parametrize("around", [False, True])
async def test_a_regular_expressions_bound_ends_the_run_whatever_is_ignored(around: bool) -> None:
    hard = scenario(context(HARD, ignore_errors=True)) if around else scenario(ignoring(HARD))
    segment = await run(hard, world(Tekstuvedomleniya="a" * 5000 + "c"))
    assert segment.error is not None
    assert segment.error.ends_run
    assert not segment.ended


def test_bounds_are_never_ignored() -> None:
    assert TooManySteps.ends_run
    assert LimitExceeded.ends_run
    assert PatternTooHard.ends_run
    assert TemplateError("too-large", 1).ends_run
    assert not TemplateError("unknown-name", 1).ends_run
