"""`gonets doctor` of a PostgreSQL server: what would harm letters is said with what to do."""

from datetime import timedelta

import pytest

from bot.app.environment import PREFIX, SECRETS, RunSettings
from bot.cli.doctor_server import tell_of
from bot.texts import LANGUAGES, load_texts
from storage.postgres.about import AboutServer
from tests.bot.cli.conftest import Gonets
from tests.bot.cli.test_doctor_running import Said

KEY = {"GONETS_SECRET_KEY": "a key of sixteen characters"}
GEHEIM = "ge#heim"


def said_of(
    *, is_old: bool = False, ahead: float = 0.0, commit_ms: float = 1.5, writes_through: bool = True
) -> tuple[list[str], list[str], list[str]]:
    found = Said()
    tell_of(AboutServer("15.3", is_old, timedelta(seconds=ahead), commit_ms, writes_through), found)
    return found.well, found.noted, found.wrong


def test_a_good_server_is_said_with_how_fast_it_commits() -> None:
    assert said_of() == (["Сервер PostgreSQL 15.3, фиксация на диск за 1.5 мс"], [], [])


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(12.4, "отстают от часов сервера базы на 12 с"), (-12.4, "опережают часы сервера базы на 12 с")],
)
def test_clocks_that_differ_are_a_fault(ahead: float, words: str) -> None:
    assert words in said_of(ahead=ahead)[2][0]


def test_a_second_or_two_between_clocks_is_none() -> None:
    assert said_of(ahead=2)[2] == said_of(ahead=-2)[2] == []


def test_an_old_server_a_slow_one_and_one_that_forgets_are_said() -> None:
    assert "старее" in said_of(is_old=True)[2][0]
    assert "42.0 мс" in said_of(commit_ms=42)[1][0]
    assert "fsync = off" in said_of(writes_through=False)[2][0]


@pytest.mark.parametrize(
    "database", [f"postgresql://anna:{GEHEIM}@db/gonets", "postgresql://anna:geheim@127.0.0.1:1/g"]
)
def test_a_database_that_does_not_open_keeps_nothing_else_from_being_said(gonets: Gonets, database: str) -> None:
    said = gonets("doctor", "--no-network", GONETS_DATABASE=database, GONETS_BOT_TOKEN="42:DOCTOR", **KEY)
    assert said.status == 1
    assert "✗ " in said.out
    assert "Журнал: текст" in said.out
    assert "heim" not in said.out + said.err


@pytest.mark.parametrize("around", [" {} ", "{}\n", "\t{}"])
def test_spaces_around_an_address_are_no_part_of_it(gonets: Gonets, around: str) -> None:
    said = gonets("staff", "list", GONETS_DATABASE=around.format("sqlite://home/other.db"))
    assert said.status == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_help_names_every_setting(language: str) -> None:
    help_text = load_texts(language)("details-doctor")
    names = [f"{PREFIX}{field.upper()}" for field in RunSettings.model_fields]
    names += [f"{PREFIX}{secret.upper()}_FILE" for secret in SECRETS]
    assert [name for name in names if name not in help_text] == []


@pytest.mark.parametrize("missing", ["asyncpg", "pgqueuer"])
@pytest.mark.parametrize(
    "command",
    [("staff", "list"), ("doctor", "--no-network"), ("restore",), ("move", "postgresql://db/gonets"), ("worker",)],
    ids=lambda command: command[0],
)
def test_an_extra_that_is_not_installed_is_named(
    gonets: Gonets, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], missing: str
) -> None:
    monkeypatch.setattr("storage.database.find_spec", lambda name: None if name == missing else True)
    database = {} if command[0] == "move" else {"GONETS_DATABASE": "postgresql://db/gonets"}
    said = gonets(*command, **database, **KEY)
    assert said.status != 0
    assert "gonets[postgres]" in said.out + said.err
