"""`gonets worker`: sends letters beside the bot, on this host or another one."""

import argparse
from typing import TYPE_CHECKING

from bot.cli import FINE, WRONG_USE, Failure, tell
from bot.cli.until_stopped import import_at_once, spare_what_stays, stop_at_signals
from bot.cli.words import text

if TYPE_CHECKING:
    from bot.app.environment import WatchedSettings


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """The command has settings only."""


async def main(_args: argparse.Namespace) -> int:
    """Work until a signal."""
    from bot.app.environment import WatchedSettings

    settings = WatchedSettings.load()
    from bot.app.logs import set_up_logs
    from storage.addresses import is_on_server

    if not is_on_server(settings.database_url):
        raise Failure(text("cli-worker-needs-a-server"), WRONG_USE)
    set_up_logs(settings)
    import_at_once("bot.app.working")
    await _work(settings)
    tell(text("cli-worker-stopped"))
    return FINE


async def _work(settings: "WatchedSettings") -> None:
    from bot.app.working import make_sender
    from bot.cli.storage import open_when_there
    from bot.cli.watching import watching
    from storage.database import PATIENCE

    stop = stop_at_signals()
    async with open_when_there(settings, stop, patience=PATIENCE) as storage:
        if storage is None:
            return
        sender = make_sender(settings, storage.box)
        async with watching(settings, sender.counters, role="worker"):
            spare_what_stays()
            tell(text("cli-worker-works"))
            await sender.run(stop)
