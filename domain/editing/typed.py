"""What today's rules say against an answer in a draft: it is refused where it is typed or chosen, not at the end."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.configuration.scenario_kinds import check_scenario_kinds
from domain.configuration.template_check import check_template, check_template_kinds
from domain.configured.route import MAX_RECIPIENTS
from domain.editing.answers import Unfitting
from domain.editing.draft import Office
from domain.editing.nodes import parts_of
from domain.mistakes import Mistake, Path
from domain.records.template import RecordTemplate
from domain.sections import Section

_RECIPIENTS = ("to", "cc", "bcc")


def check_answer(section: Section, document: Mapping[str, Any], office: Office, path: Path) -> None:
    """Raise Unfitting where what stands at `path` in a document that need not be complete would not be accepted."""
    for mistake in _mistakes(section, document, office, path):
        if mistake.path == path:
            raise Unfitting(mistake)


def _mistakes(section: Section, document: Mapping[str, Any], office: Office, path: Path) -> Iterator[Mistake]:
    match section:
        case Section.SCENARIOS:
            whole = office.whole
            yield from check_scenario_kinds(document, whole.templates, whole.routes)
        case Section.TEMPLATES:
            yield from _of_template(document)
        case Section.ROUTES if path and path[0] in _RECIPIENTS:
            given = {str(item).casefold() for name in _RECIPIENTS for item in document.get(name) or ()}
            if len(given) > MAX_RECIPIENTS:
                yield Mistake(path, "config-too-many-recipients", {"limit": MAX_RECIPIENTS})


def _of_template(document: Mapping[str, Any]) -> Iterator[Mistake]:
    """Check the parts that are complete, among each other."""
    numbers: dict[str, list[int]] = {}
    parts: dict[str, list[dict[str, Any]]] = {}
    for key, needed in (("attributes", ("title", "type")), ("buttons", ("title",))):
        complete = [
            (index, item)
            for index, item in enumerate(parts_of(document.get(key)))
            if all(item.get(name) for name in needed)
        ]
        numbers[key] = [index for index, _ in complete]
        parts[key] = [dict(item) for _, item in complete]
    try:
        template = RecordTemplate.from_stored({"system_name": "x", "title": "x", **parts})
    except ValueError:
        return
    for mistake in (*check_template(template, ()), *check_template_kinds(template, ())):
        part, index, *rest = mistake.path
        yield Mistake((part, numbers[str(part)][int(index)], *rest), mistake.key, mistake.params)
