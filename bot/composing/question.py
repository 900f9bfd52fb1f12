"""The open question: what has been answered so far, what is asked now, and what is expected."""

from collections.abc import Iterable

from bot.cards.addresses import CardPage, ClearAnswer, FinishQuestion, PickAccount, SearchPage, StopAsking
from bot.cards.values import value_lines
from bot.directory.addresses import AskForAccount
from bot.telegram.page import LONGEST_LABEL, Page, PageButton, in_rows, shorten
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.accounts.account import Account
from domain.records.places import Place
from domain.records.record import Asking, Record
from domain.records.template import Attribute
from domain.records.values import account_ids, files_of
from domain.records.view_card import CardLine

ACCOUNTS_A_PAGE = 10
LONGEST_VALUE = 120


def question_page(
    reader: Reader,
    place: Place,
    lines: tuple[CardLine, ...],
    accounts: tuple[Account, ...] = (),
    *,
    more: bool = False,
) -> Page:
    """Show the question that is open; `accounts` are those that an account question offers."""
    question, asking = place.question, place.asking
    if question is None or asking is None:
        raise ValueError("no question is open")
    number = place.template.numbers[question.system_name]
    answered = [line for line in lines if question.multiple or line.attribute.system_name != question.system_name]
    head = [f"<b>{reader.texts.escape(place.template.document.title)}</b>"]
    head += value_lines(reader, answered, limit=LONGEST_VALUE, short=True)
    step, total = _step(place, question)
    ask = [reader.text("question", title=question.title, step=step, total=total, editing=_flag(place.record, question))]
    if question.hint:
        ask.append(reader.texts.escape(question.hint))
    ask.append(_expectation(reader, question, place, asking, accounts))
    rows = [*_account_rows(place, number, accounts)]
    if question.type == "account" and (asking.page or more):
        page = SearchPage(record=place.record.id, attribute=number, page=asking.page)
        rows += turns(reader, page, more=more)
    if asking.query and question.type == "account" and not accounts:
        key = "button-add-to-directory" if reader.person.is_admin else "button-ask-for-account"
        rows.append((PageButton(reader.label(key), AskForAccount(record=place.record.id, attribute=number)),))
    rows += in_rows(_ways_on(reader, question, place, number))
    return Page("\n".join(head) + "\n\n" + "\n".join(part for part in ask if part), tuple(rows))


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


def _account_rows(place: Place, number: int, accounts: tuple[Account, ...]) -> list[tuple[PageButton, ...]]:
    return [
        (
            PageButton(
                account_label(account, accounts),
                PickAccount(record=place.record.id, attribute=number, account=account.id),
            ),
        )
        for account in accounts
    ]


def _ways_on(reader: Reader, question: Attribute, place: Place, number: int) -> list[PageButton]:
    record = place.record
    ways = []
    value = record.values.get(question.system_name)
    if question.multiple and value:
        done = FinishQuestion(record=record.id, attribute=number)
        ways.append(PageButton(reader.label("button-done"), done, style="primary"))
        ways.append(PageButton(reader.label("button-clear"), ClearAnswer(record=record.id, attribute=number)))
    elif not question.required:
        if record.saved_at is not None and value is not None:
            ways.append(PageButton(reader.label("button-clear"), ClearAnswer(record=record.id, attribute=number)))
        elif record.saved_at is None or question.system_name not in record.values:
            ways.append(PageButton(reader.label("button-skip"), FinishQuestion(record=record.id, attribute=number)))
    if record.saved_at is not None:
        ways.append(PageButton(reader.label("button-back-to-card"), CardPage(record=record.id)))
    else:
        ways.append(PageButton(reader.label("button-stop"), StopAsking()))
    return ways


def _expectation(
    reader: Reader, question: Attribute, place: Place, asking: Asking, accounts: tuple[Account, ...]
) -> str:
    if question.type == "document":
        count = len(files_of(place.record.values.get(question.system_name)))
        return reader.text("expects-file", count=count)
    if question.type == "text":
        kind = "formatted" if question.formatted else "lines" if question.multiline else "line"
        return reader.text("expects-text", kind=kind)
    if asking.query:
        role = reader.person.role
        return reader.text("found-accounts" if accounts else "found-nobody", query=asking.query, role=role)
    chosen = len(account_ids(place.record.values.get(question.system_name))) if question.multiple else 0
    return reader.text("expects-account", offered=len(accounts), chosen=chosen)


def _step(place: Place, question: Attribute) -> tuple[int, int]:
    names = [attribute.system_name for attribute in place.template.document.form_attributes]
    return (names.index(question.system_name) + 1 if question.system_name in names else 1), len(names)


def _flag(record: Record, question: Attribute) -> str:
    """Whether an answer is changed; a question that was added to the template later is asked, not changed."""
    return "yes" if record.saved_at is not None and question.system_name in record.values else "no"
