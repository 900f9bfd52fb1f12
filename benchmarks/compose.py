"""Composing a Cyrillic letter of about 1,000 characters: ours against the standard library's, in one run."""

import email.policy
import timeit
from datetime import UTC, datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.utils import format_datetime

from domain.messages.addresses import Address
from domain.messages.letter import Letter
from domain.messages.rich_text import RichText
from mail.compose import MimeComposer
from mail.html_body import html_page

TEXT = "Уважаемые коллеги, сообщаем вам, что договор согласован.\n" * 18
LETTER = Letter(
    message_id="<1.2@firma.test>",
    date=datetime(2026, 11, 23, 12, 30, tzinfo=UTC),
    sender=Address("Отдел уведомлений", "robot@firma.test"),
    to=(Address("Иванов Иван Иванович", "ivan@firma.test"),),
    subject="Уведомление о переносе срока согласования договора",
    body=RichText(TEXT),
)
ROUNDS = 100


def ours() -> bytes:
    return MimeComposer().compose(LETTER)


def built() -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    message["Date"] = format_datetime(LETTER.date)
    message["From"] = HeaderAddress(LETTER.sender.name, addr_spec=LETTER.sender.address)
    message["To"] = HeaderAddress(LETTER.to[0].name, addr_spec=LETTER.to[0].address)
    message["Message-ID"] = LETTER.message_id
    message["Subject"] = LETTER.subject
    message.set_content(TEXT)
    message.add_alternative(html_page(LETTER.body), subtype="html")
    return message


def run() -> list[tuple[str, str]]:
    """Measure each at its best of five, side by side."""
    ready = built()
    own = min(timeit.repeat(ours, number=ROUNDS, repeat=5)) / ROUNDS
    rendering = min(timeit.repeat(ready.as_bytes, number=ROUNDS, repeat=5)) / ROUNDS
    whole = min(timeit.repeat(lambda: built().as_bytes(), number=ROUNDS, repeat=5)) / ROUNDS
    return [
        (f"compose: MimeComposer, {len(TEXT)} characters with HTML", f"{own * 1e6:.0f} µs"),
        ("compose: EmailMessage.as_bytes() alone, without its HTML being made", f"{rendering * 1e6:.0f} µs"),
        ("compose: EmailMessage built and rendered", f"{whole * 1e6:.0f} µs"),
        ("compose: times faster than as_bytes() alone", f"{rendering / own:.1f}"),
        ("compose: times faster than EmailMessage built and rendered", f"{whole / own:.1f}"),
    ]


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
