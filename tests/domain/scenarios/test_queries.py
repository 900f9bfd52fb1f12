"""Queries over a real database: a filter finds what evaluation finds, and each person what they may see."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from bot.files.config_file import read_configuration
from domain.accounts.account import Account
from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
from domain.formulas import FormulaError, compile_formula, to_text
from domain.formulas.searches import Found, Search
from domain.people import Person
from domain.records.query_records import QueryRecords
from domain.scenarios.document import Scenario
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.world import World
from storage import models
from storage.repositories.record_finder import RecordFinder
from storage.repositories.record_values import OLDER_VALUES
from storage.repositories.template_grants import TemplateGrantRepository
from storage.transactions import atomically
from tests.domain.runs.test_try_scenario import ADMIN, document, trying
from tests.domain.scenarios.conftest import AUTHOR, CHIEF, NOW, Stored, recipe_text

TEXTS = ("Отчёт", "отчет", "Отчёт за год", "Отчёт" + "я" * 300, "Отчёт" + "я" * 250, "100%_", "а'б")


class Unfiltered:
    """Answers each search with all records of the template, so that evaluation alone decides."""

    def __init__(self, queries: QueryRecords) -> None:
        self._queries = queries
        self.asked: list[Search] = []

    async def __call__(
        self, searches: Collection[Search], person: Person | None, *, everything: bool
    ) -> Mapping[Search, Found | None]:
        self.asked += searches
        bare = {search: Search(search.template) for search in searches}
        found = await self._queries(list(bare.values()), person, everything=everything)
        return {search: found[one] for search, one in bare.items()}


async def world_of(stored: Stored, record: int, person: int = AUTHOR, queries: Any = None) -> World:
    load = WorldLoader(
        stored.records, stored.accounts, stored.people, stored.configuration, "UTC", queries or stored.queries()
    )
    return await load(record, person)


async def value(world: World, text: str) -> str:
    world.at_hand.forget_found()
    return to_text(await world.evaluate(compile_formula(text), NOW), world.time_zone)


@pytest.fixture
async def notices(stored: Stored) -> list[int]:
    """Notifications with every text, to two accounts and to none, one of them in the archive."""
    await stored.accounts.add(Account(0, "petrova", "Петрова Анна", "petrova@firma.local", department="Отдел"))
    await models.Account.filter(username="petrova").update(manager_id=1)
    made = []
    for number, text in enumerate((*TEXTS, None)):
        values = {"Temauvedomleniya": text, "Poluchatel": {"account": 1 + number % 2} if number % 4 else None}
        given = {name: item for name, item in values.items() if item is not None}
        made.append(await stored.record("Uvedomleniya", **given))
    await models.Record.filter(id=made[2]).update(disabled=True, created_at=NOW - timedelta(days=3))
    return made


PATHS = ("x->Temauvedomleniya", "x->Poluchatel", "x->Poluchatel->mbox", "x->Poluchatel->department", "x", "x->id",
         "x->Poluchatel->manager", "x->_creator", "x->_creator->mbox", "x->_isDisabled", "x->_creationDate",
         "x->Poluchatel->active")  # fmt: skip
VALUES = ("'Отчёт'", "'Отчёт за год'", "'Отчёт" + "я" * 300 + "'", "'т'", "null", "'ivanov@firma.local'", "$Poluchatel",
          "$_creator", "'2'", "$id", "true", "false", "$_creationDate", "'а''б'", "5", "'Отдел'", "USER()")  # fmt: skip


async def test_a_filter_in_the_database_finds_what_evaluation_finds(stored: Stored, notices: list[int]) -> None:
    filtered = await world_of(stored, notices[1])
    unfiltered = await world_of(stored, notices[1], queries=Unfiltered(stored.queries()))
    conditions = [f"{path} {sign} {other}" for path, sign, other in product(PATHS, ("==", "!=", "<", ">="), VALUES)]
    conditions += [f"CONTAINS({path}, {other})" for path, other in product(PATHS, VALUES)]
    conditions += [f"EMPTY({path})" for path in PATHS] + [f"NOT(EMPTY({path}))" for path in PATHS]
    conditions += [
        "x->Temauvedomleniya == 'Отчёт' || x->Poluchatel == $Poluchatel",
        "x->Temauvedomleniya == 'Отчёт' && x->Poluchatel == $Poluchatel",
        "(x->Temauvedomleniya == 'отчет' || LENGTH(x->Temauvedomleniya) > 100) && x->Poluchatel->mbox != 'a'",
        "NOT(x->Temauvedomleniya == 'Отчёт')",
        "x->_isDisabled",
    ]
    found = 0
    for condition in conditions:
        text = f"from x in db->Uvedomleniya where {condition} select x"
        given: list[str] = []
        for world in (filtered, unfiltered):
            try:
                given.append(await value(world, text))
            except FormulaError as error:
                given.append(type(error).__name__)
        if given[1] != "WrongType":  # what a filter leaves out is not compared with a value of another type
            assert given[0] == given[1], condition
            found += bool(given[0])
    assert found > 100


async def test_older_records_are_found_while_their_values_are_not_there(stored: Stored, notices: list[int]) -> None:
    await models.RecordValue.all().delete()
    await models.Indexing.create(name=OLDER_VALUES)
    world = await world_of(stored, notices[1])
    text = "COUNT(from x in db->Uvedomleniya where x->Temauvedomleniya == 'Отчёт' select x)"
    assert await value(world, text) == "1"


COUNT = "COUNT(from x in db->Uvedomleniya select x)"


async def test_staff_find_their_own_records_and_administrators_all(stored: Stored, notices: list[int]) -> None:
    template = (await stored.configuration.templates())[0]
    other = await stored.records.add(template.id, CHIEF, {"Temauvedomleniya": "Чужое"}, NOW)
    await stored.records.save(other, other.values, NOW, complete=True)
    blank = await stored.records.add(template.id, AUTHOR, {}, NOW)
    await stored.records.delete(notices[0], NOW)
    mine = len(notices) - 1
    assert await value(await world_of(stored, notices[1]), COUNT) == str(mine)
    assert await value(await world_of(stored, notices[1], CHIEF), COUNT) == str(mine + 1)
    assert await value(await world_of(stored, notices[1], 999), COUNT) == "0"
    hidden = await world_of(stored, notices[1], CHIEF, stored.queries(hide_texts=True))
    assert await value(hidden, COUNT) == "1"
    everything = await world_of(stored, notices[1])
    everything.sees_everything = True
    assert await value(everything, COUNT) == str(mine + 1)
    assert "Чужое" in await value(everything, "from x in db->Uvedomleniya select x->Temauvedomleniya")
    assert blank.id not in notices


async def test_staff_find_nothing_of_a_template_that_is_not_for_them(stored: Stored, notices: list[int]) -> None:
    template = (await stored.configuration.templates())[0]
    named = "system_name: Uvedomleniya\n"
    assert named in recipe_text()
    await stored.apply(recipe_text().replace(named, f"{named}    allowed: administrators\n", 1))
    world = await world_of(stored, notices[1])
    assert await value(world, COUNT) == "0"
    await TemplateGrantRepository().grant(AUTHOR, template.id)
    assert await value(world, COUNT) == str(len(notices))


async def test_no_query_is_asked_row_by_row(stored: Stored, notices: list[int]) -> None:
    """Sixteen rows of an outer query ask for as many inner ones: three statements at most find all of them."""
    statements = 0
    find = RecordFinder.find

    async def counted(self: RecordFinder, lookings: Any, limit: int) -> Any:
        nonlocal statements
        statements += 1
        return await find(self, lookings, limit)

    RecordFinder.find = counted
    try:
        text = (
            "from x in db->Uvedomleniya select COUNT(from y in db->Uvedomleniya "
            "where y->Temauvedomleniya == x->Temauvedomleniya select y)"
        )
        assert await value(await world_of(stored, notices[1]), text) == ", ".join("1" * len(notices))
    finally:
        RecordFinder.find = find
    assert statements <= 3


@pytest.mark.parametrize(("sees", "count"), [({}, "1"), ({"sees": "everything"}, "2")])
async def test_a_scenario_sees_everything_where_it_says_so(
    stored: Stored, filled: int, sees: dict[str, str], count: str
) -> None:
    template = (await stored.configuration.templates())[0]
    other = await stored.records.add(template.id, CHIEF, {"Temauvedomleniya": "Чужое"}, NOW)
    await stored.records.save(other, other.values, NOW, complete=True)
    action = {"change_variables": {"set": "notification", "variables": {"Subject": {"formula": COUNT}}}}
    trial = await trying(stored)(ADMIN, document(action, **sees), filled)
    assert trial.variables["notification"]["Subject"] == count


def test_what_a_scenario_sees_is_kept_only_where_it_is_everything() -> None:
    action = {"change_variables": {"set": "notification", "variables": {"Subject": {"formula": COUNT}}}}
    plain = Scenario.model_validate(document(action, system_name="Proba"))
    assert "sees" not in plain.stored()
    more = Scenario.model_validate(document(action, system_name="Proba", sees="everything"))
    assert more.stored()["sees"] == "everything"


async def test_a_query_of_a_template_that_there_is_not_is_a_mistake_at_saving(stored: Stored) -> None:
    text = recipe_text().replace("$Poluchatel->mbox", "FIRST(from x in db->Uvedomlenia select x->Poluchatel->mbox)")
    assert "Uvedomlenia " in text
    whole = read_configuration(text, {"SMTP_PASSWORD": "x"})
    with pytest.raises(ConfigurationInvalid) as caught:
        await ApplyConfiguration(stored.configuration, atomically)(whole.file)
    (mistake,) = caught.value.mistakes
    assert mistake.params["nearest"] == "Uvedomleniya"
