"""`gonets demo`: everything on loopback, the recipe's test played once, and a page to go on by hand."""

import argparse
import asyncio
import logging
import signal
from pathlib import Path
from typing import Any

NAME = "demo"
HELP = "показать всё на своей машине: чат, почту и письмо, без Telegram и без почтового сервера"
DETAILS = """Запускает песочницу (Telegram и почтовый сервер на 127.0.0.1), пустую базу с рецептом, три адресата и
двух людей, проигрывает рецепт один раз и печатает переписку и письмо. Потом остаётся: откройте страницу в браузере
и пишите сами. Ctrl-C — конец, ничего не остаётся.

Пример: gonets demo --once
Код выхода: 0 — письмо пришло таким, каким его написали; 1 — нет."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--once", action="store_true", help="проиграть и закончить")
    parser.add_argument(
        "--port", type=int, default=8042, metavar="ПОРТ", help="порт страницы (8042); занят — любой другой"
    )


async def main(args: argparse.Namespace) -> int:
    """Play, and stay unless `--once`."""
    from bot.demo.play import play
    from bot.demo.stage import STAFF, demo_stage, temporary_home

    logging.getLogger().setLevel(logging.WARNING)
    with temporary_home() as home:
        port = 0 if args.once or not _is_free(args.port) else args.port
        async with demo_stage(Path(home), port) as (sandbox, _app):
            _print("Гонец: рецепт «Отправка почты SMTP», проигранный в песочнице.\n")
            user = sandbox.user(STAFF)
            played = await play(sandbox, user, _print)
            for problem in played.problems:
                _print(f"✗ {problem}")
            if not played.succeeded:
                return 1
            _print("✓ Письмо пришло таким, каким его написали.")
            if args.once:
                return 0
            _print(f"\nСтраница: {sandbox.page_url}\nПишите сами; Ctrl-C — конец.")
            await _until_stopped()
    return 0


def _print(text: Any) -> None:
    print(text, flush=True)


def _is_free(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


async def _until_stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
