"""Invitations: the links that still let somebody in, and a link that was made now."""

from collections.abc import Mapping

from bot.first_steps.addresses import PeoplePage
from bot.people.addresses import InvitationPage, InvitationsPage, MakeInvitation, RevokeInvitation
from bot.people.pages import Rows
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import counted, turning_by_number
from bot.telegram.reader import Reader
from domain.access.invitations import Invitation
from domain.paging import NumberedPage
from domain.people import Role


def invitations_page(
    reader: Reader,
    found: NumberedPage[Invitation],
    total: int,
    names: Mapping[int, str],
    newest: int,
    here: InvitationsPage,
) -> Page:
    """List them, and make new ones. `newest` is the newest link's number: a second press makes no second link."""
    lines = [reader.text("invitations" if found.items else "invitations-none", count=counted(reader, total))]
    lines += [_line(reader, item, names) for item in found.items]
    rows: Rows = [
        (
            PageButton(
                _label(reader, item),
                InvitationPage(invitation=item.id),
            ),
        )
        for item in found.items
    ]
    rows += turning_by_number(reader, here, found)
    buttons = (
        PageButton(reader.label("button-invite-staff"), MakeInvitation(admin=0, after=newest), style="primary"),
        PageButton(reader.label("button-invite-admin"), MakeInvitation(admin=1, after=newest)),
        PageButton(reader.label("button-back"), PeoplePage()),
    )
    return Page("\n".join(lines), (*rows, *in_rows(buttons)))


def invitation_page(reader: Reader, invitation: Invitation, made_by: str, used_by: str) -> Page:
    """Show one link: what it gives, who made it, and until when; never the link itself."""
    trouble = invitation.trouble(reader.now)
    text = reader.text(
        "invitation",
        role=invitation.role,
        by=made_by,
        made=reader.moment(invitation.created_at),
        until=reader.moment(invitation.expires_at),
    )
    buttons = []
    if trouble is None:
        revoke = RevokeInvitation(invitation=invitation.id)
        buttons.append(PageButton(reader.label("button-revoke"), revoke, style="danger"))
    else:
        text += "\n" + reader.text("invitation-over", why=trouble, name=used_by)
    buttons.append(PageButton(reader.label("button-back"), InvitationsPage()))
    return Page(text, in_rows(buttons))


def made_page(reader: Reader, link: str, role: Role, until: str) -> Page:
    """Show a link, this once."""
    buttons = (
        PageButton(reader.label("button-copy-link"), copy_text=link),
        PageButton(reader.label("button-all-invitations"), InvitationsPage()),
    )
    return Page(reader.text("invitation-made", link=link, role=role, until=until), in_rows(buttons))


def _label(reader: Reader, item: Invitation) -> str:
    sign = reader.label("role-sign", role=item.role)
    return reader.label("button-invitation", sign=sign, when=reader.moment(item.expires_at))


def _line(reader: Reader, item: Invitation, names: Mapping[int, str]) -> str:
    by = names.get(item.created_by or 0, "")
    return reader.text("invitation-line", role=item.role, until=reader.moment(item.expires_at), by=by)
