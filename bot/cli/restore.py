"""`gonets restore`: a copy becomes the database again, and nothing goes twice because of it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Failure, say
from bot.cli.words import text

if TYPE_CHECKING:
    from bot.app.environment import StorageSettings
    from storage.database import SqliteFile
    from storage.repositories.restoring import ReadyAgain
    from storage.restoring import Prepared, Replaced


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", metavar=text("metavar-file"), type=Path, nargs="?", help=text("argument-restore-file"))
    parser.add_argument("--key", metavar=text("metavar-key"), type=Path, help=text("argument-restore-key"))


async def main(args: argparse.Namespace) -> int:
    """Restore under the bot's own lock."""
    from bot.app.environment import StorageSettings
    from bot.cli.backup import sqlite_only
    from storage.addresses import is_on_server

    settings = StorageSettings.load()
    if args.file is None and is_on_server(settings.database_url):
        await _restored_on_server(settings)
        return FINE
    file = sqlite_only(settings)
    if args.file is None:
        raise Failure(text("restore-which-file"), WRONG_USE)
    copy: Path = args.file
    if not copy.is_file():
        raise Failure(text("restore-no-file", path=str(copy)), WRONG_USE)
    if file.path.exists() and copy.samefile(file.path):
        raise Failure(text("restore-is-database", path=str(copy)), WRONG_USE)
    key = _key(settings, args.key)
    try:
        with alone(file):
            await _restore(settings, file, copy, key)
    except OSError as error:
        why = {"reason": error.strerror or str(error), "path": str(error.filename or "")}
        raise Failure(text("restore-failed", **why), FAILED) from None
    return FINE


@contextmanager
def alone(file: "SqliteFile") -> Iterator[None]:
    """Hold the bot's own lock of a database that is to be replaced or left."""
    from bot.app.single_instance import AlreadyRunning, only_one

    try:
        with only_one(file.path):
            yield
    except AlreadyRunning as error:
        raise Failure(text("restore-bot-runs", process=error.pid), WRONG_USE) from None


async def _restore(settings: "StorageSettings", file: "SqliteFile", copy: Path, key: str | None) -> None:
    from domain.clock import system_clock
    from domain.mornings import mornings
    from domain.private_files import make_folder
    from storage.restoring import Restoration
    from storage.secrets import KEY_FILE, SecretBox, read_key

    if key is not None:
        box: SecretBox | None = SecretBox(key)
    elif settings.secret_key is not None:
        box = SecretBox(settings.secret_key.get_secret_value())
    else:
        path = settings.home / KEY_FILE
        box = SecretBox(read_key(path)) if path.exists() else None
    make_folder(settings.home)
    restoration = Restoration(file, settings.home, system_clock())
    prepared = await restoration.prepare(copy, box, mornings(settings.timezone))
    kept = restoration.install(key)
    _tell(file, copy, prepared, kept)


async def _restored_on_server(settings: "StorageSettings") -> None:
    """Prepare what `pg_restore` has put there, as a copy of a file is prepared."""
    from bot.cli.storage import open_storage
    from domain.clock import system_clock
    from domain.mornings import mornings
    from storage.database import refuse_without_driver

    refuse_without_driver()
    from storage.postgres.moving import refuse_workers
    from storage.postgres.server import PostgresServer
    from storage.repositories.restoring import ready_again
    from storage.transactions import execute

    await refuse_workers(PostgresServer.from_url(settings.database_url))
    async with open_storage(settings) as storage:
        now, morning = system_clock(), mornings(settings.timezone)
        again = await execute(lambda: ready_again(storage.box, now, morning, newest=None))
    say(text("restore-on-server"))
    tell_open(again)
    say(text("restore-next"))


def _tell(file: "SqliteFile", copy: Path, prepared: "Prepared", kept: "Replaced") -> None:
    contents = prepared.contents
    say(text("restore-done", path=str(copy), records=contents.records, letters=contents.letters))
    say(text("restore-is-here", path=str(file.path.absolute())))
    if kept.database is not None:
        say(text("restore-previous", path=str(kept.database.absolute())))
    if kept.key is not None:
        say(text("restore-previous-key", path=str(kept.key.absolute())))
    tell_open(prepared.again)
    say(text("restore-next"))


def tell_open(again: "ReadyAgain") -> None:
    """Say what cannot go on by itself."""
    if again.uncertain or again.cut_off:
        say(text("restore-uncertain", letters=again.uncertain, presses=again.cut_off))
    if again.unreadable:
        say(text("restore-sealed"))
        for connection in again.unreadable:
            say(f"  {connection.system_name} — {connection.title}")
        say(text("restore-sealed-advice"))


def _key(settings: "StorageSettings", path: Path | None) -> str | None:
    if path is None:
        return None
    if settings.secret_key is not None:
        raise Failure(text("restore-key-in-setting"), WRONG_USE)
    if not path.is_file():
        raise Failure(text("restore-no-key-file", path=str(path)), WRONG_USE)
    from storage.secrets import read_key

    return read_key(path)
