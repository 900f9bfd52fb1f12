"""`gonets accounts`: the directory from a CSV file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, WRONG_USE, Failure, command_texts, say

if TYPE_CHECKING:
    from bot.texts import Texts
    from domain.accounts.import_report import ImportReport

HELP = "адресаты: загрузить список из CSV"
DETAILS = """Первая строка — заголовки, английские (username,fullName,mbox,phone,title,department,office,
language,manager,active) или русские (ФИО, Эл. почта, Телефон, Должность, Отдел, …). Обязательны только ФИО и почта.
Кодировка UTF-8 или Windows-1251, разделитель — запятая, точка с запятой или табуляция: узнаются сами.
Пустая ячейка стирает значение, отсутствующий столбец его не трогает. Неверные строки называются и пропускаются,
остальные загружаются.

Пример: gonets accounts import сотрудники.csv --dry-run
Код выхода: 0 — загружено всё; 1 — есть неверные строки или файл не подходит; 2 — файла нет или неверный вызов."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = parser.add_subparsers(title="что сделать", metavar="ДЕЙСТВИЕ", dest="act", required=True)
    act = acts.add_parser("import", help="загрузить файл", description="загрузить файл CSV")
    act.add_argument("file", metavar="ФАЙЛ.csv", help="файл с адресатами")
    act.add_argument("--dry-run", action="store_true", help="только показать, что изменится")


async def main(args: argparse.Namespace) -> int:
    """Import, and tell line by line what was not as it should be."""
    from bot.cli.storage import open_storage
    from domain.accounts.csv_file import read_accounts_file
    from domain.accounts.import_accounts import ImportAccounts
    from storage.repositories.accounts import AccountRepository
    from storage.transactions import atomically

    path = Path(args.file)
    if not path.is_file():
        raise Failure(f"Файла {args.file} нет.", WRONG_USE)
    parsed = read_accounts_file(path)
    async with open_storage():
        report = await ImportAccounts(AccountRepository(), atomically)(parsed, dry_run=args.dry_run)
    _tell(report, command_texts())
    return FAILED if report.wrong else FINE


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
