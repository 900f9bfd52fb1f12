"""A dry run: every step with what it saw, the letters as they would go, and nothing written."""

from typing import Any

import pytest

from bot.files.config_file import recipe_file
from domain.audit import Act, AuditFilter, Kind
from domain.errors import NotFound, NotYours
from domain.large_contents import NothingPut
from domain.people import Person, Role
from domain.runs.try_scenario import OtherTemplate, TextsHidden, TryScenario
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.seen import Seen
from domain.scenarios.walking import number_in
from mail.compose import MimeComposer
from storage import models
from storage.repositories.audit import AuditRepository
from storage.repositories.files import FileRepository
from storage.transactions import atomically
from tests.domain.scenarios.conftest import AUTHOR, CHIEF, NOW, Stored

ADMIN = Person(AUTHOR, "Борис", Role.ADMIN)
SEND = {"send_message": {"connection": "smtp_connection", "route": "smtp_route", "variable": "notification"}}


def trying(stored: Stored, *, hide_texts: bool = False) -> TryScenario:
    return TryScenario(
        records=stored.records,
        configured=stored.configuration,
        world=stored.world(hide_texts=hide_texts),
        audit=AuditRepository(),
        clock=lambda: NOW,
        atomically=atomically,
        compose=ComposeLetter(FileRepository(), MimeComposer(), NothingPut()),
        hide_texts=hide_texts,
    )


