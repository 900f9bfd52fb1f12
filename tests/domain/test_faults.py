"""What the log says about an exception that nobody expected: where it and its causes were raised, in no words of it."""

import errno
from collections.abc import Callable

import pytest

from domain.faults import note

SECRET = "пароль 12345"


def inner() -> None:
    raise KeyError(SECRET)


def by_cause() -> None:
    try:
        inner()
    except KeyError as error:
        raise RuntimeError(SECRET) from error


def by_context() -> None:
    try:
        inner()
    except KeyError:
        raise RuntimeError(SECRET)  # noqa: B904 - what it was raised in is the matter here


def by_nothing() -> None:
    try:
        inner()
    except KeyError:
        raise RuntimeError(SECRET) from None


def together() -> None:
    raise ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)])


def logged(broken: Callable[[], None], caplog: pytest.LogCaptureFixture) -> str:
    """What is written about what a function raises."""
    with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever it is
        broken()
    fault = note(raised.value, "a trial")
    assert f"fault {fault.number}: a trial" in caplog.text
    assert SECRET not in caplog.text
    return caplog.text


@pytest.mark.parametrize("broken", [by_cause, by_context])
def test_what_came_before_is_named_with_its_place(broken: Callable[[], None], caplog: pytest.LogCaptureFixture) -> None:
    outer, _, before = logged(broken, caplog).partition("caused by:")
    assert "builtins.RuntimeError" in outer
    assert "builtins.KeyError" not in outer
    assert "builtins.KeyError" in before
    assert ", in inner" in before


def test_what_was_put_aside_is_not_named(caplog: pytest.LogCaptureFixture) -> None:
    text = logged(by_nothing, caplog)
    assert "builtins.RuntimeError" in text
    assert "caused by:" not in text


def test_an_error_without_a_cause_names_itself_alone(caplog: pytest.LogCaptureFixture) -> None:
    text = logged(inner, caplog)
    assert "builtins.KeyError" in text
    assert "caused by:" not in text


def test_each_error_of_a_group_is_named(caplog: pytest.LogCaptureFixture) -> None:
    text = logged(together, caplog)
    assert text.count("caused by:") == 2
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text


def test_a_long_chain_of_causes_ends(caplog: pytest.LogCaptureFixture) -> None:
    def raise_deep(depth: int = 100) -> None:
        if depth == 0:
            raise KeyError(SECRET)
        try:
            raise_deep(depth - 1)
        except Exception as error:
            raise RuntimeError(SECRET) from error

    assert 1 < logged(raise_deep, caplog).count("caused by:") < 50


def test_words_of_the_system_are_told(caplog: pytest.LogCaptureFixture) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, SECRET)

    assert "No space left on device" in logged(full, caplog)
