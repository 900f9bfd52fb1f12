"""`gonets doctor`: what is configured, what answers, and what to do about the rest."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import FAILED, FINE, command_texts, say

if TYPE_CHECKING:
    from bot.app.environment import RunSettings
    from bot.cli.storage import Storage

HELP = "проверить всё: что настроено, что отвечает и что делать дальше"
DETAILS = """Проверяет настройки, базу, рецепт, адресатов, людей, Telegram и почтовый сервер. Ничего не меняет и не
отправляет. Различает закрытую сеть, неверный прокси и неверный токен.

Переменные: GONETS_BOT_TOKEN (или GONETS_BOT_TOKEN_FILE), GONETS_BOT_API, GONETS_PROXY, GONETS_ADMINS, GONETS_HOME,
GONETS_DATABASE, GONETS_SECRET_KEY (или GONETS_SECRET_KEY_FILE), GONETS_LANGUAGE, GONETS_TIMEZONE, GONETS_LOG,
GONETS_UNDO, GONETS_KEEP_LETTERS, GONETS_KEEP_TRACES, GONETS_HIDE_TEXTS (yes: администраторам не открыть чужих писем).

Пример: gonets doctor
Код выхода: 0 — всё готово; 1 — есть что сделать; 2 — неверная настройка."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--no-network", action="store_true", help="не обращаться к Telegram и к почтовому серверу")


LOOKED_AT_FOR = 60.0
"""Seconds that damage is looked for in the database."""


class Findings:
    """What was found, said line by line."""

    def __init__(self) -> None:
        self.all_well = True

    def good(self, text: str) -> None:
        """Something is as it should be."""
        say(f"✓ {text}")

    def note(self, text: str) -> None:
        """Something to know, and nothing to do."""
        say(f"• {text}")

    def bad(self, text: str, advice: str) -> None:
        """Something is missing or wrong, and what to do."""
        self.all_well = False
        say(f"✗ {text}\n    → {advice}")


async def main(args: argparse.Namespace) -> int:
    """Look at everything."""
    from bot.app.environment import RunSettings, StorageSettings, WrongSetting
    from bot.cli.storage import open_storage
    from storage.database import SqliteFile, refuse_damaged

    found = Findings()
    run: RunSettings | None = None
    try:
        run = RunSettings.load()
        found.good("Настройки читаются")
    except WrongSetting as error:
        for name, what in error.problems:
            found.bad(f"{name} {what}", "впишите в окружение или в файл .env")
    settings = run or StorageSettings.load()
    _folder(settings.home, found)
    async with open_storage(settings) as storage:
        refuse_damaged(SqliteFile.from_url(settings.database_url).path, LOOKED_AT_FOR)
        found.good(f"База: {settings.database_url}")
        await _configuration(storage, found)
        await _people(storage, found, run)
        await _letters(storage, found)
        await _updates(storage, found)
        if not args.no_network:
            await _mail(storage, found)
    if run is not None and not args.no_network:
        await _telegram(run, found)
    say()
    say("Всё готово." if found.all_well else "Сделайте то, что помечено →, и запустите gonets doctor ещё раз.")
    return FINE if found.all_well else FAILED


def _folder(home: Path, found: Findings) -> None:
    """Say who else may look into the home."""
    from domain.private_files import is_open_to_others

    if is_open_to_others(home):
        found.note(f"Папка {home.absolute()} открыта и другим на этой машине: chmod 700 {home.absolute()}")
    for path in sorted(home.glob("*")):
        if path.is_file() and is_open_to_others(path):
            found.note(f"Файл {path.absolute()} открыт и другим на этой машине: chmod 600 {path.absolute()}")


async def _configuration(storage: "Storage", found: Findings) -> None:
    from domain.clock import system_clock
    from domain.configuration.document import ConfigurationFile
    from domain.configuration.refused_now import all_refused_now
    from domain.configuration.validation import Configuration, check_configuration
    from domain.logins.oauth2.secret_ends import AHEAD
    from domain.logins.passwords_end import passwords_end
    from domain.readiness import Readiness
    from storage.repositories.accounts import AccountRepository

    texts = command_texts()
    whole = await Configuration.stored(storage.configuration)
    if not whole.templates:
        found.bad(
            "Нет ни одного шаблона записи", "gonets run создаст рецепт «Уведомления»; свой шаблон — в чате: /templates"
        )
    for mistake in check_configuration(whole, ConfigurationFile()):
        found.bad(
            f"{mistake.path}: {texts(mistake.key, **mistake.params)}",
            "исправьте в чате (/admin) или в файле: gonets config export, поправить, gonets config apply",
        )
    for mistake in all_refused_now(whole):
        found.bad(
            f"{mistake.path}: {texts(mistake.key, **mistake.params)}",
            "работает, как работало, но в новом виде не сохранится: исправьте в чате (/admin) или файлом",
        )
    for name, template in whole.templates.items():
        found.good(f"Шаблон «{template.title}» ({name}): атрибутов {len(template.attributes)}")
    today = system_clock().date()
    for connection in whole.connections.values():
        oauth2 = connection.oauth2 if connection.authentication == "oauth2" else None
        ends = None if oauth2 is None else oauth2.client_secret_ends
        if ends is not None and ends <= today + AHEAD:
            found.bad(
                f"Секрет приложения подключения «{connection.title}» действует до {ends:%d.%m.%Y}",
                "создайте у поставщика почты новый, введите его в чате (/connections) и впишите новый срок",
            )
        if connection.enabled and passwords_end(connection):
            found.note(f"Подключение «{connection.title}»: {texts('config-note-passwords-end')}")
    ready = await Readiness(storage.configuration, AccountRepository())()
    if ready.connection is not None:
        found.bad(
            f"Подключение «{ready.connection}» выключено или без пароля",
            "в чате: /start, «Первые шаги», или /connections; файлом: gonets config export, затем apply",
        )
    if ready.no_accounts:
        found.bad(
            "Нет ни одного адресата",
            "в чате: /accounts, или пришлите боту файл CSV; здесь: gonets accounts import ФАЙЛ.csv",
        )
    else:
        found.good(f"Адресатов: {await AccountRepository().count()}")


