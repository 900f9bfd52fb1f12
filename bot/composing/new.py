"""Beginning a notification: which kind it is to be, or the draft that was left."""

from collections.abc import Mapping

from bot.cards.addresses import NewRecord, ResumeDraft, StartPage
from bot.examples.addresses import ExamplesPage
from bot.first_steps.addresses import FirstStepsPage
from bot.first_steps.start import Missing
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.records.record import Record
from domain.records.template import StoredTemplate
from domain.twins import names_apart


def choose_template_page(
    reader: Reader, templates: list[StoredTemplate], missing: Missing, held_up: Mapping[int, str]
) -> Page:
    """Ask of which kind the new record is to be; `held_up` are those that cannot be sent now, while others can."""
    notes = missing.lines(reader)
    text = reader.text("choose-template") if templates else ""
    marked = {} if missing.connection is not None else held_up
    if marked:
        text = f"{text}\n\n{reader.text('templates-held-up', names=', '.join(sorted(set(marked.values()))))}"
    buttons = [
        PageButton(f"⚠️ {title}" if item.id in marked else title, NewRecord(template=item.id, fresh=1))
        for item, title in zip(templates, names_apart((item.document for item in templates), short=True), strict=True)
    ]
    if missing.templates and reader.person.is_admin:
        buttons.append(PageButton(reader.label("button-examples"), ExamplesPage(), style="primary"))
        buttons.append(PageButton(reader.label("button-first-steps"), FirstStepsPage()))
    buttons.append(PageButton(reader.label("button-back"), StartPage()))
    return Page("\n\n".join(filter(None, (notes, text))), in_rows(buttons), wants_press=bool(templates))


def open_draft_page(reader: Reader, draft: Record, summary: str) -> Page:
    """Offer the draft that was left."""
    buttons = (
        PageButton(reader.label("button-continue"), ResumeDraft(record=draft.id), style="primary"),
        PageButton(reader.label("button-begin-anew"), NewRecord(fresh=1)),
    )
    text = reader.text("open-draft", summary=summary, when=reader.moment(draft.modified_at))
    return Page(text, in_rows(buttons), wants_press=True)
