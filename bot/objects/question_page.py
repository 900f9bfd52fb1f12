"""One question of a draft as a page: what is asked, what stands there now, and what one press answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.objects.addresses import SkipField, TakeChoice, TakeTriedFormula
from bot.objects.editing_words import crumbs, hint_of, ready_label, twin_lines, ways_back
from bot.objects.field_values import choice_label, value_words
from bot.objects.formula_help import help_buttons
from bot.objects.formula_trial import context_of_formula
from bot.objects.secret_words import secret_buttons, secret_lines
from bot.objects.template_help import template_lines
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.picking import mark_of_words
from bot.telegram.reader import Reader
from domain.described import Part
from domain.editing.choices import Choice, choices
from domain.editing.editing import Editing
from domain.editing.field_types import Type
from domain.editing.fields import Field
from domain.editing.mended import Mended
from domain.editing.nodes import TOKEN
from domain.editing.ready import wanted_of
from domain.logins.login import PASSWORD
from domain.logins.oauth2.login import SERVICE_ACCOUNT_KEY

LONGEST_SHOWN = 1_500


def question_page(reader: Reader, editing: Editing) -> Page:
    """Draw the question for one field, with what one press answers."""
    here, draft = editing.here, editing.draft
    field = here.field
    if field is None:
        raise ValueError("no field")
    offered = choices(draft, editing.chain, editing.office)
    lines = [crumbs(reader, editing), *twin_lines(reader, editing), hint_of(reader, editing)]
    if here.type is Type.SECRET and field.name in editing.office.lost_secrets(draft):
        host = str(draft.document.get("host") or "—")
        lines.append(reader.text("password-asked-again", host=host, secret=field.name))
    words = "" if here.type is Type.SECRET else value_words(reader, draft, field, here.data, editing.office)
    if words and here.type in {Type.TEXT, Type.TEMPLATE, Type.FORMULA}:
        lines.append(
            f"{reader.text('value-now-is')}\n<pre>{reader.texts.escape(shorten(str(here.data), LONGEST_SHOWN))}</pre>"
        )
    elif words:
        lines.append(reader.text("value-now", value=words))
    typed_name = here.type is Type.REFERENCE and field.source == Part.VARIABLE_SETS
    if here.type is Type.SECRET and field.name != PASSWORD:
        later = "new" if draft.object_id is None else "changed" if editing.is_changed else ""
        lines += secret_lines(reader, field.name, draft.document, later=later)
        if field.name != SERVICE_ACCOUNT_KEY:
            lines.append(reader.text("expects-secret"))
    else:
        type_ = Type.NAME if typed_name else here.type
        wanted = wanted_of(draft, editing.chain, editing.office) if type_ is Type.FORMULA else ""
        lines.append(reader.text("expects-field", type=type_, offered=len(offered), wanted=wanted))
    if here.type is Type.TEMPLATE:
        lines += template_lines(reader, draft.document)
    rows = list(
        in_rows(
            PageButton(
                _choice_label(reader, field, item),
                TakeChoice(draft=draft.id, revision=draft.revision, token=here.token, choice=item.number),
                style="primary" if here.answered and item.value == here.data else None,
                typed=here.type is not Type.FORMULA,  # what is typed there is a formula: "-3" is no "3"
            )
            for item in offered
        )
    )
    ways = secret_buttons(reader, field.name, draft.document) if here.type is Type.SECRET else []
    if here.type is Type.FORMULA:
        ways += help_buttons(reader, draft.id, here.token, tries=context_of_formula(editing) is not None)
    beside = editing.chain[-2].data if len(editing.chain) > 1 else {}
    if here.type is not Type.SECRET and not field.is_needed(beside if isinstance(beside, Mapping) else {}):
        skip = SkipField(draft=draft.id, revision=draft.revision, token=here.token)
        ways.append(PageButton(reader.label("button-clear" if words else "button-skip"), skip))
    ways += ways_back(reader, editing, here.token[:-TOKEN])
    return Page("\n".join(line for line in lines if line), (*rows, *in_rows(ways)))


def mended_page(reader: Reader, editing: Editing, offered: Sequence[Mended]) -> Page:
    """Draw the question for a formula with what may have been meant, above all other buttons."""
    page, draft, token = question_page(reader, editing), editing.draft, editing.here.token
    buttons = [
        PageButton(
            reader.label("button-take-as-text" if item.is_text else "button-take-mended", formula=item.formula),
            TakeTriedFormula(draft=draft.id, revision=draft.revision, token=token, tried=mark_of_words(item.formula)),
            style="primary",
        )
        for item in offered
    ]
    return replace(page, rows=(*in_rows(buttons), *page.rows))


def _choice_label(reader: Reader, field: Field, choice: Choice) -> str:
    if choice.ready is not None:
        return ready_label(reader, choice.ready)
    if choice.label is not None:
        return choice.label
    if field.type is Type.SWITCH:
        return reader.label("value-switch", on="yes" if choice.value else "no")
    return choice_label(reader, field, choice.value)
