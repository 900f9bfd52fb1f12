"""What a release took and today's checks refuse: presses go on, and administrators are told what to mend."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.demo.stage import ADMIN
from domain.configuration.refused_now import refused_now
from domain.configuration.validation import Configuration, ScenarioChecker
from domain.sections import Section
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from tests.bot.cli.conftest import Gonets
from tests.databases import opened
from tests.upgrade.kept_release import Release, Upgraded

WAITS = "Ocheredno"
"""A scenario of the release whose first letter is waited for."""


def first_set(document: Any) -> Any:
    return document["actions"][0]["change_variables"]["variables"]


def send(document: Any) -> Any:
    return document["actions"][1]["send_message"]


TAKEN_THEN: dict[str, Callable[[Any], object]] = {
    "a number for an address": lambda it: first_set(it)["To"].update(Address={"formula": "5"}),
    "a bad fixed address": lambda it: first_set(it)["To"].update(Address={"formula": "'не адрес'"}),
    "a sum of words": lambda it: first_set(it).update(Subject={"formula": "$Tema - 1"}),
    "a text as files": lambda it: first_set(it).update(Attachments={"attribute": "Tema"}),
    "an answer over the message's own set": lambda it: send(it).update(success_variable="notification"),
    "a placeholder that nothing fills": lambda it: first_set(it).pop("Body"),
}


def change(database: Path, by: Callable[[Any], object]) -> None:
    """Let a scenario be as the release would have kept it."""
    with closing(sqlite3.connect(database)) as connection, connection:
        (text,) = connection.execute("SELECT document FROM scenario WHERE system_name = ?", (WAITS,)).fetchone()
        document = json.loads(text)
        by(document)
        changed = json.dumps(document, ensure_ascii=False)
        connection.execute("UPDATE scenario SET document = ? WHERE system_name = ?", (changed, WAITS))


@pytest.mark.parametrize("case", TAKEN_THEN)
async def test_a_press_is_not_refused_for_it_and_administrators_read_what_to_mend(
    release: Release, tmp_path: Path, case: str
) -> None:
    database = release.put(tmp_path)
    change(database, TAKEN_THEN[case])
    async with opened(database):
        configuration = ConfigurationRepository(SecretBox.for_home(tmp_path))
        whole = await Configuration.stored(configuration)
        scenario = whole.scenarios[WAITS]
        assert await ScenarioChecker(configuration)(scenario) == []
        assert refused_now(scenario, Section.SCENARIOS, whole)


def test_doctor_names_what_is_refused_today(release: Release, gonets: Gonets, tmp_path: Path) -> None:
    change(release.put(tmp_path / "home"), TAKEN_THEN["a number for an address"])
    said = gonets("doctor")
    assert f"scenarios.{WAITS}" in said.out or WAITS in said.out
    assert "To" in next(line for line in said.out.splitlines() if WAITS in line)


async def test_the_page_of_administration_names_it(bot: Upgraded) -> None:
    (stored,) = [item for item in await bot.product.configuration.scenarios() if item.document.system_name == WAITS]
    document = stored.document.stored()
    TAKEN_THEN["a number for an address"](document)
    await bot.product.configuration.save_scenario(type(stored.document).from_stored(document))
    admin = bot.user(ADMIN)
    await admin.send("/admin")
    await bot.settle()
    page = admin.with_text("больше не сохранится в таком виде")
    assert page is not None
    assert "Два письма по очереди" in page.text
