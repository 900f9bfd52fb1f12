"""Reading back a letter that was rendered: what its receiver reads, without its markup."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from domain.journal.journal import LetterBeginning
from domain.journal.show_texts import LetterText


def read_letter(beginning: LetterBeginning) -> LetterText:
    """Implements `domain.journal.show_texts.LetterReader`: a letter that breaks off is read up to there."""
    message = message_from_bytes(beginning.content, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return LetterText("", "")
    body = message.get_body(preferencelist=("plain",))
    text = "" if body is None else str(body.get_content())
    files = tuple(part.get_filename() or "" for part in message.iter_attachments())
    plain = text.replace("\r\n", "\n").strip("\n")
    return LetterText(str(message.get("Subject", "")), plain, files, beginning.whole)
