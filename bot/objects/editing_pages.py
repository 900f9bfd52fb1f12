"""A node of a draft as a page: the fields of an object, or one question; and what is said when it is applied."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.objects.addresses import (
    AddPart,
    ApplyDraft,
    ChooseRecord,
    DraftPage,
    FormPreviewPage,
    GiveUpDraft,
    ObjectPage,
    RoutePreviewPage,
    ScenarioPicture,
    SectionPage,
    TakeChoice,
)
from bot.objects.editing_parts import (
    PAGE,
    another_button,
    move_buttons,
    order_page,
    parts_page,
    value_page,
    variables_page,
)
from bot.objects.editing_words import (
    changed_lines,
    claim_lines,
    crumbs,
    cut,
    kind_about,
    mistake_lines,
    object_title,
    part_name,
    twin_lines,
    ways_back,
    ways_to_mistakes,
)
from bot.objects.field_values import field_title, value_words
from bot.objects.question_page import question_page
from bot.objects.scenario_lines import tree_lines
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import counted
from bot.telegram.reader import Reader
from domain.editing.draft import Draft
from domain.editing.editing import Editing
from domain.editing.field_types import Type
from domain.editing.fields import Field, Form, applies
from domain.editing.guarding import Consequence
from domain.editing.nodes import TOKEN, holds_variables, inside
from domain.editing.rearranging import actions_inside
from domain.editing.typed_parts import takes_lines
from domain.editing.variables import takes_formulas, takes_variables
from domain.mistakes import Mistake
from domain.sections import Section

MOST_ACTIONS = 20
"""How many actions have buttons on the page of what holds them; of more a list shows them level by level."""


def editing_page(
    reader: Reader,
    editing: Editing,
    *,
    more: int = 0,
    consequences: Sequence[Consequence] = (),
    first: Sequence[PageButton] = (),
) -> Page:
    """Draw the node where somebody is; `first` are the buttons that the whole draft of its kind has besides.

    `more` shows an object's rare fields, which else stand there only where something is given, and of a list the page
    of that number.
    """
    here = editing.here
    if here.form is not None:
        return _form_page(reader, editing, more=bool(more), consequences=consequences, first=first)
    if here.type in {Type.ITEMS, Type.ACTIONS}:
        return parts_page(reader, editing, more)
    if here.type is Type.VARIABLES or (here.is_variable and holds_variables(here) and here.data):
        return variables_page(reader, editing)
    if here.type is Type.VALUE:
        return value_page(reader, editing)
    if here.type is Type.ORDER:
        return order_page(reader, editing, more)
    return replace(question_page(reader, editing), wants_press=not asks(editing))


def asks(editing: Editing) -> bool:
    """Whether the page takes what is typed."""
    here = editing.here
    if here.type is Type.REFERENCE and here.field is not None:
        return here.field.source == "variable_sets"
    return here.type.is_typed or takes_lines(here) or takes_variables(here) or takes_formulas(here)


def mistakes_page(reader: Reader, editing: Editing, mistakes: Sequence[Mistake]) -> Page:
    """Say all that is missing before the draft can be applied, each with its place."""
    lines = [crumbs(reader, editing), reader.text("draft-mistakes", count=len(mistakes))]
    lines += mistake_lines(reader, editing.draft.section, editing.draft.document, mistakes, editing.office.titles)
    buttons = ways_to_mistakes(reader, editing, mistakes)
    style = None if buttons else "primary"
    buttons.append(PageButton(reader.label("button-back"), DraftPage(draft=editing.draft.id), style=style))
    return Page("\n".join(lines), in_rows(buttons))


def give_up_page(reader: Reader, editing: Editing) -> Page:
    """Ask before a draft is forgotten."""
    buttons = (
        PageButton(reader.label("button-give-up-yes"), GiveUpDraft(draft=editing.draft.id, sure=1), style="danger"),
        PageButton(reader.label("button-no-back"), DraftPage(draft=editing.draft.id)),
    )
    return Page(reader.text("ask-give-up", title=object_title(reader, editing)), in_rows(buttons))


def moved_base_page(reader: Reader, editing: Editing) -> Page:
    """Say that the object was changed by another way since, and ask whose word counts."""
    draft = editing.draft
    buttons = (
        PageButton(
            reader.label("button-apply-anyway"),
            ApplyDraft(draft=draft.id, revision=draft.revision, sure=1),
            style="danger",
        ),
        PageButton(reader.label("button-give-up"), GiveUpDraft(draft=draft.id)),
        PageButton(reader.label("button-back"), DraftPage(draft=draft.id)),
    )
    lines = [reader.text("draft-base-moved", title=object_title(reader, editing)), *changed_lines(reader, editing)]
    return Page("\n".join(lines), in_rows(buttons))


def _form_page(
    reader: Reader,
    editing: Editing,
    *,
    more: bool,
    consequences: Sequence[Consequence],
    first: Sequence[PageButton],
) -> Page:
    here, draft = editing.here, editing.draft
    form = here.form
    if form is None:
        raise ValueError("no form")
    lines = [crumbs(reader, editing)]
    if here.kind is not None:
        about = kind_about(reader, here.kind)
        lines.append(f"{about[:1].upper()}{about[1:]}.")
    elif not here.path:
        lines.append(reader.text(f"purpose-{draft.section}"))
    shown = [item for item in form.fields if applies(item, here.data) and item != form.only_list]
    own = [item for item in shown if (item.name in form.rare) is more]
    lines += [_field_line(reader, editing, form, item) for item in shown if item in own or _says(reader, editing, item)]
    buttons = [_field_button(reader, editing, item, field_title(reader, form, item)) for item in own]
    if not more and own != shown:
        buttons.append(PageButton(reader.label("button-more"), DraftPage(draft=draft.id, token=here.token, more=1)))
    if more:
        buttons.append(PageButton(reader.label("button-back"), DraftPage(draft=draft.id, token=here.token)))
        return Page("\n".join(lines), in_rows(buttons))
    if not more and form.only_list is not None:
        if not here.path:
            lines += ["", *tree_lines(reader, draft.document, editing.office)]
        buttons = [*_action_buttons(reader, editing), *buttons]
    lines += [*twin_lines(reader, editing), *claim_lines(reader, editing)]
    rows = list(in_rows(buttons))
    if here.is_part:
        rows += in_rows([another_button(reader, editing), *move_buttons(reader, editing)])
    if here.path:
        page = here.index // PAGE if here.is_part else 0
        rows += in_rows(ways_back(reader, editing, here.token[:-TOKEN], page))
        return Page("\n".join(lines), tuple(rows))
    changed = changed_lines(reader, editing)
    if changed:
        lines += ["", reader.text("draft-changes"), *changed]
        lines += [reader.text(item.key, title=item.title, count=counted(reader, item.records)) for item in consequences]
    rows += in_rows([*first, *_root_buttons(reader, editing)])
    return Page("\n".join(lines), tuple(rows))


def _words(reader: Reader, editing: Editing, field: Field, value: Any) -> str:
    value = value if field.can_hold(value) else field.plain_default
    return value_words(reader, editing.draft, field, value, editing.office)


def _says(reader: Reader, editing: Editing, field: Field) -> bool:
    """Whether a rare field says something that is seen nowhere else: a system name follows from the title."""
    form, usual = editing.here.form, field.plain_default
    if form is None or field.name not in form.rare or field.name == form.model.names:
        return False
    value = editing.here.data.get(field.name, usual)
    return _words(reader, editing, field, value) != _words(reader, editing, field, usual)


def _field_line(reader: Reader, editing: Editing, form: Form, field: Field) -> str:
    data = editing.here.data
    words = _words(reader, editing, field, data.get(field.name, field.plain_default))
    secret = field.type is Type.SECRET
    given = editing.office.has_secret(editing.draft, field.name) if secret else field.is_given(data)
    missing = field.is_needed(data) and not given
    shown = reader.text("value-missing") if missing else cut(reader, words) if words else "—"
    return f"<b>{reader.texts.escape(field_title(reader, form, field))}:</b> {shown}"


def _field_button(reader: Reader, editing: Editing, field: Field, title: str) -> PageButton:
    """Return what a press of a field does: a switch turns at once, anything else opens its page."""
    draft, token = editing.draft, editing.here.token + field.token
    if field.type is Type.SWITCH:
        on = bool(editing.here.data.get(field.name, field.default))
        label = reader.label("button-turn-off" if on else "button-turn-on", title=title)
        return PageButton(label, TakeChoice(draft=draft.id, revision=draft.revision, token=token, choice=int(not on)))
    return PageButton(title, DraftPage(draft=draft.id, token=token))


def _looks(reader: Reader, draft: Draft) -> list[PageButton]:
    """Return how the draft can be looked at before it is applied."""
    number = draft.object_id or 0
    if draft.section is Section.SCENARIOS and draft.document.get("actions"):
        return [
            PageButton(reader.label("button-try-scenario"), ChooseRecord(scenario=number, draft=draft.id)),
            PageButton(reader.label("button-picture"), ScenarioPicture(scenario=number, draft=draft.id)),
        ]
    if draft.section is Section.ROUTES:
        return [PageButton(reader.label("button-preview"), RoutePreviewPage(route=number, draft=draft.id))]
    if draft.section is Section.TEMPLATES and draft.document.get("attributes"):
        return [PageButton(reader.label("button-form-preview"), FormPreviewPage(template=number, draft=draft.id))]
    return []


def _action_buttons(reader: Reader, editing: Editing) -> list[PageButton]:
    """Return a button for each action at whatever depth inside, by its number in the tree; and one for more."""
    draft = editing.draft
    holder = next(node for node in inside(editing.here) if node.type is Type.ACTIONS)
    found = actions_inside(holder)
    titles = editing.office.titles
    buttons = [
        PageButton(part_name(reader, item, titles), DraftPage(draft=draft.id, token=item.token)) for item in found
    ]
    if len(found) > MOST_ACTIONS:
        buttons = [PageButton(reader.label("field-actions"), DraftPage(draft=draft.id, token=holder.token))]
    add = AddPart(draft=draft.id, revision=draft.revision, token=holder.token)
    return [*buttons, PageButton(reader.label("button-add-action"), add, style="primary")]


def _root_buttons(reader: Reader, editing: Editing) -> list[PageButton]:
    draft = editing.draft
    main = reader.label("button-create" if draft.object_id is None else "button-apply")
    style = None if draft.section is Section.CONNECTIONS else "success"
    apply = PageButton(main, ApplyDraft(draft=draft.id, revision=draft.revision), style=style)
    give_up = PageButton(reader.label("button-give-up"), GiveUpDraft(draft=draft.id))
    if draft.object_id is None:
        back = PageButton(reader.label("button-to-list"), SectionPage(section=draft.section.number))
    else:
        back = PageButton(reader.label("button-back"), ObjectPage(section=draft.section.number, object=draft.object_id))
    looks = _looks(reader, draft)
    return [*looks, apply, give_up, back] if editing.is_changed else [*looks, back]
