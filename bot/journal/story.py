"""A letter or a run as an administrator sees it: where it is, for whom, each try; its texts only when asked for."""

from collections.abc import Sequence

from bot.cards.addresses import CardPage
from bot.cards.outcome import status_word
from bot.cards.tally import tally_line
from bot.cards.values import whole_text
from bot.first_steps.addresses import JournalPage, StandingPage
from bot.journal.addresses import (
    AttemptsPage,
    ChainPage,
    LetterPage,
    LetterTextPage,
    RepeatPress,
    RunLettersPage,
    RunPage,
    RunTextPage,
    StopRunPage,
    history_of,
    within,
)
from bot.journal.chain import error_text
from bot.telegram.page import Page, PageButton, in_rows, pieces, shorten
from bot.telegram.paging import last_page, number_of_page, turning_by_number, turns
from bot.telegram.picking import Item, numbered
from bot.telegram.reader import Reader
from domain.audit import Kind
from domain.deliveries.delivery import OWN_COPY, Attempt, Delivery, Recipient, RecipientState
from domain.deliveries.tally import urgency
from domain.faults import Fault
from domain.journal.browse_journal import Story
from domain.journal.journal import letter_status
from domain.journal.show_texts import Opened
from domain.messages.sending import Phase
from domain.paging import NumberedPage
from domain.runs.cancel_run import may_be_stopped
from domain.runs.cause import RecordEvent

RECIPIENTS_A_PAGE = 10
ATTEMPTS_A_PAGE = 5
LETTERS_SHOWN = 10
LONGEST_REPLY = 200
TEXT_A_PAGE = 3_000


def letter_page(reader: Reader, here: LetterPage, story: Story, letter: Delivery, attempts: int) -> Page:
    """Where a letter is, and for whom."""
    page = last_page(here.page, len(letter.recipients), RECIPIENTS_A_PAGE)
    first = page * RECIPIENTS_A_PAGE
    lines = [f"<b>{reader.text('story-letter')}</b> · {status_word(reader, story.status)}", *_about(reader, story)]
    lines.append(reader.text("story-way", sender=letter.sender, connection=story.connection))
    if story.is_own:
        lines.append(reader.text("story-subject", subject=letter.subject))
    lines += ["", reader.text("story-to", count=len(letter.recipients))]
    for item in letter.recipients[first : first + RECIPIENTS_A_PAGE]:
        lines += _recipient(reader, item)
    lines += ["", reader.text("story-number", id=letter.message_id), *_about_texts(reader, story)]
    here = within(LetterPage, here, letter=letter.id, page=page)
    turning = turns(reader, here, more=len(letter.recipients) > first + RECIPIENTS_A_PAGE)
    buttons = [
        PageButton(reader.label("button-attempts", count=attempts), within(AttemptsPage, here, letter=letter.id)),
        PageButton(reader.label("button-chain"), within(ChainPage, here, run=story.run.id)),
    ]
    if story.opens:
        buttons.append(PageButton(reader.label("button-show-text"), within(LetterTextPage, here, letter=letter.id)))
        buttons.append(PageButton(reader.label("button-repeat"), within(RepeatPress, here, run=story.run.id)))
    buttons += _stop(reader, here, story)
    if not letter.state.is_ended:
        standing = StandingPage(connection=letter.connection_id)
        buttons.append(PageButton(reader.label("button-its-connection"), standing))
    buttons += _ways(
        reader, here, story, PageButton(reader.label("button-history"), history_of(Kind.LETTER, letter.id))
    )
    return Page("\n".join(lines), (*turning, *in_rows(buttons)))


