"""`gonets staff`: who may use the bot."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, Failure, say

if TYPE_CHECKING:
    from bot.people.use_cases import Access

HELP = "люди: кому можно пользоваться ботом"
DETAILS = """Проще в самом боте: человек пишет ему /start и нажимает «Запросить доступ», администратор — «Разрешить».
Или ссылка: /staff, «Приглашения» (здесь: gonets invite). По номеру — этой командой: номер бот называет тому,
кого не знает. Действует сразу, и при работающем боте.
Последнему администратору и тем, кто указан в GONETS_ADMINS, доступ и роль не меняются.

Пример: gonets staff add 123456789
        gonets staff list
        gonets staff remove 123456789 --to 987654321
Код выхода: 0 — сделано; 1 — такого человека нет, или его нельзя убрать."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = parser.add_subparsers(title="что сделать", metavar="ДЕЙСТВИЕ", dest="act", required=True)
    add = acts.add_parser("add", help="пустить человека или сменить роль", description="пустить человека")
    add.add_argument("id", type=int, metavar="НОМЕР", help="номер пользователя Telegram")
    add.add_argument("--admin", action="store_true", help="сделать администратором; без него — сотрудником")
    add.add_argument("--name", default="", metavar="ИМЯ", help="как его звать, пока он сам не написал")
    remove = acts.add_parser("remove", help="закрыть доступ", description="закрыть доступ; ждущие письма уйдут сами")
    remove.add_argument("id", type=int, metavar="НОМЕР", help="номер пользователя Telegram")
    letters = remove.add_mutually_exclusive_group()
    letters.add_argument("--cancel", action="store_true", help="отменить письма, которые ещё не ушли")
    letters.add_argument("--to", type=int, metavar="НОМЕР", help="передать черновики и ждущие письма этому человеку")
    acts.add_parser("list", help="показать всех", description="показать всех")


async def main(args: argparse.Namespace) -> int:
    """Do what was asked for."""
    from bot.cli.people import open_access

    async with open_access() as access:
        if args.act == "add":
            return await _add(access, args)
        if args.act == "remove":
            return await _remove(access, args)
        everybody = await access.people.everybody()
        for person in everybody:
            say(f"{person.telegram_id}\t{_role(person.role)}\t{person.name}")
        if not everybody:
            say("Никого нет. Первый администратор входит по ссылке от gonets run, или: gonets staff add НОМЕР --admin")
    return FINE


async def _add(access: "Access", args: argparse.Namespace) -> int:
    from domain.audit import COMMAND_LINE
    from domain.people import Role

    role = Role.ADMIN if args.admin else Role.STAFF
    known = await access.people.get(args.id)
    if known is None:
        person = await access.atomically(lambda: access.let_in(args.id, role, args.name, COMMAND_LINE))
    else:
        person = await access.change.role(None, args.id, role)
        if args.name:
            await access.people.rename(args.id, args.name)
    say(f"{person.telegram_id}: доступ открыт, {_role(person.role)}.")
    return FINE


async def _remove(access: "Access", args: argparse.Namespace) -> int:
    from domain.access.acting import PersonGone
    from domain.access.remove_person import Fate

    if await access.people.get(args.id) is None:
        say(f"{args.id}: доступа и не было.")
        return FAILED
    fate = Fate.HAND_OVER if args.to is not None else Fate.CANCEL if args.cancel else Fate.LET_GO
    left = await access.remove.left(args.id)
    try:
        await access.remove(None, args.id, fate, heir_id=args.to)
    except PersonGone:
        raise Failure(f"Передать некому: у {args.to} нет доступа, или это тот же человек. Ничего не сделано.") from None
    what = {
        Fate.LET_GO: "Записи остались, ждущие письма уйдут.",
        Fate.CANCEL: "Записи остались, ждущие письма отменены.",
        Fate.HAND_OVER: f"Передано ({args.to}): черновиков — {left.drafts}, уведомлений в пути — {left.letters}.",
    }
    say(f"{args.id}: доступ закрыт. {what[fate]}")
    return FINE


def _role(role: str) -> str:
    return {"admin": "администратор"}.get(role, "сотрудник")
