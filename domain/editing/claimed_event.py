"""An event that another scenario begins with: told while a scenario is made, long before it would be refused."""

from domain.editing.draft import Draft, Office
from domain.mistakes import Mistake
from domain.scenarios.events import what_is_left
from domain.sections import Section


def claimed_by_another(draft: Draft, office: Office) -> Mistake | None:
    """Return what is wrong with a scenario's event where another one that is switched on has the same."""
    written = draft.document.get("event")
    if draft.section is not Section.SCENARIOS or not written or draft.document.get("enabled") is False:
        return None
    event = what_is_left(written)
    others = [item.document for item in office.scenarios if item.document.enabled and item.id != draft.object_id]
    other = next((item for item in others if event.claim is not None and item.event.claim == event.claim), None)
    if other is None:
        return None
    title = office.called(Section.SCENARIOS)[other.system_name]
    return event.taken(("event",), office.whole.templates, title)
