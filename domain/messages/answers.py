"""What a failure or a server's answer means: try again, give up, or mend the connection."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.messages.causes import Cause, Rule, rule_for
from domain.messages.login_answers import About, about
from domain.messages.sending import Failure, Reply


class Verdict(StrEnum):
    """What follows from an attempt."""

    ACCEPTED = "accepted"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    CONNECTION_FAULT = "connection_fault"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict and its cause, which names a text: `cause-unknown-user`."""

    verdict: Verdict
    cause: Cause


_BY_FAILURE = {
    Failure.NAME_NOT_FOUND: Judgement(Verdict.CONNECTION_FAULT, Cause.NAME_NOT_FOUND),
    Failure.DNS_TROUBLE: Judgement(Verdict.TEMPORARY, Cause.DNS_TROUBLE),
    Failure.UNREACHABLE: Judgement(Verdict.TEMPORARY, Cause.UNREACHABLE),
    Failure.TIMED_OUT: Judgement(Verdict.TEMPORARY, Cause.TIMED_OUT),
    Failure.DROPPED: Judgement(Verdict.TEMPORARY, Cause.DROPPED),
    Failure.TLS: Judgement(Verdict.TEMPORARY, Cause.TLS),
    Failure.LOGIN_BROKEN: Judgement(Verdict.TEMPORARY, Cause.LOGIN_LATER),
    Failure.SENDER_UNUSABLE: Judgement(Verdict.CONNECTION_FAULT, Cause.SENDER_UNUSABLE),
    Failure.STOPPED: Judgement(Verdict.TEMPORARY, Cause.INTERRUPTED),
    Failure.SECRET_UNREADABLE: Judgement(Verdict.CONNECTION_FAULT, Cause.SECRET_UNREADABLE),
    Failure.CERTIFICATE: Judgement(Verdict.CONNECTION_FAULT, Cause.CERTIFICATE),
    Failure.NO_TLS_OFFERED: Judgement(Verdict.CONNECTION_FAULT, Cause.NO_TLS_OFFERED),
    Failure.NO_AUTH_OFFERED: Judgement(Verdict.CONNECTION_FAULT, Cause.NO_AUTH_OFFERED),
    Failure.TOKEN_TROUBLE: Judgement(Verdict.TEMPORARY, Cause.TOKEN_LATER),
    Failure.INTERNAL: Judgement(Verdict.TEMPORARY, Cause.INTERNAL),
    Failure.NEEDS_SMTPUTF8: Judgement(Verdict.PERMANENT, Cause.NEEDS_SMTPUTF8),
}


def judge(failure: Failure | None, reply: Reply | None, *, uncertain: bool = False) -> Judgement:
    """Say what follows from an attempt, or from the answer for one recipient."""
    if uncertain:
        return Judgement(Verdict.UNCERTAIN, Cause.UNCERTAIN)
    if failure in _BY_FAILURE:
        return _BY_FAILURE[failure]
    if failure in _OF_LOGINS:
        return _refused_login(failure, reply)
    if failure is Failure.TOKEN_REFUSED:
        return Judgement(Verdict.CONNECTION_FAULT, _token_cause(reply))
    if reply is None:
        return Judgement(Verdict.TEMPORARY, Cause.DROPPED)
    if failure is None and 200 <= reply.code < 300:
        return Judgement(Verdict.ACCEPTED, Cause.ACCEPTED)
    # Whoever refuses to talk has heard of no sender, recipient or letter yet, whatever the words and codes.
    rule = rule_for(reply, without=_ABOUT_A_LETTER if failure is Failure.SERVER_REFUSED else ())
    if failure is Failure.SENDER_REFUSED and rule is not None and rule.cause in _ABOUT_AN_ADDRESS:
        rule = _of_the_sender(rule, reply)
    if not reply.is_for_ever:
        return Judgement(Verdict.TEMPORARY, rule.cause if rule else Cause.OTHER_TEMPORARY)
    # A plain 500 to MAIL is about a command or a setting as likely as about the sender.
    if rule is None and failure is Failure.SENDER_REFUSED and reply.code >= 550:
        return Judgement(Verdict.PERMANENT, Cause.SENDER_REFUSED)
    # A server that will not talk at all (554 instead of a greeting) says nothing about this letter.
    fault = failure is Failure.SERVER_REFUSED or (rule is not None and rule.fault)
    cause = rule.cause if rule else Cause.POLICY if fault else Cause.OTHER_PERMANENT
    return Judgement(Verdict.CONNECTION_FAULT if fault else Verdict.PERMANENT, cause)


def _of_the_sender(rule: Rule, reply: Reply) -> Rule | None:
    """Say what a complaint about an address means before any recipient was named: it is the sender, or only syntax."""
    about_an_address = rule.cause is not Cause.BAD_ADDRESS or _ADDRESS.search(reply.text) is not None
    return replace(rule, cause=Cause.SENDER_REFUSED) if about_an_address else None


def _token_cause(reply: Reply | None) -> Cause:
    """Return why a provider gives no token; what can only be said while a login is set up is just a refusal."""
    name = f"token-{reply.token}" if reply is not None else ""
    return Cause(name) if name in set(Cause) else Cause.TOKEN_OTHER


_OF_LOGINS = frozenset({Failure.LOGIN_REFUSED, Failure.TOKEN_NOT_TAKEN})


def _refused_login(failure: Failure, reply: Reply | None) -> Judgement:
    """Tell a wrong password from a way of logging in, and from a server that cannot look passwords up just now."""
    if reply is not None and not reply.is_for_ever:
        rule = rule_for(reply)
        slow_down = rule is not None and rule.cause is Cause.RATE
        return Judgement(Verdict.TEMPORARY, Cause.RATE if slow_down else Cause.LOGIN_LATER)
    rule = None if reply is None else rule_for(reply)
    if rule is not None and rule.cause in {Cause.PASSWORDS_ENDED, Cause.LOGIN_SWITCHED_OFF}:
        return Judgement(Verdict.CONNECTION_FAULT, rule.cause)
    subject = About.PASSWORD if reply is None else about(reply)
    usual = Cause.TOKEN_NOT_TAKEN if failure is Failure.TOKEN_NOT_TAKEN else Cause.AUTHENTICATION
    return Judgement(Verdict.CONNECTION_FAULT, _LOGIN_CAUSES.get(subject, usual))


_ABOUT_AN_ADDRESS = frozenset({Cause.UNKNOWN_USER, Cause.BAD_ADDRESS, Cause.NEEDS_SMTPUTF8})
_ABOUT_A_LETTER = _ABOUT_AN_ADDRESS | {
    Cause.MAILBOX_FULL,
    Cause.TOO_LARGE,
    Cause.SENDER_REFUSED,
    Cause.RELAYING_DENIED,
}
_ADDRESS = re.compile("address|domain|mailbox|sender|адрес", re.IGNORECASE)

_LOGIN_CAUSES = {
    About.MECHANISM: Cause.NO_AUTH_OFFERED,
    About.NO_LOGIN: Cause.NO_AUTH_OFFERED,
    About.ENCRYPTION: Cause.TLS_REQUIRED,
}
