"""Values of a record as lines of a page."""

from collections.abc import Iterable

from bot.telegram.page import beginning, shorten, units
from bot.telegram.reader import Reader
from domain.accounts.account import Account
from domain.records.view_card import CardLine


def value_lines(reader: Reader, lines: Iterable[CardLine], *, limit: int, short: bool = False) -> list[str]:
    """Return a line for each answered attribute; `short` keeps every value on one line."""
    shown = []
    for line in lines:
        value = line_value(reader, line, limit, short=short)
        if value is not None:
            title = reader.texts.escape(line.attribute.title)
            glue = "\n" if "\n" in value or (len(value) > 60 and not short) else " "
            shown.append(f"<b>{title}:</b>{glue}{value}")
    return shown


def line_value(reader: Reader, line: CardLine, limit: int, *, short: bool = False) -> str | None:
    """Return one value as HTML; None for an unanswered attribute."""
    if line.accounts:
        return ", ".join(account_text(reader, account) for account in line.accounts)
    if line.files:
        return ", ".join(
            reader.text("file", name=file.name, kilobytes=max(1, file.size // 1024)) for file in line.files
        )
    if line.text is None:
        return None
    text = " ".join(line.text.text.split()) if short else line.text.text
    return reader.texts.escape(clip(text, limit))


def clip(text: str, limit: int) -> str:
    """Return the first `limit` characters, fewer where Telegram counts many of them twice."""
    short = shorten(text, limit)
    most = limit + limit // 4
    return short if units(short) <= most else f"{beginning(short, most - 1).rstrip()}…"


def account_text(reader: Reader, account: Account) -> str:
    """Return the name and the address that a letter will go to."""
    if account.is_erased:
        return reader.text("account-erased")
    return reader.text("account", name=account.full_name, mbox=account.mbox or "—")
