"""`gonets doctor`: what is configured, what answers, and what to do about the rest."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, problem_text, say
from bot.cli.words import text
from domain.paging import MOST_COUNTED

if TYPE_CHECKING:
    from bot.app.environment import RunSettings, StorageSettings
    from bot.cli.storage import Storage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--no-network", action="store_true", help=text("argument-doctor-no-network"))


LOOKED_AT_FOR = 60.0
"""Seconds that damage is looked for in the database."""


class Findings:
    """What was found, said line by line."""

    def __init__(self) -> None:
        self.all_well = True

    def good(self, line: str) -> None:
        """Something is as it should be."""
        say(f"✓ {line}")

    def note(self, line: str) -> None:
        """Something to know, and nothing to do."""
        say(f"• {line}")

    def bad(self, line: str, advice: str = "") -> None:
        """Something is missing or wrong, and what to do where the line has not said that."""
        self.all_well = False
        say(f"✗ {line}\n    → {advice}" if advice else f"✗ {line}")


async def main(args: argparse.Namespace) -> int:
    """Look at everything: what cannot be opened keeps us from nothing else."""
    from bot.app.environment import RunSettings, StorageSettings, WrongSetting
    from bot.cli.doctor_running import doors
    from bot.cli.words import command_texts
    from domain.errors import GonetsError

    found = Findings()
    run: RunSettings | None = None
    try:
        run = RunSettings.load()
        found.good(text("doctor-settings"))
    except WrongSetting as error:
        for problem in error.problems:
            found.bad(problem_text(problem), text("doctor-settings-advice"))
    settings = run or StorageSettings.load()
    _folder(settings.home, found)
    try:
        await _database(settings, run, found, network=not args.no_network)
    except GonetsError as error:
        found.bad(command_texts()(error.key, **error.params))
    if run is not None:
        await doors(run, found)
        if not args.no_network:
            await _telegram(run, found)
    say()
    say(text("doctor-ready" if found.all_well else "doctor-again"))
    return FINE if found.all_well else FAILED


async def _database(settings: "StorageSettings", run: "RunSettings | None", found: Findings, *, network: bool) -> None:
    from bot.cli.doctor_server import look_at_server
    from bot.cli.storage import open_storage
    from storage.addresses import is_on_server, shown
    from storage.database import SqliteFile, refuse_damaged

    async with open_storage(settings) as storage:
        if not is_on_server(settings.database_url):
            refuse_damaged(SqliteFile.from_url(settings.database_url).path, LOOKED_AT_FOR)
        found.good(text("doctor-database", url=shown(settings.database_url)))
        if is_on_server(settings.database_url):
            await look_at_server(settings.database_url, found)
        await _configuration(storage, found)
        await _people(storage, found, run)
        await _letters(storage, found)
        await _updates(storage, found)
        if network:
            await _mail(storage, found)


def _folder(home: Path, found: Findings) -> None:
    """Say who else may look into the home, and what a command that was killed has left there."""
    from bot.cli.move import PREPARED
    from domain.private_files import is_open_to_others
    from storage.restoring import UNFINISHED

    if is_open_to_others(home):
        found.note(text("doctor-folder-open", path=str(home.absolute())))
    for path in sorted(home.glob("*")):
        if path.is_file() and is_open_to_others(path):
            found.note(text("doctor-file-open", path=str(path.absolute())))
    for path in sorted(path for ending in (PREPARED, UNFINISHED) for path in home.glob(f"*{ending}")):
        found.note(text("doctor-left-over", path=str(path.absolute())))


async def _configuration(storage: "Storage", found: Findings) -> None:
    from domain.clock import system_clock
    from domain.configuration.document import ConfigurationFile
    from domain.configuration.refused_now import all_refused_now
    from domain.configuration.validation import Configuration, check_in_force
    from domain.first_steps.readiness import Readiness
    from domain.servers.passwords_end import passwords_end
    from domain.servers.secret_ends import AHEAD
    from storage.repositories.accounts import AccountRepository

    whole = await Configuration.stored(storage.configuration)
    if not whole.templates:
        found.bad(text("doctor-no-templates"), text("doctor-no-templates-advice"))
    for mistake in check_in_force(whole, ConfigurationFile()):
        found.bad(
            f"{mistake.shown_path}: {text(mistake.key, **mistake.params)}",
            text("doctor-mistake-advice"),
        )
    for mistake in all_refused_now(whole):
        found.bad(
            f"{mistake.shown_path}: {text(mistake.key, **mistake.params)}",
            text("doctor-refused-now-advice"),
        )
    for name, template in whole.templates.items():
        count = len(template.attributes)
        found.good(text("doctor-template", title=template.title, name=name, count=count))
    today = system_clock().date()
    for connection in whole.connections.values():
        oauth2 = connection.oauth2 if connection.authentication == "oauth2" else None
        ends = None if oauth2 is None else oauth2.client_secret_ends
        if ends is not None and ends <= today + AHEAD:
            found.bad(
                text("doctor-secret-ends", title=connection.title, until=f"{ends:%d.%m.%Y}"),
                text("doctor-secret-ends-advice"),
            )
        if connection.enabled and passwords_end(connection):
            note = text("config-note-passwords-end")
            found.note(text("doctor-connection-note", title=connection.title, note=note))
    ready = await Readiness(storage.configuration, AccountRepository())()
    if ready.connection is not None:
        found.bad(
            text("doctor-not-ready", title=ready.connection),
            text("doctor-not-ready-advice"),
        )
    if ready.no_accounts:
        found.bad(text("doctor-no-accounts"), text("doctor-no-accounts-advice"))
    else:
        found.good(text("doctor-accounts", count=await AccountRepository().count()))


async def _letters(storage: "Storage", found: Findings) -> None:
    """Say which connections rest and how many letters wait for them."""
    from domain.clock import system_clock
    from domain.deliveries.lanes import Hold
    from domain.twins import titles_apart
    from storage.repositories.holding import HoldingRepository
    from storage.repositories.outbox import OutboxRepository

    holding = await HoldingRepository().now()
    if holding.held_at is not None:
        found.bad(text("doctor-held", since=f"{holding.held_at:%d.%m %H:%M}"), text("doctor-held-advice"))
    connections = await storage.configuration.connections()
    called = titles_apart(item.document for item in connections)
    for stored in connections:
        standing = await OutboxRepository().standing(stored.id, system_clock())
        if standing is None or not standing.waiting + standing.overdue:
            continue
        title, number = called[stored.document.system_name], standing.waiting + standing.overdue
        waiting = number if number <= MOST_COUNTED else f"> {MOST_COUNTED}"
        if standing.hold is Hold.SUSPENDED:
            why = text(f"cause-{standing.state.cause}")
            since = f"{standing.state.suspended_at:%d.%m %H:%M}"
            found.bad(
                text("doctor-suspended", title=title, since=since, count=waiting),
                text("doctor-suspended-advice", why=why),
            )
        else:
            found.good(text("doctor-queue", title=title, count=waiting))


async def _updates(storage: "Storage", found: Findings) -> None:
    from domain.clock import system_clock
    from storage.repositories.inbox import InboxRepository

    count = await InboxRepository(storage.box).unreadable(system_clock())
    if count:
        found.note(text("doctor-updates-unread", count=count))
    else:
        found.good(text("doctor-updates-read"))


async def _people(_storage: "Storage", found: Findings, run: "RunSettings | None") -> None:
    from storage.repositories.people import PersonRepository

    people = await PersonRepository().everybody()
    admins = sum(person.is_admin for person in people)
    if admins or (run is not None and run.admins):
        found.good(text("doctor-people", people=len(people), admins=admins))
    else:
        found.bad(text("doctor-no-admin"), text("doctor-no-admin-advice"))


async def _mail(storage: "Storage", found: Findings) -> None:
    from bot.cli.connection import check
    from mail.smtp_sender import SmtpSender

    sender = SmtpSender()
    for stored in await storage.configuration.connections():
        if stored.document.enabled and not await check(storage, sender, stored):
            found.bad(text("doctor-mail-not-ready", host=stored.document.host), text("doctor-mail-advice"))
    await sender.close()


async def _telegram(run: "RunSettings", found: Findings) -> None:
    from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramUnauthorizedError

    from bot.app.product import make_bot
    from bot.cli.doctor_running import webhook

    bot = make_bot(run)
    where = run.bot_api or "api.telegram.org"
    through = "yes" if run.proxy else "no"
    try:
        me = await bot.get_me(request_timeout=10)
        found.good(text("doctor-telegram", proxy=through, name=me.username or ""))
        await webhook(run, bot, found)
    except TelegramUnauthorizedError:
        found.bad(text("doctor-token"), text("doctor-token-advice"))
    except TelegramNetworkError as error:
        _tell_network(run, where, error.__cause__, found)
    except TelegramAPIError as error:
        found.bad(text("doctor-telegram-error", error=type(error).__name__), text("doctor-later-advice"))
    finally:
        await bot.session.close()


def _tell_network(run: "RunSettings", where: str, cause: BaseException | None, found: Findings) -> None:
    """Tell a blocked network, an unreachable proxy, one that refuses, and a foreign answer apart."""
    from aiogram.exceptions import ClientDecodeError
    from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

    if isinstance(cause, ProxyConnectionError | ProxyTimeoutError):
        found.bad(text("doctor-proxy-unreachable"), text("doctor-proxy-unreachable-advice"))
    elif isinstance(cause, ProxyError):
        found.bad(text("doctor-proxy-refuses"), text("doctor-proxy-refuses-advice"))
    elif isinstance(cause, ClientDecodeError):
        found.bad(text("doctor-foreign-answer", where=where), text("doctor-foreign-answer-advice"))
    elif run.proxy:
        found.bad(text("doctor-not-through-proxy", where=where), text("doctor-not-through-proxy-advice"))
    else:
        found.bad(text("doctor-unreachable", where=where), text("doctor-unreachable-advice"))
