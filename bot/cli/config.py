"""`gonets config`: check, apply and export the configuration file."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Failure, command_texts, say, say_error

if TYPE_CHECKING:
    from bot.config_file import ReadFile
    from domain.configuration.apply_configuration import Change
    from domain.configuration.document import Mistake

HELP = "настройки файлом: подключения, пути, шаблоны, сценарии"
DETAILS = """Файл — YAML. Чего в нём нет, остаётся как было; один и тот же файл второй раз ничего не меняет.
Ошибки называются все сразу, с местом в файле, и тогда не применяется ничего.
Пароли пишутся ссылкой ${ПЕРЕМЕННАЯ} и берутся из окружения.

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
        from bot.config_file import recipe_text

        say(recipe_text().rstrip("\n"))
        return FINE
    if args.act == "export":
        return await _export(args.file)
    return await _apply(args.file, dry_run=args.act == "check")


async def _export(name: str) -> int:
    from bot.cli.storage import open_storage
    from bot.config_file import write_configuration
    from domain.configuration.export_configuration import ExportConfiguration

    async with open_storage() as storage:
        text = write_configuration(await ExportConfiguration(storage.configuration)())
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
    from bot.config_file import Unreadable, read_configuration
    from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
    from storage.transactions import atomically

    texts = command_texts()
    try:
        read = read_configuration(_text(name))
    except Unreadable as error:
        say_error(f"{name}:{error.line}:{error.column} {texts(error.key, **error.params)}")
        return FAILED
    changes: list[Change] = []
    mistakes = list(read.mistakes)
    async with open_storage() as storage:
        try:
            changes = await ApplyConfiguration(storage.configuration, atomically)(
                read.file, dry_run=dry_run or bool(mistakes)
            )
        except ConfigurationInvalid as error:
            # What a broken object would have defined is not a second mistake of those that use it.
            mistakes += [item for item in error.mistakes if not _follows_from(item, read.file.broken)]
    if mistakes:
        for mistake in sorted(mistakes, key=lambda item: read.spot_of(item.place)):
            say_error(_line(name, read, mistake))
        say_error(texts("config-nothing-applied", count=len(mistakes)))
        return FAILED
    for change in changes:
        say(_change(change))
        if change.note:
            say("    " + texts(change.note, variable=change.variable))
    changed = sum(change.is_change for change in changes)
    say(texts("config-checked" if dry_run else "config-applied", count=changed))
    return FINE


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Failure(f"Файл {name} не читается: {error.strerror}.", WRONG_USE) from None
    except UnicodeDecodeError:
        raise Failure(f"Файл {name} — не UTF-8. Сохраните его в UTF-8.", WRONG_USE) from None


def _line(name: str, read: "ReadFile", mistake: "Mistake") -> str:

    line, column = read.spot_of(mistake.place)
    return f"{name}:{line}:{column} {mistake.path}: {command_texts()(mistake.key, **mistake.params)}"


def _follows_from(mistake: "Mistake", broken: "set[tuple[str, str]]") -> bool:
    """Whether an unknown name is that of an object of the file that has mistakes of its own."""
    section = {"connection": "connections", "route": "routes", "template": "templates", "button": "templates"}
    if mistake.key != "config-unknown-name":
        return False
    kind = str(mistake.params["kind"])
    if kind == "button":
        return any(name == "templates" for name, _ in broken)
    return (section.get(kind, ""), str(mistake.params["name"])) in broken


def _change(change: "Change") -> str:
    where = f"{change.section}.{change.name}"
    if change.created:
        return f"+ {where}"
    if change.fields:
        return f"~ {where}: {', '.join(change.fields)}"
    return f"= {where}"
