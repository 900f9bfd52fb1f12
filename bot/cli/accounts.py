"""`gonets accounts`: the directory from a CSV file, and into one."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Failure, command_texts, say

if TYPE_CHECKING:
    from bot.texts import Texts
    from domain.accounts.import_report import ImportReport

HELP = "адресаты: загрузить список из CSV и выгрузить его"
DETAILS = """Первая строка — заголовки, английские (username,fullName,mbox,phone,title,department,office,
language,manager,active) или русские (ФИО, Эл. почта, Телефон, Должность, Отдел, …). Обязательны только ФИО и почта.
Подходят и выгрузки Outlook, Google, Thunderbird и других адресных книг: имя из трёх столбцов, первый из адресов.
Кодировка UTF-8 или Windows-1251, разделитель — запятая, точка с запятой или табуляция: узнаются сами. Если кодировку
по файлу не решить, он не загружается: назовите её сами, --encoding mac-cyrillic.
Пустая ячейка стирает значение, отсутствующий столбец его не трогает. Неверные строки называются и пропускаются,
остальные загружаются.

Выгрузка — такой же файл (UTF-8, точка с запятой): загруженный обратно, он ничего не меняет. Ячейки, которые
электронная таблица приняла бы за формулу, начинаются с апострофа; при загрузке он снимается.

Примеры: gonets accounts import сотрудники.csv --dry-run
         gonets accounts import mac.csv --encoding mac-cyrillic
         gonets accounts export справочник.csv
Код выхода: 0 — сделано всё; 1 — есть неверные строки или файл не подходит; 2 — файла нет или неверный вызов."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = parser.add_subparsers(title="что сделать", metavar="ДЕЙСТВИЕ", dest="act", required=True)
    act = acts.add_parser("import", help="загрузить файл", description="загрузить файл CSV")
    act.add_argument("file", metavar="ФАЙЛ.csv", help="файл с адресатами")
    act.add_argument(
        "--encoding",
        metavar="КОДИРОВКА",
        help="кодировка файла, если не узнаётся: utf-8, windows-1251, mac-cyrillic, koi8-r, cp866, windows-1252",
    )
    act.add_argument("--dry-run", action="store_true", help="только показать, что изменится")
    act = acts.add_parser("export", help="выгрузить в файл", description="выгрузить справочник в файл CSV")
    act.add_argument("file", metavar="ФАЙЛ.csv", nargs="?", help="куда записать; без него — на экран")


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
    from storage.repositories.accounts import AccountRepository
    from storage.repositories.audit import AuditRepository
    from storage.transactions import atomically

    path = Path(args.file)
    if not path.is_file():
        raise Failure(f"Файла {args.file} нет.", WRONG_USE)
    encoding = None if args.encoding is None else encoding_named(args.encoding)
    if args.encoding is not None and encoding is None:
        known = ", ".join(encoding.option for encoding in Encoding)
        raise Failure(f"Кодировки {args.encoding} мы не знаем. Можно: {known}.", WRONG_USE)
    parsed = read_accounts_file(path, encoding=encoding)
    async with open_storage():
        report = await ImportAccounts(AccountRepository(), atomically)(parsed, dry_run=args.dry_run)
        if not args.dry_run:
            await AuditRepository().note(import_note(report, COMMAND_LINE, path.name, system_clock))
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
            part.unlink(missing_ok=True)
            raise Failure(f"В {args.file} не записать: {error.strerror}.", WRONG_USE) from error
    say(f"Выгружено адресатов: {count}. Файл: {path}")
    return FINE


def _tell(report: "ImportReport", texts: "Texts") -> None:
    delimiter = {"\t": "табуляция"}.get(report.delimiter, f"«{report.delimiter}»")
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
