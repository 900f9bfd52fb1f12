"""A dry run leaves every row as it was: over all examples, and over any scenario."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bot.examples.catalogue import EXAMPLES, example_text
from bot.files.config_file import recipe_text
from domain.accounts.account import Account
from domain.people import Role
from domain.runs.try_scenario import MOST_FORKS
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from tests.databases import opened
from tests.domain.runs.test_try_scenario import ADMIN, document, trying
from tests.domain.scenarios.conftest import AUTHOR, Stored
from tests.domain.scenarios.made_up import either
from tests.domain.scenarios.test_taken_up_again import scenarios

RECORDS: dict[str, tuple[str, dict[str, Any]]] = {
    "recipe": ("Uvedomleniya", {"Poluchatel": {"account": 1}, "Temauvedomleniya": "x", "Tekstuvedomleniya": "y"}),
    "order": ("Zakaz", {"Chto": "Монитор", "Summa": {"number": "120000"}, "Komu": {"account": 1}}),
    "digest": ("Svodka", {"Poluchatel": {"account": 1}, "Dney": {"number": "7"}}),
    "pass": (
        "Propusk",
        {
            "Gost": "П.",
            "Den": {"date_time": "2026-12-01T00:00:00+03:00"},
            "Prinimaet": {"account": 1},
            "Ohrana": {"account": 2},
        },
    ),
    "department": ("Pismootdelu", {"Tema": "x", "Tekst": "y", "Kakomu": {"record": 1}}),
    "task": ("Obrashchenie", {"Ochem": "Принтер", "Komu": {"account": 1}, "Sozdana": False}),
}
"""On what each example is tried."""


def rows(path: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(tables)}


async def office(*texts: str) -> Stored:
    made = Stored(ConfigurationRepository(SecretBox("sixteen characters at least")))
    for text in texts:
        await made.apply(text)
    first = await made.accounts.add(Account(0, "ivanov", "Иванов Иван", "ivanov@firma.local"))
    own = await made.accounts.add(Account(0, "borisov", "Борисов", "borisov@firma.local", manager_id=first.id))
    person = await made.people.let_in(AUTHOR, Role.ADMIN, "Борис")
    await made.people.save(replace(person, account_id=own.id))
    return made


@pytest.mark.parametrize("name", EXAMPLES)
async def test_no_example_changes_anything_when_it_is_tried(name: str, tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with opened(path):
        stored = await office(recipe_text(), example_text(name))
        if name == "department":
            await stored.record("Otdel", Nazvanie="Склад", Sotrudniki=[{"account": 1}, {"account": 2}])
        if name == "digest":
            await stored.record(RECORDS["recipe"][0], **RECORDS["recipe"][1])
        template, values = RECORDS[name]
        number = await stored.record(template, **values)
        named = {item.document.event.record_template: item.document for item in await stored.configuration.scenarios()}
        before = rows(path)
        trial = await trying(stored)(ADMIN, named[template], number)
        assert rows(path) == before
        assert (trial.mistakes, trial.error) == ((), None)
        assert trial.letters


def test_no_scenario_changes_anything_when_it_is_tried(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    opening = opened(path)
    with asyncio.Runner() as runner, either():
        runner.run(opening.__aenter__())
        stored = runner.run(office(recipe_text()))
        number = runner.run(stored.record(*RECORDS["recipe"][:1], **RECORDS["recipe"][1]))

        @settings(max_examples=25, deadline=None)
        @given(scenarios)
        def tried(actions: list[dict[str, Any]]) -> None:
            before = rows(path)
            trial = runner.run(trying(stored)(ADMIN, document(*actions), number))
            assert rows(path) == before
            assert len(trial.otherwise) <= MOST_FORKS
            made = [step.letter for step in trial.steps if step.letter is not None]
            assert made == list(range(len(trial.letters))) or trial.error is not None

        tried()
        runner.run(opening.__aexit__(None, None, None))
