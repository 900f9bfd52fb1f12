"""Asking a provider: a form goes there, and what comes back is a token, or why there is none."""

from collections.abc import Collection, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from domain.logins.oauth2.endpoints import EndpointAnswer, Endpoints, EndpointTrouble
from domain.logins.oauth2.grants import Token, token_of
from domain.logins.oauth2.refusals import refusal_of
from domain.messages.sending import Failure, NoToken, Reply


async def ask_for_token(
    endpoints: Endpoints,
    url: str,
    form: Mapping[str, str],
    *,
    now: datetime,
    hidden: Collection[str],
    proxied: bool,
) -> Token:
    """Return the token that a form gets; raises NoToken. What is `hidden` stands in no words."""
    answer = await post(endpoints, url, form, proxied=proxied)
    token = token_of(answer, now)
    if token is None:
        raise refused(url, answer, hidden)
    return token


async def post(endpoints: Endpoints, url: str, form: Mapping[str, str], *, proxied: bool) -> EndpointAnswer:
    """Send a form; raises NoToken where nobody answers."""
    try:
        return await endpoints.post(url, form, proxied=proxied)
    except EndpointTrouble as trouble:
        raise NoToken(Failure.TOKEN_TROUBLE, f"{host_of(url)}: {trouble}") from trouble


def refused(url: str, answer: EndpointAnswer, hidden: Collection[str] = ()) -> NoToken:
    """Return what an answer without a token means."""
    refusal = refusal_of(answer, tuple(hidden))
    words = refusal.words or "no token in the answer"
    failure = Failure.TOKEN_TROUBLE if refusal.cause.is_temporary else Failure.TOKEN_REFUSED
    reply = Reply(answer.status, None, words, refusal.cause)
    return NoToken(failure, f"{host_of(url)}: {refusal.cause}", reply, answer.retry_after)


def host_of(url: str) -> str:
    """Return the host of an endpoint."""
    return urlsplit(url).hostname or ""
