"""A letter before it is rendered: everything that the receiver will see."""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime

from domain.large_contents import Reading
from domain.messages.addresses import Address, ascii_domain
from domain.messages.rich_text import RichText


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter; `data` is what it holds, or what reads that."""

    name: str
    content_type: str
    data: bytes | Reading


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail; `html_layout_result` is the HTML that a route's layout gave, in place of the body's own."""

    message_id: str
    date: datetime
    sender: Address
    to: tuple[Address, ...]
    subject: str
    body: RichText
    reply_to: Address | None = None
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    html_layout_result: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    auto_generated: bool = False


def new_message_id(domain: str) -> str:
    """Return a Message-ID that nobody else makes (RFC 5322 section 3.6.4)."""
    written = ascii_domain(domain)
    host = written if written.isascii() else "gonets.invalid"
    return f"<{time.time_ns():x}.{secrets.token_hex(8)}@{host}>"