def run_page(reader: Reader, here: RunPage, story: Story) -> Page:
    """What became of a run, with the letters that it made."""
    run = story.run
    lines = [f"<b>{reader.text('story-run')}</b> · {status_word(reader, story.status_told)}", *_about(reader, story)]
    parent = run.cause.parent_id if isinstance(run.cause, RecordEvent) else None
    if parent is not None:
        lines.append(reader.text("run-began-apart", run=str(parent)))
    lines.append(reader.text("run-letters", count=story.tally.total))
    if story.tally.total > 1:
        lines.append(tally_line(reader, story.tally))
    if run.error is not None:
        lines += ["", f"❌ {error_text(reader.texts.html, run.error, texts=story.is_own)}"]
    lines += _about_texts(reader, story)
    buttons = [
        PageButton(
            " ".join((reader.label("story-letter"), *(item.address for item in letter.recipients[:1]))),
            within(LetterPage, here, letter=letter.id),
        )
        for letter in sorted(story.letters, key=urgency)[:LETTERS_SHOWN]
    ]
    if story.tally.total > LETTERS_SHOWN:
        every = within(RunLettersPage, here, run=run.id)
        buttons.append(PageButton(reader.label("button-letters", count=story.tally.total), every))
    if parent is not None:
        buttons.append(
            PageButton(reader.label("button-parent-run", run=str(parent)), within(RunPage, here, run=parent))
        )
    buttons.append(PageButton(reader.label("button-chain"), within(ChainPage, here, run=run.id)))
    if story.opens:
        buttons.append(PageButton(reader.label("button-show-text"), within(RunTextPage, here, run=run.id)))
        buttons.append(PageButton(reader.label("button-repeat"), within(RepeatPress, here, run=run.id)))
    buttons += _stop(reader, here, story)
    buttons += _ways(reader, here, story, PageButton(reader.label("button-history"), history_of(Kind.RUN, run.id)))
    return Page("\n".join(lines), in_rows(buttons))


def run_letters_page(reader: Reader, here: RunLettersPage, story: Story, letters: NumberedPage[Delivery]) -> Page:
    """The letters that a run has made."""
    first = (number_of_page(here.page, letters) - 1) * LETTERS_SHOWN + 1
    items = [
        Item(
            " ".join(
                (
                    reader.label("status-sign", status=letter_status(letter.state)),
                    *(reader.texts.escape(item.address) for item in letter.recipients[:1]),
                )
            ),
            PageButton(
                " ".join(item.address for item in letter.recipients[:1]), within(LetterPage, here, letter=letter.id)
            ),
        )
        for letter in letters.items
    ]
    listed, rows = numbered(items, first)
    turning = turning_by_number(reader, here, letters, by="page")
    back = PageButton(reader.label("button-to-run"), within(RunPage, here, run=here.run))
    return Page("\n".join([tally_line(reader, story.tally), "", *listed]), (*rows, *turning, *in_rows([back])))


def stop_page(reader: Reader, here: StopRunPage, story: Story) -> Page:
    """Ask before a run is stopped."""
    waiting = story.tally.total - story.tally.ended
    text = reader.text("ask-stop-run", title=story.run.scenario.title, author=story.author, count=waiting)
    buttons = (
        PageButton(reader.label("button-stop-yes"), here.model_copy(update={"sure": 1}), style="danger"),
        PageButton(reader.label("button-no-back"), within(RunPage, here, run=story.run.id)),
    )
    return Page(text, in_rows(buttons))


def attempts_page(reader: Reader, here: AttemptsPage, attempts: Sequence[Attempt]) -> Page:
    """Every try, the newest first: when, which server, how far it came, and the server's words."""
    page = last_page(here.page, len(attempts), ATTEMPTS_A_PAGE)
    first = page * ATTEMPTS_A_PAGE
    lines = [reader.text("attempts", count=len(attempts))]
    for attempt in attempts[first : first + ATTEMPTS_A_PAGE]:
        lines += ["", *_attempt(reader, attempt)]
    if not attempts:
        lines += ["", reader.text("attempts-none")]
    here = here.model_copy(update={"page": page})
    turning = turns(reader, here, more=len(attempts) > first + ATTEMPTS_A_PAGE)
    back = PageButton(reader.label("button-to-letter"), within(LetterPage, here, letter=here.letter))
    return Page("\n".join(lines), (*turning, *in_rows([back])))


def letter_text_page(reader: Reader, here: LetterTextPage, opened: Opened, *, noted: bool) -> Page:
    """What a letter says, a screen at a time."""
    letter = opened.letter
    head = reader.text("story-subject", subject=opened.subject or "")
    text = "" if letter is None else letter.text
    foot = [] if letter is not None else [reader.text("story-erased")]
    if letter is not None and letter.files:
        foot.append(reader.text("story-files", names=", ".join(letter.files), whole="yes" if letter.whole else "no"))
    back = PageButton(reader.label("button-to-letter"), within(LetterPage, here, letter=here.letter))
    return _text_page(reader, here, (head, text), foot, back, noted=noted)


