"""`gonets run`: the bot itself."""

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cli import FINE, WRONG_USE, Failure, tell
from bot.cli.until_stopped import import_at_once, spare_what_stays, stop_at_signals
from bot.cli.words import text

if TYPE_CHECKING:
    import asyncio

    from bot.app.environment import RunSettings
    from bot.app.running import App
    from bot.cli.storage import Storage

LOOKED_AT_FOR = 5.0
"""Seconds that a start looks for damage in the database: a large one is looked at whole by `gonets doctor`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What else there is lies in settings."""
    parser.add_argument("--no-worker", action="store_true", help=text("argument-run-no-worker"))


async def main(args: argparse.Namespace) -> int:
    """Serve until a signal."""
    from bot.app.environment import RunSettings

    settings = RunSettings.load()
    from contextlib import ExitStack

    from bot.app.logs import set_up_logs
    from bot.app.single_instance import AlreadyRunning, only_one
    from storage.addresses import is_on_server
    from storage.database import DatabaseUnusable, SqliteFile, refuse_damaged

    if args.no_worker and not is_on_server(settings.database_url):
        raise Failure(text("cli-run-no-worker-needs-a-server"), WRONG_USE)
    set_up_logs(settings)
    with ExitStack() as held:
        if not is_on_server(settings.database_url):
            path = SqliteFile.from_url(settings.database_url).path
            try:
                held.enter_context(only_one(path))
            except AlreadyRunning as error:
                raise Failure(text("cli-run-already", process=error.pid), WRONG_USE) from None
            except OSError as error:
                raise DatabaseUnusable.because(error, path) from None
            refuse_damaged(path, LOOKED_AT_FOR)
        await _until_stopped(settings, sends=not args.no_worker)
    tell(text("cli-run-stopped"))
    return FINE


async def _until_stopped(settings: "RunSettings", *, sends: bool) -> None:
    import_at_once("bot.app.product")
    from aiogram.exceptions import TelegramUnauthorizedError

    try:
        await _serve(settings, sends=sends)
    except TelegramUnauthorizedError:
        raise Failure(text("cli-run-token-refused")) from None
    except ExceptionGroup as group:
        if group.subgroup(TelegramUnauthorizedError):
            raise Failure(text("cli-run-token-refused")) from None
        raise


async def _serve(settings: "RunSettings", *, sends: bool) -> None:
    from bot.app.product import make_app
    from bot.app.workers import SENDING
    from bot.cli.storage import heartbeat_at, open_when_there
    from bot.cli.watching import watching
    from bot.telegram.start_link import start_link
    from bot.workers.heartbeat import beating
    from domain.work import WorkKind
    from storage.database import PATIENCE

    stop = stop_at_signals()
    async with open_when_there(settings, stop, patience=PATIENCE) as storage, _alone(settings, stop):
        if storage is None:
            return
        await _first_recipe(storage)
        kinds = frozenset(WorkKind) if sends else frozenset(WorkKind) - SENDING
        async with (
            make_app(settings, storage.box, kinds=kinds) as app,
            beating(heartbeat_at(settings)),
            watching(settings, app.counters, role="run", heard_at=lambda: app.counters.heard_at),
            _listening(settings, app, stop),
        ):
            await app.admission.prepare()
            name = await app.meet(stop)
            if name is None:
                return
            await app.set_menu()
            await app.describe()
            code = await app.admission.first_link_code()
            spare_what_stays()
            tell(text("cli-run-works", name=name))
            if code is not None:
                tell(text("cli-run-first-link", link=start_link(name, code)))
            await app.run(stop)


@asynccontextmanager
async def _alone(settings: "RunSettings", stop: "asyncio.Event") -> AsyncIterator[None]:
    """Be the only one who fetches updates, or one of those who are sent them; on a file its lock sees to that."""
    from storage.addresses import is_on_server

    if stop.is_set() or not is_on_server(settings.database_url):
        yield
        return
    from domain.private_files import make_folder
    from storage.postgres.only_one import TakenByAnother, only_one
    from storage.postgres.server import PostgresServer

    make_folder(settings.home)
    server = PostgresServer.from_url(settings.database_url)
    try:
        token, hooked = settings.bot_token.get_secret_value(), settings.webhook_url is not None
        async with only_one(server, token, stop.set, together=hooked):
            yield
    except TakenByAnother:
        raise Failure(text("cli-run-already-elsewhere"), WRONG_USE) from None


@asynccontextmanager
async def _listening(settings: "RunSettings", app: "App", stop: "asyncio.Event") -> AsyncIterator[None]:
    """Take the updates that Telegram sends, where it is to send them."""
    if settings.webhook_url is None:
        yield
        return
    from bot.app.webhook import taking_updates
    from bot.telegram.hosts import host_of
    from bot.telegram.webhook import Webhook

    assert isinstance(app.updates, Webhook)  # noqa: S101 - it is one where there is an address
    where, url = settings.listens, host_of(settings.webhook_url)
    async with taking_updates(where, app.updates, stop) as port:
        tell(text("cli-run-webhook", url=url, address=str(replace(where, port=port))))
        yield


async def _first_recipe(storage: "Storage") -> None:
    """Make the recipe where there is no record template at all, with a connection that waits to be filled in."""
    from bot.files.config_file import recipe_file
    from domain.configuration.apply_configuration import ApplyConfiguration
    from storage.repositories.audit import AuditRepository
    from storage.transactions import atomically

    if not await storage.configuration.templates():
        await ApplyConfiguration(storage.configuration, atomically, AuditRepository())(recipe_file(enabled=False))
        tell(text("cli-run-recipe-made"))
