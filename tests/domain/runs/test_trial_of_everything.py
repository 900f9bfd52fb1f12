"""A dry run shows what each kind of action would do, the branch behind a refusal as well, and changes nothing."""

from typing import Any

import pytest

from bot.objects.addresses import TryOnRecord
from bot.objects.trial import trial_page
from bot.telegram.page import MAX_TEXT
from domain.messages.rich_text import utf16_length
from domain.runs.trial import Trial
from storage import models
from tests.domain.configuration.test_explain_scenario import reader
from tests.domain.runs.test_try_scenario import ADMIN, SEND, document, filling, trying
from tests.domain.scenarios.changing import change, create, duplicate
from tests.domain.scenarios.conftest import Stored
from tests.domain.scenarios.test_control import branches, check, for_each

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
    for words in ("Тема уведомления = Новая", "Создана новая запись", "Тема уведомления = Ответ", "копия записи № "):
        assert words in text


async def test_of_a_loop_s_letters_three_are_whole_and_the_others_are_counted(stored: Stored, filled: int) -> None:
    loop = for_each("LIST('1', '2', '3', '4', '5')", BODY, SEND)
    trial = await tried(stored, filled, loop)
    text, buttons = page(trial, filled)
    assert len(trial.letters) == 5
    assert len([label for label in buttons if "исьмо" in label]) == 3
    assert "ещё писем шага 1.2: 2 (ivanov@firma.local, ivanov@firma.local)" in text


async def test_letters_of_other_ways_are_not_counted_among_those_of_the_run(stored: Stored, filled: int) -> None:
    loop = for_each("LIST('1', '2', '3', '4', '5')", BODY, SEND)
    block = {"condition": "false", "actions": [BODY]}
    trial = await tried(stored, filled, {"by_conditions": {"branches": [block]}}, loop)
    assert [len(other.letters) for other in trial.otherwise] == [5]
    text, buttons = page(trial, filled)
    assert "ещё писем шага 2.2: 2 (ivanov@firma.local, ivanov@firma.local)" in text
    assert len([label for label in buttons if "исьмо" in label]) == 3


async def test_it_takes_the_branch_behind_a_refusal_as_well(stored: Stored, filled: int) -> None:
    # The block that is done there is not told a second time as one that is not done here.
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


async def test_a_refusal_behind_a_refusal_is_tried_too(stored: Stored, filled: int) -> None:
    again = {"condition": "NOT(EMPTY($$no))", "actions": [WAITS]}
    trial = await tried(stored, filled, BODY, REFUSED, {"by_conditions": {"branches": [again]}})
    first, second = trial.otherwise
    assert (first.number, first.error, len(first.letters)) == ("2", None, 1)
    assert (second.number, second.name) == ("3.1.1", "refused")
    assert second.error is not None


async def test_what_is_done_apart_forks_too(stored: Stored, filled: int) -> None:
    trial = await tried(stored, filled, BODY, {"run_apart": {"actions": [REFUSED, check("true")]}})
    assert [(other.number, other.name) for other in trial.otherwise] == [("2.1", "refused"), ("2.2", "not_met")]


async def test_a_check_that_is_met_says_what_a_person_would_be_told_otherwise(stored: Stored, filled: int) -> None:
    words = check("$Temauvedomleniya == 'Тема'", message="'Нельзя: ' + $Temauvedomleniya")
    trial = await tried(stored, filled, BODY, WAITS, SEND, words, SEND)
    assert (trial.error, len(trial.letters)) == (None, 3)
    other = next(other for other in trial.otherwise if other.name == "not_met")
    assert (other.number, other.lost, other.sent, other.letters) == ("4", 1, 1, ())
    text, _ = page(trial, filled)
    assert "А если проверка шага 4 не пройдёт" in text
    assert "Нельзя: Тема" in text
    assert "Не уйдут и письма, приготовленные до этого: 1. Отправленные раньше останутся: 1." in text


async def test_a_check_that_is_not_met_says_what_would_follow_if_it_were(stored: Stored, filled: int) -> None:
    trial = await tried(stored, filled, BODY, SEND, check("false", message="'Рано'"), SEND)
    assert trial.error is not None
    assert trial.letters == ()
    (other,) = trial.otherwise
    assert (other.number, other.name, other.error) == ("3", "met", None)
    assert [letter.step for letter in other.letters] == ["2", "4"]
    text, buttons = page(trial, filled)
    assert "А если проверка шага 3 пройдёт" in text
    assert "✉️ Письмо 2" in buttons


@pytest.mark.parametrize(
    ("conditions", "otherwise", "blocks"),
    [
        (("true", "false"), None, [1]),
        (("true", "false"), "3", [1, 2]),
        (("false", "false"), "3", [0, 1]),
        (("true", "true"), None, []),
    ],
)
async def test_blocks_that_are_not_done_are_tried_too(
    stored: Stored, filled: int, conditions: tuple[str, ...], otherwise: str | None, blocks: list[int]
) -> None:
    trial = await tried(stored, filled, BODY, branches(*conditions, otherwise=otherwise))
    assert [other.block for other in trial.otherwise] == blocks
    for other in trial.otherwise:
        assert [letter.step for letter in other.letters] == [f"2.{(other.block or 0) + 1}.2"]


async def test_a_check_of_a_loop_is_told_once(stored: Stored, filled: int) -> None:
    loop = for_each("LIST('1', '2', '3', '4')", BODY, SEND, check("$$one != '3'", message="'Стоп на ' + $$one"))
    trial = await tried(stored, filled, loop)
    assert [(other.number, other.name) for other in trial.otherwise] == [("1.3", "not_met"), ("1.3", "met")]
    failed, met = trial.otherwise
    assert failed.error is not None
    assert failed.error.params["words"] == "Стоп на 1"
    assert (met.error, len(met.letters)) == (None, 4)


async def test_many_other_ways_fit_onto_a_page_and_the_others_are_counted(stored: Stored, filled: int) -> None:
    checks = [check("true", message=f"'{'Нельзя ' * 40}{number}'") for number in range(20)]
    trial = await tried(stored, filled, BODY, *checks, SEND)
    assert (len(trial.otherwise), trial.more_ways) == (12, 8)
    text, _ = page(trial, filled)
    assert utf16_length(text) <= MAX_TEXT
    assert "других путей по этому сценарию." in text
    assert "Сценарий дошёл бы до конца" in text
