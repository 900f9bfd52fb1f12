"""The letters that the mail server took, exactly as they came."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import getaddresses
from functools import cached_property

from sandbox.signals import PATIENCE, Signal


@dataclass(frozen=True)
class Attachment:
    """A file in a letter."""

    name: str
    mime_type: str
    data: bytes = field(repr=False)


@dataclass
class Letter:
    """One letter and its envelope."""

    mail_from: str
    rcpt_to: list[str]
    raw: bytes = field(repr=False)
    peer: str = ""
    authenticated_as: str | None = None
    encrypted: bool = False
    id: int = 0
    received_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @cached_property
    def message(self) -> EmailMessage:
        """The letter, parsed."""
        return message_from_bytes(self.raw, policy=default)

    @property
    def subject(self) -> str:
        """The subject as people read it."""
        return str(self.message["Subject"] or "")

    @cached_property
    def to(self) -> list[str]:
        """Those whom the letter itself names as recipients."""
        return self._named("To")

    @cached_property
    def cc(self) -> list[str]:
        """Those whom the letter names as recipients of a copy."""
        return self._named("Cc")

    @cached_property
    def hidden(self) -> list[str]:
        """Those of the envelope whom the letter does not name: a hidden copy, or everybody of a list."""
        named = {_comparable(address) for address in (*self.to, *self.cc)}
        return [address for address in self.rcpt_to if _comparable(address) not in named]

    @cached_property
    def text(self) -> str:
        """The plain part."""
        return self._body("plain")

    @cached_property
    def html(self) -> str:
        """The HTML part, or nothing."""
        return self._body("html")

    @cached_property
    def attachments(self) -> list[Attachment]:
        """The files."""
        return [
            Attachment(part.get_filename() or "", part.get_content_type(), _data(part))
            for part in self.message.iter_attachments()
        ]

    def _named(self, header: str) -> list[str]:
        values = [str(value) for value in self.message.get_all(header, [])]
        return [address for _, address in getaddresses(values) if address]

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        if part is None:
            return ""
        try:
            content = part.get_content()
        except (LookupError, UnicodeError):
            content = _data(part).decode("utf-8", "replace")
        return content.replace("\r\n", "\n") if isinstance(content, str) else ""


def _comparable(address: str) -> str:
    """An envelope may spell a domain in ASCII where the letter has it in letters."""
    name, at, domain = address.rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return f"{name}{at}{domain}".casefold()


def _data(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else part.as_bytes()


class Mailbox:
    """Everybody's letters in one place."""

    def __init__(self, changed: Signal | None = None) -> None:
        self.letters: list[Letter] = []
        self.changed = changed or Signal()
        self._last = 0

    def add(self, letter: Letter) -> Letter:
        """Keeps a letter and numbers it."""
        self._last += 1
        letter.id = self._last
        self.letters.append(letter)
        self.changed.fire()
        return letter

    def clear(self) -> None:
        """Empties the mailbox."""
        self.letters.clear()
        self.changed.fire()

    def to(self, address: str | None) -> list[Letter]:
        """Lists the letters whose envelope names an address; all of them without one."""
        return [letter for letter in self.letters if address is None or address in letter.rcpt_to]

    async def wait_for(self, n: int = 1, timeout: float = PATIENCE, to: str | None = None) -> list[Letter]:  # noqa: ASYNC109
        """Waits until there are at least n letters; raises AssertionError that lists what came instead."""
        try:
            await self.changed.until(lambda: len(self.to(to)) >= n, timeout)
        except TimeoutError:
            came = [f"{letter.mail_from} → {', '.join(letter.rcpt_to)}: {letter.subject}" for letter in self.letters]
            raise AssertionError(f"писем {len(self.to(to))}, а ждали {n}: {came}") from None
        return self.to(to)
