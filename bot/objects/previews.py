"""Previews as pages: a route's letter, and a record template's form."""

from collections.abc import Mapping
from typing import Any

from bot.cards.types import DRAWINGS
from bot.connections.addresses import TestLetterPage
from bot.objects.addresses import AddScenario, DraftPage, FormPreviewPage, ObjectPage, RoutePreviewPage
from bot.objects.field_values import field_title
from bot.objects.letter import letter_lines
from bot.objects.pages import ObjectView
from bot.objects.screen import Extra
from bot.telegram.mistakes import mistake_words
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.configuration.preview_route import RoutePreview
from domain.editing.buttons_without_scenario import buttons_without_scenario
from domain.editing.draft import form_of_section
from domain.editing.nodes import parts_of
from domain.records.template import StoredTemplate, attribute_of
from domain.records.types.asked import Choice, Offer
from domain.sections import Section
from domain.twins import titles_apart

MOST_LACKING = 3
"""Of how many buttons without a scenario a template's page speaks."""


async def route_extra(reader: Reader, view: ObjectView) -> Extra:
    """Return what a route has on its page besides: a preview of its letter."""
    address = RoutePreviewPage(route=view.stored.id)
    return Extra(buttons=(PageButton(reader.label("button-preview"), address, style="primary"),))


async def template_extra(reader: Reader, view: ObjectView) -> Extra:
    """Return what a record template has on its page besides: its form as a person meets it, and what it lacks."""
    stored = view.stored
    address = FormPreviewPage(template=stored.id)
    preview = PageButton(reader.label("button-form-preview"), address, style="primary")
    if not isinstance(stored, StoredTemplate) or not stored.document.enabled:
        return Extra(buttons=(preview,))
    lacking = buttons_without_scenario(view.office, stored)[:MOST_LACKING]
    called = titles_apart(stored.document.buttons)
    short = titles_apart(stored.document.buttons, short=True)
    lines = tuple(reader.text("template-no-scenario", button=called[button.system_name]) for button in lacking)
    ways = (
        PageButton(
            reader.label(
                "button-add-scenario" if len(lacking) == 1 else "button-add-scenario-of",
                button=short[button.system_name],
            ),
            AddScenario(template=stored.id, button=stored.numbers[button.system_name]),
            style="primary",
        )
        for button in lacking
    )
    return Extra(lines, (*ways, preview))


def route_preview_page(
    reader: Reader, title: str, preview: RoutePreview, here: RoutePreviewPage, connection: int | None
) -> Page:
    """Draw the letter, or all that keeps it from being made."""
    form = form_of_section(Section.ROUTES)
    lines = [reader.text("preview-head", title=title)]
    for problem in preview.problems:
        field = form.field(problem.template)
        name = reader.texts.escape(field_title(reader, form, field)) if field is not None else problem.template
        lines.append(f"• {name}: {mistake_words(reader, problem.error.key, problem.error.params)}")
    lines += [f"• {mistake_words(reader, item.key, item.params)}" for item in preview.mistakes]
    if preview.error is not None:
        lines.append(f"• {mistake_words(reader, preview.error.key, preview.error.params)}")
    if preview.letter is not None:
        lines += ["", *letter_lines(reader, preview.letter)]
    buttons = [_back(reader, Section.ROUTES, here.route, here.draft)]
    if preview.letter is not None and connection is not None and not here.draft:
        send = TestLetterPage(connection=connection, route=here.route)
        buttons.insert(0, PageButton(reader.label("button-route-test-letter"), send, style="primary"))
    return Page("\n".join(lines), in_rows(buttons))


def form_preview_page(reader: Reader, document: Mapping[str, Any], here: FormPreviewPage) -> Page:
    """Draw the questions in their order with what each expects, and the buttons of the card."""
    attributes = {str(item.get("system_name")): item for item in parts_of(document.get("attributes"))}
    buttons = {str(item.get("system_name")): item for item in parts_of(document.get("buttons"))}
    order = [str(name) for name in (document.get("form") or [*attributes, *buttons])]
    asked = [attributes[name] for name in order if name in attributes]
    lines = [reader.text("form-preview-head", title=str(document.get("title") or ""))]
    for number, item in enumerate(asked, 1):
        lines.append("")
        title = reader.texts.escape(str(item.get("title") or ""))
        lines.append(f"<b>{number}. {title}</b>{'' if item.get('required') else reader.text('form-optional')}")
        if item.get("hint"):
            lines.append(reader.texts.escape(str(item["hint"])))
        lines += _expectation(reader, item)
        if item.get("default"):
            lines.append(reader.text("form-default", formula=str(item["default"])))
    shown = [str(buttons[name].get("title") or "") for name in order if name in buttons]
    lines += ["", reader.text("form-buttons", titles=" · ".join(f"[{title}]" for title in shown), count=len(shown))]
    return Page("\n".join(lines), in_rows([_back(reader, Section.TEMPLATES, here.template, here.draft)]))


_SOME = Offer((Choice(0, None),))
"""What a question offers where it offers something."""


def _expectation(reader: Reader, item: Mapping[str, Any]) -> list[str]:
    attribute = attribute_of(item)
    return [] if attribute is None else [DRAWINGS[attribute.type].expects(reader, attribute, None, "", _SOME)]


def _back(reader: Reader, section: Section, number: int, draft: int) -> PageButton:
    address = DraftPage(draft=draft) if draft else ObjectPage(section=section.number, object=number)
    return PageButton(reader.label("button-back"), address)
