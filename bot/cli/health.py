"""`gonets health`: whether the bot lives, for Docker and systemd."""

import argparse

from bot.cli import FAILED, FINE, WRONG_USE, Failure, say

HELP = "жив ли работающий бот (для Docker и мониторинга)"
DETAILS = """Работающий бот каждые десять секунд отмечается в файле рядом с базой. Команда смотрит, свежая ли отметка.
Ни базу, ни сеть она не трогает: почтовый сервер и Telegram проверяет gonets doctor.

Пример: gonets health
Код выхода: 0 — бот жив; 1 — не запущен или завис; 2 — неверная настройка."""


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """The command has settings only."""


async def main(_args: argparse.Namespace) -> int:
    """Look at the heartbeat."""
    from bot.app.environment import StorageSettings
    from bot.workers.heartbeat import FRESH_FOR, age, heartbeat_of
    from domain.clock import system_clock
    from storage.database import SqliteFile

    path = heartbeat_of(SqliteFile.from_url(StorageSettings.load().database_url).path)
    try:
        since = age(path, system_clock())
    except OSError as error:
        raise Failure(
            f"Отметку бота не прочесть: {path} ({error.strerror}). Проверьте GONETS_HOME.", WRONG_USE
        ) from None
    if since is None:
        say(f"Бот не запущен: отметки {path} нет. Запустить: gonets run.")
        return FAILED
    seconds = round(since.total_seconds())
    if since > FRESH_FOR:
        say(f"Бот завис или остановлен не по-хорошему: отметка устарела ({seconds} с). Перезапустите его.")
        return FAILED
    say(f"Бот жив: отметился {seconds} с назад.")
    return FINE
