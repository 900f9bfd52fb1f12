"""A dry run shows what each kind of action would do, the branch behind a refusal as well, and changes nothing."""

from typing import Any

from bot.objects.addresses import TryOnRecord
from bot.objects.trial import trial_page
from domain.runs.trial import Trial
from storage import models
from tests.domain.configuration.test_explain_scenario import reader
from tests.domain.runs.test_try_scenario import ADMIN, SEND, document, filling, trying
from tests.domain.scenarios.changing import change, create, duplicate
from tests.domain.scenarios.conftest import Stored
from tests.domain.scenarios.test_control import for_each

BODY = filling(Body={"attribute": "Tekstuvedomleniya"})
REFUSED = {"send_message": {**SEND["send_message"], "success_variable": "yes", "error_variable": "no"}}
WAITS = {"send_message": {**SEND["send_message"], "success_variable": "yes"}}


async def tried(stored: Stored, number: int, *actions: dict[str, Any]) -> Trial:
    before = await models.Record.all().order_by("id").values()
    trial = await trying(stored)(ADMIN, document(*actions), number)
    assert await models.Record.all().order_by("id").values() == before
    assert await models.StagedRecord.all().count() == 0
    return trial


def page(trial: Trial, number: int) -> tuple[str, list[str]]:
    shown = trial_page(reader(), trial, TryOnRecord(scenario=1, draft=0, record=number))
    return shown.text, [button.label for row in shown.rows for button in row]


async def test_it_shows_changes_and_new_records_without_making_any(stored: Stored, filled: int) -> None:
    made = create(change("Temauvedomleniya", "'Ответ'"), variable="made")
    trial = await tried(stored, filled, change("Temauvedomleniya", "'Новая'"), made, duplicate(), BODY, SEND)
    assert trial.error is None
    assert trial.letters[0].letter.subject == "Новая"
    text, _ = page(trial, filled)
    for words in ("Temauvedomleniya = Новая", "Создана новая запись", "Temauvedomleniya = Ответ", "копия записи № "):
        assert words in text


async def test_of_a_loop_s_letters_three_are_whole_and_the_others_are_counted(stored: Stored, filled: int) -> None:
    loop = for_each("LIST('1', '2', '3', '4', '5')", BODY, SEND)
    trial = await tried(stored, filled, loop)
    text, buttons = page(trial, filled)
    assert len(trial.letters) == 5
    assert len([label for label in buttons if "исьмо" in label]) == 3
    assert "ещё писем шага 1.2: 2 (ivanov@firma.local, ivanov@firma.local)" in text


async def test_it_takes_the_branch_behind_a_refusal_as_well(stored: Stored, filled: int) -> None:
    failed = {"condition": "NOT(EMPTY($$no))", "actions": [change("Temauvedomleniya", "'Отказ: ' + $$no")]}
    trial = await tried(stored, filled, BODY, REFUSED, {"by_conditions": {"branches": [failed]}})
    assert [step.number for step in trial.steps] == ["1", "2", "3"]
    (other,) = trial.otherwise
    assert (other.number, [step.number for step in other.steps]) == ("2", ["3", "3.1.1"])
    text, _ = page(trial, filled)
    assert "А если письмо шага 2 не примут" in text
    assert "Отказ: 550" in text


async def test_a_refusal_that_nothing_takes_is_told_as_the_end(stored: Stored, filled: int) -> None:
    trial = await tried(stored, filled, BODY, WAITS)
    assert trial.error is None
    (other,) = trial.otherwise
    assert other.error is not None
    assert other.error.key == "error-letter-not-accepted"
    ignoring = {"send_message": {**WAITS["send_message"], "ignore_errors": True}}
    (other,) = (await tried(stored, filled, BODY, ignoring, SEND)).otherwise
    assert (other.error, len(other.letters)) == (None, 1)


async def test_what_would_be_done_apart_is_tried_too(stored: Stored, filled: int) -> None:
    trial = await tried(stored, filled, BODY, {"run_apart": {"actions": [SEND]}})
    assert [(step.number, step.kind) for step in trial.steps] == [
        ("1", "change_variables"),
        ("2", "run_apart"),
        ("2.1", "send_message"),
    ]
    assert [letter.step for letter in trial.letters] == ["2.1"]
