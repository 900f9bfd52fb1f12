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
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from bot.cli.words import command_texts, language, text

if TYPE_CHECKING:
    from bot.app.environment import Problem

GROUPS = {
    "run": "run",
    "worker": "worker",
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
    "move": "move",
    "health": "health",
}
"""Command and the module that holds it: `add_arguments` and `main`. Its help is in texts, `help-…` and `details-…`."""

FINE, FAILED, WRONG_USE = 0, 1, 2
_NO_ROOM = frozenset({ENOSPC, EDQUOT, EFBIG})


class Failure(Exception):
    """What was asked for did not work: the text for the person, and the exit status."""

    def __init__(self, words: str, status: int = FAILED) -> None:
        super().__init__(words)
        self.text = words
        self.status = status


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as it was written, with headings in the language of the command line."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Begin with our word for usage; argparse asks for the name of a command with an empty prefix."""
        super().add_usage(usage, actions, groups, f"{text('call-usage')} " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of the command line and ends with status 2."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, **kwargs)
        self._positionals.title = text("call-arguments")
        self._optionals.title = text("call-options")
        self.add_argument("-h", "--help", action="help", help=text("call-this-help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call."""
        self.exit(WRONG_USE, text("call-wrong", problem=_translated(message), program=self.prog) + "\n")


def make_parser() -> argparse.ArgumentParser:
    """Return the parser with every command."""
    parser = Parser(prog="gonets", description=text("call-about"), epilog=text("call-end"))
    commands = parser.add_subparsers(
        title=text("call-commands"), metavar=text("metavar-command"), dest="command", parser_class=Parser
    )
    for name, module_name in GROUPS.items():
        module = import_module(f"bot.cli.{module_name}")
        line = text(f"help-{name}")
        command = commands.add_parser(name, help=line, description=f"{line}\n\n{text(f'details-{name}')}")
        module.add_arguments(command)
        command.set_defaults(main=module.main)
    return parser


class Acts:
    """The actions of a command, such as `config check`: each has a line of help."""

    def __init__(self, parser: argparse.ArgumentParser, command: str) -> None:
        self._command = command
        self._parsers = parser.add_subparsers(
            title=text("call-acts"), metavar=text("metavar-act"), dest="act", required=True
        )

    def add(self, name: str, *, detailed: bool = False) -> argparse.ArgumentParser:
        """Add an action; the text `help-COMMAND-ACTION` describes it, and `details-…` where it is `detailed`."""
        line = text(f"help-{self._command}-{name}")
        details = f"\n\n{text(f'details-{self._command}-{name}')}" if detailed else ""
        return self._parsers.add_parser(name, help=line, description=line + details)


def run_command(arguments: Sequence[str]) -> int:
    """Run a command; a person's mistake gives a sentence and a status, never a traceback."""
    language.cache_clear()  # each call has an environment of its own
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
            say_error(text("cli-disk-full"))
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
        say_error(text("setting-nowhere", name=name, nearest=nearest))
    for name in idle_variables():
        say_error(text("setting-idle", name=name))
    try:
        return int(await args.main(args))
    except WrongSetting as error:
        raise Failure("\n".join(map(problem_text, error.problems)), WRONG_USE) from None
    except GonetsError as error:
        logging.getLogger(__name__).debug("%s", error.detail, exc_info=error)
        raise Failure(command_texts()(error.key, **error.params)) from None


def problem_text(problem: "Problem") -> str:
    """Say what is wrong with a variable."""
    params = {"what": text(problem.what)} if problem.what else problem.params
    return text(problem.key, name=problem.name, **params)


def say(line: str = "") -> None:
    """Print what was asked for."""
    print(printable(line), flush=True)


def printable(words: str) -> str:
    """Return words of a call, or a file's name, with a sign in the place of each byte that is no letter here."""
    return words.encode("utf-8", "replace").decode()


def tell(line: str) -> None:
    """Print what whoever started the bot may like to see; a full disk or a closed pipe under it ends nothing."""
    with suppress(OSError):
        say(line)


def say_error(line: str) -> None:
    """Print what went wrong."""
    print(printable(line), file=sys.stderr, flush=True)


def _translated(message: str) -> str:
    """Return argparse's own messages in the language of the command line; the rest as they are."""
    for said, key in (
        ("the following arguments are required:", "call-missing"),
        ("unrecognized arguments:", "call-unknown"),
        ("invalid choice:", "call-no-such-choice"),
        ("invalid int value:", "call-whole-number"),
        ("expected one argument", "call-needs-value"),
        ("choose from", "call-choices"),
        ("not allowed with argument", "call-not-together"),
    ):
        message = message.replace(said, text(key))
    return message.replace("argument ", "")
