"""An envelope as one server can be told it (RFC 5321 section 3.3, RFC 6531)."""

from collections.abc import Collection
from dataclasses import replace

from domain.messages.addresses import needs_smtputf8
from domain.messages.sending import Envelope, Pieces, Reply
from mail.addressing import can_name, mail_command, rcpt_command
from mail.smtputf8 import NOT_OFFERED, downgraded


class WireEnvelope:
    """What a server is told before a letter's content, by what it `offers`: MAIL, a RCPT each, DATA.

    Recipients whom it cannot be named are `refused` here; the `content` is in ASCII where nothing else is taken. Only
    headers are ever beyond it: composing leaves no such byte in a body.
    """

    def __init__(self, envelope: Envelope, content: bytes | Pieces, offers: Collection[str]) -> None:
        self.refused: dict[str, Reply] = {}
        if "smtputf8" not in offers:
            self.refused = {item: NOT_OFFERED for item in envelope.recipients if not can_name(item, offers)}
            content = _in_ascii(content)
        self.content = content
        self.recipients = [item for item in envelope.recipients if item not in self.refused]
        self.names_sender = can_name(envelope.sender, offers)
        self.commands: list[bytes] = []
        if self.names_sender and self.recipients:
            self.commands = self._commands(envelope.sender, offers)

    def _commands(self, sender: str, offers: Collection[str]) -> list[bytes]:
        named = any(map(needs_smtputf8, (sender, *self.recipients)))
        beyond_ascii = named or not _head(self.content).isascii()
        utf8 = beyond_ascii and "smtputf8" in offers
        return [
            mail_command(
                sender,
                offers,
                utf8=utf8,
                size=self.content.size if isinstance(self.content, Pieces) else len(self.content),
            ),
            *(rcpt_command(item, utf8=utf8) for item in self.recipients),
            b"DATA",
        ]


def _head(content: bytes | Pieces) -> bytes:
    return content.first if isinstance(content, Pieces) else content


def _in_ascii(content: bytes | Pieces) -> bytes | Pieces:
    head = _head(content)
    if head.isascii():
        return content
    changed = downgraded(head)
    if isinstance(content, Pieces):
        return replace(content, first=changed, size=content.size + len(changed) - len(head))
    return changed
