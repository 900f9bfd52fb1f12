"""What follows from what a run's letters have come to: one word for its record, its end, and whether it goes on."""

import pytest

from domain.deliveries.delivery import DeliveryState
from domain.records.record import Status
from domain.runs.reports import News
from domain.runs.run import RunStatus, status_of
from domain.runs.settlement import settlement

OPEN = [state for state in DeliveryState if not state.is_ended]
ENDED = [state for state in DeliveryState if state.is_ended]
S, R = DeliveryState, RunStatus


@pytest.mark.parametrize(
    ("run", "letters", "status"),
    [
        (R.ENDED, [], Status.DONE),
        (R.ENDED, [S.SENT], Status.SENT),
        (R.ENDED, [S.SENT, S.SENT], Status.SENT),
        (R.ENDED, [S.SENT, S.FAILED], Status.PARTLY_SENT),
        (R.ENDED, [S.SENT, S.CANCELLED], Status.PARTLY_SENT),
        (R.ENDED, [S.PARTLY_SENT], Status.PARTLY_SENT),
        (R.ENDED, [S.FAILED], Status.FAILED),
        (R.ENDED, [S.CANCELLED], Status.CANCELLED),
        (R.ENDED, [S.CANCELLED, S.FAILED], Status.FAILED),
        (R.FAILED, [], Status.FAILED),
        (R.FAILED, [S.SENT], Status.PARTLY_SENT),
        (R.FAILED, [S.PARTLY_SENT], Status.PARTLY_SENT),
        (R.FAILED, [S.CANCELLED], Status.FAILED),
        (R.RUNNING, [], Status.SENDING),
        (R.WAITING, [S.SENT], Status.SENDING),
        (R.DELIVERING, [S.QUEUED, S.SENT], Status.SENDING),
        (R.DELIVERING, [S.CONNECTING], Status.SENDING),
        (R.DELIVERING, [S.TRANSMITTING], Status.SENDING),
        (R.DELIVERING, [S.DEFERRED, S.QUEUED], Status.WAITING),
        (R.DELIVERING, [S.DEFERRED, S.OVERDUE], Status.OVERDUE),
        (R.DELIVERING, [S.DEFERRED, S.OVERDUE, S.UNCERTAIN, S.SENT], Status.UNCERTAIN),
        (R.FAILED, [S.UNCERTAIN], Status.UNCERTAIN),
        (R.FAILED, [S.DEFERRED], Status.WAITING),
    ],
)
def test_a_record_says_in_one_word_what_became_of_it(run: RunStatus, letters: list[S], status: Status) -> None:
    assert status_of(run, letters) is status
    assert status_of(run, reversed(letters)) is status


@pytest.mark.parametrize("state", OPEN)
def test_a_run_is_delivering_while_a_letter_is_open(state: DeliveryState) -> None:
    after = settlement(R.DELIVERING, [S.SENT, state], None)
    assert (after.status, after.ended, after.news) == (R.DELIVERING, False, None)


@pytest.mark.parametrize("state", ENDED)
def test_it_has_ended_when_its_last_letter_has(state: DeliveryState) -> None:
    after = settlement(R.DELIVERING, [S.SENT, state], None)
    assert (after.status, after.ended, after.news) == (R.ENDED, True, News.CARD)


def test_a_run_without_letters_has_ended() -> None:
    after = settlement(R.DELIVERING, [], None)
    assert (after.status, after.record_status, after.ended) == (R.ENDED, Status.DONE, True)


@pytest.mark.parametrize("status", [R.RUNNING, R.WAITING])
def test_a_run_that_has_more_to_do_does_not_end_with_its_letters(status: RunStatus) -> None:
    after = settlement(status, [S.SENT], None)
    assert (after.status, after.ended, after.news) == (status, False, None)


def test_a_failed_run_ends_when_its_letters_of_before_have() -> None:
    assert not settlement(R.FAILED, [S.QUEUED], None).ended
    assert settlement(R.FAILED, [S.SENT], None).ended


@pytest.mark.parametrize("state", DeliveryState)
def test_a_run_that_waits_is_woken_by_the_end_of_its_own_letter(state: DeliveryState) -> None:
    assert settlement(R.WAITING, [S.QUEUED, state], state).wakes is state.is_ended
    assert not settlement(R.WAITING, [state, S.QUEUED], S.QUEUED).wakes
    assert not settlement(R.WAITING, [state], None).wakes
    assert not settlement(R.DELIVERING, [state], state).wakes


def test_a_failure_is_told_once() -> None:
    assert settlement(R.FAILED, [], None).news is News.FAILED
    assert settlement(R.FAILED, [S.SENT], S.SENT).news is News.FAILED
    assert settlement(R.FAILED, [S.FAILED], S.FAILED).news is News.CARD


def test_a_run_that_a_person_has_stopped_is_cancelled_where_it_had_no_letter_yet() -> None:
    assert settlement(R.ENDED, [], None, stopped=True).record_status is Status.CANCELLED
    assert settlement(R.ENDED, [S.SENT], None, stopped=True).record_status is Status.SENT
