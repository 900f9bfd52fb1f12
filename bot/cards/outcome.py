"""Where a letter is, in words that a person understands: the time, the server's answer, and what to do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.cards.addresses import CardPage, ListPage
from bot.cards.tally import tally_line
from bot.cards.values import about_record
from bot.telegram.mistakes import mistake_words
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.reader import Reader
from domain.cards.view_card import CardView
from domain.deliveries.deliveries import Held
from domain.deliveries.delivery import OWN_COPY, Delivery, DeliveryState, Recipient, RecipientState
from domain.deliveries.restoring import CutOff
from domain.deliveries.tally import NEEDS_SOMEBODY, urgency
from domain.journal.journal import letter_status
from domain.journal.stop_run import StoppedByAdministrator
from domain.messages.causes import Cause
from domain.obstacles.find_obstacle import is_template_fault
from domain.records.record import Status
from domain.runs.awaited_letter import LetterNotAccepted
from domain.runs.run import Run

LONGEST_REPLY = 300
LONGEST_ABOUT = 100
MOST_RECIPIENTS = 10
MOST_NAMED = 10
MOST_URGENT = 3
"""How many letters of many a card tells of by themselves."""
ABOUT_CONNECTION = frozenset(
    {
        Cause.AUTHENTICATION,
        Cause.LOGIN_LATER,
        Cause.SECRET_UNREADABLE,
        Cause.CERTIFICATE,
        Cause.NAME_NOT_FOUND,
        Cause.NO_TLS_OFFERED,
        Cause.TLS_REQUIRED,
        Cause.NO_AUTH_OFFERED,
        Cause.SENDER_UNUSABLE,
    }
)
"""Causes whose answers speak of logging in and of servers: they are for administrators."""

_WITHOUT_HEADLINE = {CutOff.key, LetterNotAccepted.key, StoppedByAdministrator.key}
_OVER = {Status.SENT, Status.DONE}
_NOT_ON_ITS_WAY = {Status.FAILED, Status.CANCELLED, Status.OVERDUE, Status.DONE}


def status_word(reader: Reader, status: str) -> str:
    """Return a record's status in a word with its sign."""
    return reader.text("status", status=status)


def outcome_lines(reader: Reader, view: CardView) -> list[str]:
    """Return what became of the card's runs and their letters; nothing for a draft, or a changed record."""
    if view.run is None or view.record.status is Status.DRAFT:
        return []
    lines = []
    if view.run.error is not None:
        if view.run.error["key"] not in _WITHOUT_HEADLINE:
            lines.append(reader.text("run-failed", sends="yes" if view.sends else "no"))
        lines += _why(reader, view, view.run.error)
    lines += _failed_apart(reader, view)
    held = view.everything_held and view.run.due_at is not None
    if not view.letters and view.run.error is None and not held:
        lines.append(_without_letters(reader, view.record.status, view.run))
    lines += _of_many(reader, view) if view.tally.total > 1 else _of_one(reader, view)
    if held:
        lines.append(reader.text("run-held"))
    if view.run.error is None and view.run.was_stopped and view.tally.total > view.tally.of(DeliveryState.CANCELLED):
        lines.append(reader.text("run-stopped"))
    return lines


def _failed_apart(reader: Reader, view: CardView) -> list[str]:
    """Say of runs apart that they have failed by themselves, and of the last of them why: the press has not."""
    if view.runs is None or view.runs.failure is None or view.runs.failure.error is None:
        return []
    said = reader.text("run-apart-failed", count=view.runs.failures)
    return [said, *_why(reader, view, view.runs.failure.error)]


def _why(reader: Reader, view: CardView, error: Mapping[str, Any]) -> list[str]:
    """Return what a run has ended with; of a template that was set up wrong staff hear that it is, and who knows."""
    found = view.hindrance
    if reader.person.is_admin or not (is_template_fault(error) or (found is not None and found.is_template_fault)):
        return [mistake_words(reader, error["key"], error["params"])]
    if found is None or found.lack is not None:
        return [reader.text("template-was-faulty")]
    if found.error is not None:
        return []  # it would still be refused, which is told below
    return [reader.text("error-template-faulty", known="yes" if found.known else "no")]


def _of_one(reader: Reader, view: CardView) -> list[str]:
    return [line for letter in view.letters for line in letter_lines(reader, view, letter)]


