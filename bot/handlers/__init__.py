"""Handlers: what each press and each message comes to, about ten lines each."""

from aiogram import Router

from bot.handlers import (
    account_fields,
    account_files,
    account_requests,
    admin,
    anything,
    audit,
    cards,
    commands,
    composing,
    config_file,
    connections,
    directory,
    editing,
    first_steps,
    inviting,
    journal,
    leaving,
    letters,
    objects,
    own_settings,
    people,
    previews,
    scenarios,
    standing,
    uploads,
)

FIRST = (commands, own_settings)
ADMINISTRATION = (
    admin,
    first_steps,
    people,
    leaving,
    inviting,
    objects,
    editing,
    previews,
    scenarios,
    connections,
    standing,
    journal,
    letters,
    audit,
    directory,
    account_fields,
    account_files,
)
LAST = (cards, config_file, uploads, account_requests, composing, anything)
"""What takes any words or any button comes behind all that knows what it is asked."""


def make_routers() -> list[Router]:
    """Return the routers in the order in which they are tried."""
    return [module.make_router() for module in (*FIRST, *ADMINISTRATION, *LAST)]
