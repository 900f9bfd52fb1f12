"""Pages that ask for an account or for one of its fields."""

from collections.abc import Sequence

from bot.cards.types.account import account_items
from bot.directory.addresses import (
    AccountPage,
    AddWithSharedAddress,
    AskAccountField,
    DirectoryPage,
    FieldsOfAccount,
    ManagersPage,
    PickManager,
    SetAccountField,
)
from bot.directory.pages import FIELD_TITLES, PAGE, account_text
from bot.directory.questions import ManagerOf
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import cut_short
from bot.telegram.picking import mark_of_words, numbered, turns_of
from bot.telegram.reader import Reader
from domain.accounts.account import Account, Found
from domain.accounts.fields import NEEDED, ORDER, mark_of, value_of

LANGUAGES = ("", "ru", "en")
"""What the language's page offers, by number; 0 empties every field."""


def fields_page(reader: Reader, account: Account, manager: Account | None) -> Page:
    """Which field to change."""
    buttons = [
        PageButton(reader.label(FIELD_TITLES[field]), AskAccountField(account=account.id, field=number))
        for number, field in enumerate(ORDER)
    ]
    buttons.append(PageButton(reader.label("button-back"), AccountPage(account=account.id)))
    return Page(f"{account_text(reader, account, manager)}\n\n{reader.text('which-field')}", in_rows(buttons))


def field_page(reader: Reader, account: Account, field: str) -> Page:
    """Ask for one field, with what it holds now."""
    return Page(_asking(reader, account, field, value_of(account, field)), in_rows(_choices(reader, account, field)))


def managers_page(reader: Reader, account: Account, manager: Account | None, asked: ManagerOf, found: Found) -> Page:
    """Ask who the manager is: typed words find people."""
    text = _asking(reader, account, "manager", manager.full_name if manager else "")
    if asked.query:
        text += "\n" + reader.text("directory-found" if found.accounts else "directory-found-nobody", query=asked.query)
    mark = mark_of(account, "manager")
    others = [item for item in found.accounts if item.id != account.id]
    items = account_items(reader, others, lambda item: PickManager(account=account.id, manager=item.id, mark=mark))
    listed, rows = numbered(items)
    text = "\n".join([text, "", *listed, *cut_short(reader, is_cut=found.is_cut)]) if listed else text
    turning = turns_of(reader, asked, ManagersPage(account=account.id, start=0, found=0), found)
    return Page(text, (*rows, *turning, *in_rows(_choices(reader, account, "manager"))))


def _asking(reader: Reader, account: Account, field: str, value: str) -> str:
    head = reader.text("account-ask-field", title=reader.label(FIELD_TITLES[field]), name=account.full_name)
    kind = field if field in {"mbox", "language", "manager", "username"} else "other"
    return "\n".join((head, reader.text("account-field-now", value=value), reader.text("account-expects", kind=kind)))


def _choices(reader: Reader, account: Account, field: str) -> list[PageButton]:
    number, mark = ORDER.index(field), mark_of(account, field)
    choices = []
    if field == "language":
        choices += [
            PageButton(
                reader.label("account-language", code=code),
                SetAccountField(account=account.id, field=number, choice=LANGUAGES.index(code), mark=mark),
            )
            for code in LANGUAGES[1:]
        ]
    if field not in NEEDED and value_of(account, field):
        clear = SetAccountField(account=account.id, field=number, choice=0, mark=mark)
        choices.append(PageButton(reader.label("button-clear"), clear))
    choices.append(PageButton(reader.label("button-back"), FieldsOfAccount(account=account.id)))
    return choices


def ask_name_page(reader: Reader, mbox: str) -> Page:
    """Ask who is to be added."""
    key = "account-new-name" if mbox else "account-new"
    return Page(reader.text(key, mbox=mbox), (_give_up(reader),))


def ask_mbox_page(reader: Reader, name: str) -> Page:
    """Ask for the address of whoever is to be added."""
    return Page(reader.text("account-new-mbox", name=name), (_give_up(reader),))


def shared_page(reader: Reader, name: str, mbox: str, others: Sequence[Account]) -> Page:
    """Somebody has the address already: ask whether it is meant."""
    listed, rows = numbered(account_items(reader, others[:PAGE], lambda other: AccountPage(account=other.id)))
    sure = PageButton(reader.label("button-add-anyway"), AddWithSharedAddress(found=mark_of_words(mbox)))
    text = reader.text("account-shared", name=name, mbox=mbox, count=len(others))
    text = "\n".join([text, "", *listed])
    return Page(text, (*rows, (sure,), _give_up(reader)))


def _give_up(reader: Reader) -> tuple[PageButton, ...]:
    return (PageButton(reader.label("button-back"), DirectoryPage()),)
