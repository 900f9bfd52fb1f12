"""An outage fills no disk: the same trouble is told once, then counted, and what is different is always told."""

import json
import logging
from collections.abc import Callable
from io import StringIO

import pytest

from bot.app.logs import Enduring, Masked
from bot.app.repeated_lines import MOST_KINDS, OnceAMinute
from domain import faults
from domain.errors import DatabaseTrouble
from domain.log_numbers import about

SECRET = "sixteen letters key"


class Log:
    """A log of the product with a clock and an alarm that the test turns."""

    def __init__(self, *, as_json: bool) -> None:
        self.now = 0.0
        self.alarms: list[Callable[[], None]] = []
        self.written = StringIO()
        to = Enduring(self.written)
        to.setFormatter(Masked([SECRET], as_json=as_json))
        self.handler = OnceAMinute(to, 60, lambda: self.now, lambda _seconds, what: self.alarms.append(what))

    def say(self, level: int, words: str, *args: object, error: Exception | None = None, name: str = "bot.x") -> None:
        """Let somebody say a line."""
        caught = None if error is None else (type(error), error, error.__traceback__)
        self.handler.handle(logging.LogRecord(name, level, "x", 1, words, args, caught))

    def lines(self) -> list[str]:
        """What was written since the last look."""
        said = self.written.getvalue().splitlines()
        self.written.seek(0)
        self.written.truncate()
        return said

    def ring(self, after: float) -> None:
        """Let time pass, and what has waited for that be called."""
        self.now += after
        alarms, self.alarms = self.alarms, []
        for alarm in alarms:
            alarm()


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest) -> Log:
    return Log(as_json=request.param == "json")


def wait(log: Log, people: range, words: str = "database is locked") -> None:
    for person_id in people:
        log.say(logging.ERROR, "what %s sent waits: %s", person_id, words)


def test_the_first_is_told_with_its_words_the_others_are_counted_and_its_end_is_told(log: Log) -> None:
    wait(log, range(1000, 1119))
    (first,) = log.lines()
    assert "what 1000 sent waits: database is locked" in first
    log.ring(60)
    (counted,) = log.lines()
    assert "what 1118 sent waits: database is locked (the same 118 times more in a minute)" in counted
    assert "ERROR" in counted
    wait(log, range(2))
    assert log.lines() == []
    log.ring(60)
    assert "(the same 2 times more in a minute)" in log.lines()[0]
    log.ring(60)
    (over,) = log.lines()
    assert "quiet for a minute, 121 times in all: what 1000 sent waits: database is locked" in over
    assert "INFO" in over
    assert log.alarms == [], "nothing is looked after any more"
    wait(log, range(1))
    assert len(log.lines()) == 1, "it begins anew"


def test_a_line_of_each_minute_is_all_that_a_long_outage_costs(log: Log) -> None:
    for _ in range(600):
        wait(log, range(50))
        log.ring(1)
    first, *counted = log.lines()
    assert "times more" not in first
    assert len(counted) == 10


def test_one_that_came_once_leaves_nothing_behind(log: Log) -> None:
    wait(log, range(1))
    assert (len(log.lines()), log.alarms) == (1, [])


@pytest.mark.parametrize(
    "second",
    [
        lambda log: log.say(logging.ERROR, "what %s sent waits: %s", 1, "disk I/O error"),
        lambda log: log.say(logging.WARNING, "what %s sent waits: %s", 1, "database is locked"),
        lambda log: log.say(logging.ERROR, "letter %s waits: %s", 1, "database is locked"),
        lambda log: log.say(logging.ERROR, "what %s sent waits: %s", "иванов", "database is locked"),
    ],
    ids=["other words", "another level", "another sentence", "another name"],
)
def test_what_is_different_is_told_at_once(log: Log, second: Callable[[Log], None]) -> None:
    wait(log, range(2))
    log.lines()
    second(log)
    assert len(log.lines()) == 1


def here(error: Exception) -> None:
    raise error


def there(error: Exception) -> None:
    raise error


def raised(error: Exception, by: Callable[[Exception], None] = here) -> Exception:
    """Return an exception with its traceback."""
    with pytest.raises(type(error)) as caught:
        by(error)
    return caught.value


def test_exceptions_are_the_same_when_type_place_and_words_are(log: Log) -> None:
    def fails(error: Exception) -> str:
        log.say(logging.ERROR, "it did not work", error=error)
        return "".join(log.lines())

    assert "ValueError: row 1" in fails(raised(ValueError("row 1")))
    assert fails(raised(ValueError("row 2"))) == ""
    assert fails(raised(ValueError("column"))) != ""
    assert fails(raised(KeyError("row 1"))) != ""
    assert fails(raised(ValueError("row 3"), by=there)) != ""


def test_a_trouble_with_a_traceback_is_counted_in_one_line(log: Log) -> None:
    for number in range(3):
        error = raised(DatabaseTrouble(f"closed after {number} s", kind="lost"))
        log.say(logging.ERROR, "the lease of letter could not be renewed", error=error)
    log.lines()
    log.ring(60)
    (counted,) = log.lines()
    assert "DatabaseTrouble (the same 2 times more in a minute)" in counted


def test_what_is_no_trouble_and_faults_with_numbers_are_always_told(log: Log) -> None:
    for number in range(3):
        log.say(logging.INFO, "letter %s: sent", number)
    assert len(log.lines()) == 3
    for number in range(10000000, 10000003):
        log.say(logging.ERROR, "fault %s: no letter could be claimed", number, name=faults.log.name)
    assert len(log.lines()) == 3


def test_a_count_is_about_nobody_who_is_served_when_it_is_told(log: Log) -> None:
    log.say(logging.WARNING, "Telegram does not answer")
    log.say(logging.WARNING, "Telegram does not answer")
    log.lines()
    log.now += 61
    with about(run=77):
        log.say(logging.INFO, "pressed")
    counted, pressed = log.lines()
    assert "77" not in counted
    assert "77" in pressed


def test_secrets_are_struck_out_of_counts_too(log: Log) -> None:
    for number in range(2):
        log.say(logging.ERROR, "%s refused at postgresql://gonets:pass%s@db/x with %s", number, number, SECRET)
    log.ring(60)
    log.ring(60)
    said = log.lines()
    assert len(said) == 3
    assert SECRET not in "".join(said)
    assert "pass" not in "".join(said)


def test_what_was_counted_is_told_at_the_end_of_the_process(log: Log) -> None:
    wait(log, range(5))
    log.lines()
    log.handler.close()
    assert "4 times more" in log.lines()[0]


def test_a_line_that_is_wrong_in_itself_ends_nothing(
    log: Log, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", True)
    log.say(logging.ERROR, "%s and %s", 1)
    assert "not enough arguments" in capsys.readouterr().err
    wait(log, range(1))
    assert len(log.lines()) == 1


def test_ever_new_troubles_are_all_told_and_take_no_more_memory(log: Log) -> None:
    words = ["".join(chr(ord("a") + int(digit)) for digit in str(number)) for number in range(MOST_KINDS + 10)]
    for word in words:
        log.say(logging.ERROR, word)
    log.say(logging.ERROR, words[-1])
    assert len(log.lines()) == MOST_KINDS + 11


def test_json_has_a_count_as_one_object_with_a_time_of_its_own() -> None:
    log = Log(as_json=True)
    wait(log, range(2))
    log.lines()
    log.ring(60)
    fields = json.loads(log.lines()[0])
    assert (fields["level"], fields["logger"]) == ("ERROR", "bot.x")
    assert "traceback" not in fields
