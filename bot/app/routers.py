"""The rooms' handlers in the order in which they are tried."""

from aiogram import Router

from bot.cards import handlers as cards
from bot.composing import anything_handlers as anything
from bot.composing import command_handlers as commands
from bot.composing import contact_handlers as shared_contacts
from bot.composing import handlers as composing
from bot.composing import kept_handlers as kept
from bot.composing import message_handlers as messages
from bot.connections import handlers as connections
from bot.connections import login_handlers as logins
from bot.connections import secret_handlers as connection_secrets
from bot.connections import standing_handlers as standing
from bot.directory import deciding_handlers as deciding
from bot.directory import field_handlers as account_fields
from bot.directory import file_handlers as account_files
from bot.directory import handlers as directory
from bot.directory import request_handlers as account_requests
from bot.examples import handlers as examples
from bot.files import config_handlers as config_file
from bot.files import handlers as uploads
from bot.first_steps import admin_handlers as admin
from bot.first_steps import handlers as first_steps
from bot.journal import audit_handlers as audit
from bot.journal import handlers as journal
from bot.journal import letter_handlers as letters
from bot.objects import editing_handlers as editing
from bot.objects import formula_handlers as formulas
from bot.objects import handlers as objects
from bot.objects import preview_handlers as previews
from bot.objects import scenario_handlers as scenarios
from bot.obstacles import handlers as obstacles
from bot.obstacles import mending_handlers as mending
from bot.people import handlers as people
from bot.people import inviting_handlers as inviting
from bot.people import leaving_handlers as leaving
from bot.settings import handlers as own_settings
from bot.telegram import picking_handlers as picking
from bot.telegram.asking import ForAdmins

EVERYBODY_FIRST = (commands, own_settings, shared_contacts)
ADMINISTRATORS = (
    admin,
    first_steps,
    people,
    leaving,
    inviting,
    objects,
    editing,
    previews,
    scenarios,
    formulas,
    connections,
    connection_secrets,
    logins,
    standing,
    journal,
    letters,
    audit,
    directory,
    account_fields,
    account_files,
    deciding,
    mending,
    config_file,
    examples,
    uploads,
)
EVERYBODY_LAST = (cards, obstacles, account_requests, picking, composing, kept, messages, anything)
"""What takes any words or any button comes behind all that knows what it is asked."""


def make_routers() -> list[Router]:
    """Return the routers in the order in which they are tried; for anybody else administrators' do not exist."""
    administration = Router(name="administration")
    administration.message.filter(ForAdmins())
    administration.callback_query.filter(ForAdmins())
    administration.include_routers(*(module.make_router() for module in ADMINISTRATORS))
    first, last = ([module.make_router() for module in modules] for modules in (EVERYBODY_FIRST, EVERYBODY_LAST))
    return [*first, administration, *last]
