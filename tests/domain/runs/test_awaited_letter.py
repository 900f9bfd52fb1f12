"""A letter that a scenario waits for: what its variables hold then, and how the run goes on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.deliveries.delivery import OWN_COPY, Delivery, Recipient, RecipientState, state_of
from domain.messages.causes import Cause
from domain.runs.awaited_letter import Follows, answer_of, take_answer
from domain.scenarios.state import RunState
from tests.domain.scenarios.test_interpreter import FILLED, NOW, SEND, run, scenario

IVANOV = Recipient(1, "ivanov@firma.local", "", "to", RecipientState.SENT, Cause.ACCEPTED, "250 2.0.0 kept")
PETROV = Recipient(2, "petrov@firma.local", "", "cc", RecipientState.REFUSED, Cause.UNKNOWN_USER, "550 5.1.1 no")
SAID_SENT = Recipient(3, "sidorov@firma.local", "", "to", RecipientState.SENT, Cause.COUNTED_AS_SENT, "451 later")
LATE = Recipient(4, "late@firma.local", "", "to", RecipientState.GIVEN_UP, Cause.TIMED_OUT)
CANCELLED = Recipient(5, "off@firma.local", "", "to", RecipientState.CANCELLED)
COPY = Recipient(6, "me@firma.local", "", OWN_COPY, RecipientState.REFUSED, Cause.MAILBOX_FULL, "552 full")


def letter(*recipients: Recipient) -> Delivery:
    return Delivery(
        id=3,
        run_id=1,
        connection_id=1,
        message_id="<x@firma.local>",
        sender="notify@firma.local",
        subject="x",
        smtputf8=False,
        state=state_of(recipients, 1),
        recipients=recipients,
        attempts_made=1,
        give_up_at=NOW + timedelta(hours=1),
        created_at=NOW,
        due_at=None,
        cause="accepted",
        reply="250 2.0.0 kept",
    )


@pytest.mark.parametrize(
    ("recipients", "accepted", "refused"),
    [
        ((IVANOV,), "250 2.0.0 kept", None),
        ((IVANOV, PETROV), "250 2.0.0 kept", "petrov@firma.local: 550 5.1.1 no"),
        ((PETROV,), None, "petrov@firma.local: 550 5.1.1 no"),
        (
            (PETROV, replace(PETROV, id=7, address="b@firma.local")),
            None,
            "petrov@firma.local, b@firma.local: 550 5.1.1 no",
        ),
        ((PETROV, LATE), None, "petrov@firma.local: 550 5.1.1 no; late@firma.local: timed-out"),
        ((SAID_SENT,), "", None),
        ((SAID_SENT, PETROV), "", "petrov@firma.local: 550 5.1.1 no"),
        ((SAID_SENT, IVANOV), "250 2.0.0 kept", None),
        (
            (IVANOV, replace(IVANOV, id=8, reply="250 2.0.0 queued as 7")),
            "250 2.0.0 kept; 250 2.0.0 queued as 7",
            None,
        ),
        ((IVANOV, CANCELLED), "250 2.0.0 kept", "off@firma.local: cancelled"),
        ((IVANOV, COPY), "250 2.0.0 kept", None),
        ((PETROV, replace(COPY, state=RecipientState.SENT)), None, "petrov@firma.local: 550 5.1.1 no"),
        ((COPY,), None, "me@firma.local: 552 full"),
    ],
)
def test_the_answer_says_who_was_accepted_and_who_was_refused(
    recipients: tuple[Recipient, ...], accepted: str | None, refused: str | None
) -> None:
    answer = answer_of(letter(*recipients))
    assert (answer.accepted, answer.refused) == (accepted, refused)


async def waiting(**fields: Any) -> tuple[Any, RunState]:
    send = {"send_message": {**SEND["send_message"], **fields}}
    document = scenario(FILLED, send, SEND)
    segment = await run(document)
    assert segment.waits
    segment.state.waiting_for = 3
    segment.state.variables |= {"yes": "of before", "no": "of before"}
    return document, segment.state


BOTH = {"success_variable": "yes", "error_variable": "no"}


@pytest.mark.parametrize(
    ("names", "recipients", "follows"),
    [
        (BOTH, (IVANOV, PETROV), Follows.GOES_ON),
        (BOTH, (PETROV,), Follows.GOES_ON),
        ({"error_variable": "no"}, (PETROV,), Follows.GOES_ON),
        ({"success_variable": "yes"}, (IVANOV, PETROV), Follows.GOES_ON),
        ({"success_variable": "yes"}, (SAID_SENT,), Follows.GOES_ON),
        ({"success_variable": "yes"}, (PETROV,), Follows.FAILS),
        ({"success_variable": "yes", "ignore_errors": True}, (PETROV,), Follows.GOES_ON),
        (BOTH, (CANCELLED,), Follows.IS_CANCELLED),
        ({"success_variable": "yes", "ignore_errors": True}, (CANCELLED,), Follows.IS_CANCELLED),
        ({"success_variable": "yes"}, (IVANOV, CANCELLED), Follows.GOES_ON),
    ],
)
async def test_what_the_letter_came_to_decides_how_the_run_goes_on(
    names: dict[str, Any], recipients: tuple[Recipient, ...], follows: Follows
) -> None:
    document, state = await waiting(**names)
    assert take_answer(document.actions, state, letter(*recipients))[0] is follows


async def test_each_named_variable_holds_this_letters_outcome_and_none_of_an_earlier_one() -> None:
    document, state = await waiting(**BOTH)
    take_answer(document.actions, state, letter(IVANOV))
    assert (state.variables["yes"], state.variables["no"]) == ("250 2.0.0 kept", None)
    document, state = await waiting(**BOTH)
    take_answer(document.actions, state, letter(PETROV))
    assert (state.variables["yes"], state.variables["no"]) == (None, "petrov@firma.local: 550 5.1.1 no")


async def test_a_context_that_ignores_errors_is_left_when_a_letter_in_it_fails() -> None:
    send = {"send_message": {**SEND["send_message"], "success_variable": "yes"}}
    inside = {
        "template": "Uvedomleniya",
        "objects": {"attribute": "id"},
        "actions": [FILLED, send, SEND],
        "ignore_errors": True,
    }
    document = scenario({"change_context": inside}, SEND)
    state = (await run(document)).state
    assert len(state.frames) == 2
    follows, entry = take_answer(document.actions, state, letter(PETROV))
    assert follows is Follows.GOES_ON
    assert [frame.index for frame in state.frames] == [1]
    assert entry is not None
    assert entry["error"]["key"] == "error-letter-not-accepted"
