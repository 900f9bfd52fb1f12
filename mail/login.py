"""Logging in: the best mechanism that both sides know, and the next one only where the password was never looked at.

Trying each in turn, whatever the answer, would spend three logins of an account that locks after three.
"""

import base64
from dataclasses import dataclass

from aiosmtplib import SMTPResponse

from domain.messages.login_answers import About, about
from domain.messages.sending import Failure, Reply, SmtpSettings
from mail.breakage import Breakage
from mail.mechanisms import BadChallenge, Login, Mechanism, common
from mail.replies import reply_of
from mail.smtp_data import BrokenOff, LetterProtocol

_LONGEST_COMMAND = 510
"""Bytes of a command without its line end (RFC 5321 section 4.5.3.1.4); a longer initial response waits its turn."""

_GO_ON = 334


async def log_in(protocol: LetterProtocol, settings: SmtpSettings, login: Login, offered: list[str]) -> str:
    """Log in, and return the mechanism that did it; raises Breakage when the server refuses."""
    mechanisms = common(settings.authentication, offered)
    if not mechanisms:
        names = ", ".join(sorted(offered))[:200] or "nothing"
        raise Breakage(Failure.NO_AUTH_OFFERED, f"the server offers {names} for logging in")
    tried: list[_Refusal] = []
    for mechanism in mechanisms:
        if mechanism.bare and any(refusal.about is About.ENCRYPTION for refusal in tried):
            continue
        refusal = await _refusal_of(protocol, settings, login, mechanism)
        if refusal is None:
            return mechanism.name
        tried.append(refusal)
        if not refusal.leaves_others:
            break
    raise _breakage(tried, settings.authentication)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a mechanism did not do it. Without a `reply` it was we who cancelled the exchange."""

    mechanism: str
    about: About
    reply: Reply | None = None

    @property
    def leaves_others(self) -> bool:
        """Whether nobody has looked at the password, so that the next mechanism costs no second login."""
        if self.about is About.ENCRYPTION:
            return self.reply is not None and self.reply.code == 538
        return self.about is About.MECHANISM

    def __str__(self) -> str:
        return f"{self.mechanism}: {self.reply.code if self.reply else 'what the server asked cannot be answered'}"


async def _refusal_of(
    protocol: LetterProtocol, settings: SmtpSettings, login: Login, mechanism: Mechanism
) -> _Refusal | None:
    """Try one mechanism; None when it has logged in."""
    exchange = _Exchange(protocol, settings, login, mechanism)
    try:
        answer = await exchange()
    except BrokenOff as broken:
        what = "no answer in time" if isinstance(broken.cause, TimeoutError) else "the server broke off"
        raise Breakage(Failure.LOGIN_BROKEN, f"{mechanism.name}: {what}") from broken
    if 200 <= answer.code < 300:
        return None
    if answer.code != _GO_ON:
        reply = reply_of(answer, login.hidden)
        return _Refusal(mechanism.name, about(reply, first=exchange.is_first), reply)
    if exchange.is_first:
        return _Refusal(mechanism.name, About.MECHANISM)
    raise Breakage(Failure.LOGIN_BROKEN, f"{mechanism.name}: the server asks for more than there is")


class _Exchange:
    """One exchange (RFC 4954 section 4). `is_first`: the answer is one to AUTH itself."""

    def __init__(self, protocol: LetterProtocol, settings: SmtpSettings, login: Login, mechanism: Mechanism) -> None:
        self.is_first = True
        self._protocol = protocol
        self._timeout = settings.timeout
        self._command = b"AUTH " + mechanism.name.encode()
        self._words = mechanism.begin(login)

    async def __call__(self) -> SMTPResponse:
        """Return the answer that ended it; 334 is one that could not be answered, and was cancelled."""
        command, unsaid, again = self._command, next(self._words), None
        if unsaid is not None and len(command) + 1 + len(_initial(unsaid)) <= _LONGEST_COMMAND:
            command += b" " + _initial(unsaid)
            unsaid, again = None, unsaid
        answer = await self._ask(command)
        while answer.code == _GO_ON:
            if unsaid is None:
                unsaid, again = self._next(answer.message, again)
            if unsaid is None:
                await self._ask(b"*")
                return answer
            self.is_first = False
            answer, unsaid = await self._ask(base64.b64encode(unsaid)), None
        return answer

    def _next(self, challenge: str, again: bytes | None) -> tuple[bytes | None, bytes | None]:
        """Return what to say, and what of the initial response may still be said again.

        A server that asks where nothing is left to say has passed over the initial response: it gets it once more.
        """
        try:
            return self._words.send(challenge), again
        except StopIteration:
            return again, None
        except BadChallenge:
            return None, None

    async def _ask(self, line: bytes) -> SMTPResponse:
        return (await self._protocol.ask([line], self._timeout))[0]


def _initial(response: bytes) -> bytes:
    """Return an initial response as AUTH takes it; an empty one is `=` (RFC 4954 section 4)."""
    return base64.b64encode(response) or b"="


def _breakage(tried: list[_Refusal], authentication: str) -> Breakage:
    detail = ", ".join(map(str, tried))
    last = tried[-1]
    if last.about is About.MECHANISM:
        last = next((item for item in tried if item.about is About.ENCRYPTION), last)
    for_good = last.reply is None or last.reply.is_for_ever
    no_way = for_good and last.about in {About.MECHANISM, About.NO_LOGIN}
    not_taken = authentication == "oauth2" and for_good and last.about is About.PASSWORD
    refused = Failure.TOKEN_NOT_TAKEN if not_taken else Failure.LOGIN_REFUSED
    return Breakage(Failure.NO_AUTH_OFFERED if no_way else refused, detail, last.reply)
