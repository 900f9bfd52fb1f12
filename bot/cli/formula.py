"""`gonets formula`: the value of a formula, as the platform prints it."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FINE, say, say_error
from bot.cli.words import language, text

if TYPE_CHECKING:
    from bot.app.environment import StorageSettings
    from domain.formulas import Formula
    from storage.repositories.configuration import ConfigurationRepository


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments; its help ends with every function that there is."""
    parser.add_argument("formula", metavar=text("metavar-formula"), help=text("argument-formula-formula"))
    parser.add_argument("--record", type=int, metavar=text("metavar-number"), help=text("argument-formula-record"))
    plain_help = parser.format_help
    parser.format_help = lambda: f"{plain_help()}\n{functions_text()}"  # type: ignore[method-assign]


def functions_text() -> str:
    """Return the functions by group: how each is written, what it gives, and an example."""
    from domain.formulas import known_functions

    lines = []
    group = ""
    for item in known_functions():
        if item.group != group:
            group = item.group
            lines += ["", f"{text(f'function-group-{group}')}:"]
        lines.append(f"  {item.signatures[0]} — {text(f'function-{item.name.lower()}')}")
        if language() == "ru" or item.example.isascii():
            lines.append(f"      {item.example}")
    return "\n".join([text("formula-functions"), *lines, ""])


async def main(args: argparse.Namespace) -> int:
    """Print the value."""
    from datetime import UTC, datetime
    from types import SimpleNamespace
    from zoneinfo import ZoneInfo

    from bot.app.environment import StorageSettings
    from domain.formulas import compile_formula, to_text

    formula = compile_formula(args.formula)
    settings = StorageSettings.load()
    zone = ZoneInfo(settings.timezone)
    if args.record is None and not formula.queried:
        view = SimpleNamespace(record=None, variables={}, user=None, now=datetime.now(UTC), time_zone=zone)
        say(to_text(formula.evaluate(view), zone))
        return FINE
    from bot.cli.storage import open_storage

    if formula.queried and settings.hide_texts:
        say_error(text("formula-texts-hidden", record="no" if args.record is None else "yes"))
    async with open_storage(settings) as storage:
        say(await _value(formula, args.record, storage.configuration, settings))
    return FINE


async def _value(
    formula: "Formula", record_id: int | None, configured: "ConfigurationRepository", settings: "StorageSettings"
) -> str:
    """Return the printed value over the database: for a record's creator, else for whoever runs the command line."""
    from domain.clock import system_clock
    from domain.configuration.schema import schema_of, schemas_of
    from domain.errors import NotFound
    from domain.formulas import to_text
    from domain.records.query_records import QueryRecords
    from domain.scenarios.load_world import WorldLoader
    from storage.repositories.accounts import AccountRepository
    from storage.repositories.people import PersonRepository
    from storage.repositories.record_finder import RecordFinder
    from storage.repositories.records import RecordRepository
    from storage.repositories.template_grants import TemplateGrantRepository

    queries = QueryRecords(RecordFinder(), configured, TemplateGrantRepository(), hide_texts=settings.hide_texts)
    load = WorldLoader(
        RecordRepository(), AccountRepository(), PersonRepository(), configured, settings.timezone, queries
    )
    templates = schemas_of(item.document for item in await configured.templates())
    if record_id is None:
        world = load.of_nobody()
        world.sees_everything = not settings.hide_texts
        formula.check(None, templates)
    else:
        record = await RecordRepository().get(record_id)
        if record is None:
            raise NotFound(f"record {record_id}")
        world = await load(record_id, record.creator_id)
        formula.check(schema_of(world.at_hand.laid_over[record_id].template), templates)
    return to_text(await world.evaluate(formula, system_clock()), world.time_zone)
