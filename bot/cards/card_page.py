"""A record's card: its values, where its letter is, and what can be done now."""

from bot.cards.addresses import (
    CancelLetters,
    CardPage,
    CopyRecord,
    DeleteRecord,
    DetailsPage,
    FieldsPage,
    FullAnswer,
    FullText,
    LetWait,
    ListPage,
    PressRecordButton,
    ResolveUncertain,
    ResumeDraft,
    RetryRefused,
    TakeOutRecord,
    TryNow,
)
from bot.cards.details import has_details
from bot.cards.letters_page import letters_button
from bot.cards.outcome import answer_lines, outcome_lines, status_word
from bot.cards.recipients import recipient_lines
from bot.cards.values import is_long, value_lines, whole_text
from bot.obstacles.addresses import TellAdministrator, way_to
from bot.telegram.mistakes import error_words, underlined
from bot.telegram.page import Page, PageButton, in_rows, pieces
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.cards.view_card import CardButton, CardLine, CardView
from domain.deliveries.delivery import DeliveryState
from domain.obstacles.hindrance import Lack
from domain.records.record import Status
from domain.twins import names_apart, titles_apart

LONGEST_VALUE = 1_000
ROOM_FOR_VALUES = 2_800
FULL_TEXT_PAGE = 3_000


def card_page(reader: Reader, view: CardView) -> Page:
    """Draw the card."""
    limit = _limit(reader, view)
    title = reader.texts.escape(view.template.document.title)
    head = f"<b>{title}</b> · {status_word(reader, view.status_told)}"
    parts = [f"{head} · {reader.text('archived')}" if view.record.disabled else head]
    parts += value_lines(reader, view.lines, limit=limit)
    more = (
        recipient_lines(reader, view),
        outcome_lines(reader, view),
        answer_lines(reader, view),
        _refusal_lines(reader, view),
    )
    blocks = ["\n".join(lines) for lines in (parts, *more) if lines]
    text = "\n\n".join(blocks)
    return Page(text, in_rows(_buttons(reader, view, limit)))


def fields_page(reader: Reader, view: CardView, change: type) -> Page:
    """Ask which field is to be changed."""
    names = names_apart((line.attribute for line in view.lines), short=True)
    buttons = [
        PageButton(name, change(record=view.record.id, attribute=line.number))
        for name, line in zip(names, view.lines, strict=True)
    ]
    buttons.append(PageButton(reader.label("button-back-to-card"), CardPage(record=view.record.id)))
    return Page(reader.text("which-field"), in_rows(buttons), wants_press=True)


def full_text_page(reader: Reader, line: CardLine, here: FullText | FullAnswer, back: PageButton) -> Page:
    """Show a long value whole, a screen at a time. `here` is the address of the page."""
    texts = pieces(whole_text(reader, line.attribute, line.value), FULL_TEXT_PAGE)
    pages = len(texts)
    page = min(max(here.page, 0), pages - 1)
    head = reader.text("full-text", title=line.attribute.title, page=page + 1, pages=pages)
    turning = turns(reader, here.model_copy(update={"page": page}), more=page + 1 < pages)
    return Page(f"{head}\n\n{reader.texts.escape(texts[page])}", (*turning, (back,)))


def _refusal_lines(reader: Reader, view: CardView) -> list[str]:
    """Say before the press why it would be refused, or what the letter lacks, where its author cannot mend that."""
    found = view.hindrance
    if found is None:
        return []
    if found.lack is Lack.HOLES:
        names = ", ".join(f"{{{name}}}" for name in found.holes)
        return [reader.text("card-holes", count=len(found.holes), names=names)]
    if found.lack is not None:
        return [reader.text("card-lacks", lack=found.lack, kind=found.obstacle.kind)]
    if found.error is None:
        return []
    if found.is_template_fault and not reader.person.is_admin:
        return [reader.text("error-template-faulty", known="yes" if found.known else "no")]
    return [error_words(reader, found.error) + underlined(reader, found.error.params)]


def _mending(reader: Reader, view: CardView) -> list[PageButton]:
    """What is done about an obstacle: staff tell administrators, who mend it themselves."""
    if view.hindrance is None:
        return []
    if reader.person.is_admin:
        return [PageButton(reader.label("button-mend"), way_to(view.hindrance.obstacle))]
    return [PageButton(reader.label("button-tell-administrator"), TellAdministrator(record=view.record.id))]


