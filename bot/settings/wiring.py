"""What people set for themselves, put together."""

from typing import Any

from bot.ground import Ground
from bot.settings.questions import OwnZone
from bot.settings.screen import OwnSettingsScreen
from bot.telegram.asking import Redraws
from domain.settings.own_settings import OwnSettings
from storage.transactions import atomically


class SettingsInChat:
    """Own settings in the chat: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(self, ground: Ground) -> None:
        own = OwnSettings(
            people=ground.people,
            accounts=ground.accounts,
            audit=ground.audit,
            clock=ground.clock,
            atomically=atomically,
        )
        own_settings = OwnSettingsScreen(ground.screen, own)
        self.asked = (Redraws(OwnZone, own_settings.ask_zone),)
        self.workflow: dict[str, Any] = {"own": own, "own_settings": own_settings}
