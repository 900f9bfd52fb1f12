"""Carrying one letter over an open connection: envelope, content, mark, final dot (RFC 5321 section 3.3)."""

from collections.abc import Awaitable, Callable, Sequence

from aiosmtplib import SMTPException, SMTPResponse

from domain.faults import is_a_stop
from domain.messages.sending import Failure, Mark, Phase, Receipt, Reply
from mail.breakage import Breakage, breakage_of
from mail.smtp_connection import SmtpConnection
from mail.smtp_data import AnsweredEarly, BrokenOff, Unreadable
from mail.smtputf8 import NOT_OFFERED
from mail.wire_envelope import WireEnvelope

FINAL_PATIENCE = 4
"""How many time-outs long the answer to the final dot is waited for: it takes longest (RFC 5321 section 4.5.3.2.6)."""


class Transaction:
    """One letter on one connection. Whatever happens, what is known by then stands in the receipt."""

    def __init__(self, connection: SmtpConnection, told: WireEnvelope, follow: Callable[[], None]) -> None:
        """`follow` is called before the dot: it may let another letter's envelope go with it."""
        self._connection = connection
        self._timeout = connection.settings.timeout
        self._told = told
        self._follow = follow
        self._accepted: dict[str, Reply] = {}
        self._refused = dict(told.refused)
        self._phase = Phase.MAIL
        self._marking = False
        self._dotted = False

    async def __call__(self, mark: Mark) -> Receipt:
        """Carry it; the connection is closed when it is out of step.

        Never raises but for a stop and for what the mark or the reading of the content raises.
        """
        try:
            return await self._carry(mark)
        except Breakage as broken:
            self._connection.close()
            return self._receipt(broken.failure, broken.reply, broken.detail)
        except Unreadable as unreadable:
            self._connection.close()
            raise (unreadable.__cause__ or unreadable) from None
        except BaseException as error:
            self._connection.close()
            if self._marking or is_a_stop(error):
                # The mark raised, or cancelled: no dot was written, or nobody waits for its answer.
                raise
            fault = breakage_of(error, self._phase)
            return self._receipt(fault.failure, fault.reply, fault.detail, uncertain=self._dotted)

    async def _carry(self, mark: Mark) -> Receipt:
        ended = await self._begin()
        if ended is not None:
            return ended
        self._phase = Phase.CONTENT
        protocol = self._connection.protocol
        try:
            await protocol.write_content(self._told.content, self._timeout)
        except (AnsweredEarly, SMTPException, OSError) as error:
            raise self._early(error) from error
        self._marking = True
        marked = await mark(self._accepted, self._refused)
        self._marking = False
        if not marked:
            self._connection.close()
            return self._receipt(Failure.STOPPED, None, "the mark was refused")
        self._phase = Phase.MARKED
        try:
            protocol.check_silence()
        except (AnsweredEarly, SMTPException, OSError) as error:
            raise self._early(error) from error
        return await self._finish()

    async def _finish(self) -> Receipt:
        """Write the dot: from here on only the server's answer tells whether it has the letter."""
        self._follow()
        self._dotted = True
        try:
            answer = await self._connection.protocol.write_dot(self._timeout * FINAL_PATIENCE)
        except (SMTPException, OSError) as error:
            self._connection.close()
            broken = breakage_of(error, Phase.MARKED)
            return self._receipt(broken.failure, None, broken.detail, uncertain=True)
        reply = self._connection.reply_of(answer)
        if not 200 <= answer.code < 300 and not 400 <= answer.code < 600:
            self._connection.close()
            return self._receipt(Failure.DROPPED, reply, "no answer to the final dot has this code", uncertain=True)
        self._phase = Phase.DONE
        self._connection.carried += 1
        if answer.code == 421:
            self._connection.close()
        return self._receipt(None if answer.code < 300 else Failure.REPLY, reply, "")

    async def _begin(self) -> Receipt | None:
        """Bring the envelope over; returns a receipt when there is nobody to write the content for."""
        connection, told = self._connection, self._told
        if not told.names_sender:
            return self._receipt(Failure.SENDER_REFUSED, NOT_OFFERED, "SMTPUTF8 is not offered")
        if not told.recipients:
            return self._receipt(Failure.NEEDS_SMTPUTF8, None, "SMTPUTF8 is not offered")
        answers = await self._answers_ahead() or await self._ask_all(told.commands)
        waits_for_content = len(answers) == len(told.commands) and answers[-1].code == 354
        sender, *others = answers
        if not _is_fine(sender):
            await self._leave_transaction(waits_for_content)
            return self._receipt(Failure.SENDER_REFUSED, connection.reply_of(sender), "the sender is refused")
        self._phase = Phase.RCPT
        for recipient, answer in zip(told.recipients, others, strict=False):
            side = self._accepted if _is_fine(answer) else self._refused
            side[recipient] = connection.reply_of(answer)
        if not self._accepted:
            await self._leave_transaction(waits_for_content)
            return self._receipt(Failure.REPLY, self._refused[told.recipients[0]], "every recipient is refused")
        self._phase = Phase.DATA
        if not waits_for_content:
            await self._leave_transaction(waits_for_content)
            return self._receipt(Failure.REPLY, connection.reply_of(answers[-1]), "the content is refused")
        return None

    async def _answers_ahead(self) -> list[SMTPResponse] | None:
        """Return the answers to what went with the dot before; None: nothing did, or the letter must begin again.

        They are believed where the last one is the go-on for content, which shows that each stands in its place: a
        server that says a word too many behind the dot would else have others' answers told of this letter. What
        breaks here is the connection, and the letter goes on another.
        """
        ahead, self._connection.ahead = self._connection.ahead, None
        if ahead is None:
            return None
        answers = await self._ask_on(lambda: self._connection.protocol.answers_to(ahead.asked))
        leaving = next((answer for answer in answers if answer.code == 421), None)
        if leaving is not None:
            raise Breakage(Failure.REPLY, "the server closes the connection", self._connection.reply_of(leaving))
        if [answer.code == 354 for answer in answers] == [False] * (len(answers) - 1) + [True]:
            return answers
        (reset,) = await self._ask_on(lambda: self._connection.protocol.ask([b"RSET"], self._timeout))
        if not _is_fine(reset):
            raise Breakage(Failure.DROPPED, "the answers are out of step")
        return None

    async def _ask_on(self, ask: Callable[[], Awaitable[list[SMTPResponse]]]) -> list[SMTPResponse]:
        try:
            return await ask()
        except BrokenOff as broken:
            raise breakage_of(broken.cause, self._phase) from broken

    async def _ask_all(self, commands: list[bytes]) -> list[SMTPResponse]:
        """Return the answers in order, all in one round trip where the server can (RFC 2920).

        Without PIPELINING it stops where going on makes no sense: after a refused sender, or without recipients.
        """
        if "pipelining" in self._connection.extensions:
            return await self._ask(commands, commands)
        answers: list[SMTPResponse] = []
        for number, command in enumerate(commands):
            if command == b"DATA" and not any(map(_is_fine, answers[1:])):
                break
            self._phase = _phase_of(number, commands)
            answers += await self._ask([command], commands)
            if not _is_fine(answers[0]):
                break
        return answers

    async def _ask(self, some: list[bytes], commands: list[bytes]) -> list[SMTPResponse]:
        first = commands.index(some[0])
        try:
            answers = await self._connection.protocol.ask(some, self._timeout)
            broken = None
        except BrokenOff as error:
            answers, broken = error.answers, error
        for number, answer in enumerate(answers):
            if answer.code == 421:
                self._phase = _phase_of(first + number, commands)
                raise Breakage(Failure.REPLY, "the server closes the connection", self._connection.reply_of(answer))
        if broken is not None:
            self._phase = _phase_of(first + len(answers), commands)
            raise breakage_of(broken.cause, self._phase) from broken
        return answers

    async def _leave_transaction(self, waits_for_content: bool) -> None:
        """Take back what was begun; where the server waits for content, only closing takes it back."""
        if waits_for_content:
            self._connection.close()
            return
        try:
            answers = await self._connection.protocol.ask([b"RSET"], self._timeout)
        except BrokenOff:
            self._connection.close()
        else:
            if not _is_fine(answers[0]):
                self._connection.close()

    def _early(self, error: Exception) -> Breakage:
        """Say what came before the dot: nothing was sent, whatever it is."""
        if isinstance(error, AnsweredEarly) and 400 <= error.answer.code < 600:
            reply = self._connection.reply_of(error.answer)
            return Breakage(Failure.REPLY, "the server answered before the final dot", reply)
        if isinstance(error, AnsweredEarly):
            return Breakage(Failure.DROPPED, "what the server says before the final dot is no answer")
        return breakage_of(error, self._phase)

    def _receipt(
        self, failure: Failure | None, reply: Reply | None, detail: str, *, uncertain: bool = False
    ) -> Receipt:
        return Receipt(
            phase=self._phase,
            peer=self._connection.peer,
            accepted=self._accepted,
            refused=self._refused,
            reply=reply,
            failure=failure,
            detail=detail,
            uncertain=uncertain,
        )


def _phase_of(number: int, commands: Sequence[bytes]) -> Phase:
    if number == 0:
        return Phase.MAIL
    return Phase.DATA if number >= len(commands) - 1 else Phase.RCPT


def _is_fine(answer: SMTPResponse) -> bool:
    return 200 <= answer.code < 300
