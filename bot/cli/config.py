"""`gonets config`: check, apply and export the configuration file."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli import FAILED, FINE, WRONG_USE, Acts, Failure, say, say_error
from bot.cli.words import command_texts, text

if TYPE_CHECKING:
    from bot.files.config_file import ReadFile
    from domain.configuration.changes import Change
    from domain.configuration.differences import Difference
    from domain.mistakes import Mistake

LONGEST_VALUE = 100
ACTS = ("check", "apply", "export", "recipe")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = Acts(parser, "config")
    for name in ACTS:
        act = acts.add(name)
        if name in {"check", "apply"}:
            act.add_argument("file", metavar=text("metavar-file"), help=text("argument-config-file"))
        elif name == "export":
            target = text("argument-config-target")
            act.add_argument("file", metavar=text("metavar-file"), nargs="?", default="-", help=target)


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
    written = write_configuration(document)
    if not document:
        say_error(text("cli-config-nothing"))
    if name == "-":
        say(written.rstrip("\n"))
        return FINE
    try:
        Path(name).write_text(written, encoding="utf-8")
    except OSError as error:
        raise Failure(text("cli-config-unwritable", path=name, reason=error.strerror or ""), WRONG_USE) from None
    say(text("cli-config-exported", path=name))
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
        read = read_configuration(_read(name))
    except Unreadable as error:
        say_error(f"{name}:{error.line}:{error.column} {texts(error.key, **error.params)}")
        return FAILED
    async with open_storage() as storage:
        apply = ApplyFile(ApplyConfiguration(storage.configuration, atomically, AuditRepository()))
        try:
            changes = await apply(read.file, read.mistakes, dry_run=dry_run)
        except ConfigurationInvalid as error:
            for mistake in sorted(error.mistakes, key=lambda item: read.spot_of(item.path)):
                say_error(_line(name, read, mistake))
            say_error(texts("config-nothing-applied", count=len(error.mistakes)))
            return FAILED
    for change in changes:
        say(_change(change))
        if not change.created:
            for difference in change.differences:
                say("    " + _difference(difference))
        for remark in change.remarks:
            if not change.is_change:
                say("    " + texts("config-as-before"))
            say("    ⚠ " + _line(name, read, remark))
        if change.note:
            what = ", ".join(texts("secret-name", secret=name) for name in change.secrets)
            say("    " + texts(change.note, variable=change.variable, what=what))
    changed = sum(change.is_change for change in changes)
    say(texts("config-checked" if dry_run else "config-applied", count=changed))
    return FINE


def _read(name: str) -> str:
    from bot.files.config_file import NotUtf8, text_of

    try:
        return text_of(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        reason = text("cli-config-no-such-file") if gone else error.strerror or ""
        raise Failure(text("cli-config-unreadable", path=name, reason=reason), WRONG_USE) from None
    except NotUtf8 as error:
        encoding = str(error.params["encoding"])
        raise Failure(text("cli-config-encoding", path=name, encoding=encoding), WRONG_USE) from None


def _line(name: str, read: "ReadFile", mistake: "Mistake") -> str:

    line, column = read.spot_of(mistake.path)
    return f"{name}:{line}:{column} {mistake.shown_path}: {command_texts()(mistake.key, **mistake.params)}"


def _change(change: "Change") -> str:
    where = f"{change.section}.{change.name}"
    if change.created:
        return f"+ {where}"
    return f"~ {where}" if change.is_change else f"= {where}"


def _difference(difference: "Difference") -> str:
    from domain.mistakes import shown_path

    path = shown_path(difference.path)
    if difference.way == "moved":
        path = text("cli-config-moved", path=path)
    return f"{path}: {_value(difference.before)} → {_value(difference.after)}"


def _value(value: Any) -> str:
    if value is None:
        return text("cli-config-no-value")
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(written.split())
    return line if len(line) <= LONGEST_VALUE else f"{line[:LONGEST_VALUE]}…"
