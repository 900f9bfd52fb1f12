"""The bot's routers, made once a process: a fifth of an end-to-end test's time would go into them otherwise."""

from functools import cache

from aiogram import Router

from bot.app import intake, routers

_made = cache(routers.make_routers)


def _taken_over() -> list[Router]:
    """Return the same routers for the next dispatcher: one that is stopped asks nothing of them any more."""
    for router in _made():
        router._parent_router = None
    return _made()


def make_once() -> None:
    """Let every product of this process have the same."""
    intake.make_routers = _taken_over
