"""How the mail server behaves: accommodating by default, and each kind of trouble to order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum


class MailFault(Enum):
    """What the mail server does instead of taking a letter."""

    ACCEPT = "accepts everything"
    LATER = "451 4.7.1 Greylisted, try again later"
    REFUSE = "550 5.1.1 No such user here"
    SILENT = "takes the letter, never answers the final dot and holds the connection"
    DROPPED = "takes the letter and drops the connection instead of answering the final dot"
    WRONG_PASSWORD = "535 5.7.8 Authentication credentials invalid"  # noqa: S105 - an answer, not a password
    OVERLOADED = "421 4.7.0 Too many connections, try again later"


class TokenAnswer(Enum):
    """How a token that opens nothing is refused."""

    GMAIL = "an error in a challenge, then 535 5.7.8 in two lines"
    EXCHANGE = "535 5.7.3 at once"


SMTP_AUTH_DISABLED = (
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit "
    "https://aka.ms/smtp_auth_disabled for more information."
)
MAILBOX_DISABLED = SMTP_AUTH_DISABLED.replace("Tenant", "Mailbox")
NO_PASSWORDS = "550 5.7.30 Basic authentication is not supported for Client Submission."
"""What Exchange Online says to tenants and to passwords."""


def nobody(_mailbox: str, _token: str) -> bool:
    """Knows no token."""
    return False


@dataclass
class Visit:
    """One connection of a client: its commands in order, never with a password."""

    number: int
    peer: str
    commands: list[tuple[str, str]] = field(default_factory=list)
    open: bool = True


@dataclass
class Manners:
    """Set by a test or on the page, looked at by every conversation.

    `times` says how many more transactions (or connections, for OVERLOADED and WRONG_PASSWORD) meet the fault, and how
    many more times a custom reply is given; then everything is accepted again. None means always.
    """

    fault: MailFault = MailFault.ACCEPT
    times: int | None = None
    # Where LATER and REFUSE say it: "RCPT", or "DATA_END" after the letter was sent.
    at: str = "RCPT"
    # Own one-line replies by command: CONNECT, EHLO, AUTH, MAIL, RCPT, DATA, DATA_END.
    replies: dict[str, str] = field(default_factory=dict)
    # Whether SILENT and DROPPED keep the letter that they do not answer for.
    keep_unanswered: bool = True
    # With a user, mail is taken after a log-in only; without, any log-in is welcome and none is needed.
    user: str | None = None
    password: str | None = None
    # With this, mail is taken after a log-in by a token that `admits` knows for the mailbox; without, any token is
    # welcome that `user` does not stand against.
    token_needed: bool = False
    token_answer: TokenAnswer = TokenAnswer.GMAIL
    # Said to every log-in by a token, and to every one by a password, whatever was sent.
    token_refusal: str | None = None
    password_refusal: str | None = None
    # Mechanisms that are offered, in capitals; None for all that the server knows.
    mechanisms: frozenset[str] | None = None
    admits: Callable[[str, str], bool] = nobody
    sessions: list[Visit] = field(default_factory=list)
    # How many connections were open at once at most.
    most_open: int = 0
    commands: list[tuple[str, str]] = field(default_factory=list)
    _refused: dict[str, str] = field(default_factory=dict)

    def refuse_recipient(self, address: str, reply: str = "550 5.1.1 No such user") -> None:
        """Refuses one address with this reply."""
        self._refused[address.lower()] = reply

    def reset(self) -> None:
        """Makes the server accommodating again; users and logs stay."""
        self.fault, self.times, self.at, self.keep_unanswered = MailFault.ACCEPT, None, "RCPT", True
        self.replies.clear()
        self._refused.clear()
        self.token_refusal = self.password_refusal = None

    def refusal_of(self, address: str) -> str | None:
        """Returns the reply to a refused address."""
        return self._refused.get(address.lower())

    def take(self, *faults: MailFault) -> MailFault:
        """Meets the fault once, if it is one of these."""
        fault = self.fault
        if fault not in faults:
            return MailFault.ACCEPT
        self._count()
        return fault

    def own_reply(self, command: str) -> str | None:
        """Takes the custom reply to a command, if there is one."""
        reply = self.replies.get(command)
        if reply is not None:
            self._count()
        return reply

    @property
    def login_needed(self) -> bool:
        """Whether mail is taken after a log-in only."""
        return self.user is not None or self.token_needed

    def log(self, visit: Visit, command: str, argument: str) -> None:
        """Notes a command."""
        visit.commands.append((command, argument))
        self.commands.append((command, argument))

    def _count(self) -> None:
        if self.times is not None:
            self.times -= 1
            if self.times <= 0:
                self.fault, self.times = MailFault.ACCEPT, None
                self.replies.clear()
