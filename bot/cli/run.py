"""`gonets run`: the bot itself."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FINE, WRONG_USE, Failure, tell

if TYPE_CHECKING:
    from bot.app.environment import RunSettings
    from bot.cli.storage import Storage

HELP = "запустить бота"
DETAILS = """Нужен GONETS_BOT_TOKEN (токен от @BotFather). Первый запуск создаёт базу и готовый рецепт уведомлений;
остальное — в чате: администратор пишет боту /start и проходит первые шаги. Если администраторов нет
(GONETS_ADMINS), печатается одноразовая ссылка: кто первым откроет её, тот администратор. Один файл базы — один бот;
остальные команды работают рядом с ним.

Пример: GONETS_BOT_TOKEN=123456:AbC-dEf GONETS_ADMINS=123456789 gonets run
Код выхода: 0 — остановлен (Ctrl-C, SIGTERM); 1 — неверный токен; 2 — неверная настройка или бот уже запущен."""
LOOKED_AT_FOR = 5.0
"""Seconds that a start looks for damage in the database: a large one is looked at whole by `gonets doctor`."""

REFUSED = "Telegram не узнаёт токен GONETS_BOT_TOKEN. Возьмите его у @BotFather: /mybots → API Token."


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """The command has settings only."""


async def main(_args: argparse.Namespace) -> int:
    """Serve until a signal."""
    from bot.app.environment import RunSettings

    settings = RunSettings.load()
    from contextlib import ExitStack

    from bot.app.logs import set_up_logs
    from bot.app.single_instance import AlreadyRunning, only_one
    from storage.database import DatabaseUnusable, SqliteFile, refuse_damaged

    set_up_logs(settings)
    path = SqliteFile.from_url(settings.database_url).path
    with ExitStack() as held:
        try:
            held.enter_context(only_one(path))
        except AlreadyRunning as error:
            raise Failure(f"Гонец уже запущен на этой базе (процесс {error.pid}). Остановите его.", WRONG_USE) from None
        except OSError as error:
            raise DatabaseUnusable.because(error, path) from None
        refuse_damaged(path, LOOKED_AT_FOR)
        await _until_stopped(settings)
    tell("Остановлен.")
    return FINE


async def _until_stopped(settings: "RunSettings") -> None:
    from aiogram.exceptions import TelegramUnauthorizedError

    try:
        await _serve(settings)
    except TelegramUnauthorizedError:
        raise Failure(REFUSED) from None
    except ExceptionGroup as group:
        if group.subgroup(TelegramUnauthorizedError):
            raise Failure(REFUSED) from None
        raise


async def _serve(settings: "RunSettings") -> None:
    import asyncio
    import gc
    import signal

    from bot.app.product import make_app
    from bot.cli.storage import open_storage
    from bot.telegram.start_link import start_link
    from bot.workers.heartbeat import beating, heartbeat_of
    from storage.database import PATIENCE, SqliteFile

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    heartbeat = heartbeat_of(SqliteFile.from_url(settings.database_url).path)
    async with open_storage(settings, patience=PATIENCE) as storage:
        await _first_recipe(storage)
        async with make_app(settings, storage.box) as app, beating(heartbeat):
            await app.admission.prepare()
            name = await app.meet(stop)
            if name is None:
                return
            await app.set_menu()
            # What the libraries hold stays for ever: a collection that walked through it all would stop everybody
            # for a third of a second.
            gc.collect()
            gc.freeze()
            tell(f"Гонец работает: @{name}. Остановить: Ctrl-C.")
            code = await app.admission.first_link_code()
            if code is not None:
                tell("Администраторов ещё нет. Кто первым откроет эту ссылку, станет администратором")
                tell(f"(один раз, в течение 15 минут): {start_link(name, code)}")
            await app.run(stop)


async def _first_recipe(storage: "Storage") -> None:
    """Make the recipe where there is no record template at all, with a connection that waits to be filled in."""
    from bot.files.config_file import recipe_file
    from domain.configuration.apply_configuration import ApplyConfiguration
    from storage.repositories.audit import AuditRepository
    from storage.transactions import atomically

    if not await storage.configuration.templates():
        await ApplyConfiguration(storage.configuration, atomically, AuditRepository())(recipe_file(enabled=False))
        tell("Создан рецепт «Уведомления». Остальное — в чате: администратор пишет боту /start, и бот ведёт его")
        tell("по первым шагам: почтовый сервер, проверка, пробное письмо, адресаты, сотрудники.")
