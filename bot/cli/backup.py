"""`gonets backup`: a copy of the database, made while the bot runs."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FINE, WRONG_USE, Failure, say

if TYPE_CHECKING:
    from bot.app.environment import StorageSettings
    from storage.database import SqliteFile

HELP = "сделать резервную копию базы"
DETAILS = """Останавливать бота не нужно: в копии всё, что записано к её началу. Копия проверяется и только потом
появляется под своим именем; читать её может только владелец файла. Ключа, которым запечатаны пароли, в копии нет:
без него пароли подключений придётся ввести заново, поэтому сохраните и его, но в другом месте.

Пример: gonets backup /var/backups/gonets.db
        gonets backup gonets.db --with-key     ключ — рядом, в gonets.db.key; уберите его отдельно от копии
Код выхода: 0 — копия сделана; 1 — не получилось; 2 — базы нет, файл уже есть или база не SQLite."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", metavar="ФАЙЛ", type=Path, help="куда положить копию")
    parser.add_argument("--with-key", action="store_true", help="положить рядом ключ, в ФАЙЛ.key")
    parser.add_argument("--force", action="store_true", help="заменить, если ФАЙЛ уже есть")


async def main(args: argparse.Namespace) -> int:
    """Copy, and say what is in the copy and where the key is."""
    from bot.app.environment import StorageSettings
    from storage.copies import take_copy
    from storage.secrets import write_key

    settings = StorageSettings.load()
    database = sqlite_only(settings, "pg_dump").path
    if not database.exists():
        raise Failure(f"Базы нет: {database}. Проверьте GONETS_HOME и GONETS_DATABASE.", WRONG_USE)
    target: Path = args.file
    key_target = target.with_name(f"{target.name}.key")
    _check_target(target, database, force=args.force)
    key = None
    if args.with_key:
        _check_target(key_target, database, force=args.force)
        key = _key(settings)
    contents = take_copy(database, target)
    say(f"Копия: {target.absolute()}, {size(contents.size)}. Записей: {contents.records}, писем: {contents.letters}.")
    if key is None:
        say(f"Ключа паролей в копии нет: он {key_place(settings)}. Сохраните и его, отдельно от копии.")
        return FINE
    try:
        write_key(key_target, key)
    except OSError as error:
        raise Failure(f"Копия сделана, а ключ записать не вышло: {key_target} ({error.strerror}).") from None
    say(f"Ключ паролей: {key_target.absolute()}. Уберите его отдельно от копии: вместе они открывают все пароли.")
    return FINE


def sqlite_only(settings: "StorageSettings", tool: str) -> "SqliteFile":
    """Return the database file; another kind of database has tools of its own."""
    from storage.database import DatabaseKindNotYet, SqliteFile

    try:
        return SqliteFile.from_url(settings.database_url)
    except DatabaseKindNotYet:
        raise Failure(
            f"База не SQLite (GONETS_DATABASE), её копируют её собственными средствами. Для PostgreSQL: {tool}.",
            WRONG_USE,
        ) from None


def key_place(settings: "StorageSettings") -> str:
    """Say where the key at hand is."""
    from storage.secrets import KEY_FILE

    if settings.secret_key is not None:
        return "задан в GONETS_SECRET_KEY (или в файле из GONETS_SECRET_KEY_FILE)"
    path = (settings.home / KEY_FILE).absolute()
    return f"лежит в {path}" if path.exists() else "ещё не создан"


def size(count: int) -> str:
    """Return a size as a person reads it."""
    megabytes = count / 1024 / 1024
    return f"{megabytes:.1f} МБ" if megabytes >= 1 else f"{max(1, round(count / 1024))} КБ"


def _check_target(target: Path, database: Path, *, force: bool) -> None:
    if target.is_dir():
        raise Failure(f"{target} — папка. Назовите файл, например {target / 'gonets-copy.db'}.", WRONG_USE)
    if not target.parent.is_dir():
        raise Failure(f"Папки {target.parent} нет. Создайте её или укажите другую.", WRONG_USE)
    if not target.exists():
        return
    if target.samefile(database):
        raise Failure(f"{target} — это сама база. Назовите другой файл.", WRONG_USE)
    if not force:
        raise Failure(f"Файл уже есть: {target}. Назовите другой или добавьте --force, чтобы заменить.", WRONG_USE)


def _key(settings: "StorageSettings") -> str:
    from storage.secrets import KEY_FILE, has_database, read_key

    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.home / KEY_FILE
    if not path.exists():
        raise Failure(f"Ключа ещё нет: {path}. Сделайте копию без --with-key.", WRONG_USE)
    has_database(settings.home)
    return read_key(path)
