"""`gonets backup`: a copy of the database, made while the bot runs."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FINE, WRONG_USE, Failure, say
from bot.cli.words import text

if TYPE_CHECKING:
    from bot.app.environment import StorageSettings
    from storage.database import SqliteFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", metavar=text("metavar-file"), type=Path, help=text("argument-backup-file"))
    parser.add_argument("--with-key", action="store_true", help=text("argument-backup-with-key"))
    parser.add_argument("--force", action="store_true", help=text("argument-backup-force"))


async def main(args: argparse.Namespace) -> int:
    """Copy, and say what is in the copy and where the key is."""
    from bot.app.environment import StorageSettings
    from storage.secrets import write_key
    from storage.sqlite.copies import take_copy

    settings = StorageSettings.load()
    database = sqlite_only(settings).path
    if not database.exists():
        raise Failure(text("backup-no-database", path=str(database)), WRONG_USE)
    target: Path = args.file
    key_target = target.with_name(f"{target.name}.key")
    _check_target(target, database, force=args.force)
    key = None
    if args.with_key:
        _check_target(key_target, database, force=args.force)
        key = _key(settings)
    contents = take_copy(database, target)
    copy = {"path": str(target.absolute()), "size": size(contents.size)}
    say(text("backup-made", **copy, records=contents.records, letters=contents.letters))
    if key is None:
        say(text("backup-without-key", **_key_lies(settings)))
        return FINE
    try:
        write_key(key_target, key)
    except OSError as error:
        where = {"path": str(key_target), "reason": error.strerror or ""}
        raise Failure(text("backup-key-not-written", **where)) from None
    say(text("backup-key-written", path=str(key_target.absolute())))
    return FINE


def sqlite_only(settings: "StorageSettings") -> "SqliteFile":
    """Return the database file; another kind of database has tools of its own."""
    from storage.database import DatabaseKindNotYet, SqliteFile

    try:
        return SqliteFile.from_url(settings.database_url)
    except DatabaseKindNotYet:
        raise Failure(text("backup-not-sqlite"), WRONG_USE) from None


def _key_lies(settings: "StorageSettings") -> dict[str, str]:
    """Return where the key at hand is."""
    from storage.secrets import KEY_FILE

    if settings.secret_key is not None:
        return {"where": "setting", "path": ""}
    path = (settings.home / KEY_FILE).absolute()
    return {"where": "file" if path.exists() else "nowhere", "path": str(path)}


def size(count: int) -> str:
    """Return a size as a person reads it."""
    megabytes = count / 1024 / 1024
    if megabytes >= 1:
        return text("backup-megabytes", size=f"{megabytes:.1f}")
    return text("backup-kilobytes", size=max(1, round(count / 1024)))


def _check_target(target: Path, database: Path, *, force: bool) -> None:
    if target.is_dir():
        example = str(target / "gonets-copy.db")
        raise Failure(text("backup-folder", path=str(target), example=example), WRONG_USE)
    if not target.parent.is_dir():
        raise Failure(text("backup-no-folder", path=str(target.parent)), WRONG_USE)
    if not target.exists():
        return
    if target.samefile(database):
        raise Failure(text("backup-is-database", path=str(target)), WRONG_USE)
    if not force:
        raise Failure(text("backup-there-already", path=str(target)), WRONG_USE)


def _key(settings: "StorageSettings") -> str:
    from storage.secrets import KEY_FILE, has_database, read_key

    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.home / KEY_FILE
    if not path.exists():
        raise Failure(text("backup-no-key", path=str(path)), WRONG_USE)
    has_database(settings.home)
    return read_key(path)
