"""A formula that is tried on a record as a page: its value, and the records to choose from."""

from functools import partial

from bot.objects.addresses import DraftPage, FormulaRecords, FunctionsPage, TakeTriedFormula, TryFormulaOn
from bot.objects.choosing_record import choosing_page
from bot.objects.questions import FormulaTrial
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.picking import mark_of_words
from bot.telegram.reader import Reader
from domain.editing.context import template_in_context
from domain.editing.editing import Editing
from domain.paging import NumberedPage
from domain.runs.trial_records import TrialRecord
from domain.runs.try_formula import FormulaContext, FormulaValue
from domain.sections import Section

LONGEST_FORMULA = 800


def context_of_formula(editing: Editing) -> FormulaContext | None:
    """Return what a formula is about; None where there are no records that it could be tried on."""
    draft, office = editing.draft, editing.office
    template = template_in_context(draft, editing.chain, office)
    if template is None:
        return None
    stored = (
        next((item for item in office.templates if item.id == draft.object_id), None)
        if draft.section is Section.TEMPLATES
        else next((item for item in office.templates if item.document == template), None)
    )
    if stored is None:
        return None
    sees = draft.document.get("sees") == "everything"
    return FormulaContext(stored, template, draft.section.kind, str(draft.document.get("title") or ""), sees)


def formula_trial_page(reader: Reader, asked: FormulaTrial, value: FormulaValue | None) -> Page:
    """Draw the value of the formula that was tried, and ask for another one."""
    lines = [reader.text("formula-trial-head", record=str(asked.record))]
    if value is not None:
        lines.append(f"<pre>{reader.texts.escape(shorten(asked.tried, LONGEST_FORMULA))}</pre>")
        lines += _value_lines(reader, value)
    lines += ["", reader.text("formula-trial-asks")]
    buttons = []
    if value is not None:
        take = TakeTriedFormula(
            draft=asked.draft, revision=asked.revision, token=asked.token, tried=mark_of_words(asked.tried)
        )
        buttons.append(PageButton(reader.label("button-take-formula"), take, style="success"))
    buttons += [
        PageButton(reader.label("button-functions"), FunctionsPage(draft=asked.draft, token=asked.token)),
        PageButton(reader.label("button-other-record"), FormulaRecords(draft=asked.draft, token=asked.token)),
        PageButton(reader.label("button-back-to-formula"), DraftPage(draft=asked.draft, token=asked.token)),
    ]
    return Page("\n".join(lines), in_rows(buttons))


def formula_records_page(reader: Reader, records: NumberedPage[TrialRecord], here: FormulaRecords) -> Page:
    """Ask on which record the formula is to be tried."""
    text = reader.text("formula-trial-choose" if records.items else "formula-trial-no-records")
    chosen = partial(_tried_on, here)
    back = PageButton(reader.label("button-back-to-formula"), DraftPage(draft=here.draft, token=here.token))
    return choosing_page(reader, text, records, here, chosen, back=back)


def _tried_on(here: FormulaRecords, record: int) -> TryFormulaOn:
    return TryFormulaOn(draft=here.draft, token=here.token, record=record)


def _value_lines(reader: Reader, value: FormulaValue) -> list[str]:
    if value.kind == "empty" or not value.count or not value.text:
        lines = [reader.text("formula-trial-empty")]
    else:
        kind = reader.text("formula-kind", kind=value.kind, many="no")
        lines = [
            reader.text("formula-trial-value", kind=kind, count=value.count, many="yes" if value.count > 1 else "no")
        ]
        lines.append(f"<pre>{reader.texts.escape(value.text)}</pre>")
    if value.names:
        lines.append(reader.texts.escape(", ".join(value.names)))
    if value.reads_variables:
        lines.append(reader.text("formula-trial-variables"))
    if value.is_noted:
        lines.append(reader.text("shown-is-noted"))
    return lines
