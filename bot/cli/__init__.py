"""The command line: one module a command, each imports what it needs only when it runs, so that `--help` is quick."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from errno import EDQUOT, EFBIG, ENOSPC
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from bot.texts import Texts

GROUPS = {
    "run": "run",
    "demo": "demo",
    "doctor": "doctor",
    "config": "config",
    "accounts": "accounts",
    "staff": "staff",
    "invite": "invite",
    "connection": "connection",
    "formula": "formula",
    "scenario": "scenario",
    "runs": "runs",
    "backup": "backup",
    "restore": "restore",
    "health": "health",
}
"""Command and the module that holds it. A module has HELP, DETAILS, `add_arguments` and `main`."""

FINE, FAILED, WRONG_USE = 0, 1, 2
_NO_ROOM = frozenset({ENOSPC, EDQUOT, EFBIG})

DESCRIPTION = """Гонец: уведомления по электронной почте из Telegram через почтовый сервер компании.

Посмотреть без настройки: gonets demo
Начать работу: gonets doctor скажет, что настроено и что делать дальше."""
EPILOG = """Настройки — переменные GONETS_… в окружении или в файле .env; gonets doctor перечислит их.
Код выхода: 0 — сделано, 1 — не получилось, 2 — неверный вызов или настройка."""


class Failure(Exception):
    """What was asked for did not work: the text for the person, and the exit status."""

    def __init__(self, text: str, status: int = FAILED) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as it was written, with Russian headings."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        """Say «Вызов» for usage; argparse asks for the name of a command with an empty prefix."""
        super().add_usage(usage, actions, groups, "Вызов: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Russian and ends with status 2."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, **kwargs)  # type: ignore[arg-type]
        self._positionals.title = "что указать"
        self._optionals.title = "ключи"
        self.add_argument("-h", "--help", action="help", help="эта справка")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call."""
        self.exit(WRONG_USE, f"{_russian(message)}\nСправка: {self.prog} --help\n")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser with every command."""
    parser = Parser(prog="gonets", description=DESCRIPTION, epilog=EPILOG)
    commands = parser.add_subparsers(title="команды", metavar="КОМАНДА", dest="command", parser_class=Parser)
    for name, module_name in GROUPS.items():
        module = import_module(f"bot.cli.{module_name}")
        command = commands.add_parser(name, help=module.HELP, description=f"{module.HELP}\n\n{module.DETAILS}")
        module.add_arguments(command)
        command.set_defaults(main=module.main)
    return parser


def run_command(arguments: Sequence[str]) -> int:
    """Run a command; a person's mistake gives a sentence and a status, never a traceback."""
    parser = make_parser()
    args = parser.parse_args(arguments)
    if args.command is None:
        parser.print_help()
        return WRONG_USE
    try:
        return int(asyncio.run(_main(args)))
    except Failure as failure:
        say_error(failure.text)
        return failure.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader has gone (`gonets ... | head`): there is nobody to tell.
        return FAILED
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        with suppress(OSError):
            say_error("Не получилось напечатать: на диске, куда идёт вывод, кончилось место.")
        return FAILED
    finally:
        _let_go(sys.stdout)
        _let_go(sys.stderr)


def _let_go(stream: TextIO) -> None:
    """Leave what cannot be printed: at its end Python would fail at it once more, and change the status."""
    try:
        stream.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


async def _main(args: argparse.Namespace) -> int:
    from bot.app.environment import WrongSetting, idle_variables, unknown_variables
    from domain.errors import GonetsError

    for name, nearest in unknown_variables():
        say_error(f"Переменной {name} нет{f', похоже на {nearest}' if nearest else ''}. Она не действует.")
    for name in idle_variables():
        say_error(f"{name} в этой версии ещё не действует.")
    try:
        return int(await args.main(args))
    except WrongSetting as error:
        raise Failure("\n".join(f"{name} {what}" for name, what in error.problems), WRONG_USE) from None
    except GonetsError as error:
        logging.getLogger(__name__).debug("%s", error.detail, exc_info=error)
        raise Failure(command_texts()(error.key, **error.params)) from None


def command_texts() -> "Texts":
    """Return the texts that a command prints by key: they are in GONETS_LANGUAGE."""
    from bot.app.environment import StorageSettings, WrongSetting
    from bot.texts import load_texts

    try:
        return load_texts(StorageSettings.load().language)
    except WrongSetting:
        return load_texts()


def say(text: str = "") -> None:
    """Print what was asked for."""
    print(text, flush=True)


def tell(text: str) -> None:
    """Print what whoever started the bot may like to see; a full disk or a closed pipe under it ends nothing."""
    with suppress(OSError):
        say(text)


def say_error(text: str) -> None:
    """Print what went wrong."""
    print(text, file=sys.stderr, flush=True)


def _russian(message: str) -> str:
    """Return argparse's own messages in Russian; the rest as they are."""
    for english, russian in (
        ("the following arguments are required:", "не указано:"),
        ("unrecognized arguments:", "лишнее:"),
        ("invalid choice:", "нет такого варианта:"),
        ("invalid int value:", "нужно целое число, а не"),
        ("expected one argument", "нужно значение"),
        ("choose from", "есть"),
        ("argument ", ""),
    ):
        message = message.replace(english, russian)
    return message
