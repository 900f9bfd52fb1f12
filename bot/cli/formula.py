"""`gonets formula`: the value of a formula, as the platform prints it."""

import argparse

from bot.cli import FINE, say
from bot.cli.words import text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("formula", metavar=text("metavar-formula"), help=text("argument-formula-formula"))
    parser.add_argument("--record", type=int, metavar=text("metavar-number"), help=text("argument-formula-record"))


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
    if args.record is None:
        view = SimpleNamespace(record=None, variables={}, user=None, now=datetime.now(UTC), time_zone=zone)
        say(to_text(formula.evaluate(view), zone))
        return FINE
    from bot.cli.storage import open_storage
    from domain.clock import system_clock
    from domain.configuration.schema import schema_of
    from domain.errors import NotFound
    from domain.scenarios.load_world import WorldLoader
    from storage.repositories.accounts import AccountRepository
    from storage.repositories.people import PersonRepository
    from storage.repositories.records import RecordRepository

    async with open_storage(settings) as storage:
        record = await RecordRepository().get(args.record)
        if record is None:
            raise NotFound(f"record {args.record}")
        load = WorldLoader(
            RecordRepository(), AccountRepository(), PersonRepository(), storage.configuration, settings.timezone
        )
        world = await load(args.record, record.creator_id)
        formula.check(schema_of(world.at_hand.laid_over[args.record].template))
        value = await world.evaluate(formula, system_clock())
    say(to_text(value, world.time_zone))
    return FINE
