"""`gonets demo`: everything on loopback, the recipe's test played once, and a page to go on by hand."""

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.until_stopped import stop_at_signals
from bot.cli.words import command_texts, language, text
from bot.demo.faults import FAULTS
from bot.examples.catalogue import EXAMPLES

if TYPE_CHECKING:
    from bot.demo.play import Played
    from sandbox import Sandbox

PORT = 8042


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--once", action="store_true", help=text("argument-demo-once"))
    one_of = parser.add_mutually_exclusive_group()
    one_of.add_argument("--fault", type=_fault, metavar=text("metavar-fault"), help=text("argument-demo-fault"))
    one_of.add_argument("--example", type=_example, metavar=text("metavar-example"), help=text("argument-demo-example"))
    usual = text("argument-demo-port", usual=str(PORT))
    parser.add_argument("--port", type=int, default=PORT, metavar=text("metavar-port"), help=usual)


async def main(args: argparse.Namespace) -> int:
    """Play, and stay unless `--once`."""
    from bot.demo.stage import demo_stage, temporary_home

    # Under a fault the warnings about it are what was ordered.
    logging.getLogger().setLevel(logging.ERROR if args.fault else logging.WARNING)
    with temporary_home() as home:
        port = 0 if args.once or not _is_free(args.port) else args.port
        stage = demo_stage(Path(home), port, by_token=args.fault == "token", example=args.example, language=language())
        async with stage as (sandbox, _app):
            played = await _play(sandbox, args.fault, args.example)
            for problem in played.problems:
                _print(f"✗ {problem}")
            if not played.succeeded:
                return 1
            _print(f"✓ {played.promise}")
            if args.once:
                return 0
            _print("\n" + text("demo-page", url=sandbox.page_url))
            if args.fault:
                _leave_on(sandbox, args.fault)
            await stop_at_signals().wait()
    return 0


async def _play(sandbox: "Sandbox", fault: str | None, example: str | None) -> "Played":
    from bot.demo.example_plays import play_example
    from bot.demo.fault_plays import play_fault
    from bot.demo.play import play
    from bot.demo.scene import Scene
    from bot.demo.stage import STAFF

    fault_words = text(f"demo-fault-{fault}") if fault else ""
    _print(text("demo-begins", fault=fault_words, example=text(f"demo-example-{example}") if example else "") + "\n")
    scene = Scene(sandbox, sandbox.user(STAFF), _print, command_texts())
    if example:
        return await play_example(example, scene)
    return await (play_fault(fault, scene) if fault else play(scene))


def _leave_on(sandbox: "Sandbox", fault: str) -> None:
    from bot.demo.fault_plays import switch_on

    switch_on(fault, sandbox)
    _print(text("demo-fault-on", fault=text(f"demo-fault-{fault}")))


def _fault(name: str) -> str:
    return _one_of(FAULTS, name, "demo-no-such-fault")


def _example(name: str) -> str:
    return _one_of(EXAMPLES, name, "demo-no-such-example")


def _one_of(names: tuple[str, ...], name: str, otherwise: str) -> str:
    """Take a name that there is; raises ArgumentTypeError that suggests one."""
    import difflib

    if name in names:
        return name
    nearest = next(iter(difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.5)), "")
    raise argparse.ArgumentTypeError(text(otherwise, name=name, nearest=nearest, names=", ".join(names)))


def _print(line: Any) -> None:
    print(line, flush=True)


def _is_free(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
