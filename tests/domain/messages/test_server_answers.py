"""What a server's answer means, in the words that real servers use."""

import pytest

from domain.messages.answers import Verdict, judge
from domain.messages.causes import Cause
from domain.messages.sending import Failure, Reply

REAL = [
    (550, "5.1.1", "<x@y.ru>: Recipient address rejected: User unknown in virtual mailbox table", Cause.UNKNOWN_USER),
    (550, None, "No such user here", Cause.UNKNOWN_USER),
    (550, None, "Message was not accepted -- invalid mailbox. Local mailbox x@mail.ru is unavailable: user not found",
     Cause.UNKNOWN_USER),
    (550, "5.2.1", "The email account that you tried to reach is disabled.", Cause.UNKNOWN_USER),
    (550, "5.7.1", "No such user!", Cause.UNKNOWN_USER),
    (553, "5.1.3", "The recipient address is not a valid RFC 5321 address", Cause.BAD_ADDRESS),
    (501, None, "Syntax error in parameters", Cause.BAD_ADDRESS),
    (552, "5.2.2", "The email account that you tried to reach is over quota", Cause.MAILBOX_FULL),
    (452, "4.2.2", "The recipient's inbox is out of storage space", Cause.MAILBOX_FULL),
    (550, None, "Mailbox quota exceeded", Cause.MAILBOX_FULL),
    (451, "4.7.1", "Greylisting in action, please come back later", Cause.GREYLISTED),
    (450, "4.2.0", "<x@y.ru>: Recipient address rejected: Greylisted", Cause.GREYLISTED),
    (552, "5.3.4", "Message size exceeds fixed limit", Cause.TOO_LARGE),
    (552, None, "Message size exceeds maximum permitted", Cause.TOO_LARGE),
    (554, "5.7.1", "<x@y.ru>: Relay access denied", Cause.RELAYING_DENIED),
    (550, None, "relay not permitted", Cause.RELAYING_DENIED),
    (554, "5.7.1", "[2] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc", Cause.SPAM),
    (550, None, "spam message rejected. Please visit http://help.mail.ru/", Cause.SPAM),
    (554, "5.7.1", "Service unavailable; Client host [1.2.3.4] blocked using zen.spamhaus.org", Cause.SPAM),
    (553, "5.7.1", "Sender address rejected: not owned by auth user.", Cause.SENDER_REFUSED),
    (550, "5.7.60", "SMTP; Client does not have permissions to send as this sender", Cause.SENDER_REFUSED),
    (501, None, "sender address must match authenticated user", Cause.SENDER_REFUSED),
    (421, "4.7.28", "Our system has detected an unusual rate of unsolicited mail", Cause.RATE),
    (451, "4.7.500", "Server busy. Too many messages", Cause.RATE),
    (550, "5.4.5", "Daily user sending quota exceeded.", Cause.RATE),
    (421, "4.3.2", "Service not available", Cause.UNAVAILABLE),
    (452, "4.3.1", "Insufficient system storage", Cause.UNAVAILABLE),
    (550, "5.7.1", "Access denied", Cause.POLICY),
    (550, "5.7.26", "This mail has been blocked because the sender is unauthenticated", Cause.POLICY),
    (530, "5.7.0", "Must issue a STARTTLS command first", Cause.TLS_REQUIRED),
    (530, "5.7.1", "Authentication required", Cause.AUTHENTICATION),
    (535, "5.7.8", "Error: authentication failed: UGFzc3dvcmQ6", Cause.AUTHENTICATION),
    (553, "5.6.7", "SMTPUTF8 required", Cause.NEEDS_SMTPUTF8),
    (599, None, "Что-то ещё", Cause.OTHER_PERMANENT),
    (499, None, "Что-то ещё", Cause.OTHER_TEMPORARY),
]  # fmt: skip


@pytest.mark.parametrize(("code", "enhanced", "text", "cause"), REAL)
def test_real_servers_are_understood(code: int, enhanced: str | None, text: str, cause: Cause) -> None:
    judged = judge(Failure.REPLY, Reply(code, enhanced, text))
    fault = cause in {Cause.TLS_REQUIRED, Cause.AUTHENTICATION}
    expected = Verdict.CONNECTION_FAULT if fault else Verdict.TEMPORARY if code < 500 else Verdict.PERMANENT
    assert (judged.cause, judged.verdict) == (cause, expected)


@pytest.mark.parametrize("failure", [item for item in Failure if item is not Failure.REPLY])
def test_every_failure_has_a_verdict_even_without_an_answer(failure: Failure) -> None:
    assert judge(failure, None).verdict is not Verdict.ACCEPTED


def test_only_an_answer_after_nothing_broke_is_an_acceptance() -> None:
    fine = Reply(250, "2.0.0", "Ok")
    assert judge(None, fine).verdict is Verdict.ACCEPTED
    assert judge(Failure.REPLY, fine).verdict is Verdict.TEMPORARY
    assert judge(None, fine, uncertain=True).verdict is Verdict.UNCERTAIN
    assert judge(None, None).verdict is Verdict.TEMPORARY


def test_a_connection_that_is_wrong_is_told_from_one_that_is_down() -> None:
    wrong = {Failure.NAME_NOT_FOUND, Failure.CERTIFICATE, Failure.NO_TLS_OFFERED, Failure.NO_AUTH_OFFERED,
             Failure.LOGIN_REFUSED}  # fmt: skip
    down = {Failure.DNS_TROUBLE, Failure.UNREACHABLE, Failure.TIMED_OUT, Failure.DROPPED, Failure.TLS}
    assert {judge(item, None).verdict for item in wrong} == {Verdict.CONNECTION_FAULT}
    assert {judge(item, None).verdict for item in down} == {Verdict.TEMPORARY}


def test_a_refused_sender_fails_its_letter_and_a_refused_session_does_not() -> None:
    reply = Reply(550, None, "Нет")
    assert judge(Failure.SENDER_REFUSED, reply).cause is Cause.SENDER_REFUSED
    assert judge(Failure.SENDER_REFUSED, reply).verdict is Verdict.PERMANENT
    assert judge(Failure.SERVER_REFUSED, reply).verdict is Verdict.CONNECTION_FAULT
    assert judge(Failure.SERVER_REFUSED, Reply(421, None, "Позже")).verdict is Verdict.TEMPORARY
