"""For how long after a press a sending can be undone: what is set, and the choice."""

from datetime import timedelta

from bot.first_steps.addresses import AdminPage, ChooseUndo, FirstStepsPage, UndoPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.settings.undo_time import CHOICES, Undo


def undo_button(reader: Reader, undo: Undo) -> PageButton:
    """Return the way to the page, with what is set."""
    return PageButton(reader.label("button-undo-time", time=_words(reader, undo.time)), UndoPage())


def undo_page(reader: Reader, undo: Undo) -> Page:
    """Draw it."""
    buttons = [] if undo.outside else [_choice(reader, time, undo) for time in CHOICES]
    buttons.append(PageButton(reader.label("button-to-first-steps"), FirstStepsPage()))
    buttons.append(PageButton(reader.label("button-to-admin"), AdminPage()))
    key = "undo-time-outside" if undo.outside else "undo-time"
    return Page(reader.text(key, time=_words(reader, undo.time)), in_rows(buttons))


def chosen_notice(reader: Reader, undo: Undo) -> str:
    """Say what was set."""
    return reader.text("undo-time-chosen", time=_words(reader, undo.time))


def _choice(reader: Reader, time: timedelta, undo: Undo) -> PageButton:
    label = _words(reader, time)
    if time == undo.time:
        label = reader.label("choice-taken", label=label)
    return PageButton(label, ChooseUndo(seconds=int(time.total_seconds())))


def _words(reader: Reader, time: timedelta) -> str:
    """Return a time up to an hour, as the environment may set it."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    return reader.label("undo-for", minutes=minutes, seconds=seconds)