def run_text_page(reader: Reader, here: RunTextPage, opened: Opened, *, noted: bool) -> Page:
    """What a run began with, a screen at a time."""
    text = "\n\n".join(f"{item.title}:\n{whole_text(reader, item, value)}" for item, value in opened.values)
    foot = [] if opened.values else [reader.text("values-erased")]
    back = PageButton(reader.label("button-to-run"), within(RunPage, here, run=here.run))
    return _text_page(reader, here, (reader.text("run-values"), text), foot, back, noted=noted)


def _text_page(
    reader: Reader,
    here: LetterTextPage | RunTextPage,
    shown: tuple[str, str],
    foot: list[str],
    back: PageButton,
    *,
    noted: bool,
) -> Page:
    head, text = shown
    parts = pieces(text, TEXT_A_PAGE)
    page = min(here.page, len(parts) - 1)
    if noted:
        foot = [*foot, reader.text("shown-is-noted")]
    blocks = [head, reader.texts.escape(parts[page]), "\n".join(foot)]
    turning = turns(reader, here.model_copy(update={"page": page}), more=page + 1 < len(parts))
    return Page("\n\n".join(block for block in blocks if block), (*turning, *in_rows([back])))


def _about(reader: Reader, story: Story) -> list[str]:
    return [
        reader.text("story-when", when=reader.moment(story.at), author=story.author),
        reader.text("story-scenario", title=story.run.scenario.title, run=str(story.run.id)),
    ]


def _stop(reader: Reader, here: JournalPage, story: Story) -> list[PageButton]:
    if not may_be_stopped(story.run, story.letters):
        return []
    return [PageButton(reader.label("button-stop-run"), within(StopRunPage, here, run=story.run.id))]


def _about_texts(reader: Reader, story: Story) -> list[str]:
    if story.is_own:
        return []
    return ["", reader.text("texts-by-press" if story.opens else "texts-hidden")]


def _ways(reader: Reader, here: JournalPage, story: Story, history: PageButton) -> list[PageButton]:
    record_id = story.run.record_id
    own = [] if record_id is None else [PageButton(reader.label("button-back-to-card"), CardPage(record=record_id))]
    return [
        *(own if story.is_own else []),
        history,
        PageButton(reader.label("button-to-journal"), within(JournalPage, here)),
    ]


def _recipient(reader: Reader, item: Recipient) -> list[str]:
    name = f"{item.name} · {item.address}" if item.name else item.address
    copy = "own" if item.kind == OWN_COPY else item.kind
    lines = [reader.text("story-recipient", state=item.state, name=name, kind=copy)]
    if item.state is not RecipientState.SENT and item.cause:
        lines.append(reader.text(f"cause-{item.cause.replace('_', '-')}"))
    if item.reply:
        lines.append(reader.text("server-said", reply=shorten(" ".join(item.reply.split()), LONGEST_REPLY)))
    return lines


def _attempt(reader: Reader, attempt: Attempt) -> list[str]:
    when = f"{reader.moment(attempt.started_at)}:{attempt.started_at:%S}"
    lines = [reader.text("attempt", number=attempt.number, when=when, server=attempt.peer or attempt.server)]
    answer = " ".join(str(part) for part in (attempt.code, attempt.enhanced) if part)
    phase = attempt.phase if attempt.phase in set(Phase) else "other"
    lines.append(reader.text("attempt-came", outcome=attempt.outcome, phase=phase, answer=answer))
    if attempt.cause and attempt.outcome != "accepted":
        lines.append(reader.text(f"cause-{attempt.cause.replace('_', '-')}"))
    fault = Fault.in_words(attempt.reply)
    if fault is not None and attempt.code is None:
        lines.append(reader.text("attempt-fault", number=fault.number))
    elif attempt.reply:
        lines.append(reader.text("server-said", reply=shorten(" ".join(attempt.reply.split()), LONGEST_REPLY)))
    return lines
