"""Why a letter did not go, by a server's words, code and enhanced code: one table, the first line that fits wins.

Codes are RFC 5321 section 4.2, enhanced codes RFC 3463, RFC 5248, RFC 4954 and RFC 7372. The words are those of real
servers; `tests/domain/messages/answers_of_servers.tsv` keeps them with their sources.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain

from domain.messages import foreign_words as foreign
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
    INTERNAL = "internal"
    PASSWORDS_ENDED = "passwords-ended"
    LOGIN_SWITCHED_OFF = "login-switched-off"
    TOKEN_NOT_TAKEN = "token-not-taken"  # noqa: S105 - a reason, no secret
    TOKEN_LATER = "token-later"  # noqa: S105 - as above, and so below
    TOKEN_WRONG_SECRET = "token-wrong-secret"  # noqa: S105
    TOKEN_SECRET_ENDED = "token-secret-ended"  # noqa: S105
    TOKEN_NO_SUCH_CLIENT = "token-no-such-client"  # noqa: S105
    TOKEN_NO_SUCH_TENANT = "token-no-such-tenant"  # noqa: S105
    TOKEN_CONSENT_MISSING = "token-consent-missing"  # noqa: S105
    TOKEN_GRANT_ENDED = "token-grant-ended"  # noqa: S105
    TOKEN_PERSON_NEEDED = "token-person-needed"  # noqa: S105
    TOKEN_NOT_ALLOWED = "token-not-allowed"  # noqa: S105
    TOKEN_WRONG_SCOPE = "token-wrong-scope"  # noqa: S105
    TOKEN_WRONG_KEY = "token-wrong-key"  # noqa: S105
    TOKEN_USER_DISABLED = "token-user-disabled"  # noqa: S105
    TOKEN_DENIED = "token-denied"  # noqa: S105
    TOKEN_OTHER = "token-other"  # noqa: S105
    TOKEN_NOT_LASTING = "token-not-lasting"  # noqa: S105


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


_NO_WORDS = re.compile(r"https?://\S+|<[^<>]*>|(?<![^\s<>])[^\s<>]+@[^\s<>]+|\(e\.g\.[^()]*\)")
"""Addresses, links, and the examples that RFC 5321 section 4.2.2 gives and servers copy."""

_NOT_SPAM = r"^(?!.*(spam|virus|malware))"
_WHO = r"(user|mail ?box|recipient|account|alias|addressee|e?-?mail address|address)"
_GONE = (
    r"(inactive|de-?activated|disabled|suspended|closed|locked|expired|discontinued|archived|deleted|terminated"
    r"|non-?existent|unknown|invalid"
    r"|illegal)"
)
_LATER = r"(try|retry|come back)( again)? later|try again$|try another server"
_RATE = (
    r"\brate\b|rate-?limit|frequency|too (many(?! (hops|messages on))|much|fast|quickly|rapidly)|throttl|try again in"
    r"|slow down"
    r"|server (is )?busy|(sending|message|connection|recipient|thread|daily|hourly|smtp relay)s? (limit|quota)"
    r"|exceed\w*( \w+){0,4} limit|limit exceeded|credits exceeded|(excessive|unexpected) volume"
    r"|max\w* (number of )?messages?"
)


def _rule(cause: Cause, codes: str = "", *, enhanced: str = "", words: str = "", fault: bool = False) -> Rule:
    """Read a line: `codes` are codes, or `4` and `5` for all of them."""
    wanted = [
        range(int(code) * 100, int(code) * 100 + 100) if len(code) == 1 else [int(code)] for code in codes.split()
    ]
    return Rule(
        cause,
        frozenset(chain.from_iterable(wanted)),
        re.compile(enhanced) if enhanced else None,
        re.compile(words, re.IGNORECASE) if words else None,
        fault=fault,
    )


_FOREIGN = (
    _rule(Cause.AUTHENTICATION, "5", words=foreign.LOGIN_REQUIRED, fault=True),
    _rule(Cause.GREYLISTED, "4", words=foreign.GREYLISTED),
    _rule(Cause.TOO_LARGE, "5", words=foreign.TOO_LARGE),
    _rule(Cause.UNAVAILABLE, "4", words=foreign.OUT_OF_ORDER),
    _rule(Cause.RATE, words=foreign.RATE),
    _rule(Cause.MAILBOX_FULL, words=foreign.MAILBOX_FULL),
    _rule(Cause.RATE, words=foreign.LIMIT),
    _rule(Cause.SENDER_REFUSED, words=foreign.SENDER_REFUSED),
    _rule(Cause.RELAYING_DENIED, words=foreign.RELAYING_DENIED),
    _rule(Cause.SPAM, words=foreign.SPAM),
    _rule(Cause.BAD_ADDRESS, "501 553", words=foreign.BAD_ADDRESS),
    _rule(Cause.UNKNOWN_USER, "5", words=foreign.UNKNOWN_USER),
    _rule(Cause.UNAVAILABLE, "4", words=foreign.LATER),
    _rule(Cause.POLICY, words=foreign.POLICY),
)

# Words before codes: servers put 5.1.1, 5.2.2 and 5.7.1 on anything.
RULES = (
    # Microsoft's words at the end of passwords, and of an SMTP login that its administrator has not allowed.
    _rule(
        Cause.PASSWORDS_ENDED,
        "5",
        words=r"basic auth\w* (is )?(disabled|not (supported|allowed|enabled)|blocked|deprecated|no longer)"
        r"|(disabled|blocked|no longer supports?) basic auth",
        fault=True,
    ),
    _rule(
        Cause.LOGIN_SWITCHED_OFF,
        "5",
        words=r"SmtpClientAuthentication is disabled|smtp (auth\w*|access) (is )?disabled|smtp_auth_disabled",
        fault=True,
    ),
    _rule(Cause.LOGIN_SWITCHED_OFF, "5", words=foreign.LOGIN_SWITCHED_OFF, fault=True),
    _rule(
        Cause.TLS_REQUIRED,
        words=r"start ?tls|(encryption|\btls) (is )?required|requires (encryption|tls)|only with (ssl|tls)",
        fault=True,
    ),
    _rule(Cause.TLS_REQUIRED, words=foreign.TLS_REQUIRED, fault=True),
    _rule(Cause.AUTHENTICATION, "530 534 535 538", fault=True),
    # Exchange says so of a recipient who takes letters of colleagues only, Sendmail of relaying, Gmail of SPF.
    _rule(
        Cause.AUTHENTICATION,
        "502 503 550 551 553 554",
        words=r"^(?!.*(RESOLVER|relay|\bspf\b|dkim|dmarc)).*\b(authentication (is )?required"
        r"|client was not authenticated|^auth\w* first\b|\bsend auth\b"
        r"|(must|please|need to|have to) (first )?(authenticate|log ?(in|on))\b|server requires authentication)",
        fault=True,
    ),
    _rule(Cause.GREYLISTED, "4", words=r"gr[ae]y-? ?list|postgrey|deferred for \d+ sec"),
    _rule(
        Cause.TOO_LARGE,
        "5",
        words=r"\b(message|letter|e?-?mail|attachments?|max\w*)( file)?( is)? "
        r"(too (big|large|long)|size|exceed(?!\w* \d+ hops))"
        r"|max\w* (message|e?-?mail) size|larger than the",
    ),
    # For now: the queue has no room for so much (RFC 1870 section 6.1).
    _rule(Cause.TOO_LARGE, "4", words=r"message (size exceeds|too (big|large))"),
    # Before the rates: Sendmail says 4.4.5 (congestion) of a full disk.
    _rule(
        Cause.UNAVAILABLE,
        "4",
        words=r"insufficient|disk space|space shortage|currently unavailable|overload"
        r"|(scanner|filter|anti-?virus|anti-?spam)\b.{0,40}(not available|unavailable|time|fail|error)"
        r"|temporary (system|server|service|local|lookup) (problem|error|failure)|temporary local"
        r"|(service|server|system|resources?) (is |are )?temporarily unavailable",
    ),
    # Before the relaying: Mail.ru's words go on with "use smtp.mail.ru instead of relays".
    _rule(Cause.RATE, "4", words=r"rate-?limit"),
    # Before the unknown users: Gmail says 5.2.1 of an account that gets too much.
    _rule(
        Cause.RATE,
        words=r"receiving mail (too quickly|at a rate)|received too much|too many (invalid|unknown|bad) "
        r"|unusual (sending )?activity|(daily|hourly|sending|message|thread|relay) ([\w-]+ )?(quota|limit"
        r"|allowance)(?!.*size)",
    ),
    _rule(
        Cause.MAILBOX_FULL,
        words=r"(quota|mailbox|storage).{0,40}(full|exceed|exhausted)|over ?(\w+ )?quota|overquota|quota violation"
        r"|(account|inbox|mailbox|folder|maildir) (is |are )?(full|over)|out of storage|storage (limit|quota)"
        r"|(exhausted|exceeded|over).{0,30}(storage|space)|too much mail$|too many messages on|account is full"
        r"|over (the|its) (limit|size)|no more space|not enough (space|storage)",
    ),
    # Before the senders: 5.7.27 is a sender without a mail server (RFC 7505), and Gmail's word for SPF.
    _rule(Cause.POLICY, words=r"\b(spf|dkim|dmarc|ptr)\b|reverse dns|over a tls|hel+o command rejected"),
    _rule(
        Cause.SENDER_REFUSED,
        "4 5",
        words=r"sender.{0,60}(reject|denied|not allowed|not owned|unknown|mismatch|verify|blocked|invalid)"
        r"(?<!could not complete sender verify)|(reject|den(y|ies)|invalid|unknown|bad)( \w+){0,2} (sender"
        r"|mail from)\b"
        r"|not owned by|not local sender|must match auth|sender address must|required for sender|SendAsDenied"
        r"|\bfrom: (address(es)? |domain )?(is |are )?(invalid|not allowed)|mail from( is)? invalid"
        r"|(not allowed|permissions?) to send (mail )?(from|as)\b|mail from( address)? must"
        r"|not one of your addresses|(from|sender) domain\b"
        r"|address is not verified|message sending .*disabled|domain of (the )?sender",
    ),
    _rule(Cause.BAD_ADDRESS, "501", words=r"invalid address"),
    _rule(
        Cause.POLICY, "4 5", words=_NOT_SPAM + r".*(due to|because of|by|for|local|security)( \w+){0,3} polic(y|ies)"
    ),
    _rule(
        Cause.POLICY,
        "4 5",
        words=_NOT_SPAM + r".*(polic(y|ies) (reasons|restrictions|violation|rejection)|\b(do not|don.?t) accept )",
    ),
    _rule(Cause.UNKNOWN_USER, enhanced=r"5\.4\.1", words=r"recipient address rejected"),
    _rule(
        Cause.UNKNOWN_USER,
        "5",
        words=rf"\b(no such|no valid|{_GONE}) (local )?({_WHO}s?|local part)\b|\bno (user|account)\b"
        rf"|{_WHO}.{{0,60}}(not found|not (be )?known|unavailable|does ?n.?t exist|not exist|is ?blocked|\b{_GONE})"
        r"|\bnot an? (valid|known|local|existing) (user|mailbox|recipient|account|address)|unrout(e)?able"
        r"|no (such )?mailbox|no ?one (here )?by that name|user (is )?(not |non)local"
        r"|nicht bekannt"
        r"|no longer (valid|on|exists|active|available|accepts)"
        r"|bad destination (mailbox|system)|mailbox name not allowed|not in( the)? (directory|address (book|list))"
        r"|does ?n.?t have an? .*account|not listed in|(host|domain)( name)? (not found|unknown"
        r"|does ?n.?t exist|does not exist)"
        r"|(invalid|unknown|no such) (host|domain)\b",
    ),
    _rule(
        Cause.UNKNOWN_USER, "4", words=r"user unknown|(unknown|no such) (user|recipient|mailbox)|user does ?n.?t exist"
    ),
    _rule(Cause.BAD_ADDRESS, "501 553", words=r"syntax|mal-?formed|bad (recipient|address)"),
    _rule(Cause.RELAYING_DENIED, "4 5", words=r"\brelay|rcpthosts|delivery is not allowed to"),
    # A refusal for now speaks of reputation and means the rate; one for good speaks of a rate and means spam.
    _rule(Cause.RATE, "4", words=_RATE),
    _rule(
        Cause.SPAM,
        "4 5",
        words=r"spam|junk|black-?list|black list|block-? ?list|blocked using|reputation|virus|malware|unsolicited"
        r"|infected|trojan|phishing|\b(rbl|dnsbl|sbl|xbl|pbl|bulk)\b|user complaints",
    ),
    _rule(Cause.RATE, "5", words=_RATE),
    *_FOREIGN,
    # No word has said it: the enhanced code counts.
    _rule(Cause.NEEDS_SMTPUTF8, enhanced=r"[45]\.6\.[79]"),
    _rule(Cause.TOO_LARGE, enhanced=r"[45]\.(3\.4|2\.3)"),
    _rule(Cause.MAILBOX_FULL, enhanced=r"[45]\.2\.2"),
    _rule(Cause.POLICY, enhanced=r"[45]\.7\.(2[0-6]|29|3\d|40)"),
    _rule(Cause.SENDER_REFUSED, enhanced=r"[45]\.(1\.[78]|7\.(27|60))"),
    _rule(Cause.BAD_ADDRESS, enhanced=r"5\.1\.3"),
    _rule(Cause.RATE, enhanced=r"[45]\.(7\.28|4\.5|5\.3)"),
    _rule(Cause.UNAVAILABLE, enhanced=r"4\.1\.\d+", words=_LATER),
    _rule(Cause.UNKNOWN_USER, enhanced=r"[45]\.1\.(0|1|2|6|10)|5\.(2\.1|4\.4)"),
    _rule(Cause.POLICY, "4", words=r"white-? ?list|allow-? ?list|access denied"),
    _rule(Cause.UNAVAILABLE, "421"),
    _rule(Cause.UNAVAILABLE, "4", enhanced=r"4\.3\.\d+"),
    _rule(Cause.UNAVAILABLE, "4", words=_LATER),
    _rule(Cause.POLICY, enhanced=r"[45]\.7\.\d+"),
    _rule(
        Cause.POLICY,
        "5",
        words=r"\bhelo\b|access denied|administrative prohibition|not authori[sz]ed|dynamic ip|policy|not accepting"
        r"|(connection|content|network|host) (is )?(denied|refused|not allowed)|service refused"
        r"|\b(access|ip|ip address|senders?|client|connection|host)\b.{0,40}\b(blocked|rejected)\b|blocked senders"
        r"|attachment.{0,30}(not allowed|unacceptable|blocked|prohibited|forbidden|rejected)"
        r"|(forbidden|illegal|blocked|prohibited|dangerous) (attachment|file)",
    ),
)


def rule_for(reply: Reply, *, without: Collection[Cause] = ()) -> Rule | None:
    """Return the first line that fits and names none of the causes `without`.

    Addresses and links are no words: nobody may be called spam@firma.test.
    """
    bare = replace(reply, text=_NO_WORDS.sub("", reply.text).strip())
    return next((rule for rule in RULES if rule.cause not in without and rule.fits(bare)), None)
