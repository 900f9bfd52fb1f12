"""What stands behind «Подробности» on a card: the servers' own words, and for an administrator which server it was."""

from collections.abc import Iterator

from bot.cards.addresses import CardPage, DetailsPage
from bot.cards.outcome import ABOUT_CONNECTION, addresses, answer_groups, quoted
from bot.journal.addresses import LetterPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import last_page, turns
from bot.telegram.reader import Reader
from domain.cards.view_card import CardView
from domain.deliveries.delivery import Delivery

GROUPS_A_PAGE = 5
"""Recipients with one answer are one group."""

LETTERS_LINKED = 5


def has_details(view: CardView) -> bool:
    """Whether a server has said anything about the newest letters, or was reached in vain."""
    return any(letter.reply or view.attempts.get(letter.id) for letter in view.letters)


def details_page(reader: Reader, view: CardView, here: DetailsPage) -> Page:
    """Draw it. Who is no administrator reads what was said about the letter, and nothing about logging in."""
    blocks = [block for letter in view.letters for block in letter_blocks(reader, view, letter)]
    page = last_page(here.page, len(blocks), GROUPS_A_PAGE)
    first = page * GROUPS_A_PAGE
    shown = blocks[first : first + GROUPS_A_PAGE] or [reader.text("details-none")]
    turning = turns(reader, here.model_copy(update={"page": page}), more=len(blocks) > first + GROUPS_A_PAGE)
    buttons = []
    if reader.person.is_admin:
        buttons += [
            PageButton(reader.label("button-in-journal", number=letter.id), LetterPage(letter=letter.id))
            for letter in view.letters[:LETTERS_LINKED]
        ]
    buttons.append(PageButton(reader.label("button-back-to-card"), CardPage(record=view.record.id)))
    return Page("\n\n".join([reader.text("details"), *shown]), (*turning, *in_rows(buttons)))


def letter_blocks(reader: Reader, view: CardView, letter: Delivery) -> Iterator[str]:
    """Yield what was said about a letter, recipients with one answer together."""
    held = view.held_letter(letter)
    if held is not None:
        yield "\n".join([*_answer(reader, held.cause, held.reply), *_server(reader, view, letter)])
        return
    groups = list(answer_groups(letter, letter.recipients))
    for number, ((cause, reply), items) in enumerate(groups, 1):
        server = _server(reader, view, letter) if number == len(groups) else []
        yield "\n".join([addresses(reader, items), *_answer(reader, cause, reply), *server])


def _answer(reader: Reader, cause: str | None, reply: str | None) -> list[str]:
    lines = []
    if cause and cause != "accepted":
        lines.append(reader.text(f"cause-{cause}") if reader.person.is_admin else reader.cause(cause))
    if reply and (reader.person.is_admin or cause not in ABOUT_CONNECTION):
        lines.append(quoted(reader, reply))
    return lines


def _server(reader: Reader, view: CardView, letter: Delivery) -> list[str]:
    attempts = view.attempts.get(letter.id, ())
    if not attempts or not reader.person.is_admin:
        return []
    last = max(attempts, key=lambda attempt: attempt.number)
    return [reader.text("details-server", when=reader.moment(last.started_at), server=last.peer or last.server)]
