"""Requests for accounts: what whoever asks sees, what administrators are told, and the answer."""

from bot.cards.addresses import ChangeField, ResumeDraft
from bot.directory.addresses import AccountPage, AddRequested, CorrectRequested, DeclineRequested, WriteTo
from bot.first_steps.addresses import AccountsPage
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.account_requests.account_requests import AccountRequest, RequestState
from domain.accounts.account import Account


def ask_page(reader: Reader, record_id: int, attribute: int, name: str, mbox: str) -> Page:
    """Ask who is to be added: the name, the address, or both."""
    kind = "mbox" if name else "name" if mbox else "both"
    back = PageButton(reader.label("button-back"), ChangeField(record=record_id, attribute=attribute))
    return Page(reader.text("request-ask", kind=kind, name=name, mbox=mbox), ((back,),))


def request_page(
    reader: Reader, request: AccountRequest, asker: str, decider: str, account: Account | None = None
) -> Page:
    """What an administrator is told of a request, open or decided; `account` is what came of it."""
    text = reader.text("request-told", asker=asker, name=request.full_name, mbox=request.mbox)
    if request.state is RequestState.OPEN and request.account_id is not None:
        buttons = (
            PageButton(reader.label("button-write-address-in"), CorrectRequested(request=request.id), style="primary"),
            PageButton(reader.label("button-open-account"), AccountPage(account=request.account_id)),
            PageButton(reader.label("button-decline"), DeclineRequested(request=request.id)),
        )
        return Page(text, in_rows(buttons))
    if request.state is not RequestState.OPEN:
        text += "\n\n" + reader.text("request-decided", state=request.state.value, who=decider)
        if request.account_id is None:
            return Page(text, ((PageButton(reader.label("button-to-accounts"), AccountsPage()),),))
        if (
            account is not None
            and not account.is_erased
            and (account.full_name, account.mbox) != (request.full_name, request.mbox)
        ):
            text += "\n" + reader.text("request-added-as", name=account.full_name, mbox=account.mbox)
        return Page(
            text, ((PageButton(reader.label("button-open-account"), AccountPage(account=request.account_id)),),)
        )
    buttons = (
        PageButton(reader.label("button-add-contact"), AddRequested(request=request.id), style="primary"),
        PageButton(reader.label("button-correct"), CorrectRequested(request=request.id)),
        PageButton(reader.label("button-decline"), DeclineRequested(request=request.id)),
    )
    return Page(text, in_rows(buttons))


def correct_page(reader: Reader, request: AccountRequest, account: Account | None) -> Page:
    """Ask an administrator for what is right; `account` is who is there already and lacks an address."""
    if account is not None and not account.is_reachable:
        return Page(reader.text("request-write-address-in", name=account.full_name))
    text = reader.text("request-correct", name=request.full_name, mbox=request.mbox)
    return Page(text, ((PageButton(reader.label("button-add-as-is"), AddRequested(request=request.id)),),))


def answer_page(
    reader: Reader, request: AccountRequest, account: Account | None, *, filled: bool, there: bool, editable: bool
) -> Page:
    """Tell whoever asked how it was decided, with a way on: to their draft, or to a new one where that went already.

    `there` says whether the record is there, and `editable` whether it is a draft.
    """
    name = account.full_name if account is not None else request.full_name
    mbox = account.mbox if account is not None else request.mbox
    state = "declined" if request.state is RequestState.DECLINED else "filled" if filled else "added"
    text = reader.text("request-answered", state=state, name=name, mbox=mbox)
    if request.state is RequestState.ADDED and there and account is not None and account.is_reachable:
        write = PageButton(reader.label("button-write-to", name=name), WriteTo(request=request.id), style="primary")
        return Page(text, ((write,),))
    if request.record_id is None or not editable:
        return Page(text)
    go_on = PageButton(reader.label("button-continue"), ResumeDraft(record=request.record_id), style="primary")
    return Page(text, ((go_on,),))
