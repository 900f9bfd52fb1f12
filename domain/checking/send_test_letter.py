"""A test letter: one letter by hand through a connection, answered at once and never tried again by itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.audit import Act, Actor, Audit, AuditEntry, AuditFilter, Kind
from domain.checking.check_connection import Checkable
from domain.clock import Atomically, Clock
from domain.configured.connection import Connection
from domain.deliveries.outbox import Outbox
from domain.documents import Stored
from domain.errors import GonetsError, NotYours
from domain.messages.addresses import Address, InvalidAddress, parse_address
from domain.messages.answers import Verdict, judge
from domain.messages.letter import Letter, new_message_id
from domain.messages.rich_text import RichText
from domain.messages.sending import Composer, Envelope, Failure, MailSender, Phase, Receipt
from domain.people import Person


class AlreadySent(GonetsError):
    """A test letter has gone since the page was drawn: the press was meant for that one."""

    key = "test-letter-sent-before"


class LetterResult(StrEnum):
    """What became of a test letter."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class ByHand:
    """What is sent, in the words of who sends it."""

    address: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it, the cause by its text's name, and the server's answer."""

    result: LetterResult
    cause: str
    receipt: Receipt


class SendTestLetter:
    """For administrators. Each letter that has gone, or may have, leaves a note in the audit trail."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        sender: MailSender,
        composer: Composer,
        audit: Audit,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._outbox = outbox
        self._sender = sender
        self._composer = composer
        self._audit = audit
        self._clock = clock
        self._atomically = atomically

    async def turn(self, person: Person, connection_id: int) -> int:
        """Return a number that changes with each test letter through the connection, for buttons that send one more."""
        if not person.is_admin:
            raise NotYours(f"connection {connection_id}")
        wanted = AuditFilter(kind=Kind.CONNECTION, object_id=connection_id, act=Act.SENT)
        return await self._audit.newest(wanted)

    async def begin(self, person: Person, connection_id: int, turn: int) -> None:
        """Make sure that the press is about a letter that has not gone yet; raises AlreadySent.

        It is written down that the press was taken: after a crash it is not done once more.
        """

        async def work() -> None:
            if await self.turn(person, connection_id) != turn:
                raise AlreadySent(f"connection {connection_id}")

        await self._atomically(work)

    async def __call__(self, person: Person, what: Checkable, letter: ByHand) -> Outcome:
        """Send it, once; what breaks behind the mark may have gone."""
        connection = _of(what)
        receipt = await self._send(what, connection.document, letter)
        judged = judge(receipt.failure, receipt.reply, uncertain=receipt.uncertain)
        refusal = next(iter(receipt.refused.values()), None)
        if refusal is not None:
            judged = judge(Failure.REPLY, refusal)
        result = {Verdict.ACCEPTED: LetterResult.ACCEPTED, Verdict.UNCERTAIN: LetterResult.UNCERTAIN}.get(
            judged.verdict, LetterResult.REFUSED
        )
        if result is not LetterResult.REFUSED:
            await self._keep(person, connection, letter, result)
        return Outcome(result, judged.cause, receipt)

    async def _send(self, what: Checkable, connection: Connection, letter: ByHand) -> Receipt:
        async def go(*_: object) -> bool:
            return True

        try:
            envelope, whole = by_hand(connection, letter, self._clock())
        except InvalidAddress:
            return Receipt(Phase.RESOLVE, failure=Failure.SENDER_UNUSABLE)
        return await self._sender.send(what.settings, envelope, self._composer.compose(whole), go)

    async def _keep(self, person: Person, connection: Stored[Connection], letter: ByHand, result: LetterResult) -> None:
        now = self._clock()
        entry = AuditEntry(
            at=now,
            actor=Actor(person.telegram_id),
            act=Act.SENT,
            kind=Kind.CONNECTION,
            object_id=connection.id,
            name=connection.document.title,
            changes={"to": (None, letter.address), "fate": (None, result.value)},
        )
        await self._atomically(lambda: self._audit.note(entry))
        if result is LetterResult.ACCEPTED:
            await self._outbox.note(connection, lambda state: state.accepted(connection.revision, now), now)


def by_hand(connection: Connection, letter: ByHand, date: datetime) -> tuple[Envelope, Letter]:
    """Return the letter as it is sent, and its envelope; raises InvalidAddress."""
    sender = connection.sender
    to = parse_address(letter.address)
    envelope = Envelope(sender.address, (to,))
    whole = Letter(
        message_id=new_message_id(connection.sender_address.rpartition("@")[2]),
        date=date,
        sender=sender,
        to=(Address("", to),),
        subject=letter.subject,
        body=RichText(letter.body),
    )
    return envelope, whole


def _of(what: Checkable) -> Stored[Connection]:
    if what.stored is None:
        raise ValueError("a test letter goes through a connection that is in force")
    return what.stored
