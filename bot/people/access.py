"""Access: what strangers read, and what administrators read of their requests."""

from bot.cards.addresses import HelpPage, NewRecord
from bot.first_steps.addresses import PeoplePage
from bot.people.addresses import DecideRequest, PersonPage, RequestAccess, RequestPage, RequestsPage
from bot.people.pages import named
from bot.people.questions import RequestSearch
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import counted
from bot.telegram.picking import pick_page
from bot.telegram.reader import Reader
from bot.texts import Texts
from domain.access.access_requests import AccessRequest, RequestState
from domain.access.ask_for_access import Reply
from domain.paging import NumberedPage


def no_access_page(texts: Texts, telegram_id: int) -> Page:
    """Tell a stranger their number, and how to be let in."""
    text = texts.html("no-access", id=str(telegram_id))
    return Page(text, in_rows([PageButton(texts("button-request-access"), RequestAccess(), style="primary")]))


def reply_page(texts: Texts, telegram_id: int, reply: Reply) -> Page:
    """Tell a stranger how their request stands."""
    return Page(texts.html("access-reply", reply=reply, id=str(telegram_id)))


def answer_page(reader: Reader, request: AccessRequest) -> Page:
    """Tell a stranger the answer, and what to do now."""
    if request.state is not RequestState.ALLOWED:
        return Page(reader.text("access-declined", id=str(request.telegram_id)))
    buttons = (
        PageButton(reader.label("button-new"), NewRecord(), style="primary"),
        PageButton(reader.label("button-help"), HelpPage()),
    )
    return Page(reader.text("access-granted", name=reader.person.name or request.name), in_rows(buttons))


def request_page(reader: Reader, request: AccessRequest, decided_by: str) -> Page:
    """Show a request: to be decided, or who decided what."""
    name = request.name or str(request.telegram_id)
    buttons: list[PageButton] = []
    if request.is_open:
        text = reader.text("request-open", name=name, id=str(request.telegram_id), when=reader.moment(request.asked_at))
        allow, decline = (DecideRequest(request=request.id, allow=allow) for allow in (1, 0))
        buttons.append(PageButton(reader.label("button-allow"), allow, style="success"))
        buttons.append(PageButton(reader.label("button-decline"), decline, style="danger"))
    else:
        how = "chat" if decided_by else "server"
        if request.decided_by == request.telegram_id:
            how = "link"
        when = reader.moment(request.decided_at or request.asked_at)
        key = "request-allowed" if request.state is RequestState.ALLOWED else "request-declined"
        text = reader.text(key, name=name, how=how, by=decided_by, when=when)
    if request.state is RequestState.ALLOWED:
        buttons.append(PageButton(reader.label("button-open-person"), PersonPage(person=request.telegram_id)))
    buttons.append(PageButton(reader.label("button-back"), RequestsPage()))
    return Page(text, in_rows(buttons))


def requests_page(reader: Reader, found: NumberedPage[AccessRequest], total: int, asked: RequestSearch) -> Page:
    """List what waits for an answer, `total` in all."""
    options = named(
        reader,
        [(item.telegram_id, item.name or str(item.telegram_id), RequestPage(request=item.id)) for item in found.items],
    )
    back = PageButton(reader.label("button-back"), RequestsPage() if asked.query else PeoplePage())
    head = reader.text("requests" if found.items or asked.query else "requests-none", count=counted(reader, total))
    return pick_page(reader, head, options, asked, found, RequestsPage(), [back])


def request_gone_page(reader: Reader) -> Page:
    """Say that a request is no longer there."""
    return Page(reader.text("error-request-gone"), in_rows([PageButton(reader.label("button-back"), RequestsPage())]))
