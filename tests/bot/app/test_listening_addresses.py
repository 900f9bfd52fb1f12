"""Where a door is opened: a port alone is of this machine alone, and what is no address is said by its variable."""

import pytest

from bot.app.environment import Address, RunSettings, WrongSetting


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONETS_BOT_TOKEN", "7:abc")


def metrics_listen(value: str, monkeypatch: pytest.MonkeyPatch) -> Address | None:
    monkeypatch.setenv("GONETS_METRICS_LISTEN", value)
    return RunSettings.load().metrics_listen


@pytest.mark.parametrize(
    ("value", "host", "port"),
    [
        ("9187", "127.0.0.1", 9187),
        (":9187", "127.0.0.1", 9187),
        (" 9187 ", "127.0.0.1", 9187),
        ("0.0.0.0:9187", "0.0.0.0", 9187),
        ("localhost:1", "localhost", 1),
        ("[::1]:65535", "::1", 65535),
        ("gonets-1.firma.local:9187", "gonets-1.firma.local", 9187),
    ],
)
def test_an_address_is_read(value: str, host: str, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert metrics_listen(value, monkeypatch) == Address(host, port)


def test_an_address_of_six_is_written_as_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(metrics_listen("[::1]:9187", monkeypatch)) == "[::1]:9187"


@pytest.mark.parametrize(
    "value",
    [
        "0",
        "65536",
        "99999",
        "-1",
        "port",
        "host",
        "host:",
        "::1",
        "::1:9187",
        "http://host:9187",
        "a b:9187",
        "9187/",
    ],
)
def test_what_is_no_address_is_said_by_its_variable(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongSetting) as caught:
        metrics_listen(value, monkeypatch)
    (problem,) = caught.value.problems
    assert (problem.name, problem.what) == ("GONETS_METRICS_LISTEN", "setting-listen")


@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_line_opens_no_door(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert metrics_listen(value, monkeypatch) is None


def test_no_door_is_opened_where_nobody_has_asked_for_one() -> None:
    assert RunSettings.load().metrics_listen is None
