"""`gonets staff`: who may use the bot."""

import argparse

from bot.cli import FAILED, FINE, say

HELP = "люди: кому можно пользоваться ботом"
DETAILS = """Номер человек узнаёт, написав боту /start: бот ответит «У вас нет доступа» и назовёт номер.
Действует сразу, и при работающем боте.

Пример: gonets staff add 123456789
        gonets staff list
Код выхода: 0 — сделано; 1 — такого человека нет."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = parser.add_subparsers(title="что сделать", metavar="ДЕЙСТВИЕ", dest="act", required=True)
    add = acts.add_parser("add", help="пустить человека", description="пустить человека")
    add.add_argument("id", type=int, metavar="НОМЕР", help="номер пользователя Telegram")
    add.add_argument("--admin", action="store_true", help="сделать администратором")
    add.add_argument("--name", default="", metavar="ИМЯ", help="как его звать, пока он сам не написал")
    remove = acts.add_parser("remove", help="закрыть доступ", description="закрыть доступ")
    remove.add_argument("id", type=int, metavar="НОМЕР", help="номер пользователя Telegram")
    acts.add_parser("list", help="показать всех", description="показать всех")


async def main(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    from bot.cli.storage import open_storage
    from domain.people import Role
    from storage.repositories.people import PersonRepository

    async with open_storage():
        people = PersonRepository()
        if args.act == "add":
            person = await people.let_in(args.id, Role.ADMIN if args.admin else Role.STAFF, args.name)
            say(f"{person.telegram_id}: доступ открыт, {_role(person.role)}.")
        elif args.act == "remove":
            if not await people.remove(args.id):
                say(f"{args.id}: доступа и не было.")
                return FAILED
            say(f"{args.id}: доступ закрыт. Записи остались.")
        else:
            everybody = await people.everybody()
            for person in everybody:
                say(f"{person.telegram_id}\t{_role(person.role)}\t{person.name}")
            if not everybody:
                say("Никого нет. Добавить: gonets staff add НОМЕР --admin")
    return FINE


def _role(role: str) -> str:
    return {"admin": "администратор"}.get(role, "сотрудник")
