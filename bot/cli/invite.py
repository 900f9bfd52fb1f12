"""`gonets invite`: a one-time link that lets somebody in."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FINE, problem_text, say
from bot.cli.words import text

if TYPE_CHECKING:
    from bot.app.environment import RunSettings

SECONDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--admin", action="store_true", help=text("argument-invite-admin"))


async def main(args: argparse.Namespace) -> int:
    """Make the link and print it."""
    from bot.cli.people import open_access
    from bot.telegram.start_link import start_link
    from domain.people import Role

    role = Role.ADMIN if args.admin else Role.STAFF
    async with open_access() as access:
        username, why = await _username()
        link = await access.invite(None, role)
    say(text("cli-invitation", role=str(role), until=f"{link.expires_at.astimezone():%d.%m.%Y %H:%M}"))
    if username:
        say(start_link(username, link.code))
    else:
        say(f"/start {link.code}")
        say(text("cli-invitation-by-hand", reason=why))
    return FINE


async def _username() -> tuple[str, str]:
    """Return the bot's username, or an empty one and why it is not known."""
    from bot.app.environment import RunSettings, WrongSetting

    try:
        settings = RunSettings.load()
    except WrongSetting as error:
        return "", "; ".join(map(problem_text, error.problems))
    return await _ask_telegram(settings)


async def _ask_telegram(settings: "RunSettings") -> tuple[str, str]:
    from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError

    from bot.app.product import make_bot

    bot = make_bot(settings)
    try:
        return (await bot.get_me(request_timeout=SECONDS)).username or "", text("cli-invitation-no-name")
    except TelegramUnauthorizedError:
        return "", text("cli-invitation-no-token")
    except TelegramAPIError:
        return "", text("cli-invitation-no-telegram")
    finally:
        await bot.session.close()