def _of_many(reader: Reader, view: CardView) -> list[str]:
    """Count the letters, and name the first of those that need somebody."""
    lines = [tally_line(reader, view.tally)]
    held = [found for letter in view.letters if (found := view.held_letter(letter)) is not None]
    urgent = sorted(
        (letter for letter in view.letters if letter.state in NEEDS_SOMEBODY and view.held_letter(letter) is None),
        key=urgency,
    )[:MOST_URGENT]
    for letter in urgent:
        lines += ["", about_letter(reader, letter), *letter_lines(reader, view, letter)]
    more = view.tally.of(*NEEDS_SOMEBODY) - len(urgent)
    if urgent and more > 0:
        lines.append(reader.text("many-more", count=more))
    if held:
        lines += ["", reader.text("letters-held", hold=held[0].hold), *_held_because(reader, held[0])]
    return lines


def about_letter(reader: Reader, letter: Delivery) -> str:
    """Return what tells one letter of a press from another: whom it goes to, and its subject."""
    whom = [item.name or item.address for item in letter.recipients if item.kind != OWN_COPY][:1]
    about = shorten(" · ".join([*whom, letter.subject]), LONGEST_ABOUT)
    sign = reader.label("status-sign", status=letter_status(letter.state))
    return f"{sign} <b>{reader.texts.escape(about)}</b>"


def answer_lines(reader: Reader, view: CardView) -> list[str]:
    """Return where answers and reports of non-delivery go, and whether a copy goes to the author."""
    answers = view.answers
    if answers is None or view.record.saved_at is None or view.record.status in _NOT_ON_ITS_WAY:
        return []
    own = "no" if answers.to == answers.reports else "yes"
    lines = [reader.text("card-answers", own=own, to=answers.to, reports=answers.reports)]
    if answers.copy is not None:
        lines.append(reader.text("card-copy", address=answers.copy))
    return lines


def news_text(reader: Reader, view: CardView) -> str:
    """Return the message of its own that tells an outcome, in reply to the card."""
    return "\n".join([_headline(reader, view), *outcome_lines(reader, view)])


def news_page(reader: Reader, view: CardView) -> Page:
    """Return that message; where this chat has no card, as when it was handed over, with the way to it."""
    rows: tuple[tuple[PageButton, ...], ...] = ()
    if view.record.card_message_id is None:
        rows = in_rows([PageButton(reader.label("button-back-to-card"), CardPage(record=view.record.id))])
    return Page(news_text(reader, view), rows)


def moved_page(reader: Reader, view: CardView, card: Page) -> Page:
    """Return what is left of a card that is shown in another message now: what it said if that stays true."""
    if view.record.status in _OVER:
        return Page(card.text)
    back = PageButton(reader.label("button-back-to-card"), CardPage(record=view.record.id))
    return Page(reader.text("card-moved", about=_about(reader, view)), in_rows([back]))


def many_news_page(reader: Reader, views: Sequence[CardView]) -> Page:
    """Return one message for many outcomes: how many of each, the first of them by name, and the way to all."""
    counts = Counter(view.status_told for view in views)
    lines = [reader.text("many-news", count=len(views))]
    lines += [f"{status_word(reader, status)}: {count}" for status, count in counts.most_common()]
    lines.append("")
    lines += [_headline(reader, view) for view in views[:MOST_NAMED]]
    if len(views) > MOST_NAMED:
        lines.append(reader.text("many-more", count=len(views) - MOST_NAMED))
    lines.append("")
    lines.append(reader.text("many-where"))
    return Page("\n".join(lines), in_rows([PageButton(reader.label("button-list"), ListPage())]))


def _headline(reader: Reader, view: CardView) -> str:
    return f"{status_word(reader, view.status_told)} — <b>{reader.texts.escape(_about(reader, view))}</b>"


def _about(reader: Reader, view: CardView) -> str:
    """Return what tells one record from another."""
    return shorten(" · ".join(part for part in about_record(reader, view.lines) if part), LONGEST_ABOUT)


def _without_letters(reader: Reader, status: Status, run: Run) -> str:
    if status is Status.CANCELLED:
        return reader.text("letter-cancelled")
    if status is not Status.SENDING:
        return reader.text("run-done")
    if run.due_at is not None and not run.has_begun and run.due_at > reader.now:
        return reader.text("run-undo", when=reader.second(run.due_at))
    return reader.text("run-underway")


def letter_lines(reader: Reader, view: CardView, letter: Delivery) -> list[str]:
    """Return where a letter is, and what to do."""
    held = view.held_letter(letter)
    if held is not None:
        return [reader.text("letter-held", hold=held.hold), *_held_because(reader, held)]
    if letter.state is DeliveryState.UNCERTAIN:
        return _uncertain(reader, view, letter)
    lines = [_where_it_is(reader, view, letter)]
    if letter.state is DeliveryState.DEFERRED:
        due = letter.due_at or reader.now
        lines.append(reader.text("letter-next-try", when=reader.moment(due), until=reader.moment(letter.give_up_at)))
    counted = letter.cause == Cause.COUNTED_AS_SENT
    if letter.state in {DeliveryState.SENT, DeliveryState.PARTLY_SENT} and letter.reply and not counted:
        lines.append(quoted(reader, letter.reply))
    if letter.state is DeliveryState.SENT:
        lines += _copies_that_failed(reader, letter)
    if letter.state in {DeliveryState.DEFERRED, DeliveryState.FAILED, DeliveryState.PARTLY_SENT}:
        lines += _causes(reader, letter, [item for item in letter.recipients if item.state is not RecipientState.SENT])
        if view.may_have_gone(letter):
            lines.append(reader.text("letter-may-have-gone"))
    return lines


