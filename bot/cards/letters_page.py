"""The letters of one press, where it has made many: those that need somebody, or all, and each of them by itself."""

from bot.cards.addresses import CardPage, LetterOfRecord, LettersPage
from bot.cards.details import letter_blocks
from bot.cards.outcome import about_letter, letter_lines
from bot.cards.tally import tally_line
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import number_of_page, turning_by_number
from bot.telegram.picking import Item, numbered
from bot.telegram.reader import Reader
from domain.cards.view_card import CardView
from domain.deliveries.delivery import Delivery
from domain.deliveries.tally import NEEDS_SOMEBODY
from domain.paging import NumberedPage
from domain.records.record import Status

LETTERS_A_PAGE = 10


def letters_button(reader: Reader, view: CardView) -> list[PageButton]:
    """Return the way to the letters: to those that need somebody, if there are any."""
    if view.tally.total < 2 or view.record.status is Status.DRAFT:
        return []
    need = view.tally.of(*NEEDS_SOMEBODY)
    here = LettersPage(record=view.record.id, only=int(need > 0))
    return [_way(reader, view, here)]


def letters_page(reader: Reader, view: CardView, letters: NumberedPage[Delivery], here: LettersPage) -> Page:
    """Draw the list."""
    first = (number_of_page(here.page, letters) - 1) * LETTERS_A_PAGE + 1
    listed, rows = numbered([_item(reader, letter, here) for letter in letters.items], first)
    lines = [tally_line(reader, view.tally), "", *(listed or [reader.text("letters-none-need")])]
    turning = turning_by_number(reader, here, letters, by="page")
    ways = [
        _way(reader, view, LettersPage(record=here.record, only=1 - min(here.only, 1))),
        PageButton(reader.label("button-back-to-card"), CardPage(record=here.record)),
    ]
    return Page("\n".join(lines), (*rows, *turning, *in_rows(ways)))


def letter_of_record_page(reader: Reader, view: CardView, here: LetterOfRecord) -> Page:
    """Draw one letter: whom it goes to, where it is, and what servers have said."""
    letter = view.letters[0]
    blocks = ["\n".join([about_letter(reader, letter), *letter_lines(reader, view, letter)])]
    blocks += letter_blocks(reader, view, letter)
    ways = [
        PageButton(
            reader.label("button-back-to-letters"), LettersPage(record=here.record, only=here.only, page=here.page)
        ),
        PageButton(reader.label("button-back-to-card"), CardPage(record=here.record)),
    ]
    return Page("\n\n".join(blocks), in_rows(ways))


def _way(reader: Reader, view: CardView, here: LettersPage) -> PageButton:
    count = view.tally.of(*NEEDS_SOMEBODY) if here.only else view.tally.total
    return PageButton(reader.label("button-letters-need" if here.only else "button-letters", count=count), here)


def _item(reader: Reader, letter: Delivery, here: LettersPage) -> Item:
    address = LetterOfRecord(record=here.record, letter=letter.id, only=here.only, page=here.page)
    whom = letter.recipients[0].name or letter.recipients[0].address
    return Item(about_letter(reader, letter), PageButton(whom, address))
