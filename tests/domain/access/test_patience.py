"""Strangers are answered a few times in a while each, and remembered in bounded memory."""

from datetime import UTC, datetime, timedelta

from bot.people.patience import ANSWERS, REMEMBERED, WITHIN, Patience

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_a_stranger_is_answered_a_few_times_and_again_later() -> None:
    patience = Patience()
    assert [patience.answers(1, NOW) for _ in range(ANSWERS + 2)] == [True] * ANSWERS + [False, False]
    assert patience.answers(2, NOW)
    assert patience.answers(1, NOW + WITHIN)


def test_a_clock_that_was_put_back_silences_nobody() -> None:
    patience = Patience()
    for _ in range(ANSWERS):
        patience.answers(1, NOW + timedelta(days=1))
    assert patience.answers(1, NOW)


def test_a_crowd_makes_nothing_grow() -> None:
    patience = Patience()
    for number in range(3 * REMEMBERED):
        patience.answers(number, NOW)
    assert len(patience) == REMEMBERED


def test_an_album_is_answered_once_and_the_next_one_again() -> None:
    patience = Patience()
    assert [patience.answers(1, NOW, album) for album in ("a", "a", "a", "b", "b", None)] == [
        True, False, False, True, False, True,
    ]  # fmt: skip
    assert patience.answers(2, NOW, "b")
