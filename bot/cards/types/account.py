"""People of the directory in the chat."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, ClassVar

from aiogram.filters.callback_data import CallbackData

from bot.cards.types.drawing import Drawing
from bot.directory.addresses import AskForAccount, AskForAddress
from bot.telegram.page import PageButton
from bot.telegram.picking import Item, apart
from bot.telegram.reader import Reader
from domain.accounts.account import Account
from domain.records.fillings import Filling
from domain.records.types.account import AccountAttribute, account_ids
from domain.records.types.asked import Choice, JsonValue, Offer
from domain.records.types.attribute import items_of


class AccountDrawing(Drawing[AccountAttribute]):
    """Each person is a button with the name on it; namesakes are told apart."""

    counts: ClassVar = True

    def expects(self, reader: Reader, attribute: AccountAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what was found, or how to look for somebody."""
        if query:
            key = "found-like" if offer.guessed else "found-accounts" if offer.choices else "found-nobody"
            return reader.text(key, query=query, role=reader.person.role)
        chosen = len(account_ids(kept)) if attribute.multiple else 0
        return reader.text("expects-account", offered=len(offer.choices), chosen=chosen)

    def text(self, reader: Reader, attribute: AccountAttribute, value: Any) -> str:
        """Return the names."""
        return ", ".join(_name(reader, item.account) for item in items_of(value))

    def answer(self, reader: Reader, attribute: AccountAttribute, value: Any, limit: int) -> str:
        """Return what a card shows."""
        return self.shown(reader, attribute, value, limit, short=False)

    def shown(self, reader: Reader, attribute: AccountAttribute, value: Any, limit: int, *, short: bool) -> str:
        """Return the names with the addresses that a letter will go to."""
        return ", ".join(account_text(reader, item.account) for item in items_of(value))

    def label(self, reader: Reader, attribute: AccountAttribute, choice: Choice, choices: Sequence[Choice]) -> str:
        """Return the name."""
        return _name(reader, choice.value)

    def lines(self, reader: Reader, attribute: AccountAttribute, choices: Sequence[Choice]) -> list[str]:
        """Return who they are; who has no address is marked."""
        return account_lines(reader, [item.value for item in choices])

    def instead(self, reader: Reader, filling: Filling, number: int, choice: Choice) -> PageButton | None:
        """Whoever has no address cannot be chosen: ask for it, or write it in."""
        if choice.value.is_reachable:
            return None
        key = "button-write-address-in" if reader.person.is_admin else "button-ask-for-address"
        address = AskForAddress(record=filling.record.id, attribute=number, account=choice.number)
        return PageButton(reader.label(key), address)

    def ways_to_find(self, reader: Reader, filling: Filling, number: int) -> list[PageButton]:
        """Add somebody, or ask for it."""
        key = "button-add-to-directory" if reader.person.is_admin else "button-ask-for-account"
        return [PageButton(reader.label(key), AskForAccount(record=filling.record.id, attribute=number))]

    def addresses(self, value: Any) -> Collection[str]:
        """Return their addresses."""
        return [item.account.mbox for item in items_of(value) if item.account.mbox]

    def about(self, reader: Reader, attribute: AccountAttribute, value: Any) -> tuple[str, str]:
        """The first of them."""
        return next((_name(reader, item.account) for item in items_of(value)), ""), ""


def account_text(reader: Reader, account: Account) -> str:
    """Return the name and the address that a letter will go to."""
    if account.is_erased:
        return reader.text("account-erased")
    return reader.text("account", name=account.full_name, mbox=account.mbox or "—")


def account_lines(reader: Reader, accounts: Sequence[Account]) -> list[str]:
    """Return a line of each account for a list, as HTML: the name, and what tells namesakes apart, whole."""
    lines = []
    for account in accounts:
        if account.is_erased:
            lines.append((reader.label("account-erased"), ""))
            continue
        mbox = account.mbox if account.is_reachable else reader.label("account-without-address", mbox=account.mbox)
        about = [part for part in (account.title, account.department, mbox) if part]
        lines.append((account.full_name, ", ".join(about)))
    further = [(account.phone, account.office, account.username) for account in accounts]
    seen = [
        (name, ", ".join([about, *filter(None, more)]) if lines.count((name, about)) > 1 else about)
        for (name, about), more in zip(lines, further, strict=True)
    ]
    names, abouts = apart([name for name, _ in seen], 120), apart([about for _, about in seen], 200)
    escape = reader.texts.escape
    return [
        f"<b>{escape(name)}</b>" + (f" — {escape(about)}" if about else "")
        for name, about in zip(names, abouts, strict=True)
    ]


def account_items(
    reader: Reader, accounts: Sequence[Account], address: Callable[[Account], CallbackData]
) -> list[Item]:
    """Return accounts to choose from."""
    return [
        Item(line, PageButton(_name(reader, account), address(account)))
        for line, account in zip(account_lines(reader, accounts), accounts, strict=True)
    ]


def _name(reader: Reader, account: Account) -> str:
    return account.full_name or reader.label("account-erased")