def document(*actions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    event = {"type": "button_clicked", "template": "Uvedomleniya", "button": "Otpravituvedomlenie"}
    return {"title": "Проба", "event": event, "actions": list(actions), **fields}


def filling(**values: Any) -> dict[str, Any]:
    full = {"To": {"Address": {"formula": "$Poluchatel->mbox"}}, "Subject": {"attribute": "Temauvedomleniya"}, **values}
    return {"change_variables": {"set": "notification", "variables": full}}


async def test_the_recipe_is_tried_step_by_step_and_nothing_is_written(stored: Stored, filled: int) -> None:
    trial = await trying(stored)(ADMIN, recipe_file().scenarios[0], filled)
    assert trial.is_fine
    assert [(step.number, step.kind) for step in trial.steps] == [
        ("1", "change_context"),
        ("1.1", "change_variables"),
        ("1.2", "send_message"),
    ]
    assert trial.steps[1].seen == (
        Seen("To.Address", "formula", "$Poluchatel->mbox", "ivanov@firma.local"),
        Seen("Body", "attribute", "Текст уведомления", "Текст"),
        Seen("Subject", "attribute", "Тема уведомления", "Тема"),
    )
    assert trial.steps[0].variables == {}
    assert trial.steps[2].variables["notification"]["To"] == {"Address": "ivanov@firma.local"}
    assert trial.steps[2].letter == 0
    (tried,) = trial.letters
    letter = tried.letter
    assert (tried.step, tried.route, letter.subject, letter.body) == ("1.2", "smtp_route", "Тема", "Текст")
    assert [item.address for item in letter.to] == ["ivanov@firma.local"]
    assert letter.sender.address == "test@test.ru"
    assert (letter.cc, letter.bcc, letter.attachments) == ((), (), ())
    assert await models.ScenarioRun.all().count() == 0
    assert await models.Delivery.all().count() == 0
    assert await models.AuditEntry.all().count() == 0


async def test_a_draft_that_cannot_be_read_says_in_which_step_its_mistakes_are(stored: Stored, filled: int) -> None:
    inner = {"change_context": {"template": "Uvedomleniya", "objects": {"attribute": "id"}, "actions": [
        filling(), {"send_message": {"connection": "smtp_connection", "variable": "notification"}},
    ]}}  # fmt: skip
    trial = await trying(stored)(ADMIN, document(inner), filled)
    assert not trial.is_fine
    assert [(item.number, item.mistake.key) for item in trial.mistakes] == [("1.2", "config-missing")]
    assert trial.steps == ()
    assert trial.title == "Проба"


async def test_a_wrong_name_is_a_mistake_of_its_step_and_the_steps_before_it_are_shown(
    stored: Stored, filled: int
) -> None:
    gone = {"send_message": {**SEND["send_message"], "route": "smtp_rout"}}
    trial = await trying(stored)(ADMIN, document(filling(), SEND, gone), filled)
    assert [(item.number, item.mistake.params["nearest"]) for item in trial.mistakes] == [("3", "smtp_route")]
    assert [step.number for step in trial.steps] == ["1", "2", "3"]
    problem = trial.steps[2].problem
    assert problem is not None
    assert (problem.key, problem.ignored) == ("error-scenario-unknown-piece", False)
    assert trial.error is not None
    assert trial.letters == ()
    assert trial.steps[1].letter is None


async def test_a_step_that_cannot_read_its_values_shows_none_as_empty(stored: Stored, filled: int) -> None:
    wrong = filling()
    wrong["change_variables"]["variables"]["Subject"] = {"attribute": "Srochnost"}
    trial = await trying(stored)(ADMIN, document(wrong, SEND), filled)
    (step,) = trial.steps
    assert step.problem is not None
    assert step.seen == ()


async def test_an_error_that_is_ignored_does_not_end_the_trial(stored: Stored, filled: int) -> None:
    nobody = {"send_message": {**SEND["send_message"], "variable": "nothing", "ignore_errors": True}}
    trial = await trying(stored)(ADMIN, document(filling(), nobody, SEND), filled)
    assert trial.is_fine
    problem = trial.steps[1].problem
    assert problem is not None
    assert problem.ignored
    assert [tried.step for tried in trial.letters] == ["3"]
    assert trial.steps[2].letter == 0


async def test_a_wait_is_taken_for_an_answer_that_came(stored: Stored, filled: int) -> None:
    waiting = {"send_message": {**SEND["send_message"], "success_variable": "answer"}}
    more = filling(Subject={"formula": "'Ответ: ' + $$answer"})
    trial = await trying(stored)(ADMIN, document(filling(), waiting, more, SEND), filled)
    assert trial.is_fine
    assert [step.waits for step in trial.steps] == [False, True, False, False]
    assert [tried.letter.subject for tried in trial.letters] == ["Тема", "Ответ: 250 2.0.0 Ok"]


async def test_what_cannot_be_composed_is_said_at_its_step(stored: Stored, filled: int) -> None:
    headers = filling(CustomHeaders={"Ссылка": {"formula": "'x'"}})
    trial = await trying(stored)(ADMIN, document(headers, SEND), filled)
    assert trial.error is not None
    assert trial.steps[1].problem is not None
    assert trial.letters == ()


async def test_what_would_refuse_a_press_is_said(stored: Stored) -> None:
    record = await stored.record("Uvedomleniya", Poluchatel={"account": 1}, Temauvedomleniya="Тема")
    (connection,) = await stored.configuration.connections()
    await stored.configuration.save_connection(connection.document.model_copy(update={"enabled": False}))
    trial = await trying(stored)(ADMIN, recipe_file().scenarios[0], record)
    assert trial.unanswered == ("Текст уведомления",)
    assert trial.not_ready == ("Отправка уведомлений через SMTP",)


async def test_a_trial_on_somebody_elses_record_is_noted_or_forbidden(stored: Stored, filled: int) -> None:
    chief = await stored.person(CHIEF)
    trial = await trying(stored)(chief, recipe_file().scenarios[0], filled)
    assert trial.is_fine
    notes = await AuditRepository().latest(AuditFilter(), 10)
    assert [(note.act, note.kind, note.actor.person_id) for note in notes] == [(Act.SHOWN, Kind.SCENARIO, CHIEF)]
    with pytest.raises(TextsHidden):
        await trying(stored, hide_texts=True)(chief, recipe_file().scenarios[0], filled)
    assert (await trying(stored, hide_texts=True)(ADMIN, recipe_file().scenarios[0], filled)).is_fine


@pytest.mark.parametrize(("hide_texts", "found", "acts"), [(False, "2", [Act.SHOWN]), (True, "1", [])])
async def test_a_trial_that_sees_everything_is_noted_and_sees_nothing_more_where_texts_are_hidden(
    stored: Stored, filled: int, hide_texts: bool, found: str, acts: list[Act]
) -> None:
    template = (await stored.configuration.templates())[0]
    other = await stored.records.add(template.id, CHIEF, {"Temauvedomleniya": "Чужое"}, NOW)
    await stored.records.save(other, other.values, NOW, complete=True)
    counted = filling(Body={"formula": "COUNT(from x in db->Uvedomleniya select x) + ''"})
    tried = document(counted, SEND, sees="everything")
    trial = await trying(stored, hide_texts=hide_texts)(ADMIN, tried, filled)
    assert trial.letters[0].letter.body.strip() == found
    notes = await AuditRepository().latest(AuditFilter(), 10)
    assert [note.act for note in notes] == acts


async def test_staff_cannot_try_and_a_record_must_fit(stored: Stored, filled: int) -> None:
    scenario = recipe_file().scenarios[0]
    with pytest.raises(NotYours):
        await trying(stored)(await stored.person(), scenario, filled)
    with pytest.raises(NotFound):
        await trying(stored)(ADMIN, scenario, 99)
    await stored.apply("templates:\n  - title: Заявка\n    attributes: [{title: Тема, type: text}]\n")
    other = await stored.record("Zayavka", Tema="Другая")
    with pytest.raises(OtherTemplate):
        await trying(stored)(ADMIN, scenario, other)


def test_a_place_in_a_document_has_the_number_of_its_action() -> None:
    actions = recipe_file().scenarios[0].stored()["actions"]
    assert number_in(actions, ("actions", 0, "change_context", "actions", 1, "send_message", "route")) == "1.2"
    assert number_in(actions, ("actions", 0, "change_context", "objects", "attribute")) == "1"
    assert number_in(actions, ("event", "button")) is None
