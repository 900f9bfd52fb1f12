"""The database of a release opens with today's commands, is copied before it is changed, and loses nothing."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import yaml

from domain.one_line import in_one_line
from storage.app import our_migrations
from tests.bot.cli.conftest import Gonets
from tests.upgrade.kept_release import Release

COMES_AND_GOES = {"tortoise_migrations", "sqlite_sequence"}


def counts(database: Path) -> Mapping[str, int]:
    with closing(sqlite3.connect(database)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]
            for name in names
            if name not in COMES_AND_GOES
        }


def all_of(database: Path, question: str) -> list[object]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute(question)]


def test_any_command_opens_it_after_a_copy_was_made(release: Release, gonets: Gonets, tmp_path: Path) -> None:
    database = release.put(tmp_path / "home")
    before, seen = counts(database), set(all_of(database, "SELECT name FROM tortoise_migrations"))
    said = gonets("staff", "list")
    assert said.status == 0, said.err
    assert "Борис Сотрудник" in said.out
    copies = list(database.parent.glob("gonets.db.before-*"))
    assert len(copies) == (seen != our_migrations())
    for copy in copies:
        assert counts(copy) == before
        assert copy.stat().st_mode & 0o777 == 0o600
    after = counts(database)
    assert {name: after[name] for name in before} == before
    assert all_of(database, "PRAGMA quick_check") == ["ok"]
    assert all_of(database, "PRAGMA foreign_key_check") == []


def test_the_configuration_is_exported_as_the_release_exported_it(
    release: Release, gonets: Gonets, tmp_path: Path
) -> None:
    release.put(tmp_path / "home")
    then = yaml.safe_load((release.folder / "export.yaml").read_text(encoding="utf-8"))
    said = gonets("config", "export")
    assert said.status == 0, said.err
    assert_same(then, yaml.safe_load(said.out), "")


def test_the_file_that_the_release_exported_changes_nothing(release: Release, gonets: Gonets, tmp_path: Path) -> None:
    """But for texts that are refused by now: whoever writes them is told."""
    release.put(tmp_path / "home")
    document = yaml.safe_load((release.folder / "export.yaml").read_text(encoding="utf-8"))
    file = tmp_path / "export.yaml"
    kept = {section: [item for item in items if not is_odd(item)] for section, items in document.items()}
    assert all(0 < len(kept[section]) < len(document[section]) for section in kept)
    file.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    said = gonets("config", "check", str(file))
    assert said.status == 0, said.err
    assert [line for line in said.out.splitlines() if line.lstrip()[:1] in {"+", "~"}] == []


def is_odd(item: Any) -> bool:
    """Whether a configured object is one of those with texts that later versions refuse, or leads to one."""
    names = {"Strannye", "Dvoynye", "Pozdorovavshiesya"}
    return (
        item["system_name"].partition("_")[0] in {"odd", "double", "hello", *names}
        or item.get("event", {}).get("template") in names
    )


def assert_same(then: object, now: object, place: str) -> None:
    """Whatever was there is there, its texts in one line where they must be; a later version may say more."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name, value in then.items():
            assert name in now, f"{place}.{name}"
            assert_same(value, now[name], f"{place}.{name}")
    elif isinstance(then, list) and isinstance(now, list):
        assert len(then) == len(now), place
        for number, (old, new) in enumerate(zip(then, now, strict=True)):
            assert_same(old, new, f"{place}[{number}]")
    elif isinstance(then, str) and then != now:
        assert in_one_line(then) == now, place
    else:
        assert then == now, place


def test_every_question_that_the_release_could_ask_is_open_for_somebody(release: Release, tmp_path: Path) -> None:
    """Of the kept file itself: a topic that it lacks would go untested."""
    database = release.put(tmp_path)
    asked = [
        json.loads(str(question))
        for question in all_of(database, "SELECT question FROM person WHERE question IS NOT NULL")
    ]
    assert {question["topic"] for question in asked if question} == set(release.kept["topics"])