def _limit(reader: Reader, view: CardView) -> int:
    """Return how much of each text fits: 1,000 characters, less when there are many long ones."""
    long = sum(is_long(reader, line, ROOM_FOR_VALUES // 10) for line in view.lines)
    return min(LONGEST_VALUE, ROOM_FOR_VALUES // max(1, long))


def _buttons(reader: Reader, view: CardView, limit: int) -> list[PageButton]:
    record = view.record
    cut = [line for line in view.lines if is_long(reader, line, limit)]
    label = "button-show-all" if len(cut) == 1 else "button-show-one"
    buttons = [
        PageButton(reader.label(label, title=line.attribute.title), FullText(record=record.id, attribute=line.number))
        for line in cut
    ]
    if record.disabled:
        return buttons + _in_archive(reader, view)
    deletes = True
    incomplete = not record.is_complete(view.template.document)
    if incomplete and record.status.is_editable:
        buttons.append(PageButton(reader.label("button-continue"), ResumeDraft(record=record.id), style="primary"))
    elif record.status.is_underway:
        buttons += _underway(reader, view)
    elif record.status is Status.OVERDUE:
        buttons.append(PageButton(reader.label("button-let-wait"), LetWait(record=record.id), style="primary"))
        buttons.append(PageButton(reader.label("button-not-needed"), CancelLetters(record=record.id), style="danger"))
    elif record.status is Status.UNCERTAIN:
        buttons += _uncertain(reader, view)
    else:
        if _may_retry(view):
            buttons.append(
                PageButton(reader.label("button-retry-refused"), RetryRefused(record=record.id), style="primary")
            )
        buttons += _template_buttons(reader, view)
        deletes = not _has_delete(view)
    buttons += letters_button(reader, view)
    buttons += _details(reader, view)
    buttons += _mending(reader, view)
    if record.status.is_editable and record.saved_at is not None:
        buttons.append(PageButton(reader.label("button-edit"), FieldsPage(record=record.id)))
    if not record.status.is_underway:
        copy = "button-copy" if record.status.is_editable or not view.sends else "button-fix-copy"
        buttons.append(PageButton(reader.label(copy), CopyRecord(record=record.id)))
        if deletes:
            buttons.append(PageButton(reader.label("button-delete"), DeleteRecord(record=record.id)))
    buttons.append(PageButton(reader.label("button-list"), ListPage()))
    return buttons


def _may_retry(view: CardView) -> bool:
    """Whether some have a letter of this press and others have not; `SteerLetters.retry_refused` says whose it is."""
    if view.tally.of(DeliveryState.PARTLY_SENT):
        return True
    if view.record.status is not Status.PARTLY_SENT or view.runs is None:
        return False
    failed = [letter for letter in view.letters if letter.state is DeliveryState.FAILED]
    return any(not view.runs.failed_by(letter) for letter in failed)


def _details(reader: Reader, view: CardView) -> list[PageButton]:
    if view.record.status is Status.DRAFT or view.tally.total > 1 or not has_details(view):
        return []
    return [PageButton(reader.label("button-details"), DetailsPage(record=view.record.id))]


def _in_archive(reader: Reader, view: CardView) -> list[PageButton]:
    """What can be done with a record that was put away: bring it back, copy it, delete it."""
    record = view.record
    own = any(button.operation == "unarchive" for button in view.template.document.form_buttons)
    take_out = PageButton(reader.label("button-take-out"), TakeOutRecord(record=record.id), style="primary")
    buttons = [*([] if own else [take_out]), *_template_buttons(reader, view)]
    buttons.append(PageButton(reader.label("button-copy"), CopyRecord(record=record.id)))
    if not _has_delete(view) and not record.status.is_underway:
        buttons.append(PageButton(reader.label("button-delete"), DeleteRecord(record=record.id)))
    buttons.append(PageButton(reader.label("button-list"), ListPage()))
    return buttons


def _has_delete(view: CardView) -> bool:
    """Whether the template has a button of its own that deletes: its condition then says when, and no second one."""
    return any(button.deletes for button in view.template.document.form_buttons)


def _template_buttons(reader: Reader, view: CardView) -> list[PageButton]:
    fresh = view.record.status.is_editable
    titles = titles_apart((item.button for item in view.buttons), short=True)
    return [
        PageButton(
            _title(reader, view, item, titles[item.button.system_name]),
            PressRecordButton(record=view.record.id, button=item.number, revision=view.record.revision, turn=item.turn),
            style="success" if fresh and item.button.starts_scenario else None,
        )
        for item in view.buttons
    ]


def _title(reader: Reader, view: CardView, item: CardButton, title: str) -> str:
    """Return what a button says: one that has sent the letter says that it would do so again."""
    sends_again = item.button.starts_scenario and item.turn and view.letters
    if view.record.status.is_editable or not sends_again:
        return title
    senders = [other for other in view.buttons if other.button.starts_scenario]
    if len(senders) == 1:
        return reader.label("button-send-again")
    return reader.label("button-press-again", title=title)


def _uncertain(reader: Reader, view: CardView) -> list[PageButton]:
    record = view.record
    resend = ResolveUncertain(record=record.id, resend=1, tries=view.tries)
    buttons = [
        PageButton(reader.label("button-resend"), resend, style="danger"),
        PageButton(reader.label("button-count-sent"), resend.model_copy(update={"resend": 0})),
    ]
    if any(letter.pending for letter in view.letters):
        buttons.append(PageButton(reader.label("button-cancel"), CancelLetters(record=record.id)))
    return buttons


def _underway(reader: Reader, view: CardView) -> list[PageButton]:
    record = view.record
    buttons = []
    waits = [letter for letter in view.letters if letter.state in {DeliveryState.QUEUED, DeliveryState.DEFERRED}]
    if any(letter.state is DeliveryState.DEFERRED and not view.held_letter(letter) for letter in waits):
        buttons.append(PageButton(reader.label("button-try-now"), TryNow(record=record.id), style="primary"))
    undo = view.run is not None and not view.letters and not view.run.has_begun
    if undo or any(letter.state is DeliveryState.DEFERRED or view.held_letter(letter) for letter in waits):
        buttons.append(PageButton(reader.label("button-cancel"), CancelLetters(record=record.id)))
        buttons.append(PageButton(reader.label("button-cancel-fix"), CancelLetters(record=record.id, fix=1)))
    return buttons