def _copies_that_failed(reader: Reader, letter: Delivery) -> list[str]:
    """Say that the author's own copy has not gone, and why; the letter itself has."""
    failed = [item for item in letter.recipients if item.kind == OWN_COPY and item.state is not RecipientState.SENT]
    lines = []
    for item in failed:
        lines += [reader.text("letter-copy-failed", address=item.address), reader.cause(item.cause)]
    return lines


def _where_it_is(reader: Reader, view: CardView, letter: Delivery) -> str:
    ended = reader.moment(letter.ended_at or view.record.modified_at)
    match letter.state:
        case DeliveryState.SENT if letter.cause == Cause.COUNTED_AS_SENT:
            return reader.text("letter-counted", when=ended)
        case DeliveryState.SENT:
            return reader.text("letter-sent", when=ended)
        case DeliveryState.PARTLY_SENT:
            return reader.text("letter-partly-sent", when=ended)
        case DeliveryState.FAILED:
            return reader.text("letter-failed", when=ended)
        case DeliveryState.CANCELLED:
            return reader.text("letter-repeat-cancelled" if view.may_have_gone(letter) else "letter-cancelled")
        case DeliveryState.OVERDUE:
            return reader.text("letter-overdue", when=reader.moment(letter.created_at))
        case DeliveryState.DEFERRED:
            return reader.text("letter-deferred", attempts=letter.attempts_made)
    return reader.text("run-underway")


def _held_because(reader: Reader, held: Held) -> list[str]:
    if held.cause is None:
        return []
    return [reader.cause(held.cause)]


def _uncertain(reader: Reader, view: CardView, letter: Delivery) -> list[str]:
    if letter.cause == Cause.RESTORED:
        return [reader.text("cause-restored"), reader.text("letter-number", id=letter.message_id)]
    asked = [item for item in letter.recipients if item.state is RecipientState.UNCERTAIN]
    others = [item for item in letter.recipients if item.state not in {RecipientState.SENT, RecipientState.UNCERTAIN}]
    lines = [addresses(reader, asked)] if len(asked) < len(letter.recipients) else []
    lines += [reader.text("letter-uncertain"), *_known(reader, view, letter, max(item.attempt for item in asked))]
    if letter.pending and letter.due_at is not None:
        until = reader.moment(letter.give_up_at)
        lines.append(reader.text("letter-others-next-try", when=reader.moment(letter.due_at), until=until))
    return lines + _causes(reader, letter, others)


def _known(reader: Reader, view: CardView, letter: Delivery, number: int) -> list[str]:
    """Return what is known about a letter that may or may not have gone: when, and which number."""
    attempt = next((item for item in view.attempts.get(letter.id, ()) if item.number == number), None)
    if attempt is None:
        return []
    return [reader.text("letter-known", when=reader.moment(attempt.started_at), id=letter.message_id)]


def addresses(reader: Reader, items: Sequence[Recipient]) -> str:
    """Return whom it concerns, the first of them by name."""
    names = ", ".join(item.address for item in items[:MOST_RECIPIENTS])
    return reader.text("letter-recipients", addresses=names, more=max(0, len(items) - MOST_RECIPIENTS))


def _causes(reader: Reader, letter: Delivery, bad: Sequence[Recipient]) -> list[str]:
    """Return each cause once, with those whom it concerns; the servers' words stand behind «Подробности»."""
    lines = []
    for (cause, _), items in answer_groups(letter, [replace(item, reply=None) for item in bad]):
        if len(letter.recipients) > 1:
            lines.append(addresses(reader, items))
        lines.append(reader.cause(cause))
    return lines


def answer_groups(
    letter: Delivery, items: Iterable[Recipient]
) -> Iterable[tuple[tuple[str | None, str | None], list[Recipient]]]:
    """Return each cause and answer once, with those whom it concerns."""
    groups: dict[tuple[str | None, str | None], list[Recipient]] = {}
    for item in items:
        groups.setdefault((item.cause or letter.cause, item.reply), []).append(item)
    return groups.items()


def quoted(reader: Reader, reply: str) -> str:
    """Return a server's answer in its own words."""
    return reader.text("server-said", reply=shorten(" ".join(reply.split()), LONGEST_REPLY))
