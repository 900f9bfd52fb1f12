"""What a failure or a server's answer means: try again, give up, or mend the connection.

Codes are RFC 5321 section 4.2, enhanced codes RFC 3463 and RFC 5248. One table; the first line that fits wins.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

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
    cause: str


@dataclass(frozen=True, slots=True)
class _Rule:
    cause: str
    codes: tuple[int, ...] = ()
    enhanced: str = ""
    words: str = ""
    fault: bool = False

    def fits(self, reply: Reply) -> bool:
        return (
            (not self.codes or reply.code in self.codes)
            and (not self.enhanced or re.fullmatch(self.enhanced, reply.enhanced or "") is not None)
            and (not self.words or re.search(self.words, reply.text, re.IGNORECASE) is not None)
        )


_RULES = (
    _Rule("authentication", codes=(530, 534, 535, 538), fault=True),
    _Rule("authentication", codes=(454, 432), enhanced=r"4\.7\.\d+"),
    _Rule("authentication", enhanced=r"5\.7\.(8|9|11)", fault=True),
    _Rule("greylisted", codes=(450, 451), words=r"gr[ae]y-?list"),
    _Rule("unknown-user", enhanced=r"5\.1\.(1|0|10|6)"),
    _Rule(
        "unknown-user", codes=(550, 551, 553), words=r"(no such|unknown|does ?n.t exist|invalid) (user|mailbox|recip)"
    ),
    _Rule("bad-address", enhanced=r"5\.1\.3"),
    _Rule("sender-refused", enhanced=r"5\.1\.[78]|5\.7\.(60|27)"),
    _Rule("sender-refused", codes=(550, 553), words=r"sender.*(not|reject|denied|owned)|not owned by user"),
    _Rule("mailbox-full", enhanced=r"[45]\.2\.2"),
    _Rule("mailbox-full", codes=(452, 552), words=r"(quota|mailbox).*(full|exceed)|over quota"),
    _Rule("too-large", enhanced=r"5\.(3\.4|2\.3)"),
    _Rule("too-large", codes=(552,), words=r"size|large|big"),
    _Rule("relaying-denied", codes=(550, 551, 553, 554), words=r"relay"),
    _Rule("spam", codes=(550, 554, 571), words=r"spam|junk|blacklist|blocklist|block ?list|reputation|virus"),
    _Rule("rate", codes=(421, 450, 451, 452), words=r"(rate|too many|limit|throttl)"),
    _Rule("unavailable", codes=(421,)),
    _Rule("policy", enhanced=r"5\.7\.\d+"),
)

_FAILURES = {
    Failure.NAME_NOT_FOUND: Judgement(Verdict.CONNECTION_FAULT, "name-not-found"),
    Failure.DNS_TROUBLE: Judgement(Verdict.TEMPORARY, "dns-trouble"),
    Failure.UNREACHABLE: Judgement(Verdict.TEMPORARY, "unreachable"),
    Failure.TIMED_OUT: Judgement(Verdict.TEMPORARY, "timed-out"),
    Failure.DROPPED: Judgement(Verdict.TEMPORARY, "dropped"),
    Failure.TLS: Judgement(Verdict.TEMPORARY, "tls"),
    Failure.STOPPED: Judgement(Verdict.TEMPORARY, "dropped"),
    Failure.CERTIFICATE: Judgement(Verdict.CONNECTION_FAULT, "certificate"),
    Failure.NO_TLS_OFFERED: Judgement(Verdict.CONNECTION_FAULT, "no-tls-offered"),
    Failure.NO_AUTH_OFFERED: Judgement(Verdict.CONNECTION_FAULT, "no-auth-offered"),
    Failure.NEEDS_SMTPUTF8: Judgement(Verdict.PERMANENT, "needs-smtputf8"),
}


def judge(failure: Failure | None, reply: Reply | None, *, uncertain: bool = False) -> Judgement:
    """Say what follows from an attempt, or from the answer for one recipient."""
    if uncertain:
        return Judgement(Verdict.UNCERTAIN, "uncertain")
    if failure in _FAILURES:
        return _FAILURES[failure]
    if reply is None:
        return Judgement(Verdict.TEMPORARY, "dropped")
    if 200 <= reply.code < 300:
        return Judgement(Verdict.ACCEPTED, "accepted")
    rule = next((rule for rule in _RULES if rule.fits(reply)), None)
    if failure is Failure.LOGIN_REFUSED:
        permanent = reply.code >= 500
        return Judgement(Verdict.CONNECTION_FAULT if permanent else Verdict.TEMPORARY, "authentication")
    if reply.code >= 500:
        cause = rule.cause if rule else "sender-refused" if failure is Failure.SENDER_REFUSED else "other-permanent"
        fault = rule is not None and rule.fault
        return Judgement(Verdict.CONNECTION_FAULT if fault else Verdict.PERMANENT, cause)
    return Judgement(Verdict.TEMPORARY, rule.cause if rule else "other-temporary")
