"""Whom a record's letters go to, as lines of its card: before the press as it would be, after it as it was."""

from collections.abc import Iterable, Sequence

from bot.cards.types import DRAWINGS
from bot.telegram.mistakes import error_words
from bot.telegram.page import shorten
from bot.telegram.reader import Reader
from domain.cards.view_card import CardView
from domain.deliveries.delivery import OWN_COPY, NewRecipient, Recipient
from domain.records.record import Status
from domain.runs.foresee_recipients import Foreseen

MOST_NAMED = 5
ROOM = 250
LONGEST_NAME = 60
"""How many addresses of each kind a card names, and in how many characters; of the others it says how many they are."""

KINDS = ("to", "cc", "bcc")


def recipient_lines(reader: Reader, view: CardView) -> list[str]:
    """Return them; nothing where nothing is sent, or where the attributes tell of the same people already."""
    if view.tally.total > len(view.letters):
        return []  # the page of the letters tells it of each
    if view.letters and view.record.status is not Status.DRAFT:
        recipients = [item for letter in view.letters for item in letter.recipients]
        return [] if _are_told(view, recipients) else _addresses(reader, recipients)
    told_below = view.record.status is not Status.DRAFT or (view.hindrance is not None and view.hindrance.lack is None)
    different = {(_shown(item.recipients), item.whole) for item in view.foreseen}
    if len(different) <= 1:
        if all(item.whole and item.error is None and _are_told(view, item.recipients) for item in view.foreseen):
            return []
        return [line for item in view.foreseen[:1] for line in _foreseen(reader, item, told_below=told_below)]
    lines = []
    for item in view.foreseen:
        lines += [reader.text("card-by-button", button=item.button), *_foreseen(reader, item, told_below=told_below)]
    return lines


def _foreseen(reader: Reader, foreseen: Foreseen, *, told_below: bool) -> list[str]:
    lines = _addresses(reader, foreseen.recipients)
    known = "yes" if lines else "no"
    if foreseen.error is None:
        return lines if foreseen.whole else [*lines, reader.text("card-recipients-later", known=known)]
    if not told_below:
        lines.append(f"{reader.text('card-would-fail', known=known)} {error_words(reader, foreseen.error)}")
    elif lines:
        lines.append(reader.text("card-would-fail", known=known))
    return lines


def _are_told(view: CardView, recipients: Sequence[NewRecipient | Recipient]) -> bool:
    """Whether a letter without copies goes to just those whose addresses the card's attributes show."""
    told = {
        address.casefold()
        for line in view.lines
        if line.value is not None
        for address in DRAWINGS[line.attribute.type].addresses(line.value)
    }
    others = [item for item in recipients if item.kind != OWN_COPY and item.address]
    return {item.kind for item in others} <= {"to"} and {item.address.casefold() for item in others} == told


def _shown(recipients: Iterable[NewRecipient]) -> frozenset[tuple[str, str]]:
    return frozenset((item.kind, item.address) for item in recipients)


def _addresses(reader: Reader, recipients: Sequence[NewRecipient | Recipient]) -> list[str]:
    lines = []
    for kind in KINDS:
        found = {item.address.casefold(): item for item in recipients if item.kind == kind and item.address}
        if found:
            named = _first([_one(item) for item in found.values()])
            more = len(found) - len(named)
            lines.append(reader.text("card-recipients", kind=kind, people=", ".join(named), more=more))
    return lines


def _first(people: Sequence[str]) -> list[str]:
    """Return the first of them that there is room for, one at least."""
    named = list(people[:1])
    for one in people[1:MOST_NAMED]:
        if sum(map(len, named)) + len(one) > ROOM:
            break
        named.append(one)
    return named


def _one(recipient: NewRecipient | Recipient) -> str:
    name = shorten(recipient.name, LONGEST_NAME)
    return f"{name} ({recipient.address})" if name else recipient.address
