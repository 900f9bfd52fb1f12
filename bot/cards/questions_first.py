"""Questions before something that can cost: each names the letter that it is about."""

from datetime import datetime

from bot.cards.addresses import CardPage, DeleteRecord, PressRecordButton
from bot.cards.values import about_record
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.reader import Reader
from domain.cards.view_card import CardView
from domain.records.record import Status
from domain.runs.press_button import Doubt

LONGEST_NAMED = 200
"""How much of a recipient or a subject a question repeats."""


def doubt_page(
    reader: Reader,
    view: CardView,
    press: PressRecordButton,
    doubt: Doubt,
    question: str | None,
    alike_at: datetime | None,
) -> Page:
    """Ask the button's own question, or before a letter that went already is sent once more."""
    sure = press.model_copy(update={"sure": 1})
    button = view.template.button_by_number(press.button)
    deletes = button is not None and button.deletes
    again = "button-send-again" if _sends(view) == "yes" else "button-yes"
    yes = again if doubt is not Doubt.CONFIRM else "button-delete-yes" if deletes else "button-yes"
    if doubt is Doubt.CONFIRM and question:
        asked = reader.texts.escape(question)
    elif deletes:
        asked = reader.text("ask-delete", status=view.status_told)
    else:
        asked = reader.text(f"ask-{doubt}", sends=_sends(view))
    return _asked(reader, view, asked, PageButton(reader.label(yes), sure, style="danger"), alike_at)


def delete_page(reader: Reader, view: CardView) -> Page:
    """Ask before a record is deleted."""
    yes = PageButton(reader.label("button-delete-yes"), DeleteRecord(record=view.record.id, sure=1), style="danger")
    return _asked(reader, view, reader.text("ask-delete", status=view.status_told), yes)


def letter_named(reader: Reader, view: CardView, alike_at: datetime | None = None) -> str:
    """Return which letter it is: to whom, about what, and when it was sent or written."""
    recipient, subject = (shorten(part, LONGEST_NAMED) for part in about_record(reader, view.lines))
    lines = [reader.text("named-recipient", name=recipient)] if recipient else []
    lines += [reader.text("named-subject", subject=subject)] if subject else []
    if alike_at is not None:
        lines.append(reader.text("named-alike", sends=_sends(view), when=reader.moment(alike_at)))
    elif view.run is not None and view.record.status is not Status.DRAFT:
        sent = [letter.ended_at for letter in view.letters if letter.ended_at is not None]
        went = view.record.status in {Status.SENT, Status.PARTLY_SENT} and sent
        key = "named-sent" if went else "named-pressed"
        lines.append(reader.text(key, when=reader.moment(max(sent) if went else view.run.started_at)))
    else:
        when = reader.moment(view.record.modified_at)
        lines.append(reader.text("named-written", status=view.status_told, when=when))
    return "\n".join(lines)


def _sends(view: CardView) -> str:
    """Say whether a press sends a letter: one that has come to none is asked about without."""
    return "yes" if view.sends and view.record.status is not Status.DONE else "no"


def _asked(reader: Reader, view: CardView, asked: str, yes: PageButton, alike_at: datetime | None = None) -> Page:
    no = PageButton(reader.label("button-no-back"), CardPage(record=view.record.id))
    return Page(f"{asked}\n\n{letter_named(reader, view, alike_at)}", in_rows((yes, no)))
