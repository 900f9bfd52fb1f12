"""`gonets move`: an installation changes its database, from a file to a PostgreSQL server or back."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Failure, say
from bot.cli.how_far import HowFar
from bot.cli.restore import alone, tell_open
from bot.cli.words import text

if TYPE_CHECKING:
    from bot.app.environment import StorageSettings
    from storage.database import SqliteFile
    from storage.restoring import Prepared, Restoration

PREPARED = ".moving"
"""What the folder is called behind the name of the database."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("database", metavar=text("metavar-database"), help=text("argument-move-database"))


async def main(args: argparse.Namespace) -> int:
    """Move from the database of the settings to the one that is named."""
    from bot.app.environment import StorageSettings
    from storage.addresses import is_on_server
    from storage.database import SqliteFile, refuse_without_driver

    refuse_without_driver()
    settings = StorageSettings.load()
    source, target = settings.database_url, args.database
    if is_on_server(source) == is_on_server(target):
        raise Failure(text("move-other-kind"), WRONG_USE)
    try:
        if is_on_server(target):
            await _to_server(settings, SqliteFile.from_url(source), target)
        else:
            await _to_file(settings, source, SqliteFile.from_url(target))
    except OSError as error:
        raise Failure(
            text("move-failed", reason=error.strerror or str(error), path=str(error.filename or "")), FAILED
        ) from None
    return FINE


async def _to_server(settings: "StorageSettings", file: "SqliteFile", target: str) -> None:
    from storage.database import open_database
    from storage.postgres.moving import move_in
    from storage.postgres.server import PostgresServer
    from storage.sqlite.copies import is_sqlite

    if not file.path.is_file() or not is_sqlite(file.path):
        raise Failure(text("move-no-source", path=str(file.path)), WRONG_USE)
    async with open_database(target):
        """Makes the tables where there are none."""
    with alone(file), _beside(file) as aside:
        restoration, prepared = await _prepared(settings, aside, file.path)
        with _how_far() as how_far:
            counts = await move_in(restoration.part, PostgresServer.from_url(target), how_far)
    _tell(counts, prepared)
    say(text("move-next-server", key=_where_the_key_is(settings)))


async def _to_file(settings: "StorageSettings", source: str, file: "SqliteFile") -> None:
    from storage.database import open_database
    from storage.postgres.moving import move_out, refuse_bare
    from storage.postgres.server import PostgresServer

    if file.path.exists():
        raise Failure(text("move-file-exists", path=str(file.path)), WRONG_USE)
    server = PostgresServer.from_url(source)
    await refuse_bare(server)
    async with open_database(source):
        """Brings the tables up to date."""
    with alone(file), _beside(file) as aside:
        async with open_database(f"sqlite://{aside.path}"):
            """Makes the tables."""
        with _how_far() as how_far:
            counts = await move_out(server, aside.path, how_far)
        restoration, prepared = await _prepared(settings, file, aside.path)
        restoration.install()
    _tell(counts, prepared)
    say(text("move-next-file", path=str(file.path.absolute())))


@contextmanager
def _how_far() -> Iterator[HowFar]:
    """Tell how far it is, and where it was cut off."""
    how_far = HowFar(lambda percent: text("cli-how-far", percent=percent))
    with how_far.told_if_cut_off(lambda percent: text("move-cut-off", percent=percent)):
        yield how_far


async def _prepared(settings: "StorageSettings", file: "SqliteFile", copy: Path) -> "tuple[Restoration, Prepared]":
    """Prepare a copy for its new place: what was under way asks its authors, as behind any copy."""
    from domain.clock import system_clock
    from domain.mornings import mornings
    from storage.restoring import Restoration
    from storage.secrets import SecretBox

    box = SecretBox.for_home(settings.home, settings.secret_key)
    restoration = Restoration(file, settings.home, system_clock())
    return restoration, await restoration.prepare(copy, box, mornings(settings.timezone))


@contextmanager
def _beside(file: "SqliteFile") -> "Iterator[SqliteFile]":
    """Give a place for what is prepared, on the disk of the file; it goes in the end, that of a killed move before."""
    import shutil

    from domain.private_files import make_folder
    from storage.database import SqliteFile

    folder = file.path.with_name(f"{file.path.name}{PREPARED}")
    shutil.rmtree(folder, ignore_errors=True)
    make_folder(folder)
    try:
        yield SqliteFile(folder / "gonets.db")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tell(counts: "Mapping[str, int]", prepared: "Prepared") -> None:
    rows = sum(counts.values())
    say(text("move-done", rows=rows, records=prepared.contents.records, letters=prepared.contents.letters))
    tell_open(prepared.again)


def _where_the_key_is(settings: "StorageSettings") -> str:
    from storage.secrets import KEY_FILE

    if settings.secret_key is not None:
        return "GONETS_SECRET_KEY"
    return f"GONETS_SECRET_KEY_FILE={(settings.home / KEY_FILE).absolute()}"
