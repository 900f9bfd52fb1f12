"""Reading back a letter that was rendered: what its receiver reads, without its markup."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from domain.journal.show_texts import LetterText


def read_letter(content: bytes) -> LetterText:
    """Implements `domain.journal.show_texts.LetterReader`."""
    message = message_from_bytes(content, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return LetterText("", "")
    body = message.get_body(preferencelist=("plain",))
    text = "" if body is None else str(body.get_content())
    files = tuple(part.get_filename() or "" for part in message.iter_attachments())
    return LetterText(str(message.get("Subject", "")), text.replace("\r\n", "\n").strip("\n"), files)
