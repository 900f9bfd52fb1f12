"""`gonets config`: check, apply and export the configuration file."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli import FAILED, FINE, WRONG_USE, Failure, command_texts, say, say_error

if TYPE_CHECKING:
    from bot.files.config_file import ReadFile
    from domain.configuration.apply_configuration import Change
    from domain.configuration.differences import Difference
    from domain.mistakes import Mistake

LONGEST_VALUE = 100
ENCODINGS = {
    "utf-16": "не UTF-8, а UTF-16",
    "windows-1251": "не UTF-8, похоже на Windows-1251",
    "other": "не UTF-8",
}
HELP = "настройки файлом: подключения, пути, шаблоны, сценарии"
DETAILS = """Файл — YAML. Чего в нём нет, остаётся как было; один и тот же файл второй раз ничего не меняет.
Ошибки называются все сразу, с местом в файле, и тогда не применяется ничего.
Пароли пишутся ссылкой ${ПЕРЕМЕННАЯ} и берутся из окружения; если переменной нет, пароль остаётся прежним. На другой
сервер (порт, имя пользователя, слабее защита) прежний пароль не уходит: без переменной подключение выключается.
Перед именем объекта: + новый, ~ меняется (ниже — что именно: было → станет), = без изменений.

Начать: gonets config recipe > my.yaml, вписать свой почтовый сервер, gonets config check my.yaml
Пример: SMTP_PASSWORD=… gonets config apply recipe.yaml
        gonets config export > backup.yaml
Код выхода: 0 — верно или применено; 1 — в файле ошибки; 2 — файла нет или неверный вызов."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = parser.add_subparsers(title="что сделать", metavar="ДЕЙСТВИЕ", dest="act", required=True)
    for name, what in (
        ("check", "проверить файл, ничего не меняя, и показать, что изменится"),
        ("apply", "применить файл"),
        ("export", "записать настройки в файл (без имени — на экран)"),
        ("recipe", "показать готовый рецепт, с которого удобно начать"),
    ):
        act = acts.add_parser(name, help=what, description=what)
        if name in {"check", "apply"}:
            act.add_argument("file", metavar="ФАЙЛ", help="файл YAML; «-» — со стандартного ввода")
        elif name == "export":
            act.add_argument("file", metavar="ФАЙЛ", nargs="?", default="-", help="куда записать")


async def main(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    if args.act == "recipe":
        from bot.files.config_file import recipe_text

        say(recipe_text().rstrip("\n"))
        return FINE
    if args.act == "export":
        return await _export(args.file)
    return await _apply(args.file, dry_run=args.act == "check")


async def _export(name: str) -> int:
    from bot.cli.storage import open_storage
    from bot.files.config_file import write_configuration
    from domain.configuration.export_configuration import ExportConfiguration

    async with open_storage() as storage:
        document = await ExportConfiguration(storage.configuration)()
    text = write_configuration(document)
    if not document:
        say_error("Ничего ещё не настроено. С чего удобно начать: gonets config recipe > my.yaml")
    if name == "-":
        say(text.rstrip("\n"))
        return FINE
    try:
        Path(name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"Файл {name} не записывается: {error.strerror}.", WRONG_USE) from None
    say(f"Записано в {name}. Паролей в файле нет: вместо них ссылки на переменные.")
    return FINE


async def _apply(name: str, *, dry_run: bool) -> int:
    from bot.cli.storage import open_storage
    from bot.files.config_file import Unreadable, read_configuration
    from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
    from domain.configuration.apply_file import ApplyFile
    from storage.repositories.audit import AuditRepository
    from storage.transactions import atomically

    texts = command_texts()
    try:
        read = read_configuration(_text(name))
    except Unreadable as error:
        say_error(f"{name}:{error.line}:{error.column} {texts(error.key, **error.params)}")
        return FAILED
    async with open_storage() as storage:
        apply = ApplyFile(ApplyConfiguration(storage.configuration, atomically, AuditRepository()))
        try:
            changes = await apply(read.file, read.mistakes, dry_run=dry_run)
        except ConfigurationInvalid as error:
            for mistake in sorted(error.mistakes, key=lambda item: read.spot_of(item.place)):
                say_error(_line(name, read, mistake))
            say_error(texts("config-nothing-applied", count=len(error.mistakes)))
            return FAILED
    for change in changes:
        say(_change(change))
        if not change.created:
            for difference in change.differences:
                say("    " + _difference(difference))
        for remark in change.remarks:
            say("    " + texts("config-as-before"))
            say("    " + _line(name, read, remark))
        if change.note:
            what = ", ".join(texts("secret-name", secret=name) for name in change.secrets)
            say("    " + texts(change.note, variable=change.variable, what=what))
    changed = sum(change.is_change for change in changes)
    say(texts("config-checked" if dry_run else "config-applied", count=changed))
    return FINE


def _text(name: str) -> str:
    from bot.files.config_file import NotUtf8, text_of

    try:
        return text_of(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        reason = "такого файла нет" if isinstance(error, FileNotFoundError) else error.strerror
        raise Failure(f"Файл {name} не читается: {reason}.", WRONG_USE) from None
    except NotUtf8 as error:
        encoding = ENCODINGS[str(error.params["encoding"])]
        raise Failure(f"Файл {name} — {encoding}. Сохраните его в UTF-8.", WRONG_USE) from None


def _line(name: str, read: "ReadFile", mistake: "Mistake") -> str:

    line, column = read.spot_of(mistake.place)
    return f"{name}:{line}:{column} {mistake.path}: {command_texts()(mistake.key, **mistake.params)}"


def _change(change: "Change") -> str:
    where = f"{change.section}.{change.name}"
    if change.created:
        return f"+ {where}"
    return f"~ {where}" if change.is_change else f"= {where}"


def _difference(difference: "Difference") -> str:
    from domain.mistakes import path_of

    path = path_of(difference.place) + (" (порядок)" if difference.way == "moved" else "")
    return f"{path}: {_value(difference.before)} → {_value(difference.after)}"


def _value(value: Any) -> str:
    text = "нет" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[:LONGEST_VALUE]}…"
