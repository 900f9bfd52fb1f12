"""`gonets invite`: a one-time link that lets somebody in."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FINE, say

if TYPE_CHECKING:
    from bot.app.environment import RunSettings

HELP = "ссылка-приглашение: впустит одного человека, один раз"
DETAILS = """Ссылка действует 7 дней. Кто первым её откроет и нажмёт «Старт», станет сотрудником, с --admin —
администратором. Показать её ещё раз нельзя; отозвать можно в боте: /staff, «Приглашения».
Имя бота спрашивается у Telegram (GONETS_BOT_TOKEN); если не выходит, печатаются слова, которые надо послать боту.

Пример: gonets invite
        gonets invite --admin
Код выхода: 0 — сделано."""
SECONDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--admin", action="store_true", help="пригласить администратора; без него — сотрудника")


async def main(args: argparse.Namespace) -> int:
    """Make the link and print it."""
    from bot.cli.people import open_access
    from bot.telegram.start_link import start_link
    from domain.people import Role

    role = Role.ADMIN if args.admin else Role.STAFF
    async with open_access() as access:
        username, why = await _username()
        link = await access.invite(None, role)
    whom = "администратора" if args.admin else "сотрудника"
    say(f"Приглашение для {whom}, на один раз, до {link.expires_at.astimezone():%d.%m.%Y %H:%M}:")
    if username:
        say(start_link(username, link.code))
    else:
        say(f"/start {link.code}")
        say(f"Это надо послать боту сообщением: ссылку составить не вышло ({why}).")
    return FINE


async def _username() -> tuple[str, str]:
    """Return the bot's username, or an empty one and why it is not known."""
    from bot.app.environment import RunSettings, WrongSetting

    try:
        settings = RunSettings.load()
    except WrongSetting as error:
        return "", "; ".join(f"{name} {what}" for name, what in error.problems)
    return await _ask_telegram(settings)


async def _ask_telegram(settings: "RunSettings") -> tuple[str, str]:
    from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError

    from bot.app.product import make_bot

    bot = make_bot(settings)
    try:
        return (await bot.get_me(request_timeout=SECONDS)).username or "", "у бота нет имени"
    except TelegramUnauthorizedError:
        return "", "Telegram не узнаёт токен GONETS_BOT_TOKEN"
    except TelegramAPIError:
        return "", "Telegram не отвечает"
    finally:
        await bot.session.close()
