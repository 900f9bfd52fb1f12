"""Buttons of record templates that start nothing, and the scenario that each may be given."""

from collections.abc import Sequence
from typing import Any

from domain.editing.draft import Office
from domain.errors import NotFound
from domain.records.template import Button, StoredTemplate
from domain.scenarios.events import press_of
from domain.sections import Section


def buttons_without_scenario(office: Office, stored: StoredTemplate) -> Sequence[Button]:
    """Return the template's buttons that are to start a scenario, and have none that is switched on."""
    claims = {one.event.claim for one in office.whole.scenarios.values() if one.enabled}
    template = stored.document.system_name
    return [
        button
        for button in stored.document.form_buttons
        if button.starts_scenario and press_of(template, button.system_name).claim not in claims
    ]


def scenario_for(office: Office, template_id: int, number: int) -> dict[str, Any]:
    """Return what a scenario for a button begins with; raises NotFound."""
    stored = office.get(Section.TEMPLATES, template_id)
    button = stored.button_by_number(number) if isinstance(stored, StoredTemplate) else None
    if stored is None or button is None:
        raise NotFound(f"button {number} of template {template_id}")
    event = press_of(stored.document.system_name, button.system_name)
    return {"title": button.title, "event": event.model_dump(mode="json")}
