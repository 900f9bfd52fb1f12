"""`gonets demo`: everything on loopback, the recipe's test played once, and a page to go on by hand."""

import argparse
import asyncio
import logging
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.demo.faults import FAULTS

if TYPE_CHECKING:
    from bot.demo.play import Played
    from sandbox import Sandbox

NAME = "demo"
HELP = "показать всё на своей машине: чат, почту и письмо, без Telegram и без почтового сервера"
_NAMES = "\n".join(f"  {name:<12} {about}" for name, about in FAULTS.items())
DETAILS = f"""Запускает песочницу (Telegram и почтовый сервер на 127.0.0.1), пустую базу с рецептом, три адресата и
двух людей, проигрывает рецепт один раз и печатает переписку и письмо. Потом остаётся: откройте страницу в браузере
и пишите сами. Ctrl-C — конец, ничего не остаётся.

С --fault в нужный миг что-то ломается, и видно, что станет с письмом и что скажет бот. Без --once на странице этот
сбой остаётся включённым: там же его можно и снять. Сбои:
{_NAMES}

Пример: gonets demo --once
        gonets demo --once --fault later
Код выхода: 0 — письмо пришло таким, каким его написали, а при сбое вышло всё, что обещано; 1 — нет; 2 — такого сбоя
нет."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--once", action="store_true", help="проиграть и закончить")
    parser.add_argument("--fault", type=_fault, metavar="СБОЙ", help="проиграть со сбоем; какие есть — выше")
    parser.add_argument(
        "--port", type=int, default=8042, metavar="ПОРТ", help="порт страницы (8042); занят — любой другой"
    )


async def main(args: argparse.Namespace) -> int:
    """Play, and stay unless `--once`."""
    from bot.demo.stage import demo_stage, temporary_home

    # Under a fault the warnings about it are what was ordered.
    logging.getLogger().setLevel(logging.ERROR if args.fault else logging.WARNING)
    with temporary_home() as home:
        port = 0 if args.once or not _is_free(args.port) else args.port
        async with demo_stage(Path(home), port, by_token=args.fault == "token") as (sandbox, _app):
            played = await _play(sandbox, args.fault)
            for problem in played.problems:
                _print(f"✗ {problem}")
            if not played.succeeded:
                return 1
            _print(f"✓ {played.promise}")
            if args.once:
                return 0
            _print(f"\nСтраница: {sandbox.page_url}\nПишите сами; Ctrl-C — конец.")
            if args.fault:
                _leave_on(sandbox, args.fault)
            await _until_stopped()
    return 0


async def _play(sandbox: "Sandbox", fault: str | None) -> "Played":
    from bot.demo.fault_plays import play_fault
    from bot.demo.play import play
    from bot.demo.stage import STAFF

    about = f" Сбой: {FAULTS[fault]}." if fault else ""
    _print(f"Гонец: рецепт «Отправка почты SMTP», проигранный в песочнице.{about}\n")
    user = sandbox.user(STAFF)
    return await (play_fault(fault, sandbox, user, _print) if fault else play(sandbox, user, _print))


def _leave_on(sandbox: "Sandbox", fault: str) -> None:
    from bot.demo.fault_plays import switch_on

    switch_on(fault, sandbox)
    _print(f"Включён сбой: {FAULTS[fault]}. Снять его можно на странице, в разделе «Почта».")


def _fault(name: str) -> str:
    """Take a fault's name; raises ArgumentTypeError that suggests one."""
    import difflib

    if name in FAULTS:
        return name
    nearest = next(iter(difflib.get_close_matches(name.casefold(), FAULTS, n=1, cutoff=0.5)), None)
    meant = f", похоже на {nearest}" if nearest else ""
    raise argparse.ArgumentTypeError(f"сбоя «{name}» нет{meant}. Есть: {', '.join(FAULTS)}.")


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
