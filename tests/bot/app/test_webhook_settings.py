"""A webhook's address is one that Telegram sends to, and its secret word one that Telegram takes."""

from pathlib import Path

import pytest

from bot.app.environment import RunSettings, WrongSetting, idle_variables, unknown_variables
from bot.app.product import webhook_of
from storage.secrets import SecretBox
from tests.postgres import VARIABLE

BOX = SecretBox("a key of the tests")
URL = "https://bot.firma.test/hook"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONETS_BOT_TOKEN", "7:abc")


def load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> RunSettings:
    for name, value in variables.items():
        monkeypatch.setenv(f"GONETS_{name}", value)
    return RunSettings.load()


def refused(monkeypatch: pytest.MonkeyPatch, **variables: str) -> tuple[str, str]:
    with pytest.raises(WrongSetting) as caught:
        load(monkeypatch, **variables)
    (problem,) = caught.value.problems
    return problem.name, problem.what


def test_updates_are_fetched_unless_an_address_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert webhook_of(load(monkeypatch), BOX) is None
    assert webhook_of(load(monkeypatch, WEBHOOK_URL=" ", LISTEN="9"), BOX) is None


@pytest.mark.parametrize(
    "url", [URL, "https://bot.firma.test", "https://bot.firma.test:8443/x?y=1", "https://192.0.2.7:88/"]
)
def test_an_address_that_telegram_sends_to_is_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, WEBHOOK_URL=url).webhook_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://bot.firma.test/hook",
        "https://bot.firma.test/{hook}",
        "https://bot.firma.test/hook{",
        'https://bot.firma.test/"hook"',
        "https://bot.firma.test:8080/hook",
        "https://bot.firma.test:port/",
        "https://",
        "https:///hook",
        "https://user:pw@bot.firma.test/",
        "https://bot.firma.test/#there",
        "https://bot firma.test/",
        "bot.firma.test",
        "ftp://bot.firma.test",
    ],
)
def test_an_address_that_telegram_does_not_send_to_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, WEBHOOK_URL=url) == ("GONETS_WEBHOOK_URL", "setting-webhook-url")


def test_a_bot_api_server_of_ones_own_sends_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, BOT_API="http://127.0.0.1:8081", WEBHOOK_URL="http://10.0.0.7:9000/hook")
    assert settings.webhook_url == "http://10.0.0.7:9000/hook"


def test_a_word_of_ones_own_is_taken_also_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "word").write_text("from-a_file7\n")
    for variables in ({"WEBHOOK_SECRET": "from-a_file7"}, {"WEBHOOK_SECRET_FILE": str(tmp_path / "word")}):
        with monkeypatch.context() as given:
            webhook = webhook_of(load(given, WEBHOOK_URL=URL, **variables), BOX)
            assert webhook is not None
            assert webhook[1].get_secret_value() == "from-a_file7"


@pytest.mark.parametrize("word", ["with space", "слово", "a" * 257, "a.b"])
def test_a_word_that_telegram_does_not_take_is_refused(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, WEBHOOK_SECRET=word) == ("GONETS_WEBHOOK_SECRET", "setting-webhook-secret")


@pytest.mark.parametrize("word", [None, ""])
def test_a_word_that_nobody_gives_is_made_of_the_key(word: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {} if word is None else {"WEBHOOK_SECRET": word}
    webhook = webhook_of(load(monkeypatch, WEBHOOK_URL=URL, **variables), BOX)
    assert webhook is not None
    assert webhook[1] == BOX.word_for("webhook")


def test_what_means_nothing_without_an_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONETS_LISTEN", "8080")
    monkeypatch.setenv("GONETS_WEBHOOK_SECRET_FILE", "/run/secrets/word")
    assert idle_variables() == ["GONETS_WEBHOOK_SECRET_FILE", "GONETS_LISTEN"]
    monkeypatch.setenv("GONETS_WEBHOOK_URL", URL)
    monkeypatch.delenv(VARIABLE, raising=False)  # of tests on PostgreSQL
    assert idle_variables() == []
    assert unknown_variables() == []
