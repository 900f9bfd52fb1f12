"""Addresses of people, of requests for access and of invitations."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number, PersonNumber, PersonStart, Start
from bot.telegram.costs import costly, safe


@costly
class RequestAccess(CallbackData, prefix="wa"):
    """Ask for access: the only button that a stranger has."""


@safe
class RequestsPage(CallbackData, prefix="Pqs"):
    """Requests that wait for an answer; `start` is a `Turn`, or 0 for the first page."""

    start: Start = 0


@safe
class RequestPage(CallbackData, prefix="Pq"):
    """One request."""

    request: Number


@costly
class DecideRequest(CallbackData, prefix="Pqd"):
    """Let the stranger in, or decline."""

    request: Number
    allow: Number


@safe
class PersonPage(CallbackData, prefix="Pp"):
    """One person."""

    person: PersonNumber


@costly
class SetRole(CallbackData, prefix="Pr"):
    """Give a person a role: administrator 1, staff 0. `stamp` is what the page was drawn from."""

    person: PersonNumber
    admin: Number
    stamp: Number
    sure: Number = 0


@safe
class LanguagesPage(CallbackData, prefix="Pl"):
    """Which language a person reads."""

    person: PersonNumber


@safe
class SetLanguage(CallbackData, prefix="Pls"):
    """Choose it: 0 is the bot's own."""

    person: PersonNumber
    language: Number
    stamp: Number


@safe
class ZonesPage(CallbackData, prefix="Pz"):
    """In which time zone a person lives."""

    person: PersonNumber


@safe
class SetZone(CallbackData, prefix="Pzs"):
    """Choose it: 0 is the bot's own."""

    person: PersonNumber
    zone: Number
    stamp: Number


@safe
class LinkPage(CallbackData, prefix="Pa"):
    """Whose account a person is."""

    person: PersonNumber


@costly
class SetAccount(CallbackData, prefix="Pas"):
    """Choose it: 0 is nobody's."""

    person: PersonNumber
    account: Number
    stamp: Number


@safe
class NewAccountPage(CallbackData, prefix="Pan"):
    """Who is to be added to the directory, as the person's account."""

    person: PersonNumber


@costly
class AddNewAccount(CallbackData, prefix="Pad"):
    """Add what the page says, and link it; the page's open question holds the name and the address."""

    person: PersonNumber


@safe
class GrantsPage(CallbackData, prefix="Pg"):
    """Which restricted templates a person may use."""

    person: PersonNumber


@costly
class SetGrant(CallbackData, prefix="Pgs"):
    """Let them use one, or no longer."""

    person: PersonNumber
    template: Number
    allowed: Number


@safe
class RemovalPage(CallbackData, prefix="Px"):
    """Ask what becomes of what a person leaves."""

    person: PersonNumber


@safe
class HeirsPage(CallbackData, prefix="Pxh"):
    """Who is to take it; `start` is a `Turn`, or 0 for the first page. `stamp` is what the question was drawn from."""

    person: PersonNumber
    stamp: Number
    start: PersonStart = 0


@safe
class HeirPage(CallbackData, prefix="Pxc"):
    """Ask before it is handed over."""

    person: PersonNumber
    stamp: Number
    heir: PersonNumber


@costly
class RemoveNow(CallbackData, prefix="Pxx"):
    """Take the access away; `fate` is a `Disposal`, `heir` 0 is nobody."""

    person: PersonNumber
    fate: Number
    stamp: Number
    heir: PersonNumber = 0


@safe
class InvitationsPage(CallbackData, prefix="Pi"):
    """Links that still let somebody in; `start` is a `Turn`, or 0 for the first page."""

    start: Start = 0


@safe
class InvitationPage(CallbackData, prefix="Pii"):
    """One link."""

    invitation: Number


@costly
class MakeInvitation(CallbackData, prefix="Pim"):
    """Make a link: for an administrator 1, for staff 0. `after` is the newest link's number when it was drawn."""

    admin: Number
    after: Number


@costly
class RevokeInvitation(CallbackData, prefix="Pir"):
    """Make a link worthless."""

    invitation: Number
