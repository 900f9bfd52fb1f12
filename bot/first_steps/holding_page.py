"""Holding everything back, and letting it go: how it is, and the question first."""

from bot.first_steps.addresses import AdminPage, HoldPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.deliveries.holding import Turned


def holding_line(reader: Reader, turned: Turned) -> str | None:
    """Return since when everything is held back and by whom; None when it is not."""
    held_at = turned.holding.held_at
    return None if held_at is None else reader.text("everything-held", when=reader.moment(held_at), name=turned.by)


def holding_button(reader: Reader, turned: Turned) -> PageButton:
    """Return the button that turns it."""
    held = turned.holding.is_held
    label = reader.label("button-release-all" if held else "button-hold-all")
    return PageButton(label, HoldPage(revision=turned.holding.revision), style="primary" if held else None)


def holding_question_page(reader: Reader, turned: Turned, waiting: int) -> Page:
    """Ask before everything is held back or let go."""
    held = turned.holding.is_held
    sure = HoldPage(revision=turned.holding.revision, sure=1)
    buttons = (
        PageButton(reader.label("button-release-yes" if held else "button-hold-yes"), sure, style="danger"),
        PageButton(reader.label("button-no-back"), AdminPage()),
    )
    text = reader.text("ask-release-all", count=waiting) if held else reader.text("ask-hold-all")
    return Page(text, in_rows(buttons))


def turned_notice(reader: Reader, turned: Turned) -> str:
    """Return what a press has come to, or that somebody was first."""
    held = "yes" if turned.holding.is_held else "no"
    return reader.text("holding-turned" if turned.first else "holding-turned-before", held=held, name=turned.by)
