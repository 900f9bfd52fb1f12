"""A letter before it goes, as lines of a page."""

from bot.telegram.page import shorten
from bot.telegram.reader import Reader
from domain.messages.addresses import Address
from domain.scenarios.shown_letter import ShownLetter

LONGEST_BODY = 2_500


def letter_lines(reader: Reader, letter: ShownLetter) -> list[str]:
    """Return a letter's headers and body as lines."""
    lines = [reader.text("letter-from", address=_address(letter.sender))]
    for key, addresses in (("letter-to", letter.to), ("letter-cc", letter.cc), ("letter-bcc", letter.bcc)):
        if addresses:
            lines.append(reader.text(key, addresses=", ".join(_address(item) for item in addresses)))
    if letter.reply_to is not None:
        lines.append(reader.text("letter-reply-to", address=_address(letter.reply_to)))
    lines += [f"<code>{reader.texts.escape(f'{name}: {value}')}</code>" for name, value in letter.headers]
    lines.append(reader.text("letter-subject", subject=letter.subject or "—"))
    if letter.attachments:
        lines.append(reader.text("letter-attachments", names=", ".join(letter.attachments)))
    lines += ["", reader.texts.escape(shorten(letter.body, LONGEST_BODY))]
    return lines


def _address(address: Address) -> str:
    return f"{address.name} <{address.address}>" if address.name else address.address
