"""What comes of a record's buttons: a template that never sends has no drafts, and nothing of it fails to be sent."""

from domain.configuration.configured import Configured
from domain.configuration.while_unchanged import WhileUnchanged
from domain.records.record import Record, Status
from domain.records.template import RecordTemplate, StoredTemplate
from domain.scenarios.walking import sends


class WhatSends:
    """Knows which templates send."""

    def __init__(self, configured: Configured) -> None:
        self._configured = configured
        self._kept: WhileUnchanged[bool] = WhileUnchanged(configured)

    async def __call__(self, stored: StoredTemplate) -> bool:
        """Return whether a press of one of its buttons sends; one whose scenario is missing or off is to send yet."""
        if not stored.document.starts_scenarios:
            return False
        return await self._kept((stored.id, stored.revision), lambda: self._look(stored))

    async def _look(self, stored: StoredTemplate) -> bool:
        template = stored.document
        for button in template.form_buttons:
            if button.starts_scenario:
                scenario = await self._configured.scenario_for_button(template.system_name, button.system_name)
                if scenario is None or sends(scenario.document.actions):
                    return True
        return False


def status_told(record: Record, template: RecordTemplate, *, sends: bool) -> str:
    """Return the status that people are told: where nothing is ever sent, what is filled in is no draft."""
    if not sends and record.status is Status.DRAFT and record.is_complete(template):
        return "kept"
    return record.status.told(sends=sends)
