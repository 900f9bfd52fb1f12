"""`gonets accounts`: the directory from a CSV file, and into one."""

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Acts, Failure, printable, say
from bot.cli.how_far import HowFar
from bot.cli.words import command_texts, text

if TYPE_CHECKING:
    from bot.texts import Texts
    from domain.accounts.import_report import ImportReport


ENCODINGS = "utf-8, utf-16, windows-1251, utf-16le, utf-16be, mac-cyrillic, koi8-r, cp866, windows-1252"
"""Those that `--encoding` knows; a test compares them with the domain's, which `--help` does not import."""


LARGEST = 2 * 1024**3
"""Bytes of a file on this machine: it is read a line at a time. What comes through the chat is bounded there."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = Acts(parser, "accounts")
    act = acts.add("import")
    act.add_argument("file", metavar=text("metavar-csv-file"), help=text("argument-accounts-file"))
    act.add_argument(
        "--encoding",
        metavar=text("metavar-encoding"),
        help=text("argument-accounts-encoding", known=ENCODINGS),
    )
    act.add_argument("--dry-run", action="store_true", help=text("argument-accounts-dry-run"))
    act = acts.add("export")
    act.add_argument("file", metavar=text("metavar-csv-file"), nargs="?", help=text("argument-accounts-target"))


async def main(args: argparse.Namespace) -> int:
    """Import or export."""
    return await (_import(args) if args.act == "import" else _export(args))


async def _import(args: argparse.Namespace) -> int:
    """Import, and tell line by line what was not as it should be."""
    from bot.cli.storage import open_storage
    from domain.accounts.csv_file import read_accounts_file
    from domain.accounts.import_accounts import ImportAccounts
    from domain.accounts.readings import Encoding, encoding_named
    from domain.accounts.upload_accounts import import_note
    from domain.audit import COMMAND_LINE
    from domain.clock import system_clock
    from domain.file_names import file_name
    from storage.repositories.accounts import AccountRepository
    from storage.repositories.audit import AuditRepository
    from storage.transactions import atomically

    path = Path(args.file)
    if not path.is_file():
        raise Failure(text("cli-no-file", path=args.file), WRONG_USE)
    encoding = None if args.encoding is None else encoding_named(args.encoding)
    if args.encoding is not None and encoding is None:
        known = ", ".join(encoding.option for encoding in Encoding)
        raise Failure(text("cli-accounts-no-encoding", name=args.encoding, known=known), WRONG_USE)
    parsed = read_accounts_file(path, encoding=encoding, limit=LARGEST)
    how_far = HowFar(lambda percent: text("cli-how-far", percent=percent))
    cut_off = "cli-accounts-dry-run-cut-off" if args.dry_run else "cli-accounts-cut-off"
    async with open_storage():
        with how_far.told_if_cut_off(lambda percent: text(cut_off, percent=percent)):
            imports = ImportAccounts(AccountRepository(), atomically)
            report = await imports(parsed, dry_run=args.dry_run, progress=how_far)
        if not args.dry_run:
            name = file_name(printable(path.name))
            await AuditRepository().note(import_note(report, COMMAND_LINE, name, system_clock))
    _tell(report, command_texts())
    return FAILED if report.wrong else FINE


async def _export(args: argparse.Namespace) -> int:
    """Write the directory a part at a time: to the file, which is there whole or not at all, or to the output."""
    from bot.cli.storage import open_storage
    from domain.accounts.export_accounts import ExportAccounts
    from storage.repositories.accounts import AccountRepository

    async with open_storage():
        export = ExportAccounts(AccountRepository())
        if args.file is None:
            await export(sys.stdout)
            return FINE
        path = Path(args.file)
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("w", encoding="utf-8", newline="") as stream:
                count = await export(stream)
            part.replace(path)
        except OSError as error:
            with suppress(OSError):  # nothing need be there: its folder may be none
                part.unlink(missing_ok=True)
            raise Failure(
                text("cli-accounts-unwritable", path=args.file, reason=error.strerror or ""), WRONG_USE
            ) from error
    say(text("cli-accounts-exported", count=count, path=str(path)))
    return FINE


def _tell(report: "ImportReport", texts: "Texts") -> None:
    delimiter = (
        text("cli-accounts-tab")
        if report.delimiter == "\t"
        else text("cli-accounts-delimiter", delimiter=report.delimiter)
    )
    say(texts("accounts-file-read", encoding=report.encoding, delimiter=delimiter, lines=report.lines))
    if report.ignored:
        say(texts("accounts-columns-ignored", columns=", ".join(report.ignored)))
    for mark, details in (("+", report.added_details), ("~", report.changed_details)):
        for item in details:
            fields = f" ({', '.join(item.fields)})" if item.fields else ""
            say(f"  {mark} {item.line}: {item.full_name}, {item.username}{fields}")
    for mark, remarks in (("!", report.wrong_details), ("·", report.note_details)):
        for remark in remarks:
            say(f"  {mark} " + texts("accounts-line", line=remark.line) + " " + texts(remark.key, **remark.params))
    say(
        texts(
            "accounts-dry-run" if report.dry_run else "accounts-imported",
            added=report.added,
            changed=report.changed,
            unchanged=report.unchanged,
            wrong=report.wrong,
            notes=report.notes,
        )
    )