async def _letters(storage: "Storage", found: Findings) -> None:
    """Say which connections rest and how many letters wait for them."""
    from domain.clock import system_clock
    from domain.deliveries.lanes import Hold
    from storage.repositories.holding import HoldingRepository
    from storage.repositories.outbox import OutboxRepository

    texts = command_texts()
    holding = await HoldingRepository().now()
    if holding.held_at is not None:
        found.bad(
            f"Всё придержано с {holding.held_at:%d.%m %H:%M} UTC: письма и сценарии ждут",
            "в чате: /admin, «Отпустить всё»",
        )
    for stored in await storage.configuration.connections():
        standing = await OutboxRepository().standing(stored.id, system_clock())
        if standing is None or not standing.waiting + standing.overdue:
            continue
        title, waiting = stored.document.title, standing.waiting + standing.overdue
        if standing.hold is Hold.SUSPENDED:
            why = texts(f"cause-{standing.state.cause}")
            since = f"{standing.state.suspended_at:%d.%m %H:%M} UTC"
            found.bad(
                f"Подключение «{title}» остановлено с {since}, писем ждёт: {waiting}",
                f"{why} Письма уйдут сами, как только проверка пройдёт",
            )
        else:
            found.good(f"Подключение «{title}»: писем в очереди {waiting}")


async def _updates(storage: "Storage", found: Findings) -> None:
    from domain.clock import system_clock
    from storage.repositories.inbox import InboxRepository

    count = await InboxRepository(storage.box).unreadable(system_clock())
    if count:
        found.note(f"Обновлений Telegram за 30 дней не удалось прочитать: {count}. Почему — в журнале gonets run")
    else:
        found.good("Все обновления Telegram за 30 дней прочитаны")


async def _people(_storage: "Storage", found: Findings, run: "RunSettings | None") -> None:
    from storage.repositories.people import PersonRepository

    people = await PersonRepository().everybody()
    admins = sum(person.is_admin for person in people)
    if admins or (run is not None and run.admins):
        found.good(f"Людей: {len(people)}, из них администраторов: {admins}")
    else:
        found.bad("Нет ни одного администратора", "GONETS_ADMINS=номер, или ссылка, которую напечатает gonets run")


async def _mail(storage: "Storage", found: Findings) -> None:
    from bot.cli.connection import check
    from mail.smtp_sender import SmtpSender

    sender = SmtpSender()
    for stored in await storage.configuration.connections():
        if stored.document.enabled and not await check(storage, sender, stored):
            found.bad(f"Почтовый сервер {stored.document.host} не готов", "что делать, сказано у шага выше")
    await sender.close()


async def _telegram(run: "RunSettings", found: Findings) -> None:
    from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramUnauthorizedError

    from bot.app.product import make_bot

    bot = make_bot(run)
    where = run.bot_api or "api.telegram.org"
    through = " через прокси" if run.proxy else ""
    try:
        me = await bot.get_me(request_timeout=10)
        found.good(f"Telegram отвечает{through}: @{me.username}")
    except TelegramUnauthorizedError:
        found.bad("Telegram не узнаёт токен", "возьмите токен у @BotFather (/mybots → API Token), GONETS_BOT_TOKEN")
    except TelegramNetworkError as error:
        _tell_network(run, where, error.__cause__, found)
    except TelegramAPIError as error:
        found.bad(f"Telegram ответил ошибкой ({type(error).__name__})", "попробуйте позже")
    finally:
        await bot.session.close()


def _tell_network(run: "RunSettings", where: str, cause: BaseException | None, found: Findings) -> None:
    """Tell a blocked network, an unreachable proxy, one that refuses, and a foreign answer apart."""
    from aiogram.exceptions import ClientDecodeError
    from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

    if isinstance(cause, ProxyConnectionError | ProxyTimeoutError):
        found.bad("До прокси не достучаться", "проверьте адрес и порт в GONETS_PROXY")
    elif isinstance(cause, ProxyError):
        found.bad("Прокси не пускает к Telegram", "проверьте имя и пароль в GONETS_PROXY")
    elif isinstance(cause, ClientDecodeError):
        found.bad(f"{where} отвечает не как Telegram", "проверьте GONETS_BOT_API; может быть, сеть требует входа")
    elif run.proxy:
        found.bad(f"До {where} не достучаться через прокси", "проверьте GONETS_PROXY или попробуйте позже")
    else:
        found.bad(f"До {where} не достучаться", "сеть закрыта? Задайте GONETS_PROXY (http:// или socks5://)")
