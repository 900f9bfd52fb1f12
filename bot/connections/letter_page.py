"""The test letter as pages: to whom, and what became of it."""

from dataclasses import dataclass

from bot.connections.addresses import SendTo, TestLetterPage
from bot.objects.addresses import ObjectPage
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.reader import Reader
from domain.checking.check_connection import Checkable
from domain.checking.send_test_letter import LetterResult, Outcome
from domain.deliveries.delivery import reply_line
from domain.sections import Section

OWN, SENDER = 1, 2
"""Whom a button offers: the person's own account, the connection's sender address."""


@dataclass(eq=False, slots=True)
class Trying:
    """A test letter as it stands."""

    what: Checkable
    address: str
    outcome: Outcome | None = None
    over: bool = False
    cut_off: bool = False


def ask_page(reader: Reader, here: TestLetterPage, title: str, offered: dict[int, str], turn: int) -> Page:
    """Ask to whom it is to go; words that are typed answer as well."""
    buttons = []
    for number, address in offered.items():
        label = reader.label("button-test-to-self", address=address) if number == OWN else address
        buttons.append(
            PageButton(
                label, SendTo(connection=here.connection, to=number, turn=turn, route=here.route), style="primary"
            )
        )
    buttons.append(_back(reader, here.connection))
    text = reader.text("ask-test-letter", title=title, offered=len(offered))
    return Page(f"{text}\n{reader.text('ask-test-letter-route')}" if here.route else text, in_rows(buttons))


def outcome_page(reader: Reader, connection_id: int, trying: Trying) -> Page:
    """Say what becomes of it."""
    lines = [reader.text("test-letter-head", title=trying.what.title), *_lines(reader, trying)]
    buttons = [_back(reader, connection_id)]
    if trying.over:
        buttons.insert(
            0, PageButton(reader.label("button-test-letter-again"), TestLetterPage(connection=connection_id))
        )
    return Page("\n".join(lines), in_rows(buttons))


def _lines(reader: Reader, trying: Trying) -> list[str]:
    address, outcome = trying.address, trying.outcome
    if not trying.over:
        return [reader.text("test-letter-sending", address=address)]
    if trying.cut_off:
        return [reader.text("test-letter-cut-off", address=address)]
    if outcome is None:
        return [reader.text("check-broken")]
    receipt = outcome.receipt
    reply = receipt.refused.get(address) or receipt.reply
    said = [] if reply is None else [reader.text("server-said", reply=shorten(reply_line(reply), 300))]
    if outcome.result is LetterResult.ACCEPTED:
        return [reader.text("test-letter-accepted", address=address), *said]
    if outcome.result is LetterResult.UNCERTAIN:
        return [reader.text("test-letter-uncertain", address=address)]
    return [reader.text("test-letter-refused", address=address), reader.text(f"cause-{outcome.cause}"), *said]


def _back(reader: Reader, connection_id: int) -> PageButton:
    address = ObjectPage(section=Section.CONNECTIONS.number, object=connection_id)
    return PageButton(reader.label("button-to-connection"), address)
