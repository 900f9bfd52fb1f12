"""Why a letter did not go, by a server's code, enhanced code and words: one table, the first line that fits wins.

Codes are RFC 5321 section 4.2, enhanced codes RFC 3463, RFC 5248, RFC 4954 and RFC 7372; the words are those that
Postfix, Exim, Sendmail, Exchange, Gmail, Yandex and Mail.ru answer with.
"""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.messages.sending import Reply


class Cause(StrEnum):
    """A reason; each names a text, `cause-<value>`."""

    ACCEPTED = "accepted"
    UNKNOWN_USER = "unknown-user"
    BAD_ADDRESS = "bad-address"
    MAILBOX_FULL = "mailbox-full"
    GREYLISTED = "greylisted"
    TOO_LARGE = "too-large"
    SPAM = "spam"
    POLICY = "policy"
    RELAYING_DENIED = "relaying-denied"
    RATE = "rate"
    SENDER_REFUSED = "sender-refused"
    SENDER_UNUSABLE = "sender-unusable"
    AUTHENTICATION = "authentication"
    LOGIN_LATER = "login-later"
    SECRET_UNREADABLE = "secret-unreadable"  # noqa: S105 - a reason, no password
    CERTIFICATE = "certificate"
    NAME_NOT_FOUND = "name-not-found"
    NO_TLS_OFFERED = "no-tls-offered"
    NO_AUTH_OFFERED = "no-auth-offered"
    TLS_REQUIRED = "tls-required"
    UNREACHABLE = "unreachable"
    DNS_TROUBLE = "dns-trouble"
    TIMED_OUT = "timed-out"
    DROPPED = "dropped"
    TLS = "tls"
    UNAVAILABLE = "unavailable"
    NEEDS_SMTPUTF8 = "needs-smtputf8"
    OTHER_TEMPORARY = "other-temporary"
    OTHER_PERMANENT = "other-permanent"
    UNCERTAIN = "uncertain"
    INTERRUPTED = "interrupted"
    COUNTED_AS_SENT = "counted-as-sent"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: all that it names must fit. `fault` says that the connection is wrong, not the letter."""

    cause: Cause
    codes: frozenset[int] = frozenset()
    enhanced: re.Pattern[str] | None = None
    words: re.Pattern[str] | None = None
    fault: bool = field(default=False, kw_only=True)

    def fits(self, reply: Reply) -> bool:
        """Whether the answer is what this line describes."""
        return (
            (not self.codes or reply.code in self.codes)
            and (self.enhanced is None or self.enhanced.fullmatch(reply.enhanced or "") is not None)
            and (self.words is None or self.words.search(reply.text) is not None)
        )


_RATE = (
    r"\brate\b|rate-?limit|too (many(?! hops)|much|fast|quickly)|throttl|try again in|slow down|server (is )?busy"
    r"|(sending|message|connection|recipient|thread|daily|hourly)s? limit|exceed\w*( \w+){0,4} limit|limit exceeded"
)
_NO_WORDS = re.compile(r"https?://\S+|<[^<>]*>|[^\s<>]+@[^\s<>]+")


def _rule(cause: Cause, codes: str = "", *, enhanced: str = "", words: str = "", fault: bool = False) -> Rule:
    return Rule(
        cause,
        frozenset(map(int, codes.split())),
        re.compile(enhanced) if enhanced else None,
        re.compile(words, re.IGNORECASE) if words else None,
        fault=fault,
    )


RULES = (
    _rule(
        Cause.TLS_REQUIRED,
        "530 538 550 554",
        words=r"start ?tls|encryption (is )?required|only with (ssl|tls)",
        fault=True,
    ),
    _rule(Cause.AUTHENTICATION, "530 534 535 538", fault=True),
    # Only as the first words: Exchange says so, behind others, of a recipient who takes letters of colleagues only.
    _rule(
        Cause.AUTHENTICATION, "550", words=r"^(authentication (is )?required|client was not authenticated)", fault=True
    ),
    _rule(Cause.NEEDS_SMTPUTF8, enhanced=r"[45]\.6\.[79]"),
    _rule(Cause.GREYLISTED, "421 450 451 452", words=r"gr[ae]y-? ?list"),
    _rule(Cause.TOO_LARGE, enhanced=r"[45]\.(3\.4|2\.3)"),
    _rule(
        Cause.TOO_LARGE,
        "523 552 554",
        words=r"(message|letter|mail|max\w*) (file )?(is )?(too (big|large)|size|exceed)",
    ),
    # Before the rates: Sendmail says 4.4.5 (congestion) of a full disk.
    _rule(
        Cause.UNAVAILABLE,
        "421 431 450 451 452",
        words=r"insufficient|disk space|space shortage|temporary local|currently unavailable",
    ),
    # Before the unknown users: Gmail says 5.2.1 of an account that gets too much.
    _rule(Cause.RATE, words=r"receiving mail (too quickly|at a rate)"),
    _rule(Cause.RATE, enhanced=r"[45]\.(7\.28|4\.5|5\.3)"),
    _rule(Cause.MAILBOX_FULL, enhanced=r"[45]\.2\.2"),
    _rule(
        Cause.MAILBOX_FULL,
        "422 450 451 452 522 550 552 554",
        words=r"(quota|mailbox|storage).{0,40}(full|exceed)|over ?quota",
    ),
    # Before the senders: 5.7.27 is a sender without a mail server (RFC 7505), and Gmail's word for SPF.
    _rule(Cause.POLICY, "421 450 451 550 554", words=r"\b(spf|dkim|dmarc|ptr)\b|reverse dns"),
    _rule(Cause.POLICY, enhanced=r"[45]\.7\.(2[0-6]|29|3\d|40)"),
    _rule(Cause.SENDER_REFUSED, enhanced=r"[45]\.(1\.[78]|7\.(27|60))"),
    _rule(
        Cause.SENDER_REFUSED,
        "501 550 553 554",
        words=r"sender.{0,60}(reject|denied|not allowed|not owned|unknown|mismatch|verify)|not owned by"
        r"|not local sender|must match auth|sender address must|required for sender|SendAsDenied",
    ),
    _rule(Cause.BAD_ADDRESS, enhanced=r"5\.1\.3"),
    _rule(Cause.UNKNOWN_USER, enhanced=r"[45]\.1\.(0|1|2|6|10)|5\.2\.1"),
    _rule(Cause.UNKNOWN_USER, enhanced=r"5\.4\.1", words=r"recipient address rejected"),
    _rule(
        Cause.UNKNOWN_USER,
        "501 550 551 553 554",
        words=r"(no such|unknown|invalid|non-?existent) (local )?(user|mailbox|recipient|account|address)"
        r"|(user|mailbox|recipient|account|address).{0,60}"
        r"(not found|not known|unknown|unavailable|does ?n.?t exist|not exist|disabled)"
        r"|unrout(e)?able|no mailbox|no valid recipients|user (is )?(not |non)local",
    ),
    _rule(Cause.BAD_ADDRESS, "501 553", words=r"syntax|mal-?formed|bad (recipient|address)"),
    _rule(Cause.RELAYING_DENIED, "454 550 551 553 554", words=r"\brelay|rcpthosts"),
    # A refusal for now speaks of reputation and means the rate; one for good speaks of a rate and means spam.
    _rule(Cause.RATE, "421 432 450 451 452 454", words=_RATE),
    _rule(
        Cause.SPAM,
        "421 450 451 550 554 571",
        words=r"spam|junk|black-?list|black list|block-? ?list|blocked using|reputation|virus|malware|unsolicited"
        r"|\b(rbl|dnsbl|bulk)\b",
    ),
    _rule(Cause.RATE, "550 554", words=_RATE),
    _rule(Cause.UNAVAILABLE, "421"),
    _rule(Cause.UNAVAILABLE, "431 432 450 451 452", enhanced=r"4\.3\.\d+"),
    _rule(Cause.POLICY, enhanced=r"[45]\.7\.\d+"),
    _rule(
        Cause.POLICY,
        "501 504 550 553 554 571",
        words=r"\bhelo\b|access denied|administrative prohibition|not authori[sz]ed|dynamic ip|policy",
    ),
)


def rule_for(reply: Reply) -> Rule | None:
    """Return the first line that fits. Addresses and links are no words: spam@firma.test may well not exist."""
    bare = replace(reply, text=_NO_WORDS.sub("", reply.text).strip())
    return next((rule for rule in RULES if rule.fits(bare)), None)
