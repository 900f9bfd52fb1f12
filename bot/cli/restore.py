"""`gonets restore`: a copy becomes the database again, and nothing goes twice because of it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Failure, say

if TYPE_CHECKING:
    from bot.app.environment import StorageSettings
    from storage.database import SqliteFile
    from storage.restoring import Kept, Prepared

HELP = "вернуть базу из резервной копии"
DETAILS = """Сначала остановите бота. Копия проверяется и готовится рядом; прежняя база остаётся в той же папке под
именем gonets.db.before-restore-ДАТА. Пока всё не готово, прежняя база на месте, даже если команду прервать.

Письма, которые в копии ещё были в пути, могли с тех пор уйти. Поэтому сами они не уходят: после запуска Гонец спросит
их авторов. Если пароли подключений запечатаны другим ключом, команда назовёт эти подключения и остановит их.

Пример: gonets restore /var/backups/gonets.db
        gonets restore gonets.db --key gonets.db.key     вернуть и ключ (прежний останется рядом)
Код выхода: 0 — база возвращена; 1 — не получилось или копия не годится; 2 — бот запущен или вызов неверен."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", metavar="ФАЙЛ", type=Path, help="копия, которую сделал gonets backup")
    parser.add_argument("--key", metavar="КЛЮЧ", type=Path, help="файл ключа, который положить на место")


async def main(args: argparse.Namespace) -> int:
    """Restore under the bot's own lock."""
    from bot.app.environment import StorageSettings
    from bot.app.single_instance import AlreadyRunning, only_one
    from bot.cli.backup import sqlite_only

    settings = StorageSettings.load()
    file = sqlite_only(settings, "pg_restore или psql")
    copy: Path = args.file
    if not copy.is_file():
        raise Failure(f"Файла нет: {copy}.", WRONG_USE)
    if file.path.exists() and copy.samefile(file.path):
        raise Failure(f"{copy} — это сама база, возвращать нечего. Назовите копию.", WRONG_USE)
    key = _key(settings, args.key)
    try:
        with only_one(file.path):
            await _restore(settings, file, copy, key)
    except AlreadyRunning as error:
        raise Failure(
            f"Гонец работает на этой базе (процесс {error.pid}). Остановите его и повторите: при работающем боте базу "
            "не заменить.",
            WRONG_USE,
        ) from None
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        raise Failure(f"Не получилось ({error.strerror or error}){where}. Прежняя база на месте.", FAILED) from None
    return FINE


async def _restore(settings: "StorageSettings", file: "SqliteFile", copy: Path, key: str | None) -> None:
    from bot.telegram.moments import mornings
    from domain.clock import system_clock
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


def _tell(file: "SqliteFile", copy: Path, prepared: "Prepared", kept: "Kept") -> None:
    contents = prepared.contents
    say(f"База возвращена из {copy}: записей {contents.records}, писем {contents.letters}.")
    say(f"Она здесь: {file.path.absolute()}.")
    if kept.database is not None:
        say(f"Прежняя база осталась рядом: {kept.database.absolute()}.")
    if kept.key is not None:
        say(f"Прежний ключ остался рядом: {kept.key.absolute()}.")
    if prepared.uncertain or prepared.cut_off:
        say(
            f"Писем, о которых неизвестно, ушли ли они: {prepared.uncertain}; нажатий, не успевших стать письмом: "
            f"{prepared.cut_off}. Сами они не уйдут; их авторам Гонец скажет об этом, когда его запустят."
        )
    if prepared.unreadable:
        say("Пароли этих подключений запечатаны другим ключом, подключения остановлены:")
        for connection in prepared.unreadable:
            say(f"  {connection.system_name} — {connection.title}")
        say("Верните прежний ключ (gonets restore КОПИЯ --key КЛЮЧ) или введите пароли заново в чате: /connections.")
    say("Списки людей и настройки — тоже из копии. Проверьте gonets staff list и gonets doctor, затем gonets run.")


def _key(settings: "StorageSettings", path: Path | None) -> str | None:
    if path is None:
        return None
    if settings.secret_key is not None:
        raise Failure(
            "Ключ задан в GONETS_SECRET_KEY, и файл ключа не подействовал бы. Впишите прежний ключ туда и повторите "
            "без --key.",
            WRONG_USE,
        )
    if not path.is_file():
        raise Failure(f"Файла ключа нет: {path}.", WRONG_USE)
    from storage.secrets import read_key

    return read_key(path)
