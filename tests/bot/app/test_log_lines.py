"""Every line of the log says what it is about: a run's number leads from the press to the report."""

import json
import logging
import warnings
from datetime import datetime

import pytest

from bot.app.environment import RunSettings
from bot.app.logs import Masked, set_up_logs
from domain.errors import DatabaseTrouble
from domain.log_numbers import about, log_numbers


def line(message: str, *, as_json: bool = True) -> str:
    record = logging.LogRecord("domain.x", logging.INFO, "x", 1, message, None, None)
    return Masked([], as_json=as_json).format(record)


@pytest.mark.parametrize(
    ("message", "numbers"),
    [
        ("run 5: 1001 pressed a button of record 7", {"run": 5}),
        ("run 5 letter 7: written for 1 recipients", {"run": 5, "letter": 7}),
        ("letter 7: attempt 2 came too late to count", {"letter": 7}),
        ("update 9: the person cannot be reached", {"update": 9}),
        ("run 5: report 3 has nobody to be told to", {"run": 5}),
        ("update 9 could not be handled", {"update": 9}),
        ("runs 5", {}),
        ("run five", {}),
        ("the run 5 is over", {}),
        ("run 5x", {}),
        ("", {}),
    ],
)
def test_what_a_line_begins_with_says_what_it_is_about(message: str, numbers: dict[str, int]) -> None:
    assert log_numbers(message) == numbers


@pytest.mark.parametrize(
    ("around", "message", "numbers"),
    [
        ({"run": 5, "letter": 7}, "Telegram does not answer", {"run": 5, "letter": 7}),
        ({"update": 9}, "run 5: pressed", {"update": 9, "run": 5}),
        ({"run": 5, "letter": 7}, "run 6: cancelled", {"run": 6}),
        ({"run": 5}, "run 5 letter 8: written", {"run": 5, "letter": 8}),
        ({"run": 5, "letter": 7}, "letter 8: left", {"letter": 8}),
        ({"run": 5, "letter": None}, "words", {"run": 5}),
    ],
)
def test_what_stands_around_a_line_counts_where_it_names_nothing_else(
    around: dict[str, int | None], message: str, numbers: dict[str, int]
) -> None:
    with about(**around):
        assert log_numbers(message) == numbers
    assert log_numbers("words") == {}


def test_numbers_add_up_and_end_with_their_block() -> None:
    with about(update=9):
        with about(run=5):
            assert log_numbers("x") == {"update": 9, "run": 5}
        assert log_numbers("x") == {"update": 9}


def test_json_is_one_object_a_line_whatever_the_message_holds() -> None:
    with about(run=5):
        written = line('a "quoted"\nsecond line \u2028 иванов')
    assert "\n" not in written
    fields = json.loads(written)
    assert (fields["run"], fields["level"], fields["logger"]) == (5, "INFO", "domain.x")
    assert fields["message"].endswith("иванов")
    assert datetime.fromisoformat(fields["time"]).tzinfo is not None


def test_text_names_what_its_message_does_not() -> None:
    with about(run=5, letter=7):
        assert line("run 5 letter 7: sent", as_json=False).endswith("domain.x: run 5 letter 7: sent")
        assert line("no answer", as_json=False).endswith("domain.x: [run 5] [letter 7] no answer")


@pytest.mark.parametrize("as_json", ["text", "json"])
def test_no_secret_of_the_settings_is_said_and_warnings_are_lines_too(
    as_json: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {"GONETS_BOT_TOKEN": "7:abc", "GONETS_SECRET_KEY": "sixteen letters key", "GONETS_LOG": as_json}
    for name, value in {**secrets, "GONETS_PROXY": "socks5://user:pw@127.0.0.1:1"}.items():
        monkeypatch.setenv(name, value)
    root, handlers = logging.getLogger(), logging.getLogger().handlers[:]
    try:
        set_up_logs(RunSettings.load())
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("of the interpreter", stacklevel=1)
        for value in (*secrets.values(), "socks5://user:pw@127.0.0.1:1"):
            logging.getLogger("x").error("said %s", value)
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:] = handlers
    said = capsys.readouterr().err
    assert "of the interpreter" in said
    for secret in ("7:abc", "sixteen letters key", "user:pw"):
        assert secret not in said


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("bot.x", DatabaseTrouble("the server is shutting down", kind="lost")),
        ("pgqueuer", ConnectionError("the server is shutting down")),
    ],
)
def test_what_the_database_fails_with_is_one_plain_line_whoever_has_caught_it(
    name: str, error: Exception, as_json: bool
) -> None:
    error.__cause__ = OSError("reset")
    caught = (type(error), error, None)
    record = logging.LogRecord(name, logging.ERROR, "x", 1, "update %s waits", (9,), caught)
    said = Masked([], as_json=as_json).format(record)
    assert "update 9 waits: the server is shutting down" in said
    assert "Traceback" not in said
    assert "\n" not in said
    assert record.exc_info == caught, "another handler gets it whole"


@pytest.mark.parametrize("error", [ValueError("x"), OSError("x")])
def test_what_is_no_trouble_of_the_database_has_its_traceback(error: Exception) -> None:
    record = logging.LogRecord("bot.x", logging.ERROR, "x", 1, "words", (), (type(error), error, None))
    assert type(error).__name__ in Masked([], as_json=False).format(record)
