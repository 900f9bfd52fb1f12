"""A person's consent, which a refresh token stands for: by a device's code, or in a browser with PKCE."""

import hmac
from collections.abc import Awaitable, Callable, Mapping

from domain.clock import Clock
from domain.errors import GonetsError
from domain.logins.oauth2.asking import ask_for_token, post, refused
from domain.logins.oauth2.document import OAuth2
from domain.logins.oauth2.endpoints import EndpointAnswer, Endpoints
from domain.logins.oauth2.grants import (
    Consent,
    DeviceCode,
    Secrets,
    Token,
    code_form,
    consent,
    device_code_of,
    device_form,
    device_token_form,
)
from domain.messages.sending import Failure, NoToken, Reply
from domain.messages.token_cause import TokenCause

SLOWER = 5
"""Seconds that a provider's `slow_down` adds to each pause (RFC 8628 section 3.5)."""

NO_SECRETS: Secrets = {}

SLOWEST = 60
"""Seconds between two questions while a provider cannot be reached."""


class ForeignConsent(GonetsError):
    """The answer belongs to another question than ours: somebody else's consent, or a page that was left open."""

    key = "error-foreign-consent"


class DeviceConsent:
    """The device authorization grant (RFC 8628). `wait` passes seconds; a code outlives a restart, by its row."""

    def __init__(self, endpoints: Endpoints, clock: Clock, wait: Callable[[float], Awaitable[None]]) -> None:
        self._endpoints = endpoints
        self._clock = clock
        self._wait = wait

    async def start(self, oauth2: OAuth2, secrets: Secrets = NO_SECRETS, *, proxied: bool = False) -> DeviceCode:
        """Return a code to show; raises NoToken."""
        answer = await post(self._endpoints, oauth2.device_url, device_form(oauth2, secrets), proxied=proxied)
        code = device_code_of(answer, self._clock())
        if code is None:
            raise refused(oauth2.device_url, answer, _texts(secrets))
        return code

    async def finish(
        self, oauth2: OAuth2, code: DeviceCode, secrets: Secrets = NO_SECRETS, *, proxied: bool = False
    ) -> Token:
        """Ask until the person has decided, and return what was given; raises NoToken.

        Its cause is DENIED where the person refused, CODE_ENDED where nothing was decided in time.
        """
        usual = pause = code.interval
        while (left := (code.expires_at - self._clock()).total_seconds()) > 1:
            # The last question comes just before the end: whoever confirms late is heard, too.
            await self._wait(min(pause, left - 1))
            try:
                token = await ask_for_token(
                    self._endpoints,
                    oauth2.token_url,
                    device_token_form(oauth2, code, secrets),
                    now=self._clock(),
                    hidden=(code.device_code.get_secret_value(), *_texts(secrets)),
                    proxied=proxied,
                )
            except NoToken as failure:
                if failure.failure is not Failure.TOKEN_TROUBLE:
                    raise
                cause = None if failure.reply is None else failure.reply.token
                if cause is TokenCause.SLOW_DOWN:
                    usual = pause = usual + SLOWER
                elif cause is TokenCause.PENDING:
                    pause = usual
                else:
                    # RFC 8628 section 3.5: who gets no answer asks more seldom.
                    pause = min(pause * 2, max(SLOWEST, pause))
            else:
                return _lasting(token)
        raise NoToken(
            Failure.TOKEN_REFUSED, "nobody has entered the code in time", Reply(400, None, "", TokenCause.CODE_ENDED)
        )


class BrowserConsent:
    """The authorization code grant with PKCE (RFC 7636), for one who has a browser and the bot's machine at hand."""

    def __init__(self, endpoints: Endpoints, clock: Clock) -> None:
        self._endpoints = endpoints
        self._clock = clock

    def begin(self, oauth2: OAuth2, redirect_url: str) -> Consent:
        """Return the address to open; the provider leads from there to `redirect_url`."""
        return consent(oauth2, redirect_url)

    def code_of(self, oauth2: OAuth2, asked: Consent, answer: Mapping[str, str]) -> str:
        """Return the code that the provider led back with; raises ForeignConsent, and NoToken where it has refused.

        An answer is a code or an error, and in both cases repeats the state (RFC 6749 section 4.1.2).
        """
        if not _same(answer.get("state", ""), asked.state):
            raise ForeignConsent
        if not answer.get("code"):
            body = {name: answer[name] for name in ("error", "error_description") if name in answer}
            raise refused(oauth2.authorization_url, EndpointAnswer(400, body))
        return answer["code"]

    async def finish(
        self, oauth2: OAuth2, asked: Consent, *, state: str, code: str, secrets: Secrets, proxied: bool = False
    ) -> Token:
        """Change the code that came into tokens; raises ForeignConsent and NoToken."""
        if not _same(state, asked.state):
            raise ForeignConsent
        hidden = (code, asked.verifier, *_texts(secrets))
        form = code_form(oauth2, asked, code, secrets)
        token = await ask_for_token(
            self._endpoints, oauth2.token_url, form, now=self._clock(), hidden=hidden, proxied=proxied
        )
        return _lasting(token)


def _texts(secrets: Secrets) -> tuple[str, ...]:
    return tuple(item.get_secret_value() for item in secrets.values())


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="surrogatepass"), other.encode())


def _lasting(token: Token) -> Token:
    """Without a refresh token the consent would end with the access token."""
    if token.refresh_token is None:
        words = "no refresh token in the answer"
        raise NoToken(Failure.TOKEN_REFUSED, words, Reply(200, None, words, TokenCause.NOT_LASTING))
    return token
