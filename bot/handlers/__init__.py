"""Handlers: what each press and each message comes to, about ten lines each."""

from aiogram import Router

from bot.handlers import (
    account_fields,
    account_files,
    account_requests,
    admin,
    anything,
    cards,
    commands,
    composing,
    config_file,
    directory,
    editing,
    inviting,
    leaving,
    objects,
    people,
    previews,
    scenarios,
    standing,
    uploads,
)

FIRST = (commands,)
ADMINISTRATION = (admin, people, leaving, inviting, objects, editing, previews, scenarios, standing)
DIRECTORY = (directory, account_fields, account_files)
LAST = (cards, config_file, uploads, account_requests, composing, anything)
"""What takes any words or any button comes behind all that knows what it is asked."""


def make_routers() -> list[Router]:
    """Return the routers in the order in which they are tried."""
    return [module.make_router() for module in (*FIRST, *ADMINISTRATION, *DIRECTORY, *LAST)]
