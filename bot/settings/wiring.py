"""What people set for themselves, put together."""

from typing import Any

from bot.settings.questions import OwnZone
from bot.settings.screen import OwnSettingsScreen
from bot.telegram.asking import Redraws
from bot.telegram.screen import Screen
from domain.clock import Clock
from domain.own_settings import OwnSettings
from storage.repositories.accounts import AccountRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically


class SettingsInChat:
    """Own settings in the chat: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(
        self,
        *,
        people: PersonRepository,
        accounts: AccountRepository,
        audit: AuditRepository,
        screen: Screen,
        clock: Clock,
    ) -> None:
        own = OwnSettings(people=people, accounts=accounts, audit=audit, clock=clock, atomically=atomically)
        own_settings = OwnSettingsScreen(screen, own)
        self.asked = (Redraws(OwnZone, own_settings.ask_zone),)
        self.workflow: dict[str, Any] = {"own": own, "own_settings": own_settings}
