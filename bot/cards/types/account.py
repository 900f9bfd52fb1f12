"""People of the directory in the chat."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.cards.types.drawing import Drawing
from bot.directory.addresses import AskForAccount
from bot.telegram.page import LONGEST_LABEL, PageButton, shorten
from bot.telegram.reader import Reader
from domain.accounts.account import Account
from domain.records.places import Place
from domain.records.types.account import AccountAttribute, account_ids
from domain.records.types.attribute import Choice, JsonValue, Offer, items_of


class AccountDrawing(Drawing[AccountAttribute]):
    """Each person is a button with the name on it; namesakes are told apart."""

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
        """Return the name; who has no address is marked."""
        label = account_label(choice.value, [item.value for item in choices])
        if choice.value.is_reachable:
            return label
        room = LONGEST_LABEL - len(reader.label("account-unreachable", name=""))
        return reader.label("account-unreachable", name=shorten(label, room))

    def ways_to_find(self, reader: Reader, place: Place, number: int) -> list[PageButton]:
        """Add somebody, or ask for it."""
        key = "button-add-to-directory" if reader.person.is_admin else "button-ask-for-account"
        return [PageButton(reader.label(key), AskForAccount(record=place.record.id, attribute=number))]

    def about(self, reader: Reader, attribute: AccountAttribute, value: Any) -> tuple[str, str]:
        """The first of them."""
        return next((_name(reader, item.account) for item in items_of(value)), ""), ""


def account_text(reader: Reader, account: Account) -> str:
    """Return the name and the address that a letter will go to."""
    if account.is_erased:
        return reader.text("account-erased")
    return reader.text("account", name=account.full_name, mbox=account.mbox or "—")


def account_label(account: Account, accounts: Iterable[Account]) -> str:
    """Return the name for a button; those that would look alike get what tells them apart."""
    alike = [item for item in accounts if _on_button(item) == _on_button(account)]
    if len(alike) < 2:
        return account.full_name
    signs = [(item.department, item.title, item.mbox) for item in alike]
    mine = (account.department, account.title, account.mbox)
    apart = next(
        (sign for place, sign in enumerate(mine) if sign and [item[place] for item in signs].count(sign) == 1),
        account.mbox,
    )
    name = shorten(account.full_name, max(18, LONGEST_LABEL - 3 - len(apart)))
    return f"{name} · {apart}"


def _on_button(account: Account) -> str:
    return shorten(account.full_name, LONGEST_LABEL)


def _name(reader: Reader, account: Account) -> str:
    return account.full_name or reader.label("account-erased")
