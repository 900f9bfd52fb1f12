"""`gonets staff`: who may use the bot."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, Acts, Failure, printable, say
from bot.cli.words import text

if TYPE_CHECKING:
    from bot.people.use_cases import AccessUseCases


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    acts = Acts(parser, "staff")
    add = acts.add("add")
    add.add_argument("id", type=_person, metavar=text("metavar-number"), help=text("argument-staff-id"))
    add.add_argument("--admin", action="store_true", help=text("argument-staff-admin"))
    add.add_argument("--name", default="", metavar=text("metavar-name"), help=text("argument-staff-name"))
    remove = acts.add("remove")
    remove.add_argument("id", type=_person, metavar=text("metavar-number"), help=text("argument-staff-id"))
    letters = remove.add_mutually_exclusive_group()
    letters.add_argument("--cancel", action="store_true", help=text("argument-staff-cancel"))
    letters.add_argument("--to", type=_person, metavar=text("metavar-number"), help=text("argument-staff-to"))
    acts.add("list")


def _person(written: str) -> int:
    from domain.people import person_number

    number = person_number(written)
    if number is None:
        raise argparse.ArgumentTypeError(text("call-person-number", value=printable(written)))
    return number


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
            role = text("cli-staff-role", role=str(person.role))
            say(f"{person.telegram_id}\t{role}\t{person.name}")
        if not everybody:
            say(text("cli-staff-nobody"))
    return FINE


async def _add(access: "AccessUseCases", args: argparse.Namespace) -> int:
    from domain.audit import COMMAND_LINE
    from domain.people import Role

    role, name = Role.ADMIN if args.admin else Role.STAFF, printable(args.name)
    known = await access.people.get(args.id)
    if known is None:
        person = await access.atomically(lambda: access.let_in(args.id, role, name, COMMAND_LINE))
    else:
        person = await access.change.role(None, args.id, role)
        if name:
            await access.people.rename(args.id, name)
    say(text("cli-staff-added", id=str(person.telegram_id), role=str(person.role)))
    return FINE


async def _remove(access: "AccessUseCases", args: argparse.Namespace) -> int:
    from domain.access.acting import PersonGone
    from domain.access.remove_person import Disposal

    if await access.people.get(args.id) is None:
        say(text("cli-staff-unknown", id=str(args.id)))
        return FAILED
    disposal = Disposal.HAND_OVER if args.to is not None else Disposal.CANCEL if args.cancel else Disposal.LET_GO
    left = await access.remove.left(args.id)
    try:
        await access.remove(None, args.id, disposal, heir_id=args.to)
    except PersonGone:
        raise Failure(text("cli-staff-no-heir", id=str(args.to))) from None
    key = {
        Disposal.LET_GO: "cli-staff-left",
        Disposal.CANCEL: "cli-staff-cancelled",
        Disposal.HAND_OVER: "cli-staff-handed-over",
    }
    say(text(key[disposal], id=str(args.id), to=str(args.to or ""), drafts=left.drafts, letters=left.letters))
    return FINE
