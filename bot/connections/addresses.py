"""Addresses of what a connection has besides its fields: the check, a test letter, a new password."""

from aiogram.filters.callback_data import CallbackData

from bot.objects.addresses import Token
from bot.telegram.addresses import Number
from bot.telegram.costs import costly, safe


@safe
class OpenConnection(CallbackData, prefix="Ko"):
    """A connection's page, in a message of its own: from a notice, which stays."""

    connection: Number


@safe
class CheckNow(CallbackData, prefix="Kc"):
    """Check a connection step by step."""

    connection: Number


@costly
class CheckDraft(CallbackData, prefix="Kd"):
    """Check what a draft says; `apply` puts it in force when the check passes."""

    draft: Number
    revision: Number
    apply: Number = 0


@safe
class FixField(CallbackData, prefix="Kf"):
    """Change the field of a connection that a check has put in doubt."""

    connection: Number
    token: Token


@safe
class SetUp(CallbackData, prefix="Ku"):
    """Fill in a connection that nobody has set up; 0 asks for the provider, as for a new one."""

    connection: Number
    preset: Number = 0


@safe
class AskPassword(CallbackData, prefix="Kn"):
    """Ask for a new password; `apart` in a message of its own, since the notice stays."""

    connection: Number
    apart: Number = 0


@safe
class TestLetterPage(CallbackData, prefix="Kt"):
    """Ask to whom a test letter is to go; with `route` it is that route's letter with sample values."""

    connection: Number
    route: Number = 0


@costly
class SendTo(CallbackData, prefix="Kl"):
    """Send it to one who is offered, by number; `turn` is how many have gone when the page was drawn."""

    connection: Number
    to: Number
    turn: Number
    route: Number = 0


@safe
class DelegationPage(CallbackData, prefix="Kx"):
    """What is entered at Google so that a service account may send for the mailbox."""

    connection: Number


@safe
class LoginPage(CallbackData, prefix="Kv"):
    """How a connection logs in, and how else it could."""

    connection: Number
    apart: Number = 0


@safe
class WaysPage(CallbackData, prefix="Kw"):
    """Ask how to log in at a provider: for a new connection (0), or for one that is set up."""

    connection: Number
    preset: Number


@safe
class TasksPage(CallbackData, prefix="Kg"):
    """Say what is to be done at the provider for a way of logging in; `change` keeps all else of the connection."""

    connection: Number
    preset: Number
    way: Number
    change: Number = 0


@safe
class TakeWay(CallbackData, prefix="Ky"):
    """Go on to what that way needs."""

    connection: Number
    preset: Number
    way: Number
    change: Number = 0


@safe
class TasksOf(CallbackData, prefix="Kh"):
    """What is to be done at the provider, with what a connection or a draft says; the other number is 0."""

    connection: Number
    draft: Number = 0


@costly
class Reconnect(CallbackData, prefix="Kr"):
    """Let a connection log in anew, in whatever way its login needs; `apart` in a message of its own."""

    connection: Number
    apart: Number = 0


@safe
class DeviceCodePage(CallbackData, prefix="Ki"):
    """Get a code that a person confirms in a browser, for a connection or for a draft; the other number is 0."""

    connection: Number
    draft: Number = 0


@costly
class DropDeviceCode(CallbackData, prefix="Kj"):
    """Wait for a code no longer."""

    wait: Number
    connection: Number
    draft: Number = 0
