"""`gonets health`: whether the bot lives, for Docker and systemd."""

import argparse

from bot.cli import FAILED, FINE, WRONG_USE, Failure, say
from bot.cli.words import text


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """The command has settings only."""


async def main(_args: argparse.Namespace) -> int:
    """Look at the heartbeat."""
    from bot.app.environment import StorageSettings
    from bot.cli.storage import heartbeat_at
    from bot.workers.heartbeat import FRESH_FOR, age
    from domain.clock import system_clock

    path = heartbeat_at(StorageSettings.load())
    try:
        since = age(path, system_clock())
    except OSError as error:
        reason = error.strerror or ""
        raise Failure(text("cli-health-unreadable", path=str(path), reason=reason), WRONG_USE) from None
    if since is None:
        say(text("cli-health-not-running", path=str(path)))
        return FAILED
    seconds = round(since.total_seconds())
    if since > FRESH_FOR:
        say(text("cli-health-hangs", seconds=seconds))
        return FAILED
    say(text("cli-health-alive", seconds=seconds))
    return FINE
