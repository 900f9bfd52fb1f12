"""A letter as a page shows it before it goes: what the receiver would see, without the bytes."""

from dataclasses import dataclass

from domain.messages.addresses import Address
from domain.scenarios.message import Message


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter as it would go; `attachments` are names of files, `headers` those besides the usual ones.

    `html` is what the route's layout gives.
    """

    sender: Address
    reply_to: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    body: str
    html: str | None
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[str, ...]


def show_letter(message: Message) -> ShownLetter:
    """Return the letter with everybody whom it goes to named once."""
    letter = message.letter
    recipients = tuple(message.recipients)
    return ShownLetter(
        sender=letter.sender,
        reply_to=letter.reply_to,
        to=tuple(address for kind, address in recipients if kind == "to"),
        cc=tuple(address for kind, address in recipients if kind == "cc"),
        bcc=tuple(address for kind, address in recipients if kind == "bcc"),
        subject=letter.subject,
        body=letter.body.plain(),
        html=letter.html_layout_result,
        headers=letter.headers,
        attachments=tuple(file.name for file in message.files),
    )
